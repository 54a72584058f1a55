package org.zoneledger.domain.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.Uscc;

/**
 * What an agency knows of a subject and keeps at its own peer: details it gives out on a ground (T2), and notes it gives to nobody (T3).
 *
 * <p>Of a detail the channel holds who, when and the salted digests; the values go to the owner's implicit collection in a transaction
 * of their own, which the owner's peer alone runs, so that no other peer ever sees them. Of a note the channel holds two hashes.
 */
public final class DetailRules {

    private static final int MAX_TEXT = 400;

    private DetailRules() {}

    /** Ledger key of an agency's details about a subject. */
    public static String key(String scheme, Uscc uscc) {
        return "detail/" + scheme + "/" + uscc.value();
    }

    /** Key of a note in its owner's collection; the id is unguessable, so that its hash says nothing. */
    public static String noteKey(String id) {
        return "note/" + id;
    }

    /** The vacant places of a subject, each bound to the agency whose details it will name. */
    public static List<Write> vacantSlots(Uscc uscc, Instant at) {
        return LedgerRecord.vacant("detail", Competence.schemes(), uscc.value(), at);
    }

    /**
     * Decides on the public part of an agency's details: which fields there are, and their digests.
     *
     * @param prior the place; absent when the subject has no accepted filing
     * @param document {scheme, uscc, legalBasis, restricted digests, id, version}
     */
    public static Decision describe(Optional<LedgerRecord> prior, ObjectNode document, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        String scheme = fields.text("scheme", 16);
        String owner = Competence.ownerOf(scheme);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        fields.text("legalBasis", 200);
        Sealed.checkDigests(fields.any("restricted"), Competence.details(scheme));
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document);
        caller.mustBeOfficerOf(owner);
        LedgerRecord slot = prior.orElseThrow(() -> Refusal.of(
                Code.FILING_NOT_ACCEPTED, "uscc", "the subject has no accepted filing and so no place for details"));
        if (LedgerRecord.isReplay(Optional.of(slot), document)) {
            return Decision.replay(key(scheme, uscc), slot.version());
        }
        LedgerRecord detail = LedgerRecord.from("detail", document, caller, at);
        detail.node().put("status", "DESCRIBED");
        return Decision.of(key(scheme, uscc), detail.version(), List.of(Write.open(key(scheme, uscc), detail.bytes())));
    }

    /**
     * Decides on the values of described details; only the owner's peer runs it.
     *
     * @param prior the public part
     * @param restricted exactly the values that it names
     */
    public static Decision keep(
            String scheme, Uscc uscc, Optional<LedgerRecord> prior, Sealed restricted, Caller caller) {
        String owner = Competence.ownerOf(scheme);
        caller.mustBeOfficerOf(owner);
        LedgerRecord detail = prior.filter(slot -> slot.text("status").equals("DESCRIBED"))
                .orElseThrow(
                        () -> Refusal.of(Code.NOT_FOUND, "uscc", "the details have not been described on the ledger"));
        checkValues(restricted.values());
        restricted.mustMatch(detail.node().path("restricted"));
        String key = key(scheme, uscc);
        return Decision.of(key, detail.version(), List.of(Write.kept(Write.implicit(owner), key, restricted.bytes())));
    }

    /**
     * Decides on a note of an agency; only its own peer runs it.
     *
     * @param prior the stored note, if any
     * @param id 32 hexadecimal digits out of a secret random source
     * @param restricted uscc, text, riskScore? 0 to 1000
     */
    public static Decision note(Optional<Sealed> prior, String id, Sealed restricted, Caller caller) {
        if (!id.matches("[0-9a-f]{32}")) {
            throw Refusal.of(Code.VALUE_INVALID, "id", "a note's id has 32 hexadecimal digits");
        }
        Fields fields = Fields.of(restricted.values(), "restricted");
        fields.value("uscc", Uscc::parse);
        fields.text("text", 2000);
        if (restricted.values().has("riskScore")) {
            fields.integer("riskScore", 0, 1000);
        }
        fields.end();
        PersonalData.refuseIn(restricted.values(), "restricted");
        caller.mustBeOfficerOfOne(Competence.agencies());
        if (prior.isPresent()) {
            if (prior.get().equals(restricted)) {
                return Decision.replay(noteKey(id), 1);
            }
            throw Refusal.of(Code.ID_REUSED, "id", "the id was used before for another note");
        }
        return Decision.of(
                noteKey(id), 1, List.of(Write.kept(Write.implicit(caller.msp()), noteKey(id), restricted.bytes())));
    }

    private static void checkValues(ObjectNode values) {
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            String at = "restricted." + value.getKey();
            boolean isText = value.getValue().isTextual()
                    && !value.getValue().textValue().isBlank()
                    && value.getValue().textValue().length() <= MAX_TEXT;
            if (!isText && !value.getValue().isIntegralNumber()) {
                throw Refusal.of(Code.VALUE_INVALID, at, "a text of 1 to " + MAX_TEXT + " characters or an integer");
            }
        }
        PersonalData.refuseIn(values, "restricted");
    }

    /** Refuses a name that is not one of the details of a scheme. */
    static String checkName(String name, String scheme) {
        if (!Competence.details(scheme).contains(name)) {
            throw Refusal.of(Code.VALUE_INVALID, "", "the agency keeps no details of this name");
        }
        return name;
    }
}
