package org.zoneledger.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.issuer.Credential;
import org.zoneledger.issuer.Issuer;
import org.zoneledger.launcher.CaptureHeaders;
import org.zoneledger.launcher.ClientTls;
import org.zoneledger.launcher.ZoneException;
import org.zoneledger.launcher.demo.DemoData.Enterprise;
import org.zoneledger.launcher.demo.DemoData.Product;

/**
 * Fills a running zone with the demonstration data, as its people would: over the public routes of the gateways, with their
 * certificates. What is there already is left alone, so a second run changes nothing and an interrupted one is continued.
 */
public final class ZoneDemo {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Far enough that the demonstration works for years; a real filing is renewed. */
    private static final String VALID_TO = "2035-12-31";

    private final DemoData data = DemoData.load();
    private final Issuer issuer;
    private final Gateways gateways;
    private final List<X509Certificate> roots;
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final PrintStream out;

    private ZoneDemo(Path zoneHome, Gateways gateways, Issuer issuer, PrintStream out) {
        this.gateways = gateways;
        this.issuer = issuer;
        this.roots = ClientTls.roots(zoneHome.resolve("trust/tls-bundle.pem"));
        this.out = out;
    }

    /**
     * Runs the demonstration against the gateways of a zone that is up.
     *
     * @param zoneHome where certificates are and where the files for the reader are left, under {@code demo/}
     * @throws ZoneException when a gateway does not answer or refuses
     */
    public static void run(Path zoneHome, Gateways gateways, Issuer issuer, PrintStream out) {
        var demo = new ZoneDemo(zoneHome, gateways, issuer, out);
        demo.fill();
        new Guide(demo, demo.data, zoneHome).write().forEach(out::println);
    }

    private void fill() {
        try (var stages = new Stages(out)) {
            stages.run("enterprises filed and active", data.enterprises(), this::file);
            stages.run("products registered", data.products(), this::register);
            int events = data.products().stream()
                    .mapToInt(product -> Journey.document(data, product)
                            .at("/epcisBody/eventList")
                            .size())
                    .sum();
            stages.run(String.format(Locale.ROOT, "captures (%,d events)", events), data.products(), this::capture);
            stages.run(
                    "credit words, each by two people",
                    // agency by agency: words about one enterprise make one grade, and would get in one another's way
                    data.enterprises().stream()
                            .flatMap(enterprise -> enterprise.credit().entrySet().stream()
                                    .map(word -> new Word(enterprise, word.getKey(), word.getValue())))
                            .sorted(Comparator.comparing(Word::scheme))
                            .toList(),
                    this::assess);
            CreditStory credit = new CreditStory(this, data);
            stages.run("recognition, facts, evaluators", credit.grounds(), Act::getAsBoolean);
            stages.run("evaluations, a repair", credit.answers(), Act::getAsBoolean);
            stages.run("negative lists, a listing", new ListStory(this, data).acts(), Act::getAsBoolean);
            stages.run(
                    "contacts, uses, share requests, a grant", new Confidences(this, data).acts(), Act::getAsBoolean);
        }
    }

    /** One thing that somebody does, unless it was done before; answers whether it was done now. */
    interface Act extends BooleanSupplier {}

    private record Word(Enterprise enterprise, String scheme, String code) {}

    Person clerk(Enterprise enterprise, String gateway) {
        return people.computeIfAbsent(
                enterprise.uscc() + "@" + gateway,
                key -> new Person(
                        issuer.party(enterprise.uscc()), gateways.https().get(gateway), roots));
    }

    Person officer(String agency) {
        return people.computeIfAbsent(agency, key -> {
            Credential officer = issuer.organisation(agency, "agency").person("officer", "officer");
            return new Person(officer, gateways.https().get(agency), roots);
        });
    }

    private Person reviewer(String agency) {
        return people.computeIfAbsent("reviewer@" + agency, key -> {
            Credential reviewer = issuer.organisation(agency, "agency").person("reviewer", "reviewer");
            return new Person(reviewer, gateways.https().get(agency), roots);
        });
    }

    private boolean file(Enterprise enterprise) {
        Person clerk = clerk(enterprise, "commerce");
        String path = "/api/v1/filings/" + enterprise.uscc();
        String status = status(clerk, path);
        if (status.isEmpty()) {
            var form = filing(enterprise, clerk.credential());
            clerk.sendSigned(
                    "PUT",
                    path,
                    form,
                    "filing-" + enterprise.uscc(),
                    (seed, id) -> PartyDocument.of(Uscc.parse(enterprise.uscc()), form, Optional.of(seed), id, 1));
            status = "SUBMITTED";
        }
        if (status.equals("SUBMITTED")) {
            decide("market", enterprise, status, "VERIFY", "主体登记信息核验一致", "电子商务法第十条");
            status = "VERIFIED";
        }
        if (status.equals("VERIFIED")) {
            decide("customs", enterprise, status, "ACCEPT", "资料齐全，予以备案", "海关总署公告2018年第194号");
            status = "ACCEPTED";
        }
        if (status.equals("ACCEPTED")) {
            decide("commerce", enterprise, status, "ACTIVATE", "纳入综合试验区线上综合服务平台", "国函〔2019〕137号");
            return true;
        }
        return false;
    }

    private void decide(
            String agency, Enterprise enterprise, String seen, String step, String reason, String legalBasis) {
        String path = "/api/v1/filings/" + enterprise.uscc();
        // an officer decides on what the own gateway shows, which follows the ledger by a moment
        await(() -> status(officer(agency), path).equals(seen), agency + " does not see the filing " + path);
        var document = JsonNodeFactory.instance.objectNode();
        document.put("step", step).put("reason", reason).put("legalBasis", legalBasis);
        if (step.equals("ACTIVATE")) {
            document.put("validTo", VALID_TO);
        }
        officer(agency).send("POST", path + "/decisions", document, "decision-" + step + "-" + enterprise.uscc());
    }

    private static String status(Person person, String path) {
        Person.Answer answer = person.get(path);
        return answer.isFound() ? answer.body().path("status").asText() : "";
    }

    /** What an enterprise files. */
    public static ObjectNode filing(Enterprise enterprise, Credential credential) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("nameZh", enterprise.nameZh()).put("nameEn", enterprise.nameEn());
        enterprise.kinds().forEach(document.putArray("kinds")::add);
        document.put("areaCode", enterprise.areaCode()).put("base", enterprise.base());
        document.put("certificate", credential.certificatePem());
        var restricted = document.putObject("restricted");
        if (enterprise.customsCode() != null) {
            restricted.put("customsCode", enterprise.customsCode());
        }
        if (enterprise.licenceNo() != null) {
            restricted.put("licenceNo", enterprise.licenceNo());
        }
        restricted.put("registeredAddress", enterprise.registeredAddress());
        restricted.put("turnoverBand", enterprise.turnoverBand());
        return document;
    }

    private boolean register(Product product) {
        Person clerk = clerk(data.enterprise(product.owner()), "commerce");
        String path = "/api/v1/products/" + product.gtin();
        if (clerk.get(path).isFound()) {
            return false;
        }
        var form = document(product);
        String id = "product-" + product.gtin();
        Uscc owner = Uscc.parse(data.enterprise(product.owner()).uscc());
        clerk.sendSigned(
                "PUT",
                path,
                form,
                id,
                (seed, key) -> PartyDocument.of(Gtin.parse(product.gtin()), owner, form, key, 1));
        return true;
    }

    /** What an enterprise registers of a product. */
    public static ObjectNode document(Product product) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("nameZh", product.nameZh()).put("nameEn", product.nameEn());
        document.put("brand", product.brand());
        document.put("originCountry", product.originCountry());
        if (product.producerZh() != null) {
            document.put("producerZh", product.producerZh()).put("producerEn", product.producerEn());
        }
        document.put("categoryZh", product.categoryZh()).put("categoryEn", product.categoryEn());
        document.put("hs6", product.hs6()).put("level", product.level());
        return document;
    }

    private boolean capture(Product product) {
        Enterprise enterprise = data.enterprise(product.owner());
        String id = "demo-" + product.gtin();
        Person clerk = clerk(enterprise, "operator");
        if (clerk.get("/capture/" + id).isFound()) {
            return false;
        }
        JsonNode document = Journey.document(data, product);
        clerk.must("POST", "/capture", document, captureHeaders(id, document, enterprise));
        return true;
    }

    /** The sender's signature over the page the events make, and the seed with which the gateway makes the same page. */
    Map<String, String> captureHeaders(String id, JsonNode document, Enterprise enterprise) {
        return CaptureHeaders.of(
                document,
                id,
                Uscc.parse(enterprise.uscc()),
                clerk(enterprise, "operator").credential(),
                Instant.now());
    }

    private boolean assess(Word word) {
        String uscc = word.enterprise().uscc();
        return decided(
                Competence.agencyOf(word.scheme()),
                "PUT",
                "/api/v1/assertions/" + word.scheme() + "/" + uscc,
                Assessments.document(word.scheme(), word.code()),
                "word-" + word.scheme() + "-" + uscc);
    }

    /** An officer of an agency proposes a decision, and a second person takes it. */
    boolean decided(String agency, String method, String path, ObjectNode decision, String id) {
        Person officer = officer(agency);
        Person.Answer before = officer.get("/api/v1/cases/" + id);
        if (before.isFound() && before.body().path("status").asText().equals("APPROVED")) {
            return false;
        }
        if (!before.isFound()) {
            officer.send(method, path, decision, id);
        }
        reviewer(agency).must("POST", "/api/v1/cases/" + id + "/approval", null, Map.of());
        return true;
    }

    Gateways gateways() {
        return gateways;
    }

    static void await(BooleanSupplier condition, String failure) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new ZoneException(failure);
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ZoneException("interrupted", e);
            }
        }
    }
}
