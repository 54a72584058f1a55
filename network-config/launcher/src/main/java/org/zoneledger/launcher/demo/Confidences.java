package org.zoneledger.launcher.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.launcher.demo.DemoData.Enterprise;
import org.zoneledger.launcher.demo.ZoneDemo.Act;

/** What is not public in the demonstration: contacts, details, share requests, a grant, and the reads that leave a record. */
final class Confidences {

    private static final String MAKER = "pushui";
    private static final List<String> NAMES = List.of("陈示例", "林示例", "沈示例", "陆示例", "钱示例", "孙示例");

    private final ZoneDemo demo;
    private final DemoData data;
    private final String today = LocalDate.now(CreditRules.BEIJING).toString();
    private final String inAYear =
            LocalDate.now(CreditRules.BEIJING).plusYears(1).toString();

    Confidences(ZoneDemo demo, DemoData data) {
        this.demo = demo;
        this.data = data;
    }

    List<Act> acts() {
        List<Act> acts = new ArrayList<>();
        for (int i = 0; i < data.enterprises().size(); i++) {
            Enterprise enterprise = data.enterprises().get(i);
            String name = NAMES.get(i % NAMES.size());
            String phone = String.format(Locale.ROOT, "0573-5550%03d", i);
            acts.add(() -> contact(enterprise, name, phone));
        }
        Enterprise maker = data.enterprise(MAKER);
        for (String procedure : List.of(
                "customs export-declaration",
                "tax export-tax-refund",
                "forex foreign-exchange-settlement",
                "market product-inspection",
                "commerce subsidy-application")) {
            String[] part = procedure.split(" ", -1);
            acts.add(() -> use(maker, part[0], part[1]));
        }
        acts.add(() -> sharing(maker));
        acts.add(() -> waiting("market", "customs", "declaredValue", "quality-sampling", data.enterprise("xiushui")));
        acts.add(() -> waiting("commerce", "tax", "taxPaid", "subsidy-review", data.enterprise("muhu")));
        acts.add(() -> grant(maker, bank()));
        acts.add(() -> amendment(data.enterprise("wudun")));
        return acts;
    }

    private Enterprise bank() {
        return data.enterprises().stream()
                .filter(enterprise -> enterprise.kinds().contains("payment"))
                .findFirst()
                .orElseThrow();
    }

    private boolean contact(Enterprise enterprise, String name, String phone) {
        Person clerk = demo.clerk(enterprise, "commerce");
        String key = person(clerk);
        if (clerk.get("/api/v1/people").body().toString().contains(key)) {
            return false;
        }
        clerk.send(
                "PUT",
                "/api/v1/people/" + key,
                object().put("kind", "contact")
                        .put("name", name)
                        .put("phone", phone)
                        .put("legalBasis", "个人信息保护法第十三条第一款第二项")
                        .put("retainUntil", "2026-12-31"),
                "contact-" + enterprise.uscc());
        return true;
    }

    /** The key of the enterprise's contact: a keyed hash, so that it says nothing to whoever has not the key. */
    private static String person(Person clerk) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(clerk.credential().key().getEncoded(), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal("contact".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private boolean use(Enterprise enterprise, String agency, String procedure) {
        String uses = "/api/v1/filings/" + enterprise.uscc() + "/uses";
        Person officer = demo.officer(agency);
        if (officer.get(uses).body().toString().contains(procedure)) {
            return false;
        }
        ObjectNode use = object().put("procedure", procedure);
        use.putArray("fields").add("nameZh").add("customsCode").add("registeredAddress");
        officer.send("POST", uses, use, "use-" + procedure);
        return true;
    }

    /** Tax has details, customs asks for one of them, tax grants, customs reads. */
    private boolean sharing(Enterprise subject) {
        String share = "share-aeo-review";
        boolean described = detail("tax", subject, object().put("taxScore", 92).put("taxPaid", "1860000.00"));
        Person customs = demo.officer("customs");
        if (customs.get("/api/v1/shares/" + share).isFound()) {
            return described;
        }
        ask("customs", "tax", "taxScore", "aeo-review", subject, share);
        ObjectNode word = object().put("step", "GRANT").put("legalBasis", "政务数据共享条例");
        word.putObject("restricted").put("reason", "用途与所需数据相符");
        ZoneDemo.await(
                () -> demo.officer("tax").get("/api/v1/shares/" + share).isFound(), "tax does not see the request");
        demo.officer("tax").send("POST", "/api/v1/shares/" + share + "/decisions", word, "word-aeo-review");
        ZoneDemo.await(() -> granted(customs, share), "customs does not see that its request was granted");
        ObjectNode read = object();
        read.putArray("fields").add("taxScore");
        customs.send("POST", "/api/v1/shares/" + share + "/reads", read, "read-aeo-review");
        return true;
    }

    private static boolean granted(Person reader, String share) {
        return !reader.get("/api/v1/shares/" + share)
                .body()
                .path("status")
                .asText()
                .equals("REQUESTED");
    }

    /** A request that its owner has not answered. */
    private boolean waiting(String reader, String owner, String field, String purpose, Enterprise subject) {
        String share = "share-" + purpose;
        boolean described = detail(owner, subject, object().put(field, "2350000.00"));
        if (demo.officer(reader).get("/api/v1/shares/" + share).isFound()) {
            return described;
        }
        ask(reader, owner, field, purpose, subject, share);
        return true;
    }

    private void ask(String reader, String owner, String field, String purpose, Enterprise subject, String share) {
        ObjectNode request =
                object().put("scheme", owner).put("purpose", purpose).put("legalBasis", "政务数据共享条例");
        ObjectNode asked = request.putObject("restricted")
                .put("uscc", subject.uscc())
                .put("ground", "核对申报与信用资料")
                .put("from", today)
                .put("to", inAYear);
        asked.putArray("fields").add(field);
        demo.officer(reader).send("POST", "/api/v1/shares", request, share);
    }

    private boolean detail(String scheme, Enterprise subject, ObjectNode values) {
        String path = "/api/v1/details/" + scheme + "/" + subject.uscc();
        Person officer = demo.officer(scheme);
        Person.Answer there = officer.get(path);
        if (there.isFound() && !there.body().path("status").asText().equals("VACANT")) {
            return false;
        }
        ObjectNode document = object().put("legalBasis", "政务数据共享条例");
        document.set("restricted", values);
        officer.send("PUT", path, document, "detail-" + scheme + "-" + subject.uscc());
        return true;
    }

    /** The maker lets a payment institution read its turnover, and that one does. */
    private boolean grant(Enterprise subject, Enterprise reader) {
        String grant = "grant-receivables";
        Person clerk = demo.clerk(subject, "commerce");
        if (clerk.get("/api/v1/grants").body().toString().contains(grant)) {
            return false;
        }
        ObjectNode form = object();
        ObjectNode terms = form.putObject("restricted")
                .put("reader", reader.uscc())
                .put("purpose", "receivables-financing")
                .put("from", today)
                .put("to", inAYear);
        terms.putArray("fields").add("filing.turnoverBand");
        clerk.sendSigned(
                "POST",
                "/api/v1/grants",
                form,
                grant,
                (seed, id) -> PartyDocument.of(Uscc.parse(subject.uscc()), form, Optional.of(seed), id, 1));
        ObjectNode read = object();
        read.putArray("fields").add("filing.turnoverBand");
        demo.clerk(reader, "commerce").send("POST", "/api/v1/grants/" + grant + "/reads", read, "read-receivables");
        return true;
    }

    /** A change of name and customs code that waits for market regulation and customs. */
    private boolean amendment(Enterprise enterprise) {
        Person clerk = demo.clerk(enterprise, "commerce");
        String path = "/api/v1/filings/" + enterprise.uscc() + "/amendment";
        if (clerk.get(path).isFound()) {
            return false;
        }
        ObjectNode form = ZoneDemo.filing(enterprise, clerk.credential());
        form.put("nameEn", enterprise.nameEn().replace("Co. Ltd.", "(Group) Co. Ltd."));
        form.withObject("/restricted").put("registeredAddress", enterprise.registeredAddress() + " A座");
        clerk.sendSigned(
                "PUT",
                path,
                form,
                "amendment-" + enterprise.uscc(),
                (seed, id) -> PartyDocument.of(Uscc.parse(enterprise.uscc()), form, Optional.of(seed), id, 1));
        return true;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
