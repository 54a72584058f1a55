package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.CustomsCode;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.PartyCertificate;

/** The form that every party files, whatever kind it is. */
final class FilingDocument {

    /** Restricted fields that a kind of party cannot do without. */
    private static final Map<String, String> NEEDED = Map.of(
            "payment", "licenceNo",
            "bank", "licenceNo",
            "broker", "customsCode",
            "warehouse", "customsCode");

    private FilingDocument() {}

    /**
     * Refuses a document that is not a whole filing.
     *
     * @param document {uscc, nameZh, nameEn, kinds[], areaCode, base?, certificate {der, sha256}, evidence?[], id, version, restricted?
     *     digests}
     * @param restricted customsCode?, licenceNo?, registeredAddress?, turnoverBand?
     * @return the enterprise
     */
    static Uscc check(ObjectNode document, Sealed restricted) {
        Fields fields = Fields.of(document);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        fields.text("nameZh", 120);
        fields.text("nameEn", 120);
        List<String> kinds = fields.list("kinds", 8, FilingDocument::kind);
        fields.value("areaCode", FilingDocument::areaCode);
        fields.optionalValue("base", FilingDocument::base);
        Fields certificate = fields.object("certificate");
        PartyCertificate.check(certificate.text("der", 8192), certificate.text("sha256", 64), uscc);
        certificate.end();
        fields.optionalAny("evidence").ifPresent(list -> checkEvidence(list, "evidence"));
        DocumentId.checkIn(fields);
        fields.optionalAny("restricted");
        fields.end();
        PersonalData.refuseIn(document);
        checkRestricted(restricted, kinds);
        restricted.mustMatch(document.path("restricted"));
        return uscc;
    }

    /** A day up to which something holds; refuses one that is over. */
    static LocalDate validTo(Fields fields, LocalDate today) {
        LocalDate validTo = fields.date("validTo");
        if (validTo.isBefore(today)) {
            throw Refusal.of(Code.PERIOD_INVALID, "validTo", "the period is over already");
        }
        return validTo;
    }

    private static void checkRestricted(Sealed restricted, List<String> kinds) {
        Fields fields = Fields.of(restricted.values(), "restricted");
        fields.optionalValue("customsCode", CustomsCode::parse);
        fields.optionalText("licenceNo", 40);
        fields.optionalText("registeredAddress", 200);
        fields.optionalText("turnoverBand", 40);
        fields.end();
        for (String kind : kinds) {
            String needed = NEEDED.get(kind);
            if (needed != null && !restricted.values().has(needed)) {
                throw Refusal.of(
                        Code.FIELD_MISSING, "restricted." + needed, "a party of the kind " + kind + " needs it");
            }
        }
        PersonalData.refuseIn(restricted.values(), "restricted");
    }

    /** Refuses anything but 1 to 20 documents by digest, media type and size. */
    static void checkEvidence(JsonNode list, String name) {
        if (!list.isArray() || list.isEmpty() || list.size() > 20) {
            throw Refusal.of(Code.VALUE_INVALID, name, "a list of 1 to 20 documents is expected");
        }
        for (int i = 0; i < list.size(); i++) {
            Fields document = Fields.of(list.get(i), name + "[" + i + "]");
            document.value("sha256", FilingDocument::sha256);
            document.text("mediaType", 80);
            document.integer("size", 1, 1L << 32);
            document.end();
        }
    }

    private static String sha256(String text) {
        return mustMatch(text, "[0-9a-f]{64}", "a SHA-256 in lower-case hexadecimal is expected");
    }

    private static String kind(String text) {
        return mustMatch(
                text,
                "manufacturer|e-commerce|platform|payment|logistics|broker|warehouse|bank|evaluator",
                "the kind of enterprise is not known");
    }

    private static String areaCode(String code) {
        return mustMatch(code, "[1-9][0-9]{5}", "a GB/T 2260 code of six digits is expected");
    }

    private static String base(String code) {
        return mustMatch(code, "[a-z][a-z0-9-]{1,39}", "a base is named in lower-case letters, digits and hyphens");
    }

    private static String mustMatch(String text, String regex, String otherwise) {
        if (!text.matches(regex)) {
            throw Refusal.of(Code.VALUE_INVALID, "", otherwise);
        }
        return text;
    }
}
