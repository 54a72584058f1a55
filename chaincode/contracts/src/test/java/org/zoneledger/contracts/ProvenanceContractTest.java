package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.contracts.Enterprise.SWEATER;
import static org.zoneledger.contracts.Enterprise.YARN;
import static org.zoneledger.contracts.Enterprise.commissioning;
import static org.zoneledger.contracts.Enterprise.knitting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.provenance.Page;

class ProvenanceContractTest {

    private static final Enterprise KNITTER = Enterprise.of("91330483MA2B00078U");
    private static final Enterprise MILL = Enterprise.of("91330482MA2B0006XD");

    private final MemoryLedger ledger = new MemoryLedger();

    @BeforeEach
    void file_and_register() {
        KNITTER.fileOn(ledger);
        for (String gtin : new String[] {SWEATER, YARN}) {
            ledger.submit(KNITTER.register(KNITTER.product(gtin, 1))).answer();
        }
    }

    @Nested
    class Capture {

        @Test
        void writes_the_page_as_it_was_sent_its_head_and_the_restricted_part_for_the_agencies() {
            Proposal proposal = KNITTER.capture("capture-1", knitting(120.5), commissioning("A001"));

            Endorsement endorsement = ledger.submit(proposal);

            assertThat(endorsement.answer())
                    .isEqualTo("{\"key\":\"pagehead/capture-1\",\"replayed\":false,\"version\":1}");
            WriteSet writes = endorsement.writes();
            assertThat(writes.values())
                    .containsOnlyKeys("agencies:page/capture-1", "page/capture-1", "pagehead/capture-1");
            assertThat(writes.values().get("page/capture-1"))
                    .isEqualTo(proposal.transients().get("events"));
            assertThat(writes.values().get("agencies:page/capture-1"))
                    .isEqualTo(proposal.transients().get("restricted"));
            assertThat(writes.validationParameters()).isEmpty();
        }

        @Test
        void writes_two_public_keys_when_nothing_is_restricted() {
            Endorsement endorsement = ledger.submit(KNITTER.capture("capture-1", commissioning("A001")));
            assertThat(endorsement.writes().values()).containsOnlyKeys("page/capture-1", "pagehead/capture-1");
        }

        @Test
        void answers_the_same_page_again_and_writes_nothing_however_it_was_compressed() {
            Proposal proposal = KNITTER.capture("capture-1", knitting(120.5));
            ledger.submit(proposal).answer();
            byte[] events = Enterprise.page(knitting(120.5)).eventBytes();

            Endorsement again = ledger.endorse(proposal.withTransient("events", Zstd.compress(events, 19)));

            assertThat(again.answer()).contains("\"replayed\":true");
            assertThat(again.writes().isEmpty()).isTrue();
        }

        @Test
        void refuses_a_product_that_nobody_registered() {
            ObjectNode event = commissioning("A001");
            event.putArray("epcList").add("https://id.gs1.org/01/09506000134352/21/A001");
            Refused.with(
                    Code.PRODUCT_UNKNOWN,
                    "epcisBody.eventList[1]",
                    ledger.endorse(KNITTER.capture("capture-1", commissioning("A001"), event)));
        }

        @Test
        void refuses_the_product_of_another_enterprise_and_an_enterprise_that_is_not_filed() {
            Refused.with(
                    Code.FILING_NOT_ACTIVE, "uscc", ledger.endorse(MILL.capture("capture-1", commissioning("A001"))));
            MILL.fileOn(ledger);
            Refused.with(
                    Code.NOT_OWNER,
                    "epcisBody.eventList[0]",
                    ledger.endorse(MILL.capture("capture-1", commissioning("A001"))));
        }

        @Test
        void refuses_an_enterprise_that_was_suspended_until_it_is_resumed() {
            Proposal capture = KNITTER.capture("capture-1", commissioning("A001"));
            ledger.submit(KNITTER.decide("SUSPEND", 5)).answer();
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", ledger.endorse(capture));
            ledger.submit(KNITTER.decide("RESUME", 6)).answer();
            assertThat(ledger.endorse(capture).status()).isEqualTo(200);
        }

        @Test
        void refuses_a_revoked_certificate_and_keeps_what_was_signed_with_it() {
            ledger.submit(KNITTER.capture("capture-1", commissioning("A001"))).answer();
            byte[] head = ledger.value("pagehead/capture-1");

            ledger.submit(KNITTER.revoke(5)).answer();

            Refused.with(
                    Code.CERTIFICATE_REVOKED,
                    "certificate",
                    ledger.endorse(KNITTER.capture("capture-2", commissioning("A002"))));
            Enterprise renewed = KNITTER.renewed();
            ledger.submit(KNITTER.certify(renewed, renewed, renewed, 6)).answer();
            ledger.submit(renewed.capture("capture-2", commissioning("A002"))).answer();
            Refused.with(
                    Code.SIGNATURE_INVALID, "jws", ledger.endorse(KNITTER.capture("capture-3", commissioning("A003"))));
            assertThat(ledger.value("pagehead/capture-1")).isEqualTo(head);
            assertThat(ledger.record("pagehead/capture-1").text("certificate"))
                    .isEqualTo(KNITTER.clerk().sha256());
            assertThat(ledger.record("pagehead/capture-2").text("certificate"))
                    .isEqualTo(renewed.clerk().sha256());
        }

        @Test
        void refuses_a_statement_that_is_not_canonical_or_not_that_of_the_events() {
            Proposal proposal = KNITTER.capture("capture-1", commissioning("A001"));
            Refused.with(
                    Code.MALFORMED,
                    "",
                    ledger.endorse(proposal.withArgument(0, proposal.arguments().get(0) + " ")));
            Proposal other = KNITTER.capture("capture-1", commissioning("A002"));
            Refused.with(
                    Code.ROOT_MISMATCH,
                    "root",
                    ledger.endorse(
                            proposal.withTransient("events", other.transients().get("events"))));
        }

        @Test
        void refuses_a_page_without_its_events_or_its_restricted_part() {
            Proposal proposal = KNITTER.capture("capture-1", knitting(120.5));
            Refused.with(Code.FIELD_MISSING, "events", ledger.endorse(proposal.withoutTransient("events")));
            Refused.with(Code.FIELD_MISSING, "restricted", ledger.endorse(proposal.withoutTransient("restricted")));
            Refused.with(
                    Code.RESTRICTED_MISMATCH,
                    "epcisBody.eventList[0].restricted",
                    ledger.endorse(proposal.withTransient("restricted", bytes("{}"))));
        }

        @Test
        void refuses_an_epc_of_a_thousand_segments() {
            ObjectNode event = commissioning("A001");
            event.putArray("epcList").add("https://a" + "/a".repeat(1019));
            Refused.with(
                    Code.DIGITAL_LINK_INVALID,
                    "epcisBody.eventList[0].epcList[0]",
                    onSmallStack(() -> ledger.endorse(KNITTER.capture("capture-1", event))));
        }
    }

    /** What travels under {@code events}: one zstd frame (RFC 8878) that says how large its content is. */
    @Nested
    class Frame {

        /** Magic number, descriptor and a size of two bytes (RFC 8878 section 3.1.1.1). */
        private static final int HEADER = 7;

        /** A frame that decompressors skip, with one byte in it (RFC 8878 section 3.1.2). */
        private static final byte[] SKIPPABLE = {0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 7};

        private final Proposal proposal = KNITTER.capture("capture-1", commissioning("A001"), commissioning("A002"));
        private final byte[] frame = proposal.transients().get("events");

        @Test
        void refuses_a_bomb_before_it_goes_off() {
            byte[] bomb = Zstd.compress(new byte[Page.MAX_BYTES + 1]);
            assertThat(bomb.length).isLessThan(2000);
            refused(Code.TOO_LARGE, "events", bomb);
        }

        @Test
        void takes_a_declared_size_for_what_it_says_and_not_for_what_memory_holds() {
            byte[] header = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0xe0, 0, 0, 0, 0, 0, 0, 0, 0x7f};
            assertThat(Zstd.getFrameContentSize(header)).isEqualTo(0x7f00000000000000L);
            refused(Code.TOO_LARGE, "events", header);
            header[12] = (byte) 0xff;
            refused(Code.TOO_LARGE, "events", header);
        }

        @Test
        void refuses_a_frame_that_does_not_say_its_size() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
                zstd.write(Zstd.decompress(frame, (int) Zstd.getFrameContentSize(frame)));
            }
            refused(Code.TOO_LARGE, "events", out.toByteArray());
        }

        @Test
        void refuses_a_frame_that_lies_about_its_size() {
            byte[] content = Zstd.decompress(frame, (int) Zstd.getFrameContentSize(frame));
            for (int lie : new int[] {-1, 1}) {
                byte[] lying = frame.clone();
                // its two bytes of size hold 256 less than they mean (RFC 8878 section 3.1.1.1.4)
                int field = content.length - 256 + lie;
                lying[HEADER - 2] = (byte) field;
                lying[HEADER - 1] = (byte) (field >> 8);
                assertThat(Zstd.getFrameContentSize(lying)).isEqualTo(content.length + lie);
                refused(Code.MALFORMED, "events", lying);
            }
        }

        @Test
        void refuses_bytes_after_the_frame_and_half_a_frame() {
            refused(Code.MALFORMED, "events", Arrays.copyOf(frame, frame.length + 1));
            refused(Code.MALFORMED, "events", Arrays.copyOf(frame, frame.length - 1));
        }

        @Test
        void refuses_another_frame_behind_the_first_even_one_that_readers_skip() {
            refused(Code.MALFORMED, "events", followedBy(frame));
            refused(Code.MALFORMED, "events", followedBy(Zstd.compress(new byte[0])));
            refused(Code.MALFORMED, "events", followedBy(SKIPPABLE));
        }

        @Test
        void refuses_a_frame_padded_with_empty_blocks() {
            byte[] padded = new byte[frame.length + 3 * 1000];
            System.arraycopy(frame, 0, padded, 0, HEADER);
            System.arraycopy(frame, HEADER, padded, HEADER + 3 * 1000, frame.length - HEADER);
            assertThat(Zstd.decompress(padded, (int) Zstd.getFrameContentSize(padded)))
                    .isEqualTo(Zstd.decompress(frame, (int) Zstd.getFrameContentSize(frame)));
            refused(Code.TOO_LARGE, "events", padded);
        }

        @Test
        void refuses_no_bytes_a_frame_of_nothing_and_a_frame_to_be_skipped() {
            refused(Code.TOO_LARGE, "events", new byte[0]);
            refused(Code.MALFORMED, "", Zstd.compress(new byte[0]));
            refused(Code.MALFORMED, "", SKIPPABLE);
        }

        @Test
        void refuses_content_other_than_a_canonical_list_of_events() {
            var events = Enterprise.page(commissioning("A001"), commissioning("A002"))
                    .events();
            String first = CanonicalJson.text(events.get(0));
            String second = CanonicalJson.text(events.get(1));
            refused(Code.MALFORMED, "", Zstd.compress(bytes("[" + first + ", " + second + "]")));
            refused(
                    Code.MALFORMED,
                    "epcisBody.eventList",
                    Zstd.compress(bytes("{\"a\":" + first + ",\"b\":" + second + "}")));
            refused(Code.MALFORMED, "epcisBody.eventList", Zstd.compress(bytes("7")));
            refused(Code.MALFORMED, "epcisBody.eventList[1]", Zstd.compress(bytes("[" + first + ",7]")));
            refused(Code.TOO_LARGE, "epcisBody.eventList", Zstd.compress(bytes("[]")));
        }

        @Test
        void answers_noise_with_a_refusal_of_its_own_words() {
            Random random = new Random(8878);
            for (int i = 0; i < 1000; i++) {
                byte[] noise = new byte[random.nextInt(80)];
                random.nextBytes(noise);
                System.arraycopy(frame, 0, noise, 0, Math.min(random.nextInt(8), noise.length));
                assertThat(refusal(noise).code()).isIn(Code.TOO_LARGE, Code.MALFORMED);
            }
        }

        @Test
        void answers_a_flipped_bit_with_a_refusal_of_its_own_words_or_not_at_all() {
            int harmless = 0;
            for (int bit = 0; bit < 8 * frame.length; bit++) {
                byte[] flipped = frame.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                if (isSameContent(flipped)) {
                    harmless++;
                } else {
                    refusal(flipped);
                }
            }
            assertThat(harmless).isLessThan(16);
        }

        private byte[] followedBy(byte[] other) {
            byte[] both = Arrays.copyOf(frame, frame.length + other.length);
            System.arraycopy(other, 0, both, frame.length, other.length);
            return both;
        }

        private boolean isSameContent(byte[] other) {
            int size = (int) Zstd.getFrameContentSize(frame);
            try {
                return Arrays.equals(Zstd.decompress(other, size), Zstd.decompress(frame, size));
            } catch (ZstdException e) {
                return false;
            }
        }

        private Refusal refusal(byte[] events) {
            Refusal refusal = Refused.mustBe(ledger.endorse(proposal.withTransient("events", events)));
            assertThat(refusal.detail())
                    .doesNotContainIgnoringCase("exception", "corrupt", "Src size", "frame descriptor");
            return refusal;
        }

        private void refused(Code code, String field, byte[] events) {
            Refused.with(code, field, ledger.endorse(proposal.withTransient("events", events)));
        }
    }

    /** The virtual machine that zone.yaml gives a chaincode. */
    @Nested
    class Memory {

        private static final List<String> SMALL = List.of(
                "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k", "-XX:+ExitOnOutOfMemoryError");

        @Test
        void is_enough_for_pages_at_their_limit_that_arrive_at_once(@TempDir Path folder) throws Exception {
            JavaProcess.start(SMALL, folder.resolve("log"), Crowd.class).mustEndWell();
        }

        @Test
        void is_not_filled_by_a_small_frame_of_many_values() {
            Proposal proposal = KNITTER.capture("capture-1", commissioning("A001"));
            String many = "[" + "{},".repeat(Page.MAX_BYTES / 3 - 4) + "{}]";
            byte[] frame = Zstd.compress(bytes(many));
            assertThat(frame.length).isLessThan(2000);
            Refused.with(Code.MALFORMED, "", ledger.endorse(proposal.withTransient("events", frame)));
            byte[] restricted = bytes("{\"0\":" + many + "}");
            Refused.with(Code.MALFORMED, "", ledger.endorse(proposal.withTransient("restricted", restricted)));
        }
    }

    /** What travels under {@code restricted}: canonical sealed fields by the index of their event. */
    @Nested
    class Restricted {

        private final Proposal proposal = KNITTER.capture("capture-1", knitting(120.5));

        @Test
        void refuses_what_is_no_canonical_object() {
            refused(Code.MALFORMED, "", "");
            refused(Code.MALFORMED, "", "{ }");
            refused(Code.MALFORMED, "restricted", "[]");
            refused(Code.MALFORMED, "restricted", "\"text\"");
        }

        @Test
        void refuses_fields_of_an_event_that_is_not_in_the_page() {
            String fields = restricted().substring("{\"0\":".length());
            refused(Code.RESTRICTED_MISMATCH, "restricted", "{\"1\":" + fields);
            refused(Code.RESTRICTED_MISMATCH, "restricted", "{\"00\":" + fields);
        }

        @Test
        void refuses_a_value_other_than_the_one_whose_digest_is_signed() {
            refused(
                    Code.RESTRICTED_MISMATCH,
                    "epcisBody.eventList[0].restricted",
                    restricted().replace("120.5", "120.6"));
        }

        @Test
        void refuses_a_pointer_to_the_whole_event_or_to_a_place_that_is_not_there() {
            for (String pointer : new String[] {"", "x", "/epcList/0", "/nowhere/quantity", "/type"}) {
                ObjectNode event =
                        Enterprise.page(commissioning("A001")).events().get(0);
                var sealed = Enterprise.sealed(pointer, "x");
                event.set("zone:sealed", sealed.digests());
                var page = new Page(List.of(event), new TreeMap<>(Map.of(0, sealed)));
                Refused.with(
                        Code.RESTRICTED_MISMATCH,
                        "epcisBody.eventList[0].restricted",
                        ledger.endorse(KNITTER.capture("capture-1", page)));
            }
        }

        private String restricted() {
            return new String(proposal.transients().get("restricted"), StandardCharsets.UTF_8);
        }

        private void refused(Code code, String field, String restricted) {
            Refused.with(code, field, ledger.endorse(proposal.withTransient("restricted", bytes(restricted))));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Runs on the stack that threads of a chaincode have on the zone's small machines. */
    private static Endorsement onSmallStack(Supplier<Endorsement> endorse) {
        Endorsement[] endorsement = new Endorsement[1];
        Thread thread = new Thread(null, () -> endorsement[0] = endorse.get(), "small-stack", 512 << 10);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return endorsement[0];
    }
}
