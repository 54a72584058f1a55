package org.zoneledger.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.log.SignedNote.Signature;

class WitnessTest {

    private static final Instant AT = Instant.parse("2026-05-01T00:00:00Z");
    private static final Ed25519PrivateKeyParameters CUSTOMS_KEY = key("customs");
    private static final Ed25519PrivateKeyParameters TAX_KEY = key("tax");
    private static final Witness CUSTOMS = witness("customs", CUSTOMS_KEY);
    private static final Witness TAX = witness("tax", TAX_KEY);
    private static final Checkpoint CHECKPOINT =
            new Checkpoint(CUSTOMS.log().name(), 20852163, Sha256.digest(new byte[] {7}));

    /** The public key of the Go checksum database, whose id it publishes. */
    @Test
    void names_a_key_as_signed_notes_do() {
        byte[] typed = Base64.getDecoder().decode("Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");
        NoteKey key = new NoteKey("sum.golang.org", NoteKey.Type.ED25519, Arrays.copyOfRange(typed, 1, 33));
        assertThat(HexFormat.of().formatHex(key.id())).isEqualTo("033de0ae");
        assertThat(key.text()).isEqualTo("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");
    }

    @Test
    void signs_its_own_checkpoints_and_cosigns_those_of_others() {
        SignedNote note = SignedNote.read(signed().note());
        assertThat(note.text()).isEqualTo(CHECKPOINT.text());
        assertThat(CUSTOMS.hasSigned(note)).isTrue();
        assertThat(TAX.hasSigned(note)).isFalse();
        assertThat(TAX.hasCosigned(note)).contains(AT);
        assertThat(CUSTOMS.hasCosigned(note)).isEmpty();
    }

    @Test
    void takes_no_signature_over_another_checkpoint() {
        String other = new Checkpoint(CHECKPOINT.origin(), CHECKPOINT.size() + 1, CHECKPOINT.root()).text();
        SignedNote forged = new SignedNote(other, signed().signatures());
        assertThat(CUSTOMS.hasSigned(forged)).isFalse();
        assertThat(TAX.hasCosigned(forged)).isEmpty();
    }

    @Test
    void takes_no_cosignature_of_another_time() {
        Signature cosignature = TAX.cosign(CHECKPOINT, AT, TAX_KEY);
        byte[] later = cosignature.bytes().clone();
        later[7]++;
        SignedNote note = new SignedNote(
                CHECKPOINT.text(), List.of(new Signature(cosignature.name(), cosignature.keyID(), later)));
        assertThat(TAX.hasCosigned(note)).isEmpty();
    }

    @Test
    void takes_no_signature_of_one_kind_for_the_other() {
        Signature own = TAX.sign(CHECKPOINT, TAX_KEY);
        SignedNote note = new SignedNote(
                CHECKPOINT.text(),
                List.of(new Signature(TAX.witness().name(), TAX.witness().id(), own.bytes())));
        assertThat(TAX.hasCosigned(note)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\n\u2014 name AAAA",
                "text\n\n\u2014 name\n",
                "text\n\n\u2014 name !!!!\n",
                "text\n\n\u2014 name AAAA\n",
                "text\n\n- name AAAAAAAA\n",
                "te\rxt\n\n\u2014 name AAAAAAAA\n",
                "text\n\n\u2014 name AAAAAAAA\n\n"
            })
    void refuses_what_is_no_signed_note(String note) {
        assertThatThrownBy(() -> SignedNote.read(note)).isInstanceOf(RefusalException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "origin\n1\nAAAA\n",
                "origin\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                "origin\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                "origin\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n",
                "\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                "origin\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nextension\n",
                "origin\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nmap AAAA\n",
                "origin\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nmap  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                "origin\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nmap AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "origin\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nmap AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nmore\n",
                "origin\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            })
    void refuses_what_is_no_checkpoint(String text) {
        assertThatThrownBy(() -> Checkpoint.read(text)).isInstanceOf(RefusalException.class);
    }

    @Test
    void reads_the_checkpoint_it_has_written() {
        Checkpoint mapped = new Checkpoint(
                CHECKPOINT.origin(), CHECKPOINT.size(), CHECKPOINT.root(), Optional.of(Sha256.digest(new byte[] {8})));
        assertThat(mapped.text()).startsWith(CHECKPOINT.text() + "map ");
        for (Checkpoint each : List.of(CHECKPOINT, mapped)) {
            assertThat(Checkpoint.read(each.text()).text()).isEqualTo(each.text());
        }
    }

    private static SignedNote signed() {
        return new SignedNote(
                CHECKPOINT.text(), List.of(CUSTOMS.sign(CHECKPOINT, CUSTOMS_KEY), TAX.cosign(CHECKPOINT, AT, TAX_KEY)));
    }

    private static Witness witness(String msp, Ed25519PrivateKeyParameters key) {
        return Witness.of(
                Witness.origin("jiaxing", msp), key.generatePublicKey().getEncoded());
    }

    private static Ed25519PrivateKeyParameters key(String name) {
        return new Ed25519PrivateKeyParameters(Sha256.digest(name.getBytes(StandardCharsets.UTF_8)));
    }
}
