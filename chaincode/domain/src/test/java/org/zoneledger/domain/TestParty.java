package org.zoneledger.domain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.Uscc;

/** An enterprise with a certificate and key made for the test run, and people of agencies. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TestParty(Uscc uscc, PrivateKey key, byte[] certificateDer) {

    private static final TestParty KNITTER = of("91330483MA2B00078U", "secp256r1");

    /** A filed knitter of Tongxiang. */
    public static TestParty knitter() {
        return KNITTER;
    }

    public static TestParty of(String uscc, String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=" + uscc);
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                    Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                    name,
                    pair.getPublic());
            builder.addExtension(
                    new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1"),
                    false,
                    ("{\"attrs\":{\"zone.role\":\"clerk\",\"zone.uscc\":\"" + uscc + "\"}}")
                            .getBytes(StandardCharsets.UTF_8));
            byte[] der = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
            return new TestParty(Uscc.parse(uscc), pair.getPrivate(), der);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static Caller officer(String msp) {
        return new Caller(msp, Role.OFFICER, Optional.empty(), "ab".repeat(32));
    }

    public Caller clerk(String msp) {
        return new Caller(msp, Role.CLERK, Optional.of(uscc), sha256());
    }

    public String sha256() {
        return Sha256.hex(certificateDer);
    }

    public ObjectNode certificate() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("der", Base64.getEncoder().encodeToString(certificateDer))
                .put("sha256", sha256());
    }
}
