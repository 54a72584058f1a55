package org.zoneledger.gateway.resolver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.provenance.Passport;

/**
 * A passport as JSON-LD, in terms of the GS1 Web Vocabulary where it has them and of our own where it has none.
 *
 * <p>Made from a {@link Passport} and nothing else: every field has passed the disclosure policy for the public.
 */
final class ProductPassport {
    private static final String TERMS = "https://zoneledger.org/ns/";

    private final Passport passport;
    private final String root;

    private ProductPassport(String root, Passport passport) {
        this.root = root;
        this.passport = passport;
    }

    /**
     * The document.
     *
     * @param root public URL of this gateway, no slash at the end
     */
    static ObjectNode of(String root, Passport passport) {
        return new ProductPassport(root, passport).document();
    }

    private ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("@context", context());
        document.put("@id", root + "/dpp" + DigitalLink.parse(passport.link()).path());
        document.put("@type", "zone:ProductPassport");
        document.put("zone:levelOfProof", passport.level().name());
        document.put("zone:askedLevel", passport.askedLevel().name());
        document.put("zone:state", passport.state().name());
        document.put("zone:blocks", passport.height());
        document.set("zone:about", product());
        document.set("zone:economicOperator", operator());
        ArrayNode materials = document.putArray("zone:madeFrom");
        passport.materials().forEach(material -> materials.add(material(material)));
        ArrayNode certifications = document.putArray("gs1:certification");
        passport.journey().stream().filter(StepWords::isCheck).forEach(step -> certifications.add(certification(step)));
        ArrayNode events = document.putArray("zone:event");
        passport.journey().forEach(step -> events.add(event(step)));
        ArrayNode gaps = document.putArray("zone:custodyGap");
        Custody.gaps(passport.journey()).forEach(gap -> gaps.addObject()
                .put("zone:kind", gap.kind().name())
                .put("epcis:eventTime", gap.step().time().toString()));
        ArrayNode proofs = document.putArray("zone:proof");
        passport.proofs().forEach(proof -> proofs.add(proof(proof)));
        return document;
    }

    private static ObjectNode context() {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.put("gs1", LinkType.VOCABULARY);
        context.put("epcis", "https://ref.gs1.org/epcis/");
        context.put("cbv", "https://ref.gs1.org/cbv/");
        context.put("xsd", "http://www.w3.org/2001/XMLSchema#");
        context.put("zone", TERMS);
        typed(context, "epcis:eventTime", "xsd:dateTime");
        typed(context, "epcis:bizStep", "@id");
        typed(context, "epcis:disposition", "@id");
        typed(context, "epcis:declarationTime", "xsd:dateTime");
        typed(context, "epcis:reason", "@id");
        typed(context, "gs1:expirationDate", "xsd:date");
        typed(context, "zone:committed", "xsd:dateTime");
        return context;
    }

    private static void typed(ObjectNode context, String term, String type) {
        context.putObject(term).put("@id", term).put("@type", type);
    }

    private ObjectNode product() {
        Passport.Product known = passport.product();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("@id", passport.link());
        node.put("@type", "gs1:Product");
        node.put("gs1:gtin", known.gtin());
        node.set("gs1:productName", names(known.name()));
        node.putObject("gs1:brand").put("@type", "gs1:Brand").put("gs1:brandName", known.brand());
        node.putObject("gs1:countryOfOrigin").put("@type", "gs1:Country").put("gs1:countryCode", known.originCountry());
        known.producer().ifPresent(producer -> node.putObject("gs1:manufacturer")
                .put("@type", "gs1:Organization")
                .set("gs1:organizationName", names(producer)));
        known.category().ifPresent(category -> node.set("zone:category", names(category)));
        known.hs6().ifPresent(hs6 -> node.put("zone:hs6", hs6));
        passport.batch().ifPresent(batch -> node.put("gs1:hasBatchLotNumber", batch));
        passport.serial().ifPresent(serial -> node.put("gs1:hasSerialNumber", serial));
        passport.expiry().ifPresent(expiry -> node.put("gs1:expirationDate", expiry));
        return node;
    }

    private ObjectNode operator() {
        Passport.Enterprise seller = passport.seller();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("@type", "gs1:Organization");
        node.set("gs1:organizationName", names(seller.name()));
        node.put("zone:uscc", seller.uscc());
        node.put("zone:filing", seller.status());
        ArrayNode credit = node.putArray("zone:credit");
        seller.credit().forEach(word -> {
            ObjectNode said = credit.addObject()
                    .put("zone:scheme", word.scheme())
                    .put("zone:class", word.classCode())
                    .put("zone:rank", word.rank())
                    .put("zone:classes", word.classes())
                    .put("zone:legalBasis", word.legalBasis())
                    .put("zone:assessedOn", word.assessedOn())
                    .put("zone:validTo", word.validTo());
            said.set("zone:className", names(word.name()));
        });
        return node;
    }

    private static ObjectNode material(Passport.Material material) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("@id", DigitalLink.CANONICAL_DOMAIN + material.path());
        node.put("@type", "gs1:Product");
        node.put("gs1:gtin", material.gtin());
        material.batch().ifPresent(batch -> node.put("gs1:hasBatchLotNumber", batch));
        material.name().ifPresent(name -> node.set("gs1:productName", names(name)));
        material.originCountry().ifPresent(code -> node.putObject("gs1:countryOfOrigin")
                .put("@type", "gs1:Country")
                .put("gs1:countryCode", code));
        return node;
    }

    private static ObjectNode certification(Passport.Step step) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("@type", "gs1:CertificationDetails");
        node.put("epcis:eventTime", step.time().toString());
        step.authority().ifPresent(name -> node.set("gs1:certificationAgency", names(name)));
        step.disposition().ifPresent(word -> node.put("gs1:certificationStatus", word));
        step.release().ifPresent(release -> {
            node.put("zone:customsOffice", release.office());
            node.set("gs1:certificationAgency", names(release.officeName()));
            node.put("zone:direction", release.direction());
            node.put("zone:released", release.released());
        });
        return node;
    }

    private static ObjectNode event(Passport.Step step) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("@type", "epcis:" + step.type());
        step.eventID().ifPresent(id -> node.put("epcis:eventID", id));
        node.put("epcis:eventTime", step.time().toString());
        node.put("epcis:eventTimeZoneOffset", step.offset());
        step.bizStep().ifPresent(word -> node.put("epcis:bizStep", "cbv:BizStep-" + word));
        step.disposition().ifPresent(word -> node.put("epcis:disposition", "cbv:Disp-" + word));
        step.place().ifPresent(place -> node.set("zone:place", names(place)));
        step.country().ifPresent(country -> node.put("gs1:countryCode", country));
        step.errorDeclaration().ifPresent(declared -> node.set("epcis:errorDeclaration", wrong(declared)));
        node.put("zone:page", step.page());
        node.put("zone:position", step.index());
        return node;
    }

    private static ObjectNode wrong(Passport.ErrorDeclaration declared) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("epcis:declarationTime", declared.declarationTime().toString());
        declared.reason().ifPresent(word -> node.put("epcis:reason", isUri(word) ? word : "cbv:ER-" + word));
        ArrayNode instead = node.putArray("epcis:correctiveEventIDs");
        declared.correctiveEventIDs().forEach(instead::add);
        node.put("zone:page", declared.page());
        node.put("zone:position", declared.index());
        return node;
    }

    /** Somebody's own word; the standard's come without their prefix. */
    private static boolean isUri(String word) {
        return word.contains(":");
    }

    private static ObjectNode proof(Passport.Proof proof) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("zone:page", proof.page());
        node.put("zone:events", proof.count());
        node.put("zone:merkleRoot", proof.root());
        node.put("zone:signer", proof.signer());
        node.set("gs1:organizationName", names(proof.signerName()));
        node.put("zone:certificate", proof.certificate());
        ArrayNode endorsers = node.putArray("zone:endorser");
        proof.endorsers().forEach(endorsers::add);
        node.put("zone:block", proof.block());
        node.put("zone:transaction", proof.txId());
        node.put("zone:committed", proof.committed().toString());
        return node;
    }

    private static ArrayNode names(Passport.Text name) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        for (Language language : List.of(Language.ZH, Language.EN)) {
            Texts texts = Texts.in(language);
            if (texts.isNamed(name)) {
                names.addObject().put("@value", texts.name(name)).put("@language", language.code());
            }
        }
        return names;
    }
}
