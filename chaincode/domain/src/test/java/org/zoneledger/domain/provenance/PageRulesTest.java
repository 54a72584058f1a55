package org.zoneledger.domain.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.domain.provenance.PageRules.Statement;

class PageRulesTest {

    private static final Instant AT = Instant.parse("2026-11-24T00:00:00Z");
    private static final TestParty KNITTER = TestParty.knitter();
    private static final byte[] SEED = "sixteen bytes of".getBytes(StandardCharsets.UTF_8);
    private static final byte[] COMPRESSED = {1, 2, 3};
    private static final String SWEATER = "16930000000018";
    private static final String YARN = "06930000000028";

    @Nested
    class Split {

        @Test
        void takes_order_references_and_quantities_out_of_the_public_events() {
            Page page = split("valid-object-trade", "valid-transformation");
            String open = new String(page.eventBytes(), StandardCharsets.UTF_8);
            assertThat(open)
                    .doesNotContain("urn:example:po:PO1")
                    .doesNotContain("owning_party")
                    .doesNotContain("120.5")
                    .doesNotContain("KGM")
                    .contains("\"/inputQuantityList/0/quantity\":\"");
        }

        @Test
        void puts_every_field_back_where_it_was() {
            Page page = split("valid-object-trade", "valid-transformation", "valid-aggregation");
            assertThat(page.whole(0)).isEqualTo(EventForm.canonical(event("valid-object-trade"), null));
            assertThat(page.whole(1)).isEqualTo(EventForm.canonical(event("valid-transformation"), null));
            assertThat(page.whole(2)).isEqualTo(EventForm.canonical(event("valid-aggregation"), null));
        }

        @Test
        void reads_back_what_it_wrote() {
            Page page = split("valid-object-trade", "valid-aggregation");
            assertThat(Page.read(page.eventBytes(), page.restrictedBytes())).isEqualTo(page);
        }

        @Test
        void refuses_to_read_events_that_are_no_list_and_restricted_fields_that_are_no_object() {
            Page page = split("valid-object");
            String event = CanonicalJson.text(page.events().get(0));
            byte[] named = ("{\"hidden\":" + event + "}").getBytes(StandardCharsets.UTF_8);
            Refused.with(Code.MALFORMED, "epcisBody.eventList", () -> Page.read(named, page.restrictedBytes()));
            byte[] list = {'[', ']'};
            Refused.with(Code.MALFORMED, "restricted", () -> Page.read(page.eventBytes(), list));
        }

        @Test
        void salts_the_same_value_differently_in_different_events() {
            Page page = split("valid-transformation", "valid-transformation");
            assertThat(page.events().get(0)).isNotEqualTo(page.events().get(1));
        }

        @Test
        void refuses_no_events_and_more_than_a_thousand() {
            Refused.with(Code.TOO_LARGE, "epcisBody.eventList", PageRulesTest::split);
            String[] many = new String[1001];
            Arrays.fill(many, "valid-aggregation");
            Refused.with(Code.TOO_LARGE, "epcisBody.eventList", () -> split(many));
        }

        @Test
        void refuses_another_document_than_epcis_2() {
            ObjectNode document = document("valid-object").put("schemaVersion", "1.2");
            Refused.with(Code.VALUE_INVALID, "schemaVersion", () -> Page.split(document, SEED, AT));
        }
    }

    @Nested
    class Capture {

        @Test
        void writes_a_page_and_its_head_and_the_restricted_part_for_the_agencies() {
            Decision decision = capture(split("valid-object", "valid-object-trade"));
            assertThat(decision.writes())
                    .extracting(Write::key)
                    .containsExactly("page/capture-1", "page/capture-1", "pagehead/capture-1");
            assertThat(decision.writes().get(0).value()).isEqualTo(COMPRESSED);
            assertThat(decision.writes().get(1).collection()).contains("agencies");
        }

        @Test
        void proves_every_event_by_its_path_to_the_root_in_the_head() {
            Page page = split("valid-object", "valid-aggregation", "valid-object-trade");
            Decision decision = capture(page);
            String root = LedgerRecord.read(decision.writes().get(2).value()).text("root");
            List<byte[]> hashes = page.leafHashes();
            assertThat(MerkleTree.verifyInclusion(
                            MerkleTree.leafHash(
                                    CanonicalJson.bytes(page.events().get(1))),
                            1,
                            3,
                            MerkleTree.inclusionProof(hashes, 1),
                            HexFormat.of().parseHex(root)))
                    .isTrue();
        }

        @Test
        void puts_the_root_over_the_event_hashes_of_the_public_events_into_the_head() {
            Page page = split("valid-object", "valid-object-trade");
            LedgerRecord head = head(capture(page));
            List<byte[]> leaves = page.events().stream()
                    .map(event -> MerkleTree.leafHash(EventHash.of(event).getBytes(StandardCharsets.UTF_8)))
                    .toList();
            assertThat(head.text("hashes")).isEqualTo(HexFormat.of().formatHex(MerkleTree.root(leaves)));
            assertThat(head.node().path("schema").asInt()).isEqualTo(2);
        }

        @Test
        void does_not_let_a_restricted_value_show_in_the_event_hashes() {
            ObjectNode one = document("valid-object-trade");
            ObjectNode other = one.deepCopy();
            ((ObjectNode) other.at("/epcisBody/eventList/0/bizTransactionList/0"))
                    .put("bizTransaction", "urn:example:po:PO2");
            assertThat(Page.split(one, SEED, AT).hashRoot())
                    .isEqualTo(Page.split(other, SEED, AT).hashRoot());
        }

        @Test
        void refuses_an_event_named_by_a_hash_that_is_not_its_own() {
            ObjectNode document = document("valid-object-trade");
            ObjectNode event = (ObjectNode) document.at("/epcisBody/eventList/0");
            event.put("eventID", EventHash.of(EventForm.canonical(event("valid-object-trade"), null)));
            assertThat(capture(Page.split(document, SEED, AT)).replayed()).isFalse();
            event.put("bizStep", "receiving");
            Page page = Page.split(document, SEED, AT);
            Refused.with(Code.EVENT_INVALID, "epcisBody.eventList[0].eventID", () -> capture(page));
        }

        @Test
        void answers_the_same_capture_again_without_writing() {
            Page page = split("valid-object");
            LedgerRecord head = head(capture(page));
            assertThat(capture(Optional.of(head), page, KNITTER.clerk("OperatorMSP"))
                            .replayed())
                    .isTrue();
        }

        @Test
        void answers_a_late_retry_whatever_became_of_filing_and_certificate_since() {
            Page page = split("valid-object");
            Optional<LedgerRecord> head = Optional.of(head(capture(page)));
            LedgerRecord renewed = filing("ACTIVE");
            renewed.node().set("certificate", KNITTER.renewed().certificate());
            Statement statement = Statement.of("capture-1", KNITTER.uscc(), page);
            for (LedgerRecord filing : List.of(filing("SUSPENDED"), renewed)) {
                Decision again = PageRules.capture(
                        head,
                        Optional.of(filing),
                        products(),
                        statement,
                        sign(statement),
                        page,
                        COMPRESSED,
                        KNITTER.clerk("OperatorMSP"),
                        AT);
                assertThat(again.replayed()).isTrue();
            }
        }

        @Test
        void refuses_the_same_id_with_other_events() {
            LedgerRecord head = head(capture(split("valid-object")));
            Refused.with(
                    Code.ID_REUSED,
                    "captureID",
                    () -> capture(Optional.of(head), split("valid-aggregation"), KNITTER.clerk("OperatorMSP")));
        }

        @Test
        void refuses_a_root_of_other_events() {
            Statement statement = Statement.of("capture-1", KNITTER.uscc(), split("valid-object"));
            Page other = split("valid-aggregation");
            Refused.with(Code.ROOT_MISMATCH, "root", () -> capture(statement, sign(statement), other));
        }

        @Test
        void refuses_a_signature_by_another_key() {
            Page page = split("valid-object");
            Statement statement = Statement.of("capture-1", KNITTER.uscc(), page);
            String forged = Jws.sign(
                    statement.bytes(),
                    TestParty.of("91330482MA2B0006XD", "secp256r1").key(),
                    KNITTER.sha256());
            Refused.with(Code.SIGNATURE_INVALID, "jws", () -> capture(statement, forged, page));
        }

        @Test
        void refuses_a_restricted_field_left_in_the_public_part() {
            Page page = new Page(List.of(event("valid-object-trade")), new TreeMap<>());
            Refused.with(Code.RESTRICTED_MISMATCH, "epcisBody.eventList[0].restricted", () -> capture(page));
        }

        @Test
        void takes_every_valid_event_however_it_was_spelled() throws IOException {
            for (Path vector : EventRulesTest.valid()) {
                String name = vector.getFileName().toString().replace(".json", "");
                assertThat(capture(split(name)).replayed()).as(name).isFalse();
            }
        }

        @Test
        void refuses_an_event_in_another_form_than_the_one_that_is_signed() {
            for (String name : List.of("valid-object-urn", "valid-object")) {
                Page page = new Page(List.of(event(name)), new TreeMap<>());
                String field = name.equals("valid-object") ? "eventTime" : "epcList";
                Refused.with(Code.EVENT_INVALID, "epcisBody.eventList[0]." + field, () -> capture(page));
            }
            ObjectNode context = EventForm.canonical(event("valid-object"), null);
            context.putObject("@context").put("ns1", "https://unused.example.org/");
            Page page = Page.split(document("valid-object"), SEED, AT);
            ObjectNode stuffed = page.events().get(0).deepCopy();
            stuffed.put("eventID", " padded ");
            Refused.with(
                    Code.EVENT_INVALID,
                    "epcisBody.eventList[0].eventID",
                    () -> capture(new Page(List.of(stuffed), page.restricted())));
            assertThat(EventForm.canonical(context, null)).isNotEqualTo(context);
        }

        @Test
        void refuses_a_page_whose_restricted_part_was_dropped() {
            Page page = new Page(split("valid-object-trade").events(), new TreeMap<>());
            Refused.with(Code.RESTRICTED_MISMATCH, "epcisBody.eventList[0].restricted", () -> capture(page));
        }

        @Test
        void refuses_a_product_that_nobody_registered() {
            Page page = split("valid-object");
            Statement statement = Statement.of("capture-1", KNITTER.uscc(), page);
            Refused.with(
                    Code.PRODUCT_UNKNOWN,
                    "epcisBody.eventList[0]",
                    () -> PageRules.capture(
                            Optional.empty(),
                            Optional.of(filing("ACTIVE")),
                            new TreeMap<>(),
                            statement,
                            sign(statement),
                            page,
                            COMPRESSED,
                            KNITTER.clerk("OperatorMSP"),
                            AT));
        }

        @Test
        void refuses_to_commission_the_product_of_another_enterprise() {
            SortedMap<String, LedgerRecord> products = products();
            products.get(SWEATER).node().put("uscc", "91330482MA2B0006XD");
            Page page = split("valid-aggregation", "valid-object");
            Statement statement = Statement.of("capture-1", KNITTER.uscc(), page);
            Refused.with(
                    Code.NOT_OWNER,
                    "epcisBody.eventList[1]",
                    () -> PageRules.capture(
                            Optional.empty(),
                            Optional.of(filing("ACTIVE")),
                            products,
                            statement,
                            sign(statement),
                            page,
                            COMPRESSED,
                            KNITTER.clerk("OperatorMSP"),
                            AT));
        }

        @Test
        void refuses_an_enterprise_without_a_filing_and_one_whose_filing_is_not_active() {
            refused(Code.FILING_NOT_ACTIVE, "uscc", Optional.empty(), AT);
            for (String status : List.of("SUBMITTED", "VERIFIED", "REJECTED", "ACCEPTED", "SUSPENDED", "CANCELLED")) {
                refused(Code.FILING_NOT_ACTIVE, "uscc", Optional.of(filing(status)), AT);
            }
        }

        @Test
        void refuses_an_enterprise_whose_filing_has_expired_in_beijing() {
            Optional<LedgerRecord> filing = Optional.of(filing("ACTIVE"));
            Instant midnight = Instant.parse("2026-11-30T16:00:00Z");
            Page page = split("valid-object");
            assertThat(capture(filing, KNITTER, page, midnight.minusMillis(1)).version())
                    .isEqualTo(1);
            refused(Code.FILING_NOT_ACTIVE, "uscc", filing, midnight);
        }

        @Test
        void refuses_an_enterprise_whose_certificate_was_revoked_until_it_has_another() {
            LedgerRecord filing = filing("ACTIVE");
            ((ObjectNode) filing.node().path("certificate")).put("revoked", "2026-11-23T00:00:00.000Z");
            refused(Code.CERTIFICATE_REVOKED, "certificate", Optional.of(filing), AT);
            TestParty renewed = KNITTER.renewed();
            filing.node().set("certificate", renewed.certificate());
            Decision decision = capture(Optional.of(filing), renewed, split("valid-object"), AT);
            assertThat(head(decision).text("certificate")).isEqualTo(renewed.sha256());
        }

        @Test
        void refuses_a_signature_with_the_certificate_before_the_registered_one() {
            LedgerRecord filing = filing("ACTIVE");
            filing.node().set("certificate", KNITTER.renewed().certificate());
            refused(Code.SIGNATURE_INVALID, "jws", Optional.of(filing), AT);
        }

        private static void refused(Code code, String field, Optional<LedgerRecord> filing, Instant at) {
            Page page = split("valid-object");
            Refused.with(code, field, () -> capture(filing, KNITTER, page, at));
        }

        @Test
        void refuses_a_way_in_that_takes_no_captures_and_a_clerk_of_another_enterprise() {
            Page page = split("valid-object");
            Refused.with(Code.NOT_PERMITTED, "", () -> capture(Optional.empty(), page, KNITTER.clerk("TaxMSP")));
            Caller other = TestParty.of("91330482MA2B0006XD", "secp256r1").clerk("OperatorMSP");
            Refused.with(Code.NOT_PERMITTED, "uscc", () -> capture(Optional.empty(), page, other));
        }

        @Test
        void refuses_a_resident_identity_number_in_an_event_without_repeating_it() {
            ObjectNode document = document("valid-object");
            ((ObjectNode) document.at("/epcisBody/eventList/0")).put("eventID", "buyer:33040219900101001" + "9");
            Page page = Page.split(document, SEED, AT);
            Refused.with(Code.PERSONAL_DATA, "epcisBody.eventList[0].eventID", () -> capture(page));
            ObjectNode extended = document("valid-object");
            ((ObjectNode) extended.at("/epcisBody/eventList/0/ilmd")).put("zone:note", "33040219900101001" + "9");
            Refused.with(
                    Code.PERSONAL_DATA,
                    "epcisBody.eventList[0].ilmd.zone:note",
                    () -> capture(Page.split(extended, SEED, AT)));
        }
    }

    private static LedgerRecord head(Decision decision) {
        return LedgerRecord.read(
                decision.writes().get(decision.writes().size() - 1).value());
    }

    private static Decision capture(Page page) {
        return capture(Optional.empty(), page, KNITTER.clerk("OperatorMSP"));
    }

    private static Decision capture(Optional<LedgerRecord> prior, Page page, Caller caller) {
        Statement statement = Statement.of("capture-1", KNITTER.uscc(), page);
        return PageRules.capture(
                prior,
                Optional.of(filing("ACTIVE")),
                products(),
                statement,
                sign(statement),
                page,
                COMPRESSED,
                caller,
                AT);
    }

    private static Decision capture(Statement statement, String jws, Page page) {
        return PageRules.capture(
                Optional.empty(),
                Optional.of(filing("ACTIVE")),
                products(),
                statement,
                jws,
                page,
                COMPRESSED,
                KNITTER.clerk("OperatorMSP"),
                AT);
    }

    private static Decision capture(Optional<LedgerRecord> filing, TestParty sender, Page page, Instant at) {
        Statement statement = Statement.of("capture-1", KNITTER.uscc(), page);
        return PageRules.capture(
                Optional.empty(),
                filing,
                products(),
                statement,
                Jws.sign(statement.bytes(), sender.key(), sender.sha256()),
                page,
                COMPRESSED,
                sender.clerk("OperatorMSP"),
                at);
    }

    private static String sign(Statement statement) {
        return Jws.sign(statement.bytes(), KNITTER.key(), KNITTER.sha256());
    }

    private static LedgerRecord filing(String status) {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("status", status).put("validTo", "2026-11-30");
        node.set("certificate", KNITTER.certificate());
        return new LedgerRecord(node);
    }

    private static SortedMap<String, LedgerRecord> products() {
        SortedMap<String, LedgerRecord> products = new TreeMap<>();
        for (String gtin : List.of(SWEATER, YARN)) {
            products.put(
                    gtin,
                    new LedgerRecord(JsonNodeFactory.instance
                            .objectNode()
                            .put("uscc", Uscc.parse("91330483MA2B00078U").value())));
        }
        return products;
    }

    private static Page split(String... vectors) {
        return Page.split(document(vectors), SEED, AT);
    }

    private static ObjectNode document(String... vectors) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("type", "EPCISDocument")
                .put("schemaVersion", "2.0")
                .put("@context", "https://ref.gs1.org/standards/epcis/epcis-context.jsonld");
        var list = document.putObject("epcisBody").putArray("eventList");
        for (String vector : vectors) {
            list.add(event(vector));
        }
        return document;
    }

    private static ObjectNode event(String vector) {
        try {
            return (ObjectNode)
                    CanonicalJson.read(Files.readAllBytes(Path.of("src", "vectors", "event", vector + ".json")))
                            .path("event");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
