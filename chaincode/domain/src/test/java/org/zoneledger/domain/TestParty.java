package org.zoneledger.domain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Optional;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Jws;

/** An enterprise with a certificate and key made for the test run, and people of agencies. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TestParty(Uscc uscc, PrivateKey key, byte[] certificateDer) {

    private static final TestParty KNITTER = of("91330483MA2B00078U", "secp256r1");

    /** A filed knitter of Tongxiang. */
    public static TestParty knitter() {
        return KNITTER;
    }

    public static TestParty of(String uscc, String curve) {
        TestCertificate certificate =
                TestCertificate.on(curve, "{\"attrs\":{\"zone.role\":\"clerk\",\"zone.uscc\":\"" + uscc + "\"}}");
        return new TestParty(Uscc.parse(uscc), certificate.key(), certificate.der());
    }

    public static Caller officer(String msp) {
        return new Caller(msp, Role.OFFICER, Optional.empty(), "ab".repeat(32));
    }

    /** A second person of an agency. */
    public static Caller reviewer(String msp) {
        return new Caller(msp, Role.REVIEWER, Optional.empty(), "cd".repeat(32));
    }

    public Caller clerk(String msp) {
        return new Caller(msp, Role.CLERK, Optional.of(uscc), sha256());
    }

    /** Detached signature over the canonical document. */
    public String sign(ObjectNode document) {
        return Jws.sign(CanonicalJson.bytes(document), key, sha256());
    }

    /** The same enterprise with another key and certificate. */
    public TestParty renewed() {
        return of(uscc.value(), "secp256r1");
    }

    /** The same enterprise with a key on the curve of SM2. */
    public TestParty withSm2() {
        return of(uscc.value(), "sm2p256v1");
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
