package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.filing.ImportFile;
import org.zoneledger.domain.filing.ImportRules.Statement;
import org.zoneledger.domain.filing.ProductFile.Format;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.domain.proof.PartyCertificate;

/** Files of products, sent line by line under one signature. */
public final class ImportSteps {

    private static final String PATH = "/api/v1/imports";
    private static final String HEADER = "gtin,nameZh,nameEn,brand,originCountry,level,hs6";
    private static final Duration END = Duration.ofMinutes(2);

    /** What the ledger adds to a document. */
    private static final List<String> ADDED = List.of("type", "schema", "document", "by", "at", "jws", "import");

    private final World world;
    private final String id = Documents.id("import");
    private final List<String> gtins = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();
    private final Set<Integer> leftOut = new TreeSet<>();
    private Zone.Run command;

    public ImportSteps(World world) {
        this.world = world;
    }

    @Given("a file of {int} products")
    public void file(int count) {
        lines.add(HEADER);
        for (int i = 0; i < count; i++) {
            String gtin = Documents.gtin().value();
            gtins.add(gtin);
            lines.add(gtin + ",羊绒圆领毛衫,\"Sweater, crew-neck\",Trial,CN,batch,611012");
        }
    }

    @Given("these lines of the file are bad:")
    public void badLines(DataTable table) {
        for (Map<String, String> row : table.asMaps()) {
            int line = Integer.parseInt(row.get("line"));
            lines.set(line - 1, flawed(lines.get(line - 1), row.get("flaw")));
            leftOut.add(line - 1);
            bad.add(line + " " + row.get("field") + " " + row.get("code"));
        }
    }

    private static String flawed(String line, String flaw) {
        return switch (flaw) {
            case "an HS code of ten digits" -> line.replace("611012", "6110123456");
            case "a wrong check digit" -> line.replaceFirst("^([0-9]{13})[0-9]", "$1x");
            case "a resident identity number" -> line.replace("Trial", "B" + Documents.RESIDENT_ID);
            case "no brand" -> line.replace("Trial", "");
            default -> throw new IllegalArgumentException(flaw);
        };
    }

    @When("the clerk sends the file for all lines")
    public void sendAll() {
        send("all");
    }

    @When("the clerk sends the file for each good line")
    public void sendEach() {
        send("each");
    }

    private void send(String mode) {
        Statement statement = ImportFile.read(
                        bytes(), Format.CSV, id, world.party().uscc(), leftOut, (line, item, index, document) -> {})
                .statement(id, world.party().uscc());
        Person clerk = world.party().clerk();
        Request request = request("?mode=" + mode + "&root=" + statement.root())
                .with("Zone-Signature", Jws.sign(statement.bytes(), clerk.key(), clerk.fingerprint()));
        world.send(world.who("the clerk"), request);
    }

    private Request request(String query) {
        return new Request("POST", PATH + query, Map.of("Content-Type", "text/csv", "Idempotency-Key", id), bytes());
    }

    @When("the file is imported by the command line")
    public void command() {
        try {
            Path file = Files.createTempFile("products", ".csv");
            Files.write(file, bytes());
            command = world.zone()
                    .run("import", file.toString(), "--as", world.party().uscc().value());
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Then("the command ends well and says {string}")
    public void commandEnds(String word) {
        assertThat(command.exit()).as(command.toString()).isZero();
        assertThat(command.out()).contains(word);
    }

    @Then("the import is done with {int} products written and {int} refused")
    public void isDone(int written, int refused) {
        assertThat(world.answer().status()).as(world.answer().toString()).isEqualTo(202);
        JsonNode job = Await.until(
                        "the end of the import",
                        END,
                        () -> world.who("the clerk").get(PATH + "/" + id),
                        answer -> Set.of("DONE", "FAILED")
                                .contains(answer.json().path("state").asText()))
                .json();
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("DONE");
        assertThat(job.path("committed").asInt()).isEqualTo(written);
        assertThat(job.path("failed").asInt()).isEqualTo(refused);
    }

    @Then("the import names these lines")
    public void importNames() {
        assertThat(flaws(world.who("the clerk").get(PATH + "/" + id).json())).isEqualTo(bad);
    }

    @Then("a dry run names these lines and writes nothing")
    public void dryRun() {
        Answer answer = world.who("the clerk").send(request("?dryRun=true"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(flaws(answer.json())).isEqualTo(bad);
        assertThat(answer.text()).doesNotContain(Documents.RESIDENT_ID).doesNotContain("6110123456");
        assertThat(world.who("the clerk").get(PATH + "/" + id).status()).isEqualTo(404);
    }

    @Then("nobody finds the products of the file")
    public void nobodyFinds() {
        Gateway consumer = world.zone().gateway("commerce", world.zone().consumer());
        for (String gtin : gtins) {
            assertThat(consumer.get(Documents.PRODUCTS + gtin).status()).isEqualTo(404);
        }
    }

    @Then("the auditor finds each product of the file once and with version 1")
    public void auditorFindsEach() {
        Gateway auditor = world.who("the auditor");
        SoftAssertions softly = new SoftAssertions();
        for (String gtin : gtins) {
            softly.assertThat(HistorySteps.versions(auditor.await(HistorySteps.history("product/" + gtin), 200)))
                    .as("versions of %s", gtin)
                    .extracting(version -> version.path("version").asLong())
                    .containsExactly(1L);
        }
        softly.assertAll();
    }

    @Then("the public can prove that the enterprise signed the last product")
    public void isProvable() {
        String gtin = gtins.get(gtins.size() - 1);
        ObjectNode record = (ObjectNode) world.who("a consumer")
                .await(Routine.product(Gtin.parse(gtin)), 200)
                .json();
        JsonNode place = record.path("import");
        List<byte[]> path = new ArrayList<>();
        place.path("path").forEach(hash -> path.add(HexFormat.of().parseHex(hash.asText())));
        ObjectNode document = record.deepCopy();
        document.remove(ADDED);
        assertThat(MerkleTree.verifyInclusion(
                        MerkleTree.leafHash(CanonicalJson.bytes(document)),
                        place.path("index").asLong(),
                        place.path("count").asLong(),
                        path,
                        HexFormat.of().parseHex(place.path("root").asText())))
                .isTrue();
        Statement statement = new Statement(
                place.path("importID").asText(),
                place.path("count").asLong(),
                place.path("root").asText(),
                world.party().uscc());
        Person clerk = world.party().clerk();
        Jws.mustVerify(record.path("jws").asText(), statement.bytes(), PartyCertificate.fromPem(clerk.pem()));
    }

    private byte[] bytes() {
        return String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> flaws(JsonNode answer) {
        List<String> flaws = new ArrayList<>();
        answer.path("errors")
                .forEach(flaw -> flaws.add(flaw.path("line").asInt() + " "
                        + flaw.path("field").asText() + " " + flaw.path("code").asText()));
        return flaws;
    }
}
