package org.zoneledger.domain.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Access records: who is about to read what about whom, on which ground. The record comes first, the value after it.
 *
 * <p>A read rests on a permit: a share request that was granted, a subject's grant, an auditors' mandate, or for persons a purpose and legal basis of the
 * agency's own. Who reads on which permit is public; about whom and which values (by their digests) is not.
 */
public final class AccessRules {

    /** The permit of a read of personal data: the agency's own purpose and legal basis. */
    public static final String PERSON = "person";

    private AccessRules() {}

    /** Ledger key of an access record. */
    public static String key(String id) {
        return "access/" + id;
    }

    /** The permit that a document names: a ledger key, or {@value #PERSON}. */
    public static String permit(JsonNode document) {
        String permit = document.path("permit").asText();
        if (!permit.matches("person|(share|grant|mandate)/[A-Za-z0-9._-]{8,64}")) {
            throw Refusal.of(
                    Code.VALUE_INVALID, "permit", "share/{id}, grant/{id}, mandate/{id} or person is expected");
        }
        return permit;
    }

    /**
     * Decides on an access record.
     *
     * @param prior the stored record, if any
     * @param permit the request, grant or mandate it names, if any
     * @param permitted its restricted part
     * @param document {permit, purpose? and legalBasis? for persons, restricted digests, id, version 1}
     * @param restricted uscc, fields {name: digest of the value that will be read}, person? key
     * @param gateway SHA-256 of the certificate that signed the transaction: its holder, and nobody else, is given the values
     */
    public static Decision record(
            Optional<LedgerRecord> prior,
            Optional<LedgerRecord> permit,
            Sealed permitted,
            ObjectNode document,
            Sealed restricted,
            Caller caller,
            String gateway,
            Instant at) {
        Fields fields = Fields.of(document);
        String named = permit(document);
        fields.text("permit", 80);
        boolean isPerson = named.equals(PERSON);
        if (isPerson) {
            fields.value("purpose", ShareRules::purpose);
            fields.text("legalBasis", 200);
        }
        fields.optionalAny("restricted");
        DocumentId.checkIn(fields);
        fields.end();
        Fields read = Fields.of(restricted.values(), "restricted");
        Uscc uscc = read.value("uscc", Uscc::parse);
        Set<String> names = names(read.any("fields"));
        if (isPerson) {
            read.value("person", PersonRules::checkKey);
        }
        read.end();
        restricted.mustMatch(document.path("restricted"));
        String key = key(document.path("id").asText());
        if (isPerson) {
            caller.mustBeOfficerOfOne(Competence.people());
        } else {
            LedgerRecord found =
                    permit.orElseThrow(() -> Refusal.of(Code.NOT_GRANTED, "permit", "there is no such permit"));
            Sealed terms = permitted.namedBy(found.node().path("restricted"));
            switch (named.substring(0, named.indexOf('/'))) {
                case "share" -> ShareRules.mustCover(found, terms, uscc, names, caller, at);
                case "grant" -> GrantRules.mustCover(found, terms, uscc, names, caller, at);
                default -> MandateRules.mustCover(found, terms, uscc, names, caller, at);
            }
        }
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, 1);
        }
        LedgerRecord access = LedgerRecord.from("access", document, caller, at);
        access.node().put("gateway", gateway);
        return Decision.of(key, 1, List.of(Write.open(key, access.bytes()), Write.restricted(key, restricted.bytes())));
    }

    private static Set<String> names(JsonNode fields) {
        Set<String> names = new TreeSet<>();
        if (fields instanceof ObjectNode digests && !digests.isEmpty() && digests.size() <= 20) {
            digests.fieldNames().forEachRemaining(names::add);
        }
        if (names.isEmpty()) {
            throw Refusal.of(Code.VALUE_INVALID, "restricted.fields", "1 to 20 fields with their digests are expected");
        }
        Sealed.checkDigests(fields, names);
        return names;
    }
}
