package org.zoneledger.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.provenance.EventRules;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.receipt.CompactReceipt;
import org.zoneledger.domain.receipt.Receipt;
import org.zoneledger.domain.receipt.ReceiptVerifier;
import org.zoneledger.domain.receipt.Verdict;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Log;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Zstandard;
import org.zoneledger.gateway.log.Checkpoints.Cosigned;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.TestTransaction;
import org.zoneledger.gateway.peer.TestWitnesses;
import org.zoneledger.gateway.peer.TestWitnesses.Agency;
import org.zoneledger.gateway.peer.Until;
import org.zoneledger.gateway.resolver.PrintedReceipt;

@QuarkusTest
@TestProfile(LogProfile.class)
class LogResourceTest extends RunningGateway {

    private static final Agency COMMERCE = TestWitnesses.ALL.of("CommerceMSP");
    private static final ReceiptVerifier VERIFIER = new ReceiptVerifier(TestWitnesses.ALL.roots());
    private static final String FILING = "/api/v1/receipts/filing/" + Past.KNITTER;
    private static final String ABSENT = "/api/v1/receipts/filing/91330483MA2E0010X3?absent=true";

    @BeforeEach
    void the_agencies_have_witnesses() throws Exception {
        CosignedLog.registers(peer());
        Until.holds("the index has the witnesses", () -> witnesses().size() == 5);
    }

    private JsonNode witnesses() {
        try {
            return as(People.NOBODY).get("/api/v1/witnesses").json();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static SignedNote publish() {
        return CosignedLog.publish();
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    @Nested
    class Witness {

        @Test
        void keys_are_listed_as_tools_read_them() {
            JsonNode customs = witnesses().get(1);
            assertThat(customs.path("msp").asText()).isEqualTo("CustomsMSP");
            assertThat(customs.path("origin").asText()).isEqualTo("zoneledger.org/jiaxing/customs");
            assertThat(customs.path("logKey").asText()).startsWith("zoneledger.org/jiaxing/customs+");
            assertThat(customs.path("witnessKey").asText()).startsWith("zoneledger.org/jiaxing/customs/witness+");
        }

        @Test
        void cosigns_another_agencys_checkpoint() throws Exception {
            Agency customs = TestWitnesses.ALL.of("CustomsMSP");
            Log log = bean(Log.class);
            long size = log.size();
            SignedNote note = customs.signed(size, log.prove(tree -> tree.root(size)));
            long last = bean(WitnessMemory.class)
                    .last(customs.certificate().origin())
                    .size();
            List<byte[]> proof = log.prove(tree -> tree.consistencyProof(last, size));
            Answer mistaken = add(new AddCheckpoint(last + 1, List.of(), note));
            assertThat(mistaken.status()).isEqualTo(409);
            assertThat(mistaken.header("Content-Type")).startsWith("text/x.tlog.size");
            assertThat(mistaken.body()).isEqualTo(last + "\n");
            Answer answer = add(new AddCheckpoint(last, proof, note));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            SignedNote cosigned =
                    note.with(List.of(SignedNote.Signature.read(answer.body().strip())));
            assertThat(COMMERCE.speaker().hasCosigned(cosigned)).isPresent();
        }

        @Test
        void answers_what_is_no_checkpoint_with_the_reason() throws Exception {
            Answer answer =
                    as(People.NOBODY).send("POST", "/log/add-checkpoint", "hello".getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("MALFORMED");
        }

        @Test
        void of_an_agency_is_changed_by_its_officer() throws Exception {
            Answer answer = as(People.OFFICER)
                    .post(
                            "/api/v1/witnesses",
                            "{\"certificate\":\"no pem\",\"reason\":\"a new key\"}",
                            "Idempotency-Key",
                            newId());
            assertThat(answer.code()).isEqualTo("CERTIFICATE_INVALID");
        }

        private Answer add(AddCheckpoint request) throws Exception {
            return as(People.NOBODY)
                    .send(
                            "POST",
                            "/log/add-checkpoint",
                            request.body().getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "text/plain");
        }
    }

    @Nested
    class Tiles {

        @Test
        void and_bundles_never_change_and_may_be_kept() throws Exception {
            for (String path : List.of("/log/tile/0/000.p/3", "/log/tile/entries/000.p/3")) {
                Answer answer = as(People.NOBODY).get(path);
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                assertThat(answer.header("Cache-Control")).contains("immutable");
                assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/log/tile/0/000",
                    "/log/tile/0/000.p/256",
                    "/log/tile/0/000.p/0",
                    "/log/tile/0/000.p/01",
                    "/log/tile/0/0",
                    "/log/tile/0/x000/000.p/1",
                    "/log/tile/1/000.p/1",
                    "/log/tile/entries/001.p/1"
                })
        void that_are_not_there_are_not_found(String path) throws Exception {
            assertThat(as(People.NOBODY).get(path).status()).isEqualTo(404);
        }
    }

    @Nested
    class Pages {

        @Test
        void are_served_as_the_ledger_holds_them_with_the_digest_that_the_log_has() throws Exception {
            HttpResponse<InputStream> answer = as(People.NOBODY).open("/log/page/capture-1");
            byte[] stored = answer.body().readAllBytes();
            Log log = bean(Log.class);
            assertThat(log.last("zone", "page/capture-1", log.size())
                            .orElseThrow()
                            .entry()
                            .value())
                    .isEqualTo(Sha256.hex(stored));
            assertThat(Page.readEvents(Zstandard.expand(stored))).hasSize(3);
            assertThat(answer.headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(cache -> assertThat(cache).contains("public", "immutable"));
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/zstd");
        }

        @Test
        void that_are_not_there_are_not_found() throws Exception {
            assertThat(as(People.NOBODY).get("/log/page/capture-9").code()).isEqualTo("NOT_FOUND");
        }
    }

    @Nested
    class TheCheckpoint {

        @Test
        void is_served_with_its_cosignatures() throws Exception {
            SignedNote note = publish();
            Answer answer = as(People.NOBODY).get("/log/checkpoint");
            assertThat(answer.body()).isEqualTo(note.note());
            assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        }

        @Test
        void of_two_agencies_is_not_published() {
            SignedNote before = publish();
            Log log = bean(Log.class);
            long size = log.size();
            SignedNote few = TestWitnesses.ALL.cosigned(
                    COMMERCE.signed(size, log.prove(tree -> tree.root(size))), Instant.now(), "TaxMSP", "ForexMSP");
            bean(Checkpoints.class)
                    .publish(Cosigned.of(few, bean(Witnesses.class).inForce()));
            assertThat(bean(Checkpoints.class).latest().orElseThrow().note().text())
                    .isEqualTo(before.text());
            assertThat(bean(Checkpoints.class).latest().orElseThrow().at()).hasSize(3);
        }
    }

    @Nested
    class ThePage {

        @Test
        void says_in_both_languages_how_each_agency_stands() throws Exception {
            publish();
            Answer english = as(People.NOBODY).get("/log?lang=en");
            assertThat(english.status()).as(english.toString()).isEqualTo(200);
            assertThat(english.header("Content-Type")).startsWith("text/html");
            assertThat(english.body())
                    .contains("agrees with ours", "shows no checkpoint")
                    .contains(bean(Log.class).size() + " entries");
            Answer chinese = as(People.NOBODY).get("/log?lang=zh");
            assertThat(chinese.header("Content-Language")).startsWith("zh");
            assertThat(chinese.body()).contains("与我方一致", "没有出示检查点").doesNotContain("log.state", "{0}");
        }

        @Test
        void names_who_has_shown_another_past() throws Exception {
            Agency tax = TestWitnesses.ALL.of("TaxMSP");
            SignedNote fork = tax.signed(3, Sha256.digest(new byte[] {9}));
            String request = new AddCheckpoint(0, List.of(), fork).body();
            Answer refused = as(People.NOBODY)
                    .send(
                            "POST",
                            "/log/add-checkpoint",
                            request.getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "text/plain");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(as(People.NOBODY).get("/log?lang=en").body())
                    .contains("zoneledger.org/jiaxing/tax at 3 entries, seen at ");
        }

        @Test
        void names_who_has_shown_another_map_of_the_same_log() throws Exception {
            Log log = bean(Log.class);
            long size = log.size();
            SignedNote note = TestWitnesses.ALL
                    .of("ForexMSP")
                    .signed(size, log.prove(tree -> tree.root(size)), Optional.of(Sha256.digest(new byte[] {9})));
            Answer refused = as(People.NOBODY)
                    .send(
                            "POST",
                            "/log/add-checkpoint",
                            new AddCheckpoint(0, List.of(), note).body().getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "text/plain");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(as(People.NOBODY).get("/log?lang=en").body())
                    .contains("zoneledger.org/jiaxing/forex at " + size + " entries, seen at ")
                    .contains("the same log with the map of newest entries");
            assertThat(as(People.NOBODY).get("/log?lang=zh").body()).contains("最新条目映射的根");
        }
    }

    @Nested
    class AReceipt {

        @Test
        void proves_a_record() throws Exception {
            publish();
            Answer answer = as(People.NOBODY).get(FILING);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            Verdict verdict = VERIFIER.verify(answer.body().getBytes(StandardCharsets.UTF_8));
            assertThat(verdict.reason()).isEqualTo("verified");
            assertThat(verdict.proof().orElseThrow().cosigned()).containsOnlyKeys("commerce", "customs", "tax");
            assertThat(answer.json().path("content").path("nameZh").asText()).isNotBlank();
        }

        @Test
        void proves_an_older_version_too() throws Exception {
            publish();
            Answer answer = as(People.NOBODY).get(FILING + "?version=1");
            assertThat(answer.json().path("content").path("status").asText()).isEqualTo("SUBMITTED");
            assertThat(VERIFIER.verify(answer.body().getBytes(StandardCharsets.UTF_8))
                            .isVerified())
                    .isTrue();
        }

        @Test
        void says_of_the_newest_version_that_it_is_that_and_of_older_ones_nothing() throws Exception {
            publish();
            assertThat(verified(as(People.NOBODY).get(FILING)).newest()).isTrue();
            assertThat(verified(as(People.NOBODY).get(FILING + "?version=1")).newest())
                    .isFalse();
            byte[] event = bean(Events.class).ofPage("capture-1").get(1);
            assertThat(verified(as(People.NOBODY).get("/api/v1/receipts/events/" + Sha256.hex(event)))
                            .newest())
                    .isFalse();
        }

        @Test
        void says_nothing_of_newer_versions_while_no_checkpoint_names_a_map() throws Exception {
            Log log = bean(Log.class);
            long size = log.size();
            SignedNote older = TestWitnesses.ALL.cosigned(
                    COMMERCE.signed(size, log.prove(tree -> tree.root(size))),
                    Instant.now(),
                    "CommerceMSP",
                    "CustomsMSP",
                    "TaxMSP");
            bean(Checkpoints.class)
                    .publish(Cosigned.of(older, bean(Witnesses.class).inForce()));
            assertThat(verified(as(People.NOBODY).get(FILING)).newest()).isFalse();
            assertThat(as(People.NOBODY).get(ABSENT).code()).isEqualTo("BUSY");
        }

        @Test
        void proves_that_there_is_no_record_under_a_key() throws Exception {
            publish();
            Answer answer = as(People.NOBODY).get(ABSENT);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            Verdict.Proof proof = verified(answer);
            assertThat(proof.key()).isEqualTo("filing/91330483MA2E0010X3");
            assertThat(proof.written()).isEmpty();
            assertThat(proof.cosigned()).containsOnlyKeys("commerce", "customs", "tax");
            PrintedReceipt printed;
            try (var pdf = as(People.NOBODY).open(ABSENT + "&format=pdf").body()) {
                printed = new PrintedReceipt(pdf.readAllBytes());
            }
            assertThat(printed.text()).contains("No record", "filing/91330483MA2E0010X3", "Cosigned by tax");
            byte[] json = CompactReceipt.read(String.join("\n", printed.codes()).getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo(answer.body());
        }

        @Test
        void of_absence_is_refused_where_there_is_a_record_or_nothing_can_be_said() throws Exception {
            publish();
            Answer there = as(People.NOBODY).get(FILING + "?absent=true");
            assertThat(there.status()).isEqualTo(409);
            assertThat(there.code()).isEqualTo("WRONG_STATE");
            for (String none : List.of("page/capture-9", "pagehead/capture-9", "page/capture-1", "a%00b", "%20")) {
                Answer answer = as(People.NOBODY).get("/api/v1/receipts/" + none + "?absent=true");
                assertThat(answer.code()).as(none).isEqualTo("VALUE_INVALID");
            }
        }

        @Test
        void of_an_event_names_the_finding_that_its_goods_are_not_from_where_they_say() throws Exception {
            Captured captured = bean(Events.class).ofPage("capture-1").stream()
                    .flatMap(event -> batches(event).map(batch -> new Captured(event, batch)))
                    .findFirst()
                    .orElseThrow();
            DigitalLink.Item goods = captured.batch();
            String path = "/api/v1/receipts/events/" + Sha256.hex(captured.event());
            String id = newId();
            find(id, goods, "OPEN", 1);
            publish();
            Answer flagged = as(People.NOBODY).get(path);
            assertThat(flagged.header("Link"))
                    .isEqualTo("</api/v1/receipts/origin/" + id + ">; rel=\"related\"; title=\"origin\"");
            try (var pdf = as(People.NOBODY).open(path + "?format=pdf").body()) {
                assertThat(new PrintedReceipt(pdf.readAllBytes()).text())
                        .contains("Origin found to be false", "origin/" + id);
            }
            assertThat(verified(flagged).key()).as("it proves what it did").isEqualTo("pagehead/capture-1");
            assertThat(verified(as(People.NOBODY).get("/api/v1/receipts/origin/" + id))
                            .newest())
                    .isTrue();
            find(id, goods, "CLOSED", 2);
            publish();
            assertThat(as(People.NOBODY).get(path).header("Link")).isEmpty();
        }

        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        private record Captured(byte[] event, DigitalLink.Item batch) {}

        private static Stream<DigitalLink.Item> batches(byte[] event) {
            return EventRules.mentions((ObjectNode) CanonicalJson.read(event)).stream()
                    .map(EventRules.Mention::link)
                    .filter(DigitalLink.Item.class::isInstance)
                    .map(DigitalLink.Item.class::cast)
                    .filter(item -> item.level() == DigitalLink.Level.BATCH);
        }

        private void find(String id, DigitalLink.Item goods, String status, int version) throws Exception {
            ObjectNode finding =
                    Past.finding(id, goods.gtin().value(), List.of(goods.batch().orElseThrow()), status, version);
            peer().past(TestTransaction.of("tx-origin-" + id + version)
                    .writing("origin/" + id, CanonicalJson.text(finding))
                    .endorsedBy("CustomsMSP", "TaxMSP", "MarketMSP"));
            Until.holds(
                    "the index has it",
                    () -> bean(Records.class).versions("origin/" + id).size() == version);
        }

        @Test
        void proves_an_event_and_says_where_in_its_page() throws Exception {
            publish();
            byte[] event = bean(Events.class).ofPage("capture-1").get(1);
            String path = "/api/v1/receipts/events/" + Sha256.hex(event);
            Answer answer = as(People.NOBODY).get(path);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.json().path("page").path("index").asInt()).isEqualTo(1);
            assertThat(VERIFIER.verify(answer.body().getBytes(StandardCharsets.UTF_8))
                            .isVerified())
                    .isTrue();
            Answer bare = as(People.NOBODY).get(path + "?content=false");
            assertThat(bare.json().has("content")).isFalse();
            Receipt receipt = Receipt.read(bare.body().getBytes(StandardCharsets.UTF_8));
            assertThat(VERIFIER.verify(receipt.with((ObjectNode) CanonicalJson.read(event)))
                            .isVerified())
                    .isTrue();
        }

        @Test
        void proves_the_restricted_fields_of_an_event_to_those_alone_who_are_shown_them() throws Exception {
            publish();
            byte[] event = bean(Events.class).ofPage("capture-1").get(1);
            String path = "/api/v1/receipts/events/" + Sha256.hex(event) + "?revealed=true";
            for (People entitled : List.of(People.OFFICER, People.CLERK)) {
                Answer answer = as(entitled).get(path);
                JsonNode values = answer.json().path("revealed").path("values");
                assertThat(values.properties()).as(answer.toString()).isNotEmpty();
                assertThat(verified(answer).revealed())
                        .containsExactlyElementsOf(values.properties().stream()
                                .map(Map.Entry::getKey)
                                .toList());
            }
            for (People other : List.of(People.NOBODY, People.OTHER_CLERK)) {
                assertThat(as(other).get(path).json().has("revealed"))
                        .as("%s", other)
                        .isFalse();
            }
            assertThat(as(People.OFFICER)
                            .get(path.replace("?revealed=true", ""))
                            .json()
                            .has("revealed"))
                    .isFalse();
        }

        @Test
        void proves_of_a_record_what_each_is_shown_of_it() throws Exception {
            publish();
            assertThat(verified(as(People.OFFICER).get(FILING + "?revealed=true"))
                            .revealed())
                    .contains("registeredAddress")
                    .doesNotContain("turnoverBand");
            Answer officers = as(People.OFFICER).get(FILING + "?revealed=true");
            assertThat(officers.json().path("revealed").path("salts").has("turnoverBand"))
                    .isFalse();
            assertThat(officers.header("Cache-Control")).contains("no-store");
            assertThat(verified(as(People.CLERK).get(FILING + "?revealed=true")).revealed())
                    .contains("registeredAddress");
            for (People other : List.of(People.NOBODY, People.OTHER_CLERK, People.STRANGER)) {
                Answer answer = as(other).get(FILING + "?revealed=true");
                assertThat(answer.body()).as("%s", other).doesNotContain("\"revealed\"", Past.ADDRESS);
            }
        }

        private Verdict.Proof verified(Answer answer) {
            Verdict verdict = VERIFIER.verify(answer.body().getBytes(StandardCharsets.UTF_8));
            assertThat(verdict.reason()).isEqualTo("verified");
            return verdict.proof().orElseThrow();
        }

        @Test
        void on_paper_is_read_by_people_and_verifies_from_its_codes_alone() throws Exception {
            publish();
            var answer = as(People.NOBODY).open(FILING, "Accept", "application/pdf");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
            PrintedReceipt printed = new PrintedReceipt(answer.body().readAllBytes());
            assertThat(printed.pages()).isBetween(1, 2);
            assertThat(printed.text())
                    .contains("filing/" + Past.KNITTER, "Tongxiang Knitting", "Cosigned by tax", "./zone verify")
                    .doesNotContain("restricted, shown to the holder");
            byte[] json = CompactReceipt.read(String.join("\n", printed.codes()).getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(json, StandardCharsets.UTF_8))
                    .isEqualTo(as(People.NOBODY).get(FILING).body());
            assertThat(VERIFIER.verify(json).isVerified()).isTrue();
        }

        @Test
        void on_paper_has_the_restricted_fields_that_were_asked_for_and_no_others() throws Exception {
            publish();
            PrintedReceipt with = printed(People.OFFICER, "?revealed=true&format=pdf");
            assertThat(with.text()).contains("restricted, shown to the holder", "Registered address");
            PrintedReceipt without = printed(People.OFFICER, "?format=pdf");
            assertThat(without.text()).doesNotContain("Registered address");
            PrintedReceipt bare = printed(People.OFFICER, "?format=pdf&content=false");
            assertThat(bare.text()).contains("Cosigned by tax").doesNotContain("Chinese name");
            assertThat(as(People.NOBODY).get(FILING + "?format=tiff").code()).isEqualTo("VALUE_INVALID");
        }

        private PrintedReceipt printed(People who, String query) throws Exception {
            try (var pdf = as(who).open(FILING + query).body()) {
                return new PrintedReceipt(pdf.readAllBytes());
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"page/capture-1", "filing", "nothing/1", "filing/../secret"})
        void is_given_for_records_only(String key) throws Exception {
            publish();
            Answer answer = as(People.NOBODY).get("/api/v1/receipts/" + key);
            assertThat(answer.status()).isEqualTo(404);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "zz", "00000000000000000000000000000000000000000000000000000000000000AA"})
        void of_an_event_needs_a_digest(String digest) throws Exception {
            assertThat(as(People.NOBODY)
                            .get("/api/v1/receipts/events/" + digest)
                            .code())
                    .isEqualTo("VALUE_INVALID");
        }
    }
}
