package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
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
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;

/** Product master data (商品溯源库): a GTIN belongs to the filed enterprise that registered it first. */
public final class ProductRules {

    private ProductRules() {}

    /** Ledger key of a product. */
    public static String key(Gtin gtin) {
        return "product/" + gtin.value();
    }

    /**
     * Decides on a product that a filed enterprise registers or describes anew.
     *
     * @param prior the stored product, if any
     * @param filing the enterprise's filing, if any
     * @param document {gtin, uscc, nameZh, nameEn, brand, originCountry ISO 3166-1 alpha-2, producerZh?, producerEn?, categoryZh?,
     *     categoryEn?, hs6?, hs10?, unit?, specification?, certificates?[{sha256, mediaType, size}], level product|batch|item, id,
     *     version}
     * @param jws detached signature over the canonical document, by the enterprise's registered certificate
     */
    public static Decision register(
            Optional<LedgerRecord> prior,
            Optional<LedgerRecord> filing,
            ObjectNode document,
            String jws,
            Caller caller,
            Instant at) {
        Product described = check(document);
        caller.mustBeClerkOf(described.uscc());
        Competence.mustBeSingleWindow(caller);
        Gtin gtin = described.gtin();
        mustBeFreeFor(described.uscc(), prior);
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key(gtin), prior.orElseThrow().version());
        }
        LedgerRecord owner = FilingRules.mustBeActive(filing, at);
        FilingRules.mustBeSigned(
                jws, document, CertificateRules.mustBeGood(owner.node().path("certificate")));
        LedgerRecord product = LedgerRecord.from("product", document, caller, at);
        product.node().put("jws", jws);
        return Decision.of(key(gtin), product.version(), List.of(Write.open(key(gtin), product.bytes())));
    }

    /**
     * Whose product a document describes.
     *
     * @param gtin its number
     * @param uscc the enterprise
     */
    public record Product(Gtin gtin, Uscc uscc) {}

    /** Refuses a document whose fields are not those of a product, or that holds a resident identity number. */
    public static Product check(ObjectNode document) {
        Fields fields = Fields.of(document);
        Gtin gtin = fields.value("gtin", ProductRules::fourteenDigits);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        for (String name : List.of("nameZh", "nameEn", "brand")) {
            fields.text(name, 120);
        }
        for (String name : List.of("producerZh", "producerEn", "categoryZh", "categoryEn")) {
            fields.optionalText(name, 120);
        }
        fields.value("originCountry", code -> pattern(code, "[A-Z]{2}", "an ISO 3166-1 alpha-2 code is expected"));
        fields.optionalValue(
                "hs6", code -> pattern(code, "[0-9]{6}", "six digits of the harmonised system are expected"));
        fields.optionalValue(
                "hs10", code -> pattern(code, "[0-9]{10}", "ten digits of the customs tariff are expected"));
        fields.optionalValue("unit", code -> pattern(code, "[0-9]{3}", "a unit code of customs has three digits"));
        fields.optionalText("specification", 400);
        fields.optionalAny("certificates").ifPresent(list -> FilingDocument.checkEvidence(list, "certificates"));
        mustAgree(document);
        fields.value("level", text -> pattern(text, "product|batch|item", "the level is product, batch or item"));
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document);
        return new Product(gtin, uscc);
    }

    private static void mustAgree(ObjectNode document) {
        String hs6 = document.path("hs6").asText();
        if (document.has("hs10") && !document.path("hs10").asText().startsWith(hs6)) {
            throw Refusal.of(Code.VALUE_INVALID, "hs10", "the first six digits are not those of hs6");
        }
    }

    /** Refuses a GTIN that another enterprise registered. */
    public static void mustBeFreeFor(Uscc uscc, Optional<LedgerRecord> prior) {
        if (prior.isPresent() && !prior.get().text("uscc").equals(uscc.value())) {
            throw Refusal.of(Code.NOT_OWNER, "gtin", "the GTIN belongs to another enterprise's product");
        }
    }

    private static Gtin fourteenDigits(String text) {
        Gtin gtin = Gtin.parse(text);
        if (!gtin.value().equals(text)) {
            throw Refusal.of(Code.GTIN_INVALID, "", "on the ledger a GTIN has 14 digits");
        }
        return gtin;
    }

    private static String pattern(String text, String regex, String detail) {
        if (!text.matches(regex)) {
            throw Refusal.of(Code.VALUE_INVALID, "", detail);
        }
        return text;
    }
}
