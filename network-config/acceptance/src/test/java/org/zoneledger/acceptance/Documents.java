package org.zoneledger.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gln;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Sscc;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.provenance.PageRules.Statement;

/** Valid documents about enterprises and products that do not exist, different in every scenario and every run. */
final class Documents {

    /** A synthetic resident identity number with a right check character: belongs to nobody and must never come back. */
    static final String RESIDENT_ID = "33040219900101001" + "9";

    /** Where products stand. */
    static final String PRODUCTS = "/api/v1/products/";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String DIGITS = "0123456789";
    private static final String SITE =
            new DigitalLink.Place(Gln.withCheckDigit("693000000001"), Optional.empty()).uri();

    private Documents() {}

    static Uscc uscc() {
        return Uscc.withCheckDigit("91330483MA" + random(USCC_ALPHABET, 7));
    }

    /** Fourteen digits, the first of them zero. */
    static Gtin gtin() {
        return Gtin.withCheckDigit("693" + random(DIGITS, 9));
    }

    static Sscc sscc() {
        return Sscc.withCheckDigit("0693" + random(DIGITS, 13));
    }

    static String lot() {
        return "L" + random(DIGITS, 8);
    }

    /** An id of a document, as a sender chooses it. */
    static String id(String what) {
        return what + "-" + random(DIGITS, 16);
    }

    /** Something to be recognised by, wherever it turns up. */
    static String mark(String what) {
        return what + random(USCC_ALPHABET, 12);
    }

    /** The same for one enterprise, as it is known by nothing else. */
    private static String mark(String what, Party party) {
        byte[] digest = Sha256.digest(
                CanonicalJson.bytes(object().put(what, party.uscc().value())));
        StringBuilder text = new StringBuilder(what);
        for (int i = 0; i < 12; i++) {
            text.append(USCC_ALPHABET.charAt(Byte.toUnsignedInt(digest[i]) % USCC_ALPHABET.length()));
        }
        return text.toString();
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What a party files: the same every time, so that an amendment starts from it. */
    static ObjectNode filing(Party party) {
        ObjectNode document = object();
        document.put("nameZh", "桐乡市试验针织有限公司").put("nameEn", "Tongxiang Trial Knitting Co., Ltd.");
        document.putArray("kinds").add("manufacturer").add("e-commerce");
        document.put("areaCode", "330483").put("base", "tongxiang-zhendong");
        document.put("certificate", party.clerk().pem());
        document.putObject("restricted")
                .put("customsCode", "3304961Q43")
                .put("registeredAddress", mark("试验路", party))
                .put("turnoverBand", mark("band", party));
        return document;
    }

    /** What an officer decides, for a year where it is for a time. */
    static ObjectNode decision(String step) {
        ObjectNode document = grounds().put("step", step);
        if (step.equals("ACTIVATE") || step.equals("RENEW")) {
            document.put("validTo", inYears(1));
        }
        return document;
    }

    /** The same as the ledger wants it, for those who go there without a gateway. */
    static ObjectNode decision(String step, Party party, long version) {
        return decision(step)
                .put("uscc", party.uscc().value())
                .put("id", id("bypass"))
                .put("version", version);
    }

    /** Why an officer does what the route already says. */
    static ObjectNode grounds() {
        return object().put("reason", "资料核对一致").put("legalBasis", "海关总署公告2018年第194号");
    }

    /** A new certificate of an enterprise. */
    static ObjectNode certificate(Party renewed) {
        return object().put("certificate", renewed.clerk().pem()).put("reason", "证书更新");
    }

    /** A procedure that relied on these fields of a filing. */
    static ObjectNode use(String procedure, List<String> fields) {
        ObjectNode document = object().put("procedure", procedure);
        fields.forEach(document.putArray("fields")::add);
        return document;
    }

    /** A day so many years from today, as the law counts days. */
    static String inYears(int years) {
        return LocalDate.now(CreditRules.BEIJING).plusYears(years).toString();
    }

    static ObjectNode product() {
        ObjectNode document = object();
        document.put("nameZh", "羊绒圆领毛衫").put("nameEn", "Cashmere crew-neck sweater");
        document.put("brand", "Trial").put("originCountry", "CN");
        document.put("categoryZh", "毛衫").put("categoryEn", "Knitwear");
        document.put("hs6", "611012").put("level", "batch");
        return document;
    }

    /** What an officer sends: a class under the rule set in force, its grounds and a score for the agencies only. */
    static ObjectNode assertion(String scheme, String classCode) {
        LocalDate day = LocalDate.now(CreditRules.BEIJING).minusDays(1);
        ObjectNode document = object();
        document.put("classCode", classCode)
                .put("legalBasis", Ruleset.inForce(scheme, day).legalBasis());
        document.put("assessedOn", day.toString()).put("validFrom", day.toString());
        document.put("validTo", day.plusYears(1).toString());
        document.putObject("restricted").put("grounds", mark("年度评价")).put("score", 731);
        return document;
    }

    /** The same as the ledger wants it, for those who go there without a gateway; open classes only, nothing restricted. */
    static CreditRules.Split assertion(String scheme, String classCode, Party subject, String id, long version) {
        ObjectNode document = assertion(scheme, classCode);
        document.remove("restricted");
        document.put("scheme", scheme).put("uscc", subject.uscc().value());
        document.put("id", id).put("version", version);
        return CreditRules.split(document, new byte[16]);
    }

    static String yesterday() {
        return LocalDate.now(CreditRules.BEIJING).minusDays(1).toString();
    }

    static ObjectNode epcis(ObjectNode... events) {
        ObjectNode document = object();
        document.putArray("@context")
                .add("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld")
                .addObject()
                .put("zone", "https://zoneledger.org/ns/");
        document.put("type", "EPCISDocument").put("schemaVersion", "2.0");
        var list = document.putObject("epcisBody").putArray("eventList");
        for (ObjectNode event : events) {
            list.add(event);
        }
        return document;
    }

    /** Events about quantities as EPCIS 1.2 or 2.0 writes them in XML. */
    static byte[] xml(String version, Collection<ObjectNode> events) {
        StringBuilder list = new StringBuilder();
        events.forEach(event -> list.append(xml(version.equals("1.2"), event)));
        return """
                <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:%s" schemaVersion="%s" xmlns:cbvmda="urn:epcglobal:cbv:mda"
                    xmlns:zone="https://zoneledger.org/ns/" xmlns:gs1="https://gs1.org/voc/">
                  <EPCISBody><EventList>%s</EventList></EPCISBody>
                </epcis:EPCISDocument>
                """.formatted(version.substring(0, 1), version, list).getBytes(StandardCharsets.UTF_8);
    }

    /** In the version before 2.0, what was added to an event later stands in extensions. */
    private static String xml(boolean old, ObjectNode event) {
        JsonNode quantity = event.at("/quantityList/0");
        JsonNode order = event.at("/bizTransactionList/0");
        JsonNode report = event.at("/sensorElementList/0/sensorReport/0");
        String id = "<eventID>" + event.path("eventID").asText() + "</eventID>";
        String sensors = report.isMissingNode()
                ? ""
                : "<sensorElementList><sensorElement><sensorReport type=\"gs1:"
                        + report.path("type").asText() + "\" value=\""
                        + report.path("value").asText() + "\" uom=\""
                        + report.path("uom").asText() + "\"/></sensorElement></sensorElementList>";
        String added = "<quantityList><quantityElement><epcClass>"
                + quantity.path("epcClass").asText() + "</epcClass><quantity>"
                + quantity.path("quantity").asText() + "</quantity></quantityElement></quantityList>"
                + (event.has("ilmd")
                        ? "<ilmd><cbvmda:lotNumber>"
                                + event.at("/ilmd/cbvmda:lotNumber").asText() + "</cbvmda:lotNumber></ilmd>"
                        : "")
                + (old ? "<extension>" + sensors + "</extension>" : sensors);
        return "<ObjectEvent><eventTime>" + event.path("eventTime").asText() + "</eventTime><eventTimeZoneOffset>"
                + event.path("eventTimeZoneOffset").asText() + "</eventTimeZoneOffset>"
                + (old ? "<baseExtension>" + id + "</baseExtension>" : id)
                + "<epcList/><action>" + event.path("action").asText() + "</action><bizStep>urn:epcglobal:cbv:bizstep:"
                + event.path("bizStep").asText() + "</bizStep><disposition>urn:epcglobal:cbv:disp:"
                + event.path("disposition").asText() + "</disposition><readPoint><id>"
                + event.at("/readPoint/id").asText() + "</id></readPoint><bizLocation><id>"
                + event.at("/bizLocation/id").asText() + "</id></bizLocation>"
                + (order.isMissingNode()
                        ? ""
                        : "<bizTransactionList><bizTransaction type=\"urn:epcglobal:cbv:btt:"
                                + order.path("type").asText() + "\">"
                                + order.path("bizTransaction").asText() + "</bizTransaction></bizTransactionList>")
                + (old ? "<extension>" + added + "</extension>" : added)
                + "<zone:place><zh>" + event.at("/zone:place/zh").asText() + "</zh><en>"
                + event.at("/zone:place/en").asText() + "</en><country>"
                + event.at("/zone:place/country").asText() + "</country></zone:place></ObjectEvent>";
    }

    /** A batch comes into being. */
    static ObjectNode made(Gtin gtin, String lot) {
        ObjectNode event = event("ObjectEvent", 72).put("action", "ADD");
        event.put("bizStep", "commissioning").put("disposition", "active");
        quantity(event, "quantityList", gtin, lot, 240);
        event.putObject("ilmd").put("cbvmda:lotNumber", lot);
        return event;
    }

    /** A batch of one product is made of a batch of another. */
    static ObjectNode knitted(Gtin from, String fromLot, Gtin to, String toLot) {
        ObjectNode event = event("TransformationEvent", 60);
        event.put("bizStep", "transforming").put("disposition", "active");
        quantity(event, "inputQuantityList", from, fromLot, 90);
        quantity(event, "outputQuantityList", to, toLot, 240);
        event.putObject("ilmd").put("cbvmda:lotNumber", toLot);
        return event;
    }

    /** A batch goes into a carton. */
    static ObjectNode packed(Gtin gtin, String lot, Sscc carton) {
        ObjectNode event = event("AggregationEvent", 48).put("action", "ADD");
        event.put("bizStep", "packing").put("disposition", "in_progress");
        event.put("parentID", new DigitalLink.LogisticUnit(carton).uri());
        quantity(event, "childQuantityList", gtin, lot, 60);
        return event;
    }

    /** A batch leaves on an order. */
    static ObjectNode shipped(Gtin gtin, String lot, String order) {
        ObjectNode event = event("ObjectEvent", 24).put("action", "OBSERVE");
        event.put("bizStep", "shipping").put("disposition", "in_transit");
        quantity(event, "quantityList", gtin, lot, 240);
        event.putArray("bizTransactionList").addObject().put("type", "po").put("bizTransaction", order);
        return event;
    }

    /** A batch arrives where it was sent. */
    static ObjectNode received(Gtin gtin, String lot) {
        ObjectNode event = event("ObjectEvent", 12).put("action", "OBSERVE");
        event.put("bizStep", "receiving").put("disposition", "in_progress");
        quantity(event, "quantityList", gtin, lot, 240);
        return event;
    }

    /** A batch is inspected. */
    static ObjectNode inspected(Gtin gtin, String lot, String disposition) {
        ObjectNode event = event("ObjectEvent", 30).put("action", "OBSERVE");
        event.put("bizStep", "inspecting").put("disposition", disposition);
        quantity(event, "quantityList", gtin, lot, 240);
        event.putObject("zone:inspection")
                .put("authorityZh", "嘉兴市毛衫质量检验中心")
                .put("authorityEn", "Jiaxing Knitwear Inspection Centre");
        return event;
    }

    /** Customs lets a batch out of the country. */
    static ObjectNode released(Gtin gtin, String lot) {
        ObjectNode event = event("ObjectEvent", 28).put("action", "OBSERVE");
        quantity(event, "quantityList", gtin, lot, 240);
        event.putObject("zone:customsRelease")
                .put("office", "2924")
                .put("officeZh", "嘉兴海关驻乍浦办事处")
                .put("officeEn", "Jiaxing Customs, Zhapu office")
                .put("direction", "export")
                .put("released", "true");
        return event;
    }

    /** The event by which its sender declares another wrong, and says what replaces it. */
    static ObjectNode declaredWrong(ObjectNode event, ObjectNode instead) {
        ObjectNode declaration = event.deepCopy();
        declaration
                .putObject("errorDeclaration")
                .put("declarationTime", Fields.format(Instant.now()))
                .put("reason", "incorrect_data")
                .putArray("correctiveEventIDs")
                .add(instead.path("eventID").asText());
        return declaration;
    }

    static String batch(Gtin gtin, String lot) {
        return DigitalLink.Item.batch(gtin, lot).uri();
    }

    /** The same batch as an EPC URN; the company prefix has seven digits. */
    static String batchUrn(Gtin gtin, String lot) {
        String digits = gtin.value();
        return "urn:epc:class:lgtin:" + digits.substring(1, 8) + "." + digits.charAt(0) + digits.substring(8, 13) + "."
                + lot;
    }

    /** A party's form with the party's signature over the document that it makes for the version it is to be. */
    static Request signed(Request form, Party party) {
        PartyDocument document = document(form, party);
        Person clerk = party.clerk();
        return form.with("Zone-Signature", Jws.sign(document.bytes(), clerk.key(), clerk.fingerprint()));
    }

    /** The document that a form makes, the same at its sender's and at the gateway. */
    static PartyDocument document(Request form, Party party) {
        ObjectNode body = (ObjectNode) CanonicalJson.read(form.body());
        String id = form.headers().get("Idempotency-Key");
        long version = form.seen() + 1;
        if (form.path().startsWith(PRODUCTS)) {
            Gtin gtin = Gtin.parse(form.path().substring(PRODUCTS.length()));
            return PartyDocument.of(gtin, party.uscc(), body, id, version);
        }
        byte[] seed = HexFormat.of().parseHex(form.headers().get("Zone-Salt"));
        return PartyDocument.of(party.uscc(), body, Optional.of(seed), id, version);
    }

    /**
     * The headers of a capture: id, salt seed and the sender's signature over the page.
     *
     * @param statementOver the document the signature is for, normally the one that is sent
     */
    static Map<String, String> captureHeaders(String id, Party sender, JsonNode statementOver) {
        byte[] seed = sender.clerk().seed(id);
        Page page = Page.split(statementOver, seed, Instant.now());
        byte[] statement = Statement.of(id, sender.uscc(), page).bytes();
        String signature =
                Jws.sign(statement, sender.clerk().key(), sender.clerk().fingerprint());
        return Map.of("Idempotency-Key", id, "Zone-Salt", sender.clerk().salt(id), "Zone-Signature", signature);
    }

    private static ObjectNode event(String type, long hoursAgo) {
        ObjectNode event = object();
        event.put("type", type).put("eventID", "urn:uuid:" + UUID.randomUUID());
        event.put("eventTime", Fields.format(Instant.now().minus(Duration.ofHours(hoursAgo))));
        event.put("eventTimeZoneOffset", "+08:00");
        event.putObject("readPoint").put("id", SITE);
        event.putObject("bizLocation").put("id", SITE);
        event.putObject("zone:place")
                .put("zh", "桐乡针织厂")
                .put("en", "Tongxiang knitting mill")
                .put("country", "CN");
        return event;
    }

    private static void quantity(ObjectNode event, String list, Gtin gtin, String lot, int quantity) {
        event.putArray(list).addObject().put("epcClass", batch(gtin, lot)).put("quantity", quantity);
    }

    private static String random(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return text.toString().toUpperCase(Locale.ROOT);
    }
}
