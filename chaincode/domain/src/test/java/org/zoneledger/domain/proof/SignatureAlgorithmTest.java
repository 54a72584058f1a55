package org.zoneledger.domain.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SignatureAlgorithmTest {

    private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);
    private static final String POINT = "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
            + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
    private static final String SIGNATURE = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
            + "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";

    /** GB/T 32918.5-2017, annex A.2: key, message and signature on the recommended curve. */
    @Nested
    class Sm2 {

        private final SubjectPublicKeyInfo key = key(GMObjectIdentifiers.sm2p256v1, POINT);

        @Test
        void accepts_the_signature_of_the_standard() {
            assertThat(SignatureAlgorithm.of(key)).isEqualTo(SignatureAlgorithm.SM2);
            assertThat(SignatureAlgorithm.SM2.isSignature(bytes(SIGNATURE), MESSAGE, key))
                    .isTrue();
        }

        @Test
        void refuses_it_with_any_byte_changed_or_missing() {
            byte[] good = bytes(SIGNATURE);
            for (int i = 0; i < good.length; i++) {
                byte[] bad = good.clone();
                bad[i] ^= 1;
                assertThat(SignatureAlgorithm.SM2.isSignature(bad, MESSAGE, key))
                        .isFalse();
            }
            assertThat(SignatureAlgorithm.SM2.isSignature(new byte[63], MESSAGE, key))
                    .isFalse();
            assertThat(SignatureAlgorithm.SM2.isSignature(
                            good, "message digesT".getBytes(StandardCharsets.US_ASCII), key))
                    .isFalse();
        }

        @Test
        void goes_by_the_object_identifier_of_sm2_with_sm3() {
            assertThat(SignatureAlgorithm.SM2.header()).isEqualTo("urn:oid:1.2.156.10197.1.501");
        }
    }

    @Test
    void refuses_a_point_that_is_not_on_its_curve_and_other_curves() {
        String off = POINT.substring(0, POINT.length() - 1) + "2";
        refused(key(GMObjectIdentifiers.sm2p256v1, off));
        refused(key(SECObjectIdentifiers.secp256r1, POINT));
        refused(key(SECObjectIdentifiers.secp256k1, POINT));
        refused(key(SECObjectIdentifiers.secp384r1, POINT));
    }

    private static void refused(SubjectPublicKeyInfo key) {
        assertThatThrownBy(() -> SignatureAlgorithm.of(key)).isInstanceOf(IllegalArgumentException.class);
    }

    private static SubjectPublicKeyInfo key(ASN1ObjectIdentifier curve, String point) {
        ASN1Encodable parameters = curve;
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, parameters), bytes(point));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.toLowerCase(java.util.Locale.ROOT));
    }
}
