package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.CustomsCode;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.PartyCertificate;

/**
 * The life of a filing: an enterprise submits, market regulation verifies, customs accepts (一次备案).
 *
 * <p>SUBMITTED → VERIFIED → ACCEPTED, or REJECTED and submitted again.
 */
public final class FilingRules {

    private FilingRules() {}

    /** Ledger key of a filing. */
    public static String key(Uscc uscc) {
        return "filing/" + uscc.value();
    }

    /**
     * Decides on a filing that an enterprise submits.
     *
     * @param prior the stored filing, if any
     * @param document {uscc, nameZh, nameEn, kinds[], areaCode, base?, certificate {der, sha256}, id, version, restricted? digests}
     * @param restricted customsCode?, licenceNo?, registeredAddress?, turnoverBand?
     */
    public static Decision submit(
            Optional<LedgerRecord> prior, ObjectNode document, Sealed restricted, Caller caller, Instant at) {
        Uscc uscc = checkDocument(document);
        checkRestricted(restricted);
        restricted.mustMatch(document.path("restricted"));
        caller.mustBeClerkOf(uscc);
        Competence.mustBeSingleWindow(caller);
        if (!caller.certificate()
                .equals(document.path("certificate").path("sha256").asText())) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "certificate.sha256", "a clerk registers the own certificate");
        }
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key(uscc), prior.orElseThrow().version());
        }
        String status = prior.map(p -> p.text("status")).orElse("");
        if (status.equals("VERIFIED") || status.equals("ACCEPTED")) {
            throw Refusal.of(Code.WRONG_STATE, "status", "a filing that was verified is not submitted again");
        }
        LedgerRecord filing = LedgerRecord.from("filing", document, caller, at);
        filing.node().put("status", "SUBMITTED");
        List<Write> writes = new ArrayList<>();
        writes.add(Write.open(key(uscc), filing.bytes()));
        if (!restricted.isEmpty()) {
            writes.add(Write.restricted(key(uscc), restricted.bytes()));
        }
        return Decision.of(key(uscc), filing.version(), writes);
    }

    /**
     * Decides on an agency's step in a filing's life; an accepted filing gets its five vacant credit slots, each bound to its owner.
     *
     * @param document {uscc, step VERIFY|ACCEPT|REJECT, reason, legalBasis, id, version}
     */
    public static Decision decide(Optional<LedgerRecord> prior, ObjectNode document, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        String step = fields.text("step", 16);
        fields.text("reason", 400);
        fields.text("legalBasis", 200);
        checkId(fields);
        fields.end();
        PersonalData.refuseIn(document);
        caller.mustBeOfficerOf(Competence.ownerOfStep(step));
        LedgerRecord filing =
                prior.orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "uscc", "there is no filing of this enterprise"));
        if (isDecided(filing, document)) {
            return Decision.replay(key(uscc), filing.version());
        }
        String status = next(filing.text("status"), step);
        ObjectNode node = filing.node().deepCopy();
        node.put("status", status);
        node.put("version", document.path("version").asLong());
        node.set("decision", decision(document, caller, at));
        List<Write> writes = new ArrayList<>();
        writes.add(Write.open(key(uscc), CanonicalJson.bytes(node)));
        if (step.equals("ACCEPT")) {
            writes.addAll(CreditRules.vacantSlots(uscc, at));
        }
        return Decision.of(key(uscc), document.path("version").asLong(), writes);
    }

    /** Refuses unless a filing stands accepted, so that others may rely on it. */
    public static LedgerRecord mustBeAccepted(Optional<LedgerRecord> filing) {
        if (filing.isEmpty() || !filing.get().text("status").equals("ACCEPTED")) {
            throw Refusal.of(Code.FILING_NOT_ACCEPTED, "uscc", "the enterprise has no accepted filing");
        }
        return filing.get();
    }

    private static boolean isDecided(LedgerRecord filing, JsonNode document) {
        JsonNode last = filing.node().path("decision");
        if (last.path("id").asText().equals(document.path("id").asText())) {
            if (last.path("document").asText().equals(Sha256.hex(CanonicalJson.bytes(document)))) {
                return true;
            }
            throw Refusal.of(Code.ID_REUSED, "id", "the id was used before for another decision");
        }
        return LedgerRecord.isReplay(Optional.of(filing), document);
    }

    private static String next(String status, String step) {
        return switch (status + " " + step) {
            case "SUBMITTED VERIFY" -> "VERIFIED";
            case "SUBMITTED REJECT" -> "REJECTED";
            case "VERIFIED ACCEPT" -> "ACCEPTED";
            default ->
                throw Refusal.of(
                        Code.WRONG_STATE, "step", "a filing that is " + status + " does not take the step " + step);
        };
    }

    private static ObjectNode decision(ObjectNode document, Caller caller, Instant at) {
        ObjectNode signed = new LedgerRecord(JsonNodeFactory.instance.objectNode())
                .stamp(caller, at)
                .node();
        signed.set("step", document.get("step"));
        signed.set("reason", document.get("reason"));
        signed.set("legalBasis", document.get("legalBasis"));
        signed.set("id", document.get("id"));
        signed.put("document", Sha256.hex(CanonicalJson.bytes(document)));
        return signed;
    }

    private static Uscc checkDocument(ObjectNode document) {
        Fields fields = Fields.of(document);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        fields.text("nameZh", 120);
        fields.text("nameEn", 120);
        fields.list("kinds", 8, Kind::of);
        fields.value("areaCode", FilingRules::areaCode);
        fields.optionalValue("base", FilingRules::base);
        Fields certificate = fields.object("certificate");
        PartyCertificate.check(certificate.text("der", 8192), certificate.text("sha256", 64), uscc);
        certificate.end();
        checkId(fields);
        fields.optionalAny("restricted");
        fields.end();
        PersonalData.refuseIn(document);
        return uscc;
    }

    private static void checkRestricted(Sealed restricted) {
        Fields fields = Fields.of(restricted.values(), "restricted");
        fields.optionalValue("customsCode", CustomsCode::parse);
        fields.optionalText("licenceNo", 40);
        fields.optionalText("registeredAddress", 200);
        fields.optionalText("turnoverBand", 40);
        fields.end();
        PersonalData.refuseIn(restricted.values(), "restricted");
    }

    static void checkId(Fields fields) {
        fields.value("id", DocumentId::check);
        fields.integer("version", 1, Integer.MAX_VALUE);
    }

    private static String areaCode(String code) {
        if (!code.matches("[1-9][0-9]{5}")) {
            throw Refusal.of(Code.VALUE_INVALID, "", "a GB/T 2260 code of six digits is expected");
        }
        return code;
    }

    private static String base(String code) {
        if (!code.matches("[a-z][a-z0-9-]{1,39}")) {
            throw Refusal.of(Code.VALUE_INVALID, "", "a base is named in lower-case letters, digits and hyphens");
        }
        return code;
    }

    /** What an enterprise is filed as. */
    enum Kind {
        MANUFACTURER("manufacturer"),
        E_COMMERCE("e-commerce"),
        PLATFORM("platform"),
        PAYMENT("payment"),
        LOGISTICS("logistics"),
        BROKER("broker"),
        WAREHOUSE("warehouse"),
        BANK("bank"),
        EVALUATOR("evaluator");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        static Kind of(String text) {
            for (Kind kind : values()) {
                if (kind.text.equals(text)) {
                    return kind;
                }
            }
            throw Refusal.of(Code.VALUE_INVALID, "", "the kind of enterprise is not known");
        }
    }
}
