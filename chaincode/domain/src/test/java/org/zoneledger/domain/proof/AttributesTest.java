package org.zoneledger.domain.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestCertificate;

class AttributesTest {

    @Nested
    class Of {

        @Test
        void reads_what_the_authority_wrote() {
            assertThat(of("{\"attrs\":{\"zone.uscc\":\"91330483MA2B00078U\",\"zone.role\":\"clerk\"}}"))
                    .containsExactly(entry("zone.role", "clerk"), entry("zone.uscc", "91330483MA2B00078U"));
        }

        @ParameterizedTest
        @ValueSource(ints = {80, 127, 128, 255, 256, 65_535, 65_536})
        void reads_an_extension_of_any_length(int length) {
            String start = "{\"attrs\":{\"zone.role\":\"officer\",\"zone.note\":\"";
            String extension = start + "x".repeat(length - start.length() - 3) + "\"}}";
            assertThat(extension).hasSize(length);
            assertThat(of(extension)).containsEntry("zone.role", "officer").containsKey("zone.note");
        }

        @Test
        void finds_none_where_there_is_no_extension() {
            assertThat(Attributes.of(TestCertificate.plain())).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"attrs\":{}}",
                    "{\"attrs\":[\"zone.role\"]}",
                    "{\"attrs\":null}",
                    "[]",
                    "7",
                    "\"attrs\""
                })
        void finds_none_where_the_extension_lists_none(String extension) {
            assertThat(of(extension)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "zone.role=clerk",
                    "{\"attrs\":",
                    "{\"attrs\":{\"zone.role\":\"clerk\",\"zone.role\":\"officer\"}}",
                    "{\"attrs\":{}} {}"
                })
        void refuses_an_extension_that_cannot_be_read(String extension) {
            Refused.with(Code.CERTIFICATE_INVALID, "certificate.der", () -> of(extension));
        }

        @Test
        void takes_an_attribute_that_is_no_text_for_an_empty_one() {
            assertThat(of("{\"attrs\":{\"zone.role\":[\"officer\"]}}")).containsExactly(entry("zone.role", ""));
        }

        @Test
        void lets_nobody_add_an_attribute() {
            SortedMap<String, String> attributes = of("{\"attrs\":{\"zone.role\":\"clerk\"}}");
            assertThatThrownBy(() -> attributes.put("zone.role", "officer"))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Nested
    class Certificate {

        @Test
        void is_read_from_der_and_from_pem() throws CertificateEncodingException {
            X509Certificate certificate = TestCertificate.plain();
            String pem = "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
            assertThat(Attributes.certificate(certificate.getEncoded())).isEqualTo(certificate);
            assertThat(Attributes.certificate(pem.getBytes(StandardCharsets.US_ASCII)))
                    .isEqualTo(certificate);
        }

        @Test
        void is_refused_when_it_is_noise_or_cut_off() throws CertificateEncodingException {
            Refused.with(Code.CERTIFICATE_INVALID, "certificate.der", () -> Attributes.certificate(new byte[0]));
            byte[] der = TestCertificate.plain().getEncoded();
            for (int length = 0; length < der.length; length++) {
                byte[] part = Arrays.copyOf(der, length);
                Refused.with(Code.CERTIFICATE_INVALID, "certificate.der", () -> Attributes.certificate(part));
            }
        }

        @Test
        void with_a_wrong_byte_is_read_or_refused_and_nothing_else_happens() throws CertificateEncodingException {
            byte[] der = TestCertificate.with("{\"attrs\":{\"zone.role\":\"officer\"}}")
                    .getEncoded();
            Random random = new Random(509);
            for (int i = 0; i < 5000; i++) {
                byte[] wrong = der.clone();
                wrong[random.nextInt(wrong.length)] = (byte) random.nextInt();
                try {
                    assertThat(Attributes.of(Attributes.certificate(wrong))).hasSizeLessThan(2);
                } catch (RefusalException e) {
                    assertThat(e.refusal().code()).isEqualTo(Code.CERTIFICATE_INVALID);
                }
            }
        }
    }

    private static SortedMap<String, String> of(String extension) {
        return Attributes.of(TestCertificate.with(extension));
    }
}
