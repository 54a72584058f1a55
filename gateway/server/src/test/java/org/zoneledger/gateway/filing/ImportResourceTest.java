package org.zoneledger.gateway.filing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Imports;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.Until;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class ImportResourceTest extends RunningGateway {

    private static final String PATH = "/api/v1/imports";

    @Test
    void a_file_is_written_batch_after_batch_under_one_signature() throws Exception {
        List<String> gtins = Imports.gtins("969301", 250);
        String id = newId();
        int asked = peer().endorsements().size();
        Answer accepted = send(People.CLERK, "", id, Imports.csv(gtins));
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        assertThat(accepted.header("Location")).endsWith(PATH + "/" + id);
        JsonNode done = finished(id);
        assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("DONE");
        assertThat(done.path("committed").asInt()).isEqualTo(250);
        assertThat(done.path("failed").asInt()).isZero();
        assertThat(peer().endorsements().subList(asked, peer().endorsements().size()))
                .filteredOn(endorsement -> endorsement.name().equals("filing:import"))
                .hasSize(3);
        JsonNode product = product(gtins.get(249));
        assertThat(product.path("id").asText()).isEqualTo(id + "-249");
        assertThat(product.at("/import/index").asInt()).isEqualTo(249);
        assertThat(product.at("/import/root").asText())
                .isEqualTo(done.path("root").asText());
    }

    @Test
    void the_same_import_again_is_the_same_and_another_under_its_id_is_refused() throws Exception {
        String id = newId();
        String file = Imports.csv(Imports.gtins("969302", 2));
        assertThat(send(People.CLERK, "", id, file).status()).isEqualTo(202);
        finished(id);
        int asked = peer().endorsements().size();
        Answer again = send(People.CLERK, "", id, file);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().path("state").asText()).isEqualTo("DONE");
        assertThat(peer().endorsements()).hasSize(asked);
        for (String other : List.of("?mode=each", "")) {
            String changed = other.isEmpty() ? file.replace("Sweater", "Jumper") : file;
            assertProblem(send(People.CLERK, other, id, changed), 409, "ID_REUSED", "Idempotency-Key");
        }
    }

    @Test
    void a_product_of_an_import_is_described_anew_by_the_next() throws Exception {
        List<String> gtins = Imports.gtins("969303", 2);
        String id = newId();
        send(People.CLERK, "", id, Imports.csv(gtins));
        finished(id);
        String next = newId();
        String file = Imports.csv(gtins).replace("611011,", "611012,2");
        assertThat(send(People.CLERK, "", next, file).status()).isEqualTo(202);
        finished(next);
        assertThat(product(gtins.get(1)).path("hs6").asText()).isEqualTo("611012");
        assertThat(version("/api/v1/products/" + gtins.get(1))).isEqualTo(2);
    }

    @Test
    void a_dry_run_needs_no_signature_names_each_bad_line_and_the_root_of_the_good_ones() throws Exception {
        spinnerIsActiveFor(People.SPINNERS_CLERK);
        Gtin others = Gtin.withCheckDigit("693040000001");
        assertWritten(putProduct(People.SPINNERS_CLERK, People.SPINNER, others, Bodies.product(), newId(), 1));
        String file = flawed(others.value());
        String id = newId();
        Answer answer = raw(People.CLERK, "?dryRun=true", id, file);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(flaws(answer.json()))
                .containsExactly(
                        "3 2 hs6 VALUE_INVALID",
                        "4 3 gtin NOT_OWNER",
                        "5 4 version VERSION_CONFLICT",
                        "6 5 gtin VALUE_INVALID",
                        "7 6  MALFORMED");
        assertThat(answer.body()).doesNotContain("6110X");
        assertThat(answer.json().path("lines").asInt()).isEqualTo(7);
        assertThat(answer.json().path("count").asInt()).isEqualTo(2);
        assertThat(answer.json().path("root").asText())
                .isEqualTo(
                        Imports.statement(Past.KNITTER, id, file, 2, 3, 4, 5, 6).root());
        assertThat(as(People.CLERK).get(PATH + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void a_file_with_bad_lines_is_not_written_at_all_unless_each_good_line_is_asked_for() throws Exception {
        spinnerIsActiveFor(People.SPINNERS_CLERK);
        Gtin others = Gtin.withCheckDigit("693050000001");
        putProduct(People.SPINNERS_CLERK, People.SPINNER, others, Bodies.product(), newId(), 1);
        String file = flawed(others.value());
        String id = newId();
        Answer all = send(People.CLERK, "", id, file, 2, 3, 4, 5, 6);
        assertProblem(all, 422, "LINES_REFUSED", "");
        assertThat(flaws(all.json())).hasSize(5);
        assertThat(version("/api/v1/products/" + firstGtin(file))).isZero();

        Answer each = send(People.CLERK, "?mode=each", id, file, 2, 3, 4, 5, 6);
        assertThat(each.status()).as(each.toString()).isEqualTo(202);
        JsonNode done = finished(id);
        assertThat(done.path("state").asText()).isEqualTo("DONE");
        assertThat(done.path("committed").asInt()).isEqualTo(2);
        assertThat(done.path("failed").asInt()).isEqualTo(5);
        assertThat(flaws(done)).isEqualTo(flaws(all.json()));
        assertThat(version("/api/v1/products/" + firstGtin(file))).isEqualTo(1);
    }

    @Test
    void another_root_than_that_of_the_lines_that_pass_is_refused() throws Exception {
        String file = flawed(Gtin.withCheckDigit("693060000001").value());
        String id = newId();
        var signed = Imports.statement(Past.KNITTER, id, file, 2, 3, 5, 6);
        Answer answer = raw(
                People.CLERK,
                "?mode=each&root=" + signed.root(),
                id,
                file,
                "Zone-Signature",
                Imports.sign(People.CLERK, signed));
        assertProblem(answer, 422, "ROOT_MISMATCH", "root");
        Answer without = send(People.CLERK, "?mode=each", id, file, 2, 3, 5, 6);
        assertProblem(without, 422, "SIGNATURE_INVALID", "jws");
    }

    @Test
    void an_import_is_signed_by_its_own_enterprise_with_an_active_filing() throws Exception {
        String file = Imports.csv(Imports.gtins("969307", 1));
        assertProblem(raw(People.CLERK, "", newId(), file), 422, "SIGNATURE_MISSING", "Zone-Signature");
        String id = newId();
        String foreign = Imports.signature(People.OTHER_CLERK, Past.KNITTER, id, file);
        assertProblem(raw(People.CLERK, "", id, file, "Zone-Signature", foreign), 422, "SIGNATURE_INVALID", "jws");
        String own = Imports.signature(People.OTHER_CLERK, People.OTHER_ENTERPRISE, id, file);
        Answer answer = raw(People.OTHER_CLERK, "", id, file, "Zone-Signature", own);
        assertProblem(answer, 422, "FILING_NOT_ACTIVE", "uscc");
        Answer dry = raw(People.OTHER_CLERK, "?dryRun=true", id, file);
        assertThat(flaws(dry.json())).containsExactly("0 0 uscc FILING_NOT_ACTIVE");
        assertThat(dry.json().path("count").asInt()).isEqualTo(1);
    }

    @Test
    void an_import_is_its_own_enterprises_to_see() throws Exception {
        String id = newId();
        send(People.CLERK, "", id, Imports.csv(Imports.gtins("969308", 1)));
        finished(id);
        assertProblem(as(People.OTHER_CLERK).get(PATH + "/" + id), 404, "NOT_FOUND", "importID");
    }

    @Test
    void a_json_list_is_a_file_as_well() throws Exception {
        List<String> gtins = Imports.gtins("969309", 2);
        String file = Imports.json(
                Bodies.product().put("gtin", gtins.get(0)),
                Bodies.product().put("gtin", gtins.get(1)).put("hs6", 611011));
        String id = newId();
        assertThat(flaws(raw(People.CLERK, "?dryRun=true", id, file).json())).containsExactly("2 2 hs6 MALFORMED");
        assertThat(send(People.CLERK, "?mode=each", id, file, 2).status()).isEqualTo(202);
        assertThat(finished(id).path("committed").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "?mode=some,12345678,422,VALUE_INVALID,mode",
        "?dryRun=yes,12345678,422,VALUE_INVALID,dryRun",
        "?dryRun=true,short,422,VALUE_INVALID,Idempotency-Key",
        "?dryRun=true,i2345678901234567890123456789012345678901234567890123456789,422,VALUE_INVALID,Idempotency-Key",
    })
    void what_is_asked_for_is_one_of_few_things(String query, String id, int status, String code, String field)
            throws Exception {
        String file = Imports.csv(Imports.gtins("969310", 1));
        assertProblem(raw(People.CLERK, query, id, file), status, code, field);
    }

    @Test
    void files_that_would_wait_long_are_sent_away() throws Exception {
        String file = Imports.csv(Imports.gtins("969311", 10_000));
        ExecutorService executor = Executors.newFixedThreadPool(12);
        List<Future<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(executor.submit(() -> raw(People.CLERK, "?dryRun=true", newId(), file)));
        }
        List<String> seen = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            seen.add(answer.get().status() + " " + answer.get().code());
        }
        executor.shutdown();
        assertThat(seen).containsOnly("200 ", "503 BUSY");
    }

    @Test
    void a_file_that_cannot_be_read_is_refused_by_its_line() throws Exception {
        Answer answer = raw(People.CLERK, "?dryRun=true", newId(), Imports.csv(List.of()) + "a,\"b");
        assertProblem(answer, 400, "MALFORMED", "");
        assertThat(answer.json().path("detail").asText()).startsWith("line 2: ");
        Answer header = raw(People.CLERK, "?dryRun=true", newId(), "gtin,secret\r\n1,2");
        assertProblem(header, 422, "FIELD_UNKNOWN", "header");
        assertThat(header.body()).contains("column 2").doesNotContain("secret");
        Answer media = as(People.CLERK)
                .send("POST", PATH, new byte[] {1}, "Content-Type", "text/plain", "Idempotency-Key", newId());
        assertThat(media.code()).isEqualTo("MEDIA_TYPE_UNSUPPORTED");
        Answer none = as(People.CLERK).send("POST", PATH, new byte[] {1}, "Idempotency-Key", newId());
        assertThat(none.code()).isEqualTo("MEDIA_TYPE_UNSUPPORTED");
    }

    /** Lines 2 and 8 are good. */
    private static String flawed(String others) {
        List<String> gtins = Imports.gtins("9" + others.substring(1, 6), 3);
        return "gtin,nameZh,nameEn,brand,originCountry,level,hs6,version\r\n"
                + gtins.get(0) + ",羊毛衫,Sweater,B,CN,item,,\r\n"
                + gtins.get(1) + ",羊毛衫,Sweater,B,CN,item,6110X,\r\n"
                + others + ",羊毛衫,Sweater,B,CN,item,,2\r\n"
                + gtins.get(2) + ",羊毛衫,Sweater,B,CN,item,,3\r\n"
                + gtins.get(0) + ",羊毛衫,Sweater,B,CN,item,,\r\n"
                + gtins.get(1) + ",羊毛衫\r\n"
                + gtins.get(1) + ",羊毛衫,Sweater,B,CN,item,,1\r\n";
    }

    private static String firstGtin(String file) {
        return file.lines().toList().get(1).split(",", 2)[0];
    }

    private static List<String> flaws(JsonNode answer) {
        List<String> flaws = new ArrayList<>();
        answer.path("errors")
                .forEach(flaw -> flaws.add(flaw.path("line").asInt() + " "
                        + flaw.path("item").asInt() + " " + flaw.path("field").asText() + " "
                        + flaw.path("code").asText()));
        return flaws;
    }

    private static void assertProblem(Answer answer, int status, String code, String field) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.json().path("field").asText()).isEqualTo(field);
    }

    /** Sends a file signed by the knitter's clerk, without the products that it knows to be bad. */
    private Answer send(People person, String query, String id, String file, Integer... leftOut) throws Exception {
        String jws = Imports.signature(People.CLERK, Past.KNITTER, id, file, leftOut);
        return raw(person, query, id, file, "Zone-Signature", jws);
    }

    private Answer raw(People person, String query, String id, String file, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Idempotency-Key", id));
        all.addAll(List.of("Content-Type", file.startsWith("[") ? "application/json" : "text/csv; charset=utf-8"));
        return as(person).send("POST", PATH + query, file.getBytes(StandardCharsets.UTF_8), all.toArray(String[]::new));
    }

    private JsonNode finished(String id) throws Exception {
        Until.holds("the import ends", () -> List.of("DONE", "FAILED").contains(state(id)));
        return as(People.CLERK).get(PATH + "/" + id).json();
    }

    private String state(String id) {
        try {
            return as(People.CLERK).get(PATH + "/" + id).json().path("state").asText();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode product(String gtin) throws Exception {
        return as(People.NOBODY).get("/api/v1/products/" + gtin).json();
    }
}
