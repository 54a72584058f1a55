package org.zoneledger.domain.disclosure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.filing.CertificateRules;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Grants (T5): an enterprise lets one named party read named fields about itself up to a day, and may take that back.
 *
 * <p>That an enterprise granted something is public; to whom, what and how long is not.
 */
public final class GrantRules {

    private GrantRules() {}

    /** Ledger key of a grant. */
    public static String key(String id) {
        return "grant/" + id;
    }

    /**
     * Decides on a grant that an enterprise signs.
     *
     * @param prior the stored grant, if any
     * @param filing the enterprise's filing, if any
     * @param document {uscc, restricted digests, id, version 1}
     * @param restricted reader (a credit code), fields[] such as {@code filing.turnoverBand} or {@code assertion.tax.classCode}, purpose,
     *     from, to
     */
    public static Decision grant(
            Optional<LedgerRecord> prior,
            Optional<LedgerRecord> filing,
            ObjectNode document,
            String jws,
            Sealed restricted,
            Caller caller,
            Instant at) {
        Fields fields = Fields.of(document);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        fields.optionalAny("restricted");
        DocumentId.checkIn(fields);
        fields.end();
        Fields granted = Fields.of(restricted.values(), "restricted");
        granted.value("reader", Uscc::parse);
        granted.list("fields", 20, GrantRules::field);
        granted.value("purpose", ShareRules::purpose);
        Terms.checkPeriod(granted, "from", "to", Terms.today(at));
        granted.end();
        restricted.mustMatch(document.path("restricted"));
        PersonalData.refuseIn(document);
        String key = key(document.path("id").asText());
        caller.mustBeClerkOf(uscc);
        mustBeSigned(Optional.of(FilingRules.mustBeActive(filing, at)), document, jws, uscc, caller);
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        LedgerRecord grant = LedgerRecord.from("grant", document, caller, at);
        grant.node().put("status", "GRANTED");
        grant.node().put("jws", jws);
        return Decision.of(key, 1, List.of(Write.open(key, grant.bytes()), Write.restricted(key, restricted.bytes())));
    }

    /**
     * Decides on the end of a grant, at once.
     *
     * @param document {uscc, grant, id, version}
     */
    public static Decision withdraw(
            Optional<LedgerRecord> prior,
            Optional<LedgerRecord> filing,
            ObjectNode document,
            String jws,
            Caller caller,
            Instant at) {
        Fields fields = Fields.of(document);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        String key = key(fields.value("grant", DocumentId::check));
        DocumentId.checkIn(fields);
        fields.end();
        LedgerRecord grant = prior.filter(found -> found.text("uscc").equals(uscc.value()))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "grant", "the enterprise has made no such grant"));
        // also while the filing is suspended or over: nobody is held to a grant
        mustBeSigned(filing, document, jws, uscc, caller);
        if (LedgerRecord.isDecided(grant, "decision", document)) {
            return Decision.replay(key, grant.version());
        }
        if (!grant.text("status").equals("GRANTED")) {
            throw Refusal.of(Code.WRONG_STATE, "grant", "the grant has been withdrawn already");
        }
        ObjectNode node = grant.node().deepCopy();
        node.put("status", "WITHDRAWN");
        node.put("version", document.path("version").asLong());
        node.set("decision", LedgerRecord.decision(document, caller, at));
        return Decision.of(key, document.path("version").asLong(), List.of(Write.open(key, CanonicalJson.bytes(node))));
    }

    /** Refuses unless a grant covers a read. */
    static void mustCover(
            LedgerRecord grant, Sealed restricted, Uscc uscc, Set<String> names, Caller caller, Instant at) {
        ObjectNode granted = restricted.values();
        boolean isReader = caller.uscc()
                .map(Uscc::value)
                .filter(granted.path("reader").asText()::equals)
                .isPresent();
        if (!isReader
                || !grant.text("status").equals("GRANTED")
                || !grant.text("uscc").equals(uscc.value())
                || !Terms.cover(granted, names, Terms.today(at))) {
            throw Refusal.of(Code.NOT_GRANTED, "permit", "the grant does not cover this read");
        }
    }

    private static void mustBeSigned(
            Optional<LedgerRecord> filing, ObjectNode document, String jws, Uscc uscc, Caller caller) {
        caller.mustBeClerkOf(uscc);
        Competence.mustBeSingleWindow(caller);
        LedgerRecord filed =
                filing.orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "uscc", "there is no filing of this enterprise"));
        FilingRules.mustBeSigned(
                jws, document, CertificateRules.mustBeGood(filed.node().path("certificate")));
    }

    /** A field that an enterprise may let others read: what it filed itself, and what an agency says of it. */
    private static String field(String name) {
        if (!Competence.texts(Competence.table("grantable")).contains(name)) {
            throw Refusal.of(Code.VALUE_INVALID, "", "the field is not one that can be granted");
        }
        return name;
    }
}
