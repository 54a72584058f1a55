package org.zoneledger.gateway.credit;

import java.time.Instant;
import java.util.Optional;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.credit.Standing;
import org.zoneledger.domain.credit.Standing.Held;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.index.Records.Version;

/** What the rules read, out of the index: as it stands, or as it stood at a moment. */
public final class IndexSource implements Standing.Source {

    private final Records records;
    private final Optional<Instant> moment;

    private IndexSource(Records records, Optional<Instant> moment) {
        this.records = records;
        this.moment = moment;
    }

    public static IndexSource now(Records records) {
        return new IndexSource(records, Optional.empty());
    }

    static IndexSource at(Records records, Instant moment) {
        return new IndexSource(records, Optional.of(moment));
    }

    @Override
    public Optional<LedgerRecord> record(String key) {
        return stored(key).map(found -> new LedgerRecord(found.open()));
    }

    @Override
    public Sealed restricted(String key) {
        return stored(key).flatMap(Stored::restricted).orElse(Sealed.none());
    }

    /** The index keeps both parts together, and the restricted one only where the digests name it. */
    @Override
    public Optional<Held> held(String key) {
        return stored(key)
                .map(found -> new Held(
                        new LedgerRecord(found.open()), found.restricted().orElse(Sealed.none())));
    }

    private Optional<Stored> stored(String key) {
        return moment.map(at -> records.at(key, at).map(Version::stored)).orElseGet(() -> records.find(key));
    }
}
