package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
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
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.DocumentId;

/**
 * Four eyes: one officer of an agency proposes a decision in a credit matter, and a second person of the same agency takes it.
 *
 * <p>A case names the transaction and the salted digest of its document; the second person sends that very document. The agencies alone
 * can read it.
 */
public final class CaseRules {

    private static final Set<TransactionName> DECISIONS = Set.of(
            TransactionName.CREDIT_ASSESS,
            TransactionName.CREDIT_STATE,
            TransactionName.CREDIT_RECOGNISE,
            TransactionName.CREDIT_ACCREDIT,
            TransactionName.CREDIT_RESTORE,
            TransactionName.CREDIT_LIST,
            TransactionName.CREDIT_CONCLUDE);

    private CaseRules() {}

    /** Ledger key of the case of a document. */
    public static String key(String id) {
        return "case/" + id;
    }

    /**
     * What an officer proposes, as the ledger takes it.
     *
     * @param decision document that the second person will send; its id is that of the case
     * @param restricted its restricted part
     * @param seed salt seed, see {@link Sealed#seal}
     */
    public static CreditRules.Split split(TransactionName name, ObjectNode decision, Sealed restricted, byte[] seed) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        values.set("proposed", decision);
        if (!restricted.isEmpty()) {
            values.set("sealed", restricted.node());
        }
        Sealed sealed = Sealed.seal(values, seed);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("transaction", name.wire());
        document.set("restricted", sealed.digests());
        document.put("id", decision.path("id").asText());
        document.put("version", 1);
        return new CreditRules.Split(document, sealed);
    }

    /**
     * Decides on a proposal.
     *
     * @param document {transaction, restricted digests, id, version 1}
     * @param restricted proposed (the document), sealed? (its restricted part)
     */
    public static Decision propose(
            Optional<LedgerRecord> prior, ObjectNode document, Sealed restricted, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        TransactionName name = fields.value("transaction", CaseRules::decision);
        fields.any("restricted");
        DocumentId.checkIn(fields);
        fields.end();
        caller.mustBeOfficerOfOne(Competence.agencies());
        restricted.mustMatch(document.path("restricted"));
        Fields proposed = Fields.of(restricted.values(), "restricted");
        JsonNode decision = proposed.any("proposed");
        proposed.optionalAny("sealed").ifPresent(part -> Sealed.read(CanonicalJson.bytes(part)));
        proposed.end();
        PersonalData.refuseIn(restricted.values(), "restricted");
        if (!decision.path("id").asText().equals(document.path("id").asText())) {
            throw Refusal.of(Code.VALUE_INVALID, "restricted.proposed.id", "a case has the id of its decision");
        }
        String key = key(document.path("id").asText());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        LedgerRecord proposal = LedgerRecord.from("case", document, caller, at);
        proposal.node().put("owner", caller.msp());
        proposal.node().put("status", "PROPOSED");
        proposal.node().put("transaction", name.wire());
        return Decision.of(
                key,
                1,
                List.of(
                        Write.open(key, proposal.bytes()).ownedBy(List.of(caller.msp())),
                        Write.restricted(key, restricted.bytes())));
    }

    /**
     * Decides on the refusal of a proposal by a second person.
     *
     * @param document {case, restricted digests, id, version}
     * @param restricted reason
     */
    public static Decision refuse(
            Optional<Standing.Held> prior, ObjectNode document, Sealed restricted, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        String key = key(fields.value("case", DocumentId::check));
        fields.any("restricted");
        DocumentId.checkIn(fields);
        fields.end();
        restricted.mustMatch(document.path("restricted"));
        Fields said = Fields.of(restricted.values(), "restricted");
        said.text("reason", 400);
        said.end();
        PersonalData.refuseIn(restricted.values(), "restricted");
        Standing.Held held = prior.orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "case", "there is no such case"));
        LedgerRecord found = held.record();
        if (LedgerRecord.isDecided(found, "decision", document)) {
            return Decision.replay(key, found.version());
        }
        LedgerRecord refused = decided(found, "REFUSED", document, caller, at);
        Sealed all = held.restricted().with(restricted);
        refused.node().set("restricted", all.digests());
        return Decision.of(
                key, refused.version(), List.of(Write.open(key, refused.bytes()), Write.restricted(key, all.bytes())));
    }

    /**
     * The case of a decision that a second person takes.
     *
     * @param name transaction that takes it
     * @param document of that transaction
     */
    public static LedgerRecord approve(
            Optional<Standing.Held> proposal, TransactionName name, ObjectNode document, Caller caller, Instant at) {
        Standing.Held held = proposal.orElseThrow(
                () -> Refusal.of(Code.NOT_FOUND, "id", "nobody of the agency has proposed this decision"));
        LedgerRecord found = held.record();
        JsonNode proposed = held.restricted().values().path("proposed");
        if (!found.text("transaction").equals(name.wire())
                || !Arrays.equals(CanonicalJson.bytes(proposed), CanonicalJson.bytes(document))) {
            throw Refusal.of(Code.VALUE_INVALID, "id", "another decision was proposed under this id");
        }
        return decided(found, "APPROVED", document, caller, at);
    }

    /** The record that a decision makes: by who proposed it, reviewed by who took it. */
    static LedgerRecord record(String type, ObjectNode document, LedgerRecord approved, Caller caller, Instant at) {
        LedgerRecord record = LedgerRecord.from(type, document, caller, at);
        record.node().set("reviewedBy", record.node().get("by"));
        record.node().set("by", approved.node().get("by"));
        return record;
    }

    /** The write that ends a case. */
    static Write end(LedgerRecord decided) {
        return Write.open(key(decided.text("id")), decided.bytes());
    }

    private static LedgerRecord decided(
            LedgerRecord found, String status, ObjectNode document, Caller caller, Instant at) {
        caller.mustReviewFor(found.text("owner"));
        if (!found.text("status").equals("PROPOSED")) {
            throw Refusal.of(Code.WRONG_STATE, "id", "the case has been decided");
        }
        if (found.node().at("/by/certificate").asText().equals(caller.certificate())) {
            throw Refusal.of(Code.NOT_PERMITTED, "by", "a second person decides on what the first has proposed");
        }
        ObjectNode node = found.node().deepCopy();
        node.put("status", status);
        node.put("version", found.version() + 1);
        node.set("decision", LedgerRecord.decision(document, caller, at));
        return new LedgerRecord(node);
    }

    private static TransactionName decision(String wire) {
        return TransactionName.of(wire)
                .filter(DECISIONS::contains)
                .orElseThrow(() -> Refusal.of(Code.VALUE_INVALID, "", "the transaction is not one that is proposed"));
    }
}
