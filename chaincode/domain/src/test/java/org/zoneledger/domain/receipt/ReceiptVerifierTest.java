package org.zoneledger.domain.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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
        assertThat(proof.written().orElseThrow().block()).isEqualTo(3);
        assertThat(proof.newest()).isFalse();
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
    void verifies_what_somebody_was_shown_of_what_is_restricted_and_names_it() {
        Verdict event = VERIFIER.verify(ZONE.eventRevealed(THREE).bytes());
        assertThat(event.reason()).isEqualTo("verified");
        assertThat(event.proof().orElseThrow().revealed()).containsExactly("/quantityList");
        Verdict filing = VERIFIER.verify(ZONE.filingRevealed(THREE).bytes());
        assertThat(filing.proof().orElseThrow().revealed()).containsExactly("customsCode");
        assertThat(VERIFIER.verify(ZONE.filingReceipt(THREE))
                        .proof()
                        .orElseThrow()
                        .revealed())
                .isEmpty();
    }

    @Test
    void takes_no_field_of_one_record_for_that_of_another() {
        Receipt receipt =
                ZONE.filingReceipt(THREE).revealing(ZONE.eventRevealed(THREE).revealed());
        assertThat(VERIFIER.verify(receipt).failed()).contains(Step.REVEALED);
    }

    @Test
    void verifies_that_a_version_is_the_newest_where_the_receipt_says_so() {
        Verdict verdict = VERIFIER.verify(ZONE.newestReceipt(THREE).bytes());
        assertThat(verdict.reason()).isEqualTo("verified");
        assertThat(verdict.proof().orElseThrow().newest()).isTrue();
    }

    @Test
    void takes_no_older_version_for_the_newest() {
        assertThat(VERIFIER.verify(ZONE.olderReceipt(THREE)).isVerified()).isTrue();
        for (Receipt stale : List.of(
                ZONE.olderReceipt(THREE).newest(ZONE.proof(TestZone.FILING_KEY).path()),
                ZONE.olderReceipt(THREE).newest(List.of()))) {
            assertThat(VERIFIER.verify(stale).failed()).contains(Step.NEWEST);
        }
    }

    @Test
    void verifies_receipts_of_before_checkpoints_named_a_map_which_say_nothing_of_newer_versions() {
        Receipt receipt = ZONE.receiptWithoutMap(THREE);
        assertThat(VERIFIER.verify(receipt.bytes()).isVerified()).isTrue();
        Receipt made = receipt.newest(ZONE.proof(TestZone.FILING_KEY).path());
        assertThat(VERIFIER.verify(made).failed()).contains(Step.NEWEST);
        Absence absence = new Absence("filing/none", ZONE.proof("filing/none"), receipt.checkpoint(), List.of());
        assertThat(VERIFIER.verify(absence).failed()).contains(Step.ABSENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"filing/none", "filing/other", "product/none", "x", TestZone.DELETED_KEY})
    void verifies_that_there_is_no_record_under_a_key(String key) {
        Verdict verdict = VERIFIER.verify(ZONE.absence(key, THREE).bytes());
        assertThat(verdict.reason()).isEqualTo("verified");
        Verdict.Proof proof = verdict.proof().orElseThrow();
        assertThat(proof.key()).isEqualTo(key);
        assertThat(proof.written()).isEmpty();
        assertThat(proof.size()).isEqualTo(40);
        assertThat(proof.cosigned()).containsOnlyKeys(THREE);
        assertThat(VERIFIER.verify(ZONE.absence(key, "customs", "tax")).failed())
                .contains(Step.COSIGNATURES);
    }

    /** No map holds a page, so that the place of its key is empty, and says nothing. */
    @ParameterizedTest
    @ValueSource(strings = {TestZone.FILING_KEY, "page/capture-0001", "pagehead/capture-0001"})
    void takes_no_record_for_absent(String key) {
        assertThat(VERIFIER.verify(ZONE.absence(key, THREE)).failed()).contains(Step.ABSENT);
    }

    @Test
    void says_of_no_page_that_it_is_the_newest() {
        Receipt receipt = ZONE.eventReceipt(THREE)
                .newest(ZONE.proof("pagehead/capture-0001").path());
        assertThat(VERIFIER.verify(receipt).failed()).contains(Step.NEWEST);
    }

    @Test
    void reads_the_receipt_it_has_written() {
        byte[] newest = ZONE.newestReceipt(THREE).bytes();
        assertThat(Receipt.read(newest).bytes()).isEqualTo(newest);
        List<byte[]> whole = Collections.nCopies(256, new byte[32]);
        assertThat(Receipt.read(ZONE.newestReceipt(THREE).newest(whole).bytes()).newest())
                .hasValueSatisfying(path -> assertThat(path).hasSize(256));
        for (String key : List.of("filing/none", "filing/other", "x", TestZone.DELETED_KEY)) {
            byte[] absence = ZONE.absence(key, THREE).bytes();
            assertThat(Absence.read(absence).bytes()).isEqualTo(absence);
        }
        byte[] revealed = ZONE.eventRevealed(THREE).bytes();
        assertThat(Receipt.read(revealed).bytes()).isEqualTo(revealed);
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
                good.revealed(),
                good.place(),
                good.entry(),
                good.index(),
                good.path(),
                note.with(signatures).note(),
                List.of(good.certificates().get(0), good.certificates().get(1), elsewhere.certificate()));
        assertThat(new ReceiptVerifier(roots).verify(receipt).failed()).contains(Step.COSIGNATURES);
    }

    @Test
    void does_not_care_in_which_order_agencies_are_named() {
        Receipt receipt = ZONE.eventReceipt(THREE);
        SignedNote note = SignedNote.read(receipt.checkpoint());
        Receipt turned = new Receipt(
                receipt.content(),
                receipt.revealed(),
                receipt.place(),
                receipt.entry(),
                receipt.index(),
                receipt.path(),
                note.with(List.of(
                                note.signatures().get(2),
                                note.signatures().get(0),
                                note.signatures().get(1)))
                        .note(),
                List.of(
                        receipt.certificates().get(1),
                        receipt.certificates().get(2),
                        receipt.certificates().get(0)));
        assertThat(VERIFIER.verify(turned)).isEqualTo(VERIFIER.verify(receipt));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.zoneledger.domain.receipt.Tampering#all")
    void refuses_a_receipt_in_which_something_was_changed(Tampering tampering) {
        Verdict verdict = VERIFIER.verify(tampering.of(ZONE));
        assertThat(verdict.failed()).contains(tampering.step());
        assertThat(verdict.proof()).isEmpty();
        assertThat(verdict.reason()).isNotBlank();
    }

    private static Receipt with(Receipt receipt, List<byte[]> certificates) {
        return new Receipt(
                receipt.content(),
                receipt.revealed(),
                receipt.place(),
                receipt.entry(),
                receipt.index(),
                receipt.path(),
                receipt.checkpoint(),
                certificates);
    }
}
