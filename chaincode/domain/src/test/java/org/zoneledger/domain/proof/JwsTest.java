package org.zoneledger.domain.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;

class JwsTest {

    private static final byte[] PAYLOAD = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final TestParty KNITTER = TestParty.knitter();
    private final String jws = Jws.sign(PAYLOAD, KNITTER.key(), KNITTER.sha256());

    @Test
    void verifies_what_it_signed() {
        assertThatCode(() -> verify(jws, PAYLOAD)).doesNotThrowAnyException();
    }

    @Test
    void refuses_another_payload_key_certificate_or_signature() {
        refused(jws, "{\"a\":2}".getBytes(StandardCharsets.UTF_8));
        refused(
                Jws.sign(
                        PAYLOAD, TestParty.of("91330482MA2B0006XD", "secp256r1").key(), KNITTER.sha256()),
                PAYLOAD);
        refused(Jws.sign(PAYLOAD, KNITTER.key(), "00".repeat(32)), PAYLOAD);
        refused(jws.substring(0, jws.length() - 4) + "AAAA", PAYLOAD);
    }

    @Test
    void refuses_the_algorithm_none_and_headers_it_does_not_know() {
        for (String header :
                new String[] {"{\"alg\":\"none\"}", "{}", "[]", "{\"alg\":\"ES256\",\"crit\":[\"b64\"]}", "\u00ff"}) {
            String encoded = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(header.getBytes(StandardCharsets.ISO_8859_1));
            refused(encoded + jws.substring(jws.indexOf('.')), PAYLOAD);
        }
    }

    @Test
    void refuses_what_is_no_detached_jws() {
        for (String noise : new String[] {"", ".", "..", "a.b.c", "!..!", "a".repeat(2000), "AAAA..AAAA"}) {
            refused(noise, PAYLOAD);
        }
    }

    @Nested
    class Sm2 {

        private final TestParty knitter = KNITTER.withSm2();
        private final String signed = Jws.sign(PAYLOAD, knitter.key(), knitter.sha256());

        @Test
        void verifies_what_it_signed_and_says_so_in_its_header() {
            Jws.mustVerify(signed, PAYLOAD, knitter.certificateDer());
            String header = new String(
                    Base64.getUrlDecoder().decode(signed.substring(0, signed.indexOf('.'))), StandardCharsets.UTF_8);
            assertThat(header).startsWith("{\"alg\":\"urn:oid:1.2.156.10197.1.501\",");
        }

        @Test
        void refuses_another_payload_key_or_certificate() {
            refused(signed, "{\"a\":2}".getBytes(StandardCharsets.UTF_8), knitter);
            refused(Jws.sign(PAYLOAD, KNITTER.withSm2().key(), knitter.sha256()), PAYLOAD, knitter);
            refused(signed, PAYLOAD, KNITTER);
            refused(jws, PAYLOAD, knitter);
        }

        @Test
        void refuses_the_name_of_one_algorithm_over_a_signature_of_the_other() {
            refused(renamed(signed, "urn:oid:1.2.156.10197.1.501", "ES256"), PAYLOAD, knitter);
            refused(renamed(jws, "ES256", "urn:oid:1.2.156.10197.1.501"), PAYLOAD, KNITTER);
        }

        private static String renamed(String signature, String from, String to) {
            int dot = signature.indexOf('.');
            String header =
                    new String(Base64.getUrlDecoder().decode(signature.substring(0, dot)), StandardCharsets.UTF_8);
            return Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(header.replace(from, to).getBytes(StandardCharsets.UTF_8))
                    + signature.substring(dot);
        }

        private static void refused(String signature, byte[] payload, TestParty signer) {
            Refused.with(
                    Code.SIGNATURE_INVALID, "jws", () -> Jws.mustVerify(signature, payload, signer.certificateDer()));
        }
    }

    private static void refused(String jws, byte[] payload) {
        Refused.with(Code.SIGNATURE_INVALID, "jws", () -> verify(jws, payload));
    }

    private static void verify(String jws, byte[] payload) {
        Jws.mustVerify(jws, payload, KNITTER.certificateDer());
    }
}
