package org.zoneledger.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CreditRules;

/**
 * A subject with something in every tier, and those who may read it on a ground.
 *
 * @param subject the enterprise, with what it shares with agencies
 * @param bank to whom it grants its turnover
 * @param taxPaid what tax gives out on a ground
 * @param note what tax keeps for itself
 * @param contact its contact person
 * @param share id of customs' granted request for the tax paid
 * @param grant id of the grant to the bank
 * @param mandate id of the auditors' mandate over the tax paid, recorded by customs
 */
record Confidant(
        World.Subject subject,
        Party bank,
        String taxPaid,
        String note,
        Contact contact,
        String share,
        String grant,
        String mandate) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * A contact person.
     *
     * @param key keyed hash
     */
    record Contact(String key, String name, String phone) {

        static Contact somebody() {
            return new Contact(hex(32), Documents.mark("联系人"), Documents.mark("139"));
        }
    }

    /** Makes one, and waits until every gateway that is to know of it does. */
    static Confidant make(World world) {
        World.Subject subject = world.subject();
        Party party = subject.maker().party();
        Party bank = world.routine().filed("ACTIVE");
        String taxPaid = Documents.mark("taxpaid");
        String note = Documents.mark("note");
        Contact contact = Contact.somebody();
        must(world, "tax", detail(world, party, taxPaid));
        must(world, "tax", note(world, party, note));
        world.zone().gateway("commerce", party.clerk()).must(kept(party, contact, today()));
        String share = share(world, "customs", party);
        must(world, "tax", decided(world, share, "GRANT"));
        String grant = granted(world, party, bank, "filing.turnoverBand");
        awaitDigest(world, "customs", party);
        String mandate = mandate(world, party);
        return new Confidant(subject, bank, taxPaid, note, contact, share, grant, mandate);
    }

    static String today() {
        return LocalDate.now(CreditRules.BEIJING).toString();
    }

    static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** A document under an id, with a seed for what is restricted in it. */
    static Request write(String method, String path, JsonNode body, String id) {
        return Request.of(method, path, body).with(Map.of("Idempotency-Key", id, "Zone-Salt", hex(16)));
    }

    static Request detail(World world, Party party, String taxPaid) {
        String path = "/api/v1/details/tax/" + party.uscc();
        ObjectNode body = Documents.object().put("legalBasis", "国家税务总局公告2025年第12号");
        body.putObject("restricted").put("taxPaid", taxPaid);
        return write("PUT", path, body, Documents.id("detail"))
                .on(world.zone()
                        .gateway("tax", world.zone().consumer())
                        .get(path)
                        .json()
                        .path("version")
                        .asLong(0));
    }

    static Request note(World world, Party party, String text) {
        return write(
                "POST",
                "/api/v1/notes",
                Documents.object()
                        .put("uscc", party.uscc().value())
                        .put("text", text)
                        .put("riskScore", 800),
                hex(16));
    }

    static Request kept(Party party, Contact contact, String retainUntil) {
        ObjectNode body = Documents.object()
                .put("kind", "contact")
                .put("name", contact.name())
                .put("phone", contact.phone())
                .put("legalBasis", "个人信息保护法第十三条")
                .put("retainUntil", retainUntil);
        return write("PUT", "/api/v1/people/" + contact.key(), body, Documents.id("person"));
    }

    /** Asks tax for the tax paid, and gives the request's id. */
    static String share(World world, String agency, Party party) {
        return share(world, agency, party, "credit-assessment");
    }

    static String share(World world, String agency, Party party, String purpose) {
        String id = Documents.id("share");
        ObjectNode body =
                Documents.object().put("scheme", "tax").put("purpose", purpose).put("legalBasis", "政务数据共享条例");
        ObjectNode asked = body.putObject("restricted")
                .put("uscc", party.uscc().value())
                .put("ground", "资质核查")
                .put("from", today())
                .put("to", Documents.inYears(1));
        asked.putArray("fields").add("taxPaid");
        must(world, agency, write("POST", "/api/v1/shares", body, id));
        world.zone().gateway("tax", world.zone().person("tax", "officer")).await("/api/v1/shares/" + id, 200);
        return id;
    }

    static Request decided(World world, String share, String step) {
        ObjectNode body = Documents.object().put("step", step).put("legalBasis", "政务数据共享条例");
        body.putObject("restricted").put("reason", "核对一致");
        return write("POST", "/api/v1/shares/" + share + "/decisions", body, Documents.id("word"));
    }

    /** A grant of these fields, and gives its id. */
    static String granted(World world, Party party, Party reader, String... fields) {
        String id = Documents.id("grant");
        ObjectNode body = Documents.object();
        ObjectNode terms = body.putObject("restricted")
                .put("reader", reader.uscc().value())
                .put("purpose", "loan")
                .put("from", today())
                .put("to", Documents.inYears(1));
        List.of(fields).forEach(terms.putArray("fields")::add);
        world.zone()
                .gateway("commerce", party.clerk())
                .must(Documents.signed(write("POST", "/api/v1/grants", body, id), party));
        return id;
    }

    /** A mandate of auditors over the tax paid, recorded by customs, and gives its id. */
    static String mandate(World world, Party party) {
        String id = Documents.id("mandate");
        ObjectNode body = Documents.object().put("scheme", "tax").put("legalBasis", "审计法第三十七条");
        ObjectNode terms = body.putObject("restricted")
                .put("uscc", party.uscc().value())
                .put("ground", "退税专项审计")
                .put("from", today())
                .put("to", Documents.inYears(1));
        terms.putArray("fields").add("taxPaid");
        must(world, "customs", write("POST", "/api/v1/mandates", body, id));
        world.who("the auditor").await("/api/v1/mandates/" + id, 200);
        return id;
    }

    Request readOfMandate() {
        return readOfMandate(mandate, subject.maker().party());
    }

    static Request readOfMandate(String mandate, Party party) {
        return read("/api/v1/mandates/" + mandate, "taxPaid")
                .edited(body -> body.put("uscc", party.uscc().value()));
    }

    static Request read(String of, String... fields) {
        ObjectNode body = Documents.object();
        for (String field : fields) {
            body.withArray("/fields").add(field);
        }
        return write("POST", of + "/reads", body, Documents.id("read"));
    }

    Request readOfShare() {
        return read("/api/v1/shares/" + share, "taxPaid");
    }

    Request readOfGrant() {
        return read("/api/v1/grants/" + grant, "filing.turnoverBand");
    }

    static Request readOfContact(Contact contact) {
        return read("/api/v1/people/" + contact.key(), "name", "phone")
                .edited(body -> body.put("purpose", "notice").put("legalBasis", "个人信息保护法第三十四条"));
    }

    /** What was put into each tier, by the column of the table it stands in. */
    Map<String, String> planted() {
        JsonNode filing = CanonicalJson.read(subject.filing().body());
        JsonNode word = CanonicalJson.read(subject.word().body());
        Map<String, String> planted = new TreeMap<>();
        planted.put("name", filing.path("nameZh").textValue());
        planted.put("address", filing.at("/restricted/registeredAddress").textValue());
        planted.put("turnover", filing.at("/restricted/turnoverBand").textValue());
        planted.put("grounds", word.at("/restricted/grounds").textValue());
        planted.put("order", subject.order());
        planted.put("tax paid", taxPaid);
        planted.put("note", note);
        planted.put("contact", contact.phone());
        return planted;
    }

    static Answer must(World world, String agency, Request request) {
        return world.zone()
                .gateway(agency, world.zone().person(agency, "officer"))
                .must(request);
    }

    static void awaitDigest(World world, String agency, Party party) {
        Await.until(
                "tax's details at " + agency,
                Await.LAG,
                () -> world.zone().gateway(agency, world.zone().consumer()).get("/api/v1/details/tax/" + party.uscc()),
                answer -> answer.json().path("restricted").has("taxPaid"));
    }
}
