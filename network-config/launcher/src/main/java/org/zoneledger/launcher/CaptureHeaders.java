package org.zoneledger.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.provenance.PageRules.Statement;
import org.zoneledger.issuer.Credential;

/** What a sender puts beside an EPCIS document so that the ledger can check who captured it. */
public final class CaptureHeaders {
    private CaptureHeaders() {}

    /**
     * The headers {@code Idempotency-Key}, {@code Zone-Salt} and {@code Zone-Signature}.
     *
     * @param document an EPCISDocument, or one event alone
     * @param captureID chosen by the sender, 8 to 64 characters
     * @param at now; decides which disclosure policy is in force
     * @throws org.zoneledger.domain.RefusalException if the document is not one the ledger would take apart
     */
    public static Map<String, String> of(
            JsonNode document, String captureID, Uscc uscc, Credential sender, Instant at) {
        byte[] seed = seed(sender.key(), captureID);
        JsonNode whole = document.has("epcisBody") ? document : Page.documentOf(document);
        Page page = Page.split(whole, seed, at);
        byte[] statement = Statement.of(captureID, uscc, page).bytes();
        Map<String, String> headers = new TreeMap<>();
        headers.put("Idempotency-Key", captureID);
        headers.put("Zone-Salt", HexFormat.of().formatHex(seed));
        headers.put("Zone-Signature", Jws.sign(statement, sender.key(), sender.fingerprint()));
        return headers;
    }

    /** An id that is the same for the same document, for senders who have none of their own. */
    static String captureID(JsonNode document) {
        return "capture-" + Sha256.hex(CanonicalJson.bytes(document)).substring(0, 32);
    }

    /** Secret, and the same on every run: a salt seed that makes a repetition the same document. */
    public static byte[] seed(PrivateKey key, String id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)), Sealed.SEED_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
