package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Sscc;
import org.zoneledger.domain.merkle.MerkleTree;

/** Products are registered, events captured and found. */
public final class ProvenanceSteps {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");
    private static final Duration JOB = Duration.ofSeconds(20);

    private final World world;
    private final Map<String, ObjectNode> journey = new LinkedHashMap<>();
    private final String yarnLot = Documents.lot();
    private final String lot = Documents.lot();
    private final Sscc carton = Documents.sscc();
    private String captureID;
    private Gtin gtin;
    private ObjectNode document;
    private String query;

    public ProvenanceSteps(World world) {
        this.world = world;
    }

    @Given("an enterprise with two products, yarn and sweaters")
    public void twoProducts() {
        world.maker();
    }

    @Given("a product of another enterprise")
    public void productOfAnother() {
        Party here = world.party();
        gtin = world.maker().yarn();
        world.about(here);
    }

    @When("the clerk registers a product")
    public void registers() {
        gtin = Documents.gtin();
        world.send(world.who("the clerk"), world.routine().product(world.party(), gtin));
    }

    @When("the clerk describes that product")
    public void describes() {
        world.send(world.who("the clerk"), world.routine().product(world.party(), gtin, 1));
    }

    @When("the clerk gives the product another name")
    public void renames() {
        Request form =
                world.routine().product(world.party(), gtin, 1).edited(product -> product.put("nameEn", "Renamed"));
        world.send(world.who("the clerk"), Documents.signed(form, world.party()));
    }

    @Then("everybody sees the product as it was registered")
    public void everybodySeesProduct() {
        JsonNode sent = CanonicalJson.read(world.request().body());
        long version = world.answer().json().path("version").asLong();
        SoftAssertions softly = new SoftAssertions();
        world.zone().organisations().forEach(each -> {
            JsonNode seen = Await.until(
                    "version " + version + " of the product at " + each.id(),
                    Await.LAG,
                    () -> consumerAt(each.id()).get(Routine.product(gtin)).json(),
                    product -> product.path("version").asLong() == version);
            sent.properties().forEach(field -> softly.assertThat(seen.path(field.getKey()))
                    .as("%s at %s", field.getKey(), each.id())
                    .isEqualTo(field.getValue()));
            softly.assertThat(seen.path("uscc").asText())
                    .isEqualTo(world.party().uscc().value());
        });
        softly.assertAll();
    }

    @Then("nobody finds the product")
    public void nobodyFindsProduct() {
        world.zone().organisations().forEach(each -> assertThat(
                        consumerAt(each.id()).get(Routine.product(gtin)).status())
                .as("at %s", each.id())
                .isEqualTo(404));
    }

    @Then("these products are refused and nothing is written:")
    public void productsAreRefused(DataTable table) {
        gtin = Documents.gtin();
        String wrong = gtin.value().substring(0, 13) + (gtin.value().charAt(13) == '0' ? '1' : '0');
        Flaws flaws = Flaws.of(world.party())
                .anyDocument()
                .anySignature(world.party(), world.other())
                .request("a GTIN with a wrong check digit", request -> request.at(Documents.PRODUCTS + wrong))
                .request("a GTIN of five digits", request -> request.at(Documents.PRODUCTS + "12345"))
                .document("no brand", product -> product.remove("brand"))
                .document("a country of origin in words", product -> product.put("originCountry", "China"))
                .document("an HS code of ten digits", product -> product.put("hs6", "6110123456"))
                .document("a level nobody knows", product -> product.put("level", "pallet"))
                .document(
                        "a resident identity number in the brand",
                        product -> product.put("brand", "B" + Documents.RESIDENT_ID));
        AnswerSteps.eachIsRefused(
                world.who("the clerk"),
                table.asMaps(),
                flaw -> flaws.in(world.routine().product(world.party(), gtin), flaw));
        AnswerSteps.isWritten(world.send(world.who("the clerk"), world.routine().product(world.party(), gtin)), 1);
    }

    @When("the clerk captures that yarn was made, sweaters knitted of it, packed into a carton and shipped")
    public void capturesJourney() {
        Gtin yarn = world.maker().yarn();
        Gtin sweaters = world.maker().sweaters();
        journey.put("made", Documents.made(yarn, yarnLot));
        journey.put("knitted", Documents.knitted(yarn, yarnLot, sweaters, lot));
        journey.put("packed", Documents.packed(sweaters, lot, carton));
        journey.put("shipped", Documents.shipped(sweaters, lot, "urn:epcglobal:cbv:bt:6930000000018:PO1"));
        capture();
    }

    @When("the clerk captures in XML {word} that sweaters were made, and shipped at {double} degrees")
    public void capturesXml(String version, double degrees) {
        Gtin sweaters = world.maker().sweaters();
        ObjectNode shipped = Documents.shipped(sweaters, lot, "urn:epcglobal:cbv:bt:6930000000018:PO1");
        shipped.putArray("sensorElementList")
                .addObject()
                .putArray("sensorReport")
                .addObject()
                .put("type", "Temperature")
                .put("value", degrees)
                .put("uom", "CEL");
        journey.put("made", Documents.made(sweaters, lot));
        journey.put("shipped", shipped);
        captureID = Documents.id("capture");
        ObjectNode signed = Documents.epcis(journey.values().toArray(new ObjectNode[0]));
        world.send(
                world.zone().gateway("commerce", world.party().clerk()),
                new Request(
                                "POST",
                                "/capture",
                                Map.of("Content-Type", "application/xml"),
                                Documents.xml(version, journey.values()))
                        .with(Documents.captureHeaders(captureID, world.party(), signed)));
    }

    @When("the same events are sent in JSON under the same id")
    public void sendsInJson() {
        ObjectNode whole = Documents.epcis(journey.values().toArray(new ObjectNode[0]));
        world.send(world.sender(), world.routine().capture(world.party(), captureID, whole));
    }

    @Then("it is the capture that was there before")
    public void isReplay() {
        assertThat(world.answer().json().path("replayed").asBoolean())
                .as("%s", world.answer())
                .isTrue();
    }

    @Then("the clerk sees the {double} degrees of the shipment, and the public does not")
    public void seesTemperature(double degrees) {
        String id = eventID(journey.get("shipped"));
        assertThat(shipment(world.who("the clerk"), id)
                        .at("/sensorElementList/0/sensorReport/0/value")
                        .asDouble())
                .isEqualTo(degrees);
        assertThat(shipment(consumerAt("commerce"), id).toString()).doesNotContain("Temperature");
    }

    private JsonNode shipment(Gateway gateway, String id) {
        return allEvents(gateway, epc("the sweaters"), 30).stream()
                .filter(event -> eventID(event).equals(id))
                .findFirst()
                .orElseThrow();
    }

    @When("the clerk keeps a query for the shipments of the sweaters")
    public void keepsQuery() {
        query = Documents.id("shipments");
        ObjectNode body = Documents.object().put("name", query);
        body.putObject("query").put("EQ_bizStep", "shipping").put("MATCH_anyEPCClass", epc("the sweaters"));
        Answer kept = world.who("the clerk").must(Request.of("POST", "/queries", body));
        assertThat(kept.header("Location")).endsWith("/queries/" + query);
    }

    @Then("the query gives no events")
    public void givesNothing() {
        assertThat(results(world.who("the clerk"))).isEmpty();
    }

    @Then("the query gives the shipment and nothing else")
    public void givesShipment() {
        JsonNode found = Await.until(
                "the results of " + query,
                Await.LAG,
                () -> results(world.who("the clerk")),
                events -> !events.isEmpty());
        assertThat(found).extracting(ProvenanceSteps::eventID).containsExactly(eventID(journey.get("shipped")));
    }

    private JsonNode results(Gateway gateway) {
        Answer answer = gateway.get("/queries/" + query + "/events");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        JsonNode results = answer.json().at("/epcisBody/queryResults");
        assertThat(results.path("queryName").asText()).isEqualTo(query);
        return results.at("/resultsBody/eventList");
    }

    @Then("nobody else has the query")
    public void nobodyElseHas() {
        for (String who : List.of("another enterprise's clerk", "the commerce officer")) {
            assertThat(world.who(who).get("/queries/" + query).status()).as(who).isEqualTo(404);
        }
        assertThat(world.who("another enterprise's clerk").get("/queries").json())
                .isEmpty();
    }

    @When("the clerk ends the query")
    public void endsQuery() {
        Answer ended = world.who("the clerk").send(new Request("DELETE", "/queries/" + query, Map.of(), new byte[0]));
        assertThat(ended.status()).as("%s", ended).isEqualTo(204);
    }

    @Then("the query is there no more")
    public void isThereNoMore() {
        assertThat(world.who("the clerk").get("/queries/" + query + "/events").status())
                .isEqualTo(404);
    }

    @Then("the first job on the clerk's list is the capture, in pages of {int}")
    public void firstJob(int perPage) {
        Answer page = Await.until(
                "the job of " + captureID,
                Await.LAG,
                () -> world.who("the clerk").get("/capture?perPage=" + perPage),
                answer -> answer.json().at("/0/captureID").asText().equals(captureID));
        assertThat(page.json()).hasSize(perPage);
    }

    @Then("another enterprise's clerk finds it on no list")
    public void onNoList() {
        Answer list = world.who("another enterprise's clerk").get("/capture?perPage=1000");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.text()).doesNotContain(captureID);
    }

    @When("the clerk captures a page of {int} events")
    public void capturesPage(int count) {
        IntStream.range(0, count)
                .forEach(i ->
                        journey.put("event " + i, Documents.made(world.maker().sweaters(), lot)));
        capture();
    }

    @When("other events are captured under the same id")
    public void capturesOthersUnderSameId() {
        ObjectNode other = Documents.epcis(Documents.made(world.maker().sweaters(), Documents.lot()));
        world.send(world.sender(), world.routine().capture(world.party(), captureID, other));
    }

    @Then("the capture is accepted and its job has succeeded")
    public void captureIsAccepted() {
        assertThat(world.answer().status()).as("%s", world.answer()).isEqualTo(202);
        assertThat(world.answer().header("Location")).endsWith("/capture/" + captureID);
        JsonNode job = Await.until(
                        "the job of the capture",
                        JOB,
                        () -> world.sender().get("/capture/" + captureID),
                        answer -> answer.status() == 200
                                && !answer.json().path("running").asBoolean(true))
                .json();
        assertThat(job.path("captureID").asText()).isEqualTo(captureID);
        assertThat(job.path("success").asBoolean()).as("%s", job).isTrue();
        assertThat(job.path("errors")).isEmpty();
    }

    @Then("everybody finds the events by what they name:")
    public void everybodyFinds(DataTable table) {
        for (Map<String, String> row : table.asMaps()) {
            List<String> expected = Arrays.stream(row.get("events").split(",", -1))
                    .map(name -> eventID(journey.get(name.strip())))
                    .toList();
            world.zone()
                    .organisations()
                    .forEach(each -> awaitEvents(consumerAt(each.id()), epc(row.get("epc")), expected));
        }
    }

    @Then("the sweaters' batch is found under its EPC URN too")
    public void foundUnderUrn() {
        List<String> byLink = ids(allEvents(consumerAt("operator"), epc("the sweaters"), 30));
        List<String> byUrn = ids(allEvents(
                consumerAt("operator"), Documents.batchUrn(world.maker().sweaters(), lot), 30));
        assertThat(byUrn).isNotEmpty().isEqualTo(byLink);
    }

    @Then("an answer in pages of {int} has each event once")
    public void inPages(int perPage) {
        List<String> expected = journey.values().stream()
                .filter(event -> names(event, epc("the sweaters")))
                .map(ProvenanceSteps::eventID)
                .toList();
        awaitEvents(consumerAt("operator"), epc("the sweaters"), expected);
        assertThat(ids(allEvents(consumerAt("operator"), epc("the sweaters"), perPage)))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Whoever adds up the events as everybody sees them gets the root that the sender signed and the agencies endorsed. */
    @Then("everybody can check the journey's Merkle root, signature and endorsements")
    public void everybodyCanCheck() {
        Gateway consumer = consumerAt("operator");
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        for (String name : List.of("the yarn", "the sweaters")) {
            allEvents(consumer, epc(name), 30).forEach(event -> seen.put(eventID(event), captured(event)));
        }
        List<byte[]> leaves = journey.values().stream()
                .map(sent -> MerkleTree.leafHash(CanonicalJson.bytes(seen.get(eventID(sent)))))
                .toList();
        JsonNode proof = proof(consumer);
        assertThat(proof.path("root").asText()).isEqualTo(HexFormat.of().formatHex(MerkleTree.root(leaves)));
        assertThat(proof.path("count").asInt()).isEqualTo(journey.size());
        assertThat(proof.path("signer").asText()).isEqualTo(world.party().uscc().value());
        assertThat(proof.path("certificate").asText())
                .isEqualTo(world.party().clerk().fingerprint());
        assertThat(proof.path("endorsers"))
                .extracting(JsonNode::asText)
                .hasSizeGreaterThanOrEqualTo(3)
                .doesNotHaveDuplicates()
                .isSubsetOf("customs", "tax", "forex", "market", "commerce");
    }

    /** The event as it is on the ledger: without the time that the repository adds (EPCIS 2.0 section 7.4.1). */
    private static JsonNode captured(JsonNode event) {
        ObjectNode copy = event.deepCopy();
        copy.remove("recordTime");
        return copy;
    }

    private JsonNode proof(Gateway consumer) {
        JsonNode passport = consumer.await(
                        DigitalLink.Item.batch(world.maker().sweaters(), lot).path(), 200)
                .json();
        for (JsonNode proof : passport.path("proofs")) {
            if (proof.path("page").asText().equals(captureID)) {
                return proof;
            }
        }
        throw new AssertionError("no proof of the capture in " + passport);
    }

    @Then("these people cannot capture for it:")
    public void cannotCapture(DataTable table) {
        ObjectNode made = Documents.epcis(Documents.made(world.maker().yarn(), yarnLot));
        String id = Documents.id("capture");
        AnswerSteps.eachIsRefused(world, table.asMaps(), world.routine().capture(world.party(), id, made));
        nothingIsCapturedUnder(List.of(id));
    }

    @Then("these captures are refused and nothing is written:")
    public void capturesAreRefused(DataTable table) {
        world.maker();
        List<String> tried = new ArrayList<>();
        AnswerSteps.eachIsRefused(world.zone().gateway("operator", world.party().clerk()), table.asMaps(), flaw -> {
            String id = Documents.id("capture");
            tried.add(id);
            return flaws(id).in(right(id), flaw);
        });
        nothingIsCapturedUnder(tried);
    }

    /** After a later capture has arrived everywhere, an earlier one would have, too. */
    private void nothingIsCapturedUnder(List<String> ids) {
        world.routine()
                .captured(
                        world.party(),
                        Documents.epcis(Documents.made(world.maker().yarn(), Documents.lot())));
        SoftAssertions softly = new SoftAssertions();
        for (String id : ids) {
            for (String organisation : List.of("operator", "audit")) {
                softly.assertThat(consumerAt(organisation).get("/capture/" + id).status())
                        .as("capture %s at %s", id, organisation)
                        .isEqualTo(404);
            }
        }
        softly.assertAll();
    }

    private Request right(String id) {
        return world.routine().capture(world.party(), id, rightDocument());
    }

    private ObjectNode rightDocument() {
        if (document == null) {
            document = Documents.epcis(
                    Documents.made(world.maker().yarn(), yarnLot),
                    Documents.packed(world.maker().sweaters(), lot, carton),
                    Documents.knitted(
                            world.maker().yarn(), yarnLot, world.maker().sweaters(), lot));
        }
        return document;
    }

    private Flaws flaws(String id) {
        String unknown = Documents.batch(Documents.gtin(), yarnLot);
        String wrongGtin =
                "https://id.gs1.org/01/" + wrongDigit(world.maker().yarn().value()) + "/10/" + yarnLot;
        Captures captures = new Captures(id);
        return new Flaws()
                .anyDocument()
                .request("a GTIN with a wrong check digit", captures.event(0, event -> epcClass(event, wrongGtin)))
                .request("a GLN with a wrong check digit", captures.event(0, event -> event.withObject("/readPoint")
                        .put("id", "https://id.gs1.org/414/6930000000012")))
                .request(
                        "an SSCC with a wrong check digit",
                        captures.event(
                                1,
                                event -> event.put("parentID", "https://id.gs1.org/00/" + wrongDigit(carton.value()))))
                .request("an EPC that is no URI", captures.event(0, event -> epcClass(event, "sweater")))
                .request(
                        "a serial number where a class belongs",
                        captures.event(
                                0,
                                event -> epcClass(
                                        event,
                                        DigitalLink.Item.serial(world.maker().yarn(), "S1")
                                                .uri())))
                .request("an event about nothing", captures.event(0, event -> event.remove("quantityList")))
                .request("a type of event nobody knows", captures.event(0, event -> event.put("type", "MagicEvent")))
                .request("an action nobody knows", captures.event(0, event -> event.put("action", "SPIN")))
                .request("a packing without a parent", captures.event(1, event -> event.remove("parentID")))
                .request(
                        "a transformation into nothing", captures.event(2, event -> event.remove("outputQuantityList")))
                .request("a quantity below zero", captures.event(0, event -> ((ObjectNode) event.at("/quantityList/0"))
                        .put("quantity", -1)))
                .request(
                        "an event of tomorrow",
                        captures.event(
                                0,
                                event -> event.put(
                                        "eventTime", Fields.format(Instant.now().plus(Duration.ofDays(1))))))
                .request(
                        "an event of 1999",
                        captures.event(0, event -> event.put("eventTime", "1999-12-31T00:00:00.000Z")))
                .request(
                        "a time zone in words", captures.event(0, event -> event.put("eventTimeZoneOffset", "Beijing")))
                .request("a field nobody knows", captures.event(0, event -> event.put("colour", "blue")))
                .request(
                        "a resident identity number in an extension",
                        captures.event(0, event -> event.withObject("/ilmd").put("zone:note", Documents.RESIDENT_ID)))
                .request("a product that nobody has registered", captures.event(0, event -> epcClass(event, unknown)))
                .request("another enterprise's product made", captures.event(0, event -> epcClass(event, others())))
                .request(
                        "a document that is no EPCISDocument",
                        captures.whole(whole -> whole.put("type", "EPCISQueryDocument")))
                .request("a schema version of EPCIS 1.2", captures.whole(whole -> whole.put("schemaVersion", "1.2")))
                .request("no events", captures.whole(whole -> whole.withObject("/epcisBody")
                        .putArray("eventList")))
                .request("1,001 events", captures.whole(ProvenanceSteps::oneTooMany))
                .request("a body of 24 MiB", request -> request.sending(large()))
                .request(
                        "forty levels of lists",
                        request -> request.sending(Bypass.bytes("[".repeat(40) + "]".repeat(40))))
                .request("no signature", request -> request.without("Zone-Signature"))
                .request("a signature that cannot be read", request -> request.with("Zone-Signature", "a..b"))
                .request(
                        "another enterprise's signature",
                        request -> request.with(
                                "Zone-Signature",
                                Documents.captureHeaders(
                                                id,
                                                new Party(
                                                        world.party().uscc(),
                                                        world.other().clerk()),
                                                rightDocument())
                                        .get("Zone-Signature")))
                .request(
                        "events changed after signing",
                        request -> request.edited(whole ->
                                ((ObjectNode) whole.at("/epcisBody/eventList/0")).put("bizStep", "inspecting")))
                .request(
                        "another salt than the one signed with",
                        request ->
                                request.with("Zone-Salt", world.party().clerk().salt("another")))
                .request("no salt", request -> request.without("Zone-Salt"));
    }

    /** Captures with a flaw in the document that their sender signs all the same. */
    private final class Captures {
        private final String id;

        Captures(String id) {
            this.id = id;
        }

        UnaryOperator<Request> event(int index, Consumer<ObjectNode> edit) {
            return whole(whole -> edit.accept((ObjectNode) whole.at("/epcisBody/eventList/" + index)));
        }

        UnaryOperator<Request> whole(Consumer<ObjectNode> edit) {
            return request -> {
                Request edited = request.edited(edit);
                try {
                    return edited.with(Documents.captureHeaders(id, world.party(), CanonicalJson.read(edited.body())));
                } catch (RefusalException cannotBeSigned) {
                    return edited;
                }
            };
        }
    }

    private String others() {
        Party here = world.party();
        if (gtin == null) {
            Party another = world.routine().filed("ACTIVE");
            gtin = world.routine().registered(another);
        }
        world.about(here);
        return Documents.batch(gtin, yarnLot);
    }

    private void capture() {
        captureID = Documents.id("capture");
        ObjectNode whole = Documents.epcis(journey.values().toArray(new ObjectNode[0]));
        world.send(
                world.zone().gateway("operator", world.party().clerk()),
                world.routine().capture(world.party(), captureID, whole));
    }

    private String epc(String name) {
        return switch (name) {
            case "the yarn" -> Documents.batch(world.maker().yarn(), yarnLot);
            case "the sweaters" -> Documents.batch(world.maker().sweaters(), lot);
            case "the carton" -> new DigitalLink.LogisticUnit(carton).uri();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Gateway consumerAt(String organisation) {
        return world.zone().gateway(organisation, world.zone().consumer());
    }

    private static void awaitEvents(Gateway gateway, String epc, List<String> expected) {
        List<String> found = Await.until(
                "the events of " + epc + " at " + gateway.address(),
                Await.LAG,
                () -> ids(allEvents(gateway, epc, 500)),
                ids -> ids.size() >= expected.size());
        assertThat(found)
                .as("events of %s at %s", epc, gateway.address())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Every event of an EPC, page by page as the links say (EPCIS 2.0 section 12.4). */
    static List<JsonNode> allEvents(Gateway gateway, String epc, int perPage) {
        List<JsonNode> events = new ArrayList<>();
        String path = "/epcs/" + URLEncoder.encode(epc, StandardCharsets.UTF_8) + "/events?perPage=" + perPage;
        while (!path.isEmpty()) {
            Answer answer = gateway.get(path);
            if (answer.status() == 404 && events.isEmpty()) {
                return events;
            }
            assertThat(answer.status()).as("%s: %s", path, answer).isEqualTo(200);
            JsonNode query = answer.json();
            assertThat(query.path("type").asText()).isEqualTo("EPCISQueryDocument");
            JsonNode page = query.at("/epcisBody/queryResults/resultsBody/eventList");
            assertThat(page.size()).as("events in a page").isLessThanOrEqualTo(perPage);
            page.forEach(events::add);
            path = next(answer);
            assertThat(path.isEmpty() || !page.isEmpty())
                    .as("an empty page has no next")
                    .isTrue();
        }
        return events;
    }

    private static String next(Answer answer) {
        for (String link : answer.headers().allValues("Link")) {
            Matcher next = NEXT.matcher(link);
            if (next.find()) {
                return next.group(1).replaceFirst("^https?://[^/]+", "");
            }
        }
        return "";
    }

    private static List<String> ids(List<JsonNode> events) {
        return events.stream().map(ProvenanceSteps::eventID).toList();
    }

    private static String eventID(JsonNode event) {
        return event.path("eventID").asText();
    }

    private static boolean names(ObjectNode event, String epc) {
        return CanonicalJson.text(event).contains("\"" + epc + "\"");
    }

    private static void epcClass(ObjectNode event, String epc) {
        ((ObjectNode) event.at("/quantityList/0")).put("epcClass", epc);
    }

    private static void oneTooMany(ObjectNode whole) {
        JsonNode first = whole.at("/epcisBody/eventList/0");
        var list = whole.withObject("/epcisBody").putArray("eventList");
        IntStream.rangeClosed(0, 1000).forEach(i -> list.add(first));
    }

    private static byte[] large() {
        return Bypass.bytes("{\"type\":\"" + "x".repeat(24 << 20) + "\"}");
    }

    private static String wrongDigit(String digits) {
        int last = digits.length() - 1;
        return digits.substring(0, last) + (digits.charAt(last) == '0' ? '1' : '0');
    }
}
