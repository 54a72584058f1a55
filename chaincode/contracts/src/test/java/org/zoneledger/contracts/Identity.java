package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.Uscc;

/** Somebody who signs a proposal or is named in one: a certificate and key made for the test run, and the organisation. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Identity(String msp, PrivateKey key, byte[] der) {

    private static final Map<String, Identity> KNOWN = new ConcurrentHashMap<>();

    /** The gateway of an organisation. */
    static Identity gateway(String msp) {
        return KNOWN.computeIfAbsent("gateway " + msp, any -> holding(msp, "{\"zone.role\":\"gateway\"}"));
    }

    /** An officer of an organisation. */
    static Identity officer(String msp) {
        return KNOWN.computeIfAbsent("officer " + msp, any -> holding(msp, "{\"zone.role\":\"officer\"}"));
    }

    /** A second person of an organisation. */
    static Identity reviewer(String msp) {
        return KNOWN.computeIfAbsent("reviewer " + msp, any -> holding(msp, "{\"zone.role\":\"reviewer\"}"));
    }

    /** A clerk, certified as the single window certifies parties. */
    static Identity clerk(Uscc uscc) {
        return holding("CommerceMSP", "{\"zone.role\":\"clerk\",\"zone.uscc\":\"" + uscc + "\"}");
    }

    /** The witness of an agency's log, by the agency's short name. */
    static Identity witness(String agency) {
        return KNOWN.computeIfAbsent(
                "witness " + agency,
                any -> certified(agency, "{\"zone.log\":\"zoneledger.org/jiaxing/" + agency + "\"}", "Ed25519"));
    }

    /** The holder of a certificate with these attributes (JSON). */
    static Identity holding(String msp, String attributes) {
        return certified(msp, attributes, "EC");
    }

    private static Identity certified(String msp, String attributes, String algorithm) {
        try {
            KeyPair pair = keys(algorithm);
            X500Name name = new X500Name("CN=" + msp);
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                    Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                    name,
                    pair.getPublic());
            builder.addExtension(
                    new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1"),
                    false,
                    ("{\"attrs\":" + attributes + "}").getBytes(StandardCharsets.UTF_8));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA")
                    .build(keys("EC").getPrivate());
            return new Identity(msp, pair.getPrivate(), builder.build(signer).getEncoded());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        return generator.generateKeyPair();
    }

    /** The same certificate, used with the identity of another organisation. */
    Identity in(String otherMsp) {
        return new Identity(otherMsp, key, der);
    }

    /** SerializedIdentity, as a proposal carries its creator. */
    byte[] creator() {
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
        return SerializedIdentity.newBuilder()
                .setMspid(msp)
                .setIdBytes(ByteString.copyFromUtf8(pem))
                .build()
                .toByteArray();
    }

    /** The certificate as a gateway names it. */
    String actor() {
        return Base64.getEncoder().encodeToString(der);
    }

    String sha256() {
        return Sha256.hex(der);
    }

    /** The certificate as a filing registers it. */
    ObjectNode registered() {
        return JsonNodeFactory.instance.objectNode().put("der", actor()).put("sha256", sha256());
    }
}
