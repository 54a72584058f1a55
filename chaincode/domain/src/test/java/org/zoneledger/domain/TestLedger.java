package org.zoneledger.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.Standing;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;

/** What decisions have written, as rules read it. */
public final class TestLedger implements Standing.Source {

    private final TreeMap<String, byte[]> open = new TreeMap<>();
    private final TreeMap<String, byte[]> restricted = new TreeMap<>();

    /** A ledger on which the filing of an enterprise of these kinds was accepted. */
    public static TestLedger accepted(Uscc uscc, Collection<String> kinds, Instant at) {
        TestLedger ledger = new TestLedger();
        CreditRules.vacantSlots(uscc, kinds, at).forEach(ledger::put);
        return ledger;
    }

    public Decision apply(Decision decision) {
        decision.writes().forEach(this::put);
        return decision;
    }

    public void put(Write write) {
        (write.collection().isPresent() ? restricted : open).put(write.key(), write.value());
    }

    @Override
    public Optional<LedgerRecord> record(String key) {
        return Optional.ofNullable(open.get(key)).map(LedgerRecord::read);
    }

    @Override
    public Sealed restricted(String key) {
        return Optional.ofNullable(restricted.get(key)).map(Sealed::read).orElse(Sealed.none());
    }
}
