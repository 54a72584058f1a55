package org.zoneledger.domain.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.receipt.Verdict.Step;

class ReceiptVerifierTest {

    private static final TestZone ZONE = new TestZone();
    private static final ReceiptVerifier VERIFIER = new ReceiptVerifier(ZONE.roots());
    private static final String[] THREE = {"customs", "market", "tax"};

    @Test
    void verifies_a_record_and_says_who_vouches_for_it() {
        Verdict verdict = VERIFIER.verify(ZONE.filingReceipt(THREE).bytes());
        assertThat(verdict.reason()).isEqualTo("verified");
        Verdict.Proof proof = verdict.proof().orElseThrow();
        assertThat(proof.key()).isEqualTo("filing/91330400MA28A0000X");
        assertThat(proof.block()).isEqualTo(3);
        assertThat(proof.size()).isEqualTo(40);
        assertThat(proof.cosigned())
                .containsExactly(
                        Map.entry("customs", TestZone.AT),
                        Map.entry("market", TestZone.AT),
                        Map.entry("tax", TestZone.AT));
    }

    @Test
    void verifies_an_event_with_and_without_its_content() {
        Receipt receipt = ZONE.eventReceipt(THREE);
        assertThat(VERIFIER.verify(receipt.bytes()).isVerified()).isTrue();
        Receipt bare = receipt.withoutContent();
        assertThat(VERIFIER.verify(bare).failed()).contains(Step.CONTENT);
        assertThat(VERIFIER.verify(bare.with(receipt.content().orElseThrow())).isVerified())
                .isTrue();
    }

    @Test
    void reads_the_receipt_it_has_written() {
        byte[] bytes = ZONE.eventReceipt(THREE).bytes();
        assertThat(Receipt.read(bytes).bytes()).isEqualTo(bytes);
    }

    @Test
    void needs_more_than_half_of_the_agencies() {
        assertThat(VERIFIER.verify(ZONE.filingReceipt("customs", "tax")).failed())
                .contains(Step.COSIGNATURES);
        assertThat(VERIFIER.verify(ZONE.filingReceipt("customs", "tax", "tax", "tax"))
                        .failed())
                .contains(Step.COSIGNATURES);
        assertThat(VERIFIER.verify(ZONE.filingReceipt(TestZone.AGENCIES.toArray(String[]::new)))
                        .isVerified())
                .isTrue();
    }

    @Test
    void counts_no_agency_whose_root_it_does_not_have() {
        Map<String, X509Certificate> others = new TreeMap<>(ZONE.roots());
        others.put("tax", TestZone.agency("jiaxing", "tax").root());
        assertThat(new ReceiptVerifier(others).verify(ZONE.filingReceipt(THREE)).failed())
                .contains(Step.CERTIFICATES);
        others.remove("tax");
        others.put("audit", TestZone.agency("jiaxing", "audit").root());
        assertThat(new ReceiptVerifier(others).verify(ZONE.filingReceipt(THREE)).failed())
                .contains(Step.COSIGNATURES);
    }

    /** Customs certifies a witness that says it is of the tax authority. */
    @Test
    void lets_no_agency_speak_for_another() {
        TestZone.Agency customs = ZONE.agency("customs");
        TestZone.Agency tax = ZONE.agency("tax");
        byte[] forged = TestZone.witnessCertificate(
                customs.caKey(), tax.origin(), tax.key().generatePublicKey().getEncoded());
        Receipt good = ZONE.filingReceipt(THREE);
        Receipt receipt = with(
                good, List.of(good.certificates().get(0), good.certificates().get(1), forged));
        assertThat(VERIFIER.verify(receipt).failed()).contains(Step.CERTIFICATES);
    }

    @Test
    void takes_no_cosignature_of_a_witness_from_another_zone() {
        TestZone.Agency elsewhere = TestZone.agency("hangzhou", "tax");
        Map<String, X509Certificate> roots = new TreeMap<>(ZONE.roots());
        roots.put("tax", elsewhere.root());
        Receipt good = ZONE.filingReceipt("customs", "market");
        SignedNote note = SignedNote.read(good.checkpoint());
        var signatures = new ArrayList<>(note.signatures());
        signatures.add(elsewhere.witness().cosign(ZONE.checkpoint(), TestZone.AT, elsewhere.key()));
        Receipt receipt = new Receipt(
                good.content(),
                good.place(),
                good.entry(),
                good.index(),
                good.path(),
                note.with(signatures).note(),
                List.of(good.certificates().get(0), good.certificates().get(1), elsewhere.certificate()));
        assertThat(new ReceiptVerifier(roots).verify(receipt).failed()).contains(Step.COSIGNATURES);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tampering")
    void refuses_a_receipt_in_which_something_was_changed(Tampered tampered) {
        ObjectNode receipt = ZONE.eventReceipt(THREE).node().deepCopy();
        tampered.change().accept(receipt);
        Verdict verdict = VERIFIER.verify(CanonicalJson.bytes(receipt));
        assertThat(verdict.failed()).contains(tampered.step());
        assertThat(verdict.proof()).isEmpty();
        assertThat(verdict.reason()).isNotBlank();
    }

    /** What was changed, and the step at which that is seen. */
    record Tampered(String what, Step step, Consumer<ObjectNode> change) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Tampered> tampering() {
        return Stream.of(
                change("format", Step.FORMAT, r -> r.put("format", "zoneledger.org/receipt/v2")),
                change("content", Step.PAGE, r -> object(r, "content").put("n", 5)),
                change("index in the page", Step.PAGE, r -> object(r, "page").put("index", 3)),
                change("index beyond the page", Step.PAGE, r -> object(r, "page")
                        .put("index", 7)),
                change("path in the page", Step.PAGE, r -> flip(object(r, "page"), "path")),
                change("root of the page", Step.PAGE, r -> object(r, "page", "head")
                        .put("root", "00".repeat(32))),
                change("root that is none", Step.PAGE, r -> object(r, "page", "head")
                        .put("root", "x")),
                change("count of the page", Step.LOG, r -> object(r, "page", "head")
                        .put("note", "more")),
                change("page of another capture", Step.CONTENT, r -> object(r, "page", "head")
                        .put("captureID", "capture-0002")),
                change("key", Step.CONTENT, r -> object(r, "entry").put("key", "pagehead/capture-0002")),
                change("block", Step.LOG, r -> object(r, "entry").put("block", 8)),
                change("position", Step.LOG, r -> object(r, "entry").put("position", 0)),
                change("namespace", Step.LOG, r -> object(r, "entry").put("namespace", "other")),
                change("transaction", Step.LOG, r -> object(r, "entry").put("txId", "cd".repeat(32))),
                change("index in the log", Step.LOG, r -> object(r, "log").put("index", 28)),
                change("path in the log", Step.LOG, r -> flip(object(r, "log"), "path")),
                change("path that is too short", Step.LOG, r -> object(r, "log").put("path", "")),
                change("path that is no base64", Step.FORMAT, r -> object(r, "log")
                        .put("path", "?")),
                change("size of the log", Step.COSIGNATURES, r -> replace(r, "checkpoint", "\n40\n", "\n41\n")),
                change(
                        "origin",
                        Step.COSIGNATURES,
                        r -> replace(r, "checkpoint", "jiaxing/customs\n", "jiaxing/forex\n")),
                change("root of the log", Step.LOG, r -> r.put("checkpoint", otherRoot(r))),
                change("cosignature", Step.COSIGNATURES, ReceiptVerifierTest::flipSignature),
                change(
                        "name of a witness",
                        Step.COSIGNATURES,
                        r -> replace(r, "checkpoint", "tax/witness", "tex/witness")),
                change("certificate left out", Step.COSIGNATURES, r -> ((ArrayNode) r.get("certificates")).remove(0)),
                change("certificate twice", Step.COSIGNATURES, r -> ((ArrayNode) r.get("certificates"))
                        .set(0, r.path("certificates").get(1))),
                change("certificate that is none", Step.FORMAT, r -> ((ArrayNode) r.get("certificates"))
                        .set(0, "AAAA")),
                change("signature of a certificate", Step.CERTIFICATES, ReceiptVerifierTest::flipCertificate),
                change("a field more", Step.FORMAT, r -> r.put("note", "trust me")));
    }

    private static Tampered change(String what, Step step, Consumer<ObjectNode> change) {
        return new Tampered(what, step, change);
    }

    private static ObjectNode object(ObjectNode node, String... names) {
        JsonNode at = node;
        for (String name : names) {
            at = at.get(name);
        }
        return (ObjectNode) at;
    }

    private static void replace(ObjectNode node, String field, String from, String to) {
        String text = node.path(field).asText();
        assertThat(text).contains(from);
        node.put(field, text.replace(from, to));
    }

    private static void flip(ObjectNode node, String field) {
        byte[] bytes = Base64.getDecoder().decode(node.path(field).asText());
        bytes[5] ^= 1;
        node.put(field, Base64.getEncoder().encodeToString(bytes));
    }

    private static String otherRoot(ObjectNode receipt) {
        String[] lines = receipt.path("checkpoint").asText().split("\n", 4);
        byte[] root = Base64.getDecoder().decode(lines[2]);
        root[0] ^= 1;
        return String.join("\n", lines[0], lines[1], Base64.getEncoder().encodeToString(root), lines[3]);
    }

    private static void flipSignature(ObjectNode receipt) {
        SignedNote note = SignedNote.read(receipt.path("checkpoint").asText());
        note.signatures().get(2).bytes()[30] ^= 1;
        receipt.put("checkpoint", note.note());
    }

    private static void flipCertificate(ObjectNode receipt) {
        ArrayNode certificates = (ArrayNode) receipt.get("certificates");
        byte[] der = Base64.getDecoder().decode(certificates.get(0).asText());
        der[der.length - 1] ^= 1;
        certificates.set(0, Base64.getEncoder().encodeToString(der));
    }

    private static Receipt with(Receipt receipt, List<byte[]> certificates) {
        return new Receipt(
                receipt.content(),
                receipt.place(),
                receipt.entry(),
                receipt.index(),
                receipt.path(),
                receipt.checkpoint(),
                certificates);
    }
}
