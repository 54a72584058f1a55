package org.zoneledger.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.UUID;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.issuer.Credential;

/** One product whose description its owner changes again and again. */
final class Versions {

    /** Versions that the record has in the end. */
    static final int COUNT = 1000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BenchZone zone;
    private final Caller clerk;
    private final ObjectNode form;
    private final String run = UUID.randomUUID().toString();
    private int version;

    Versions(BenchZone zone) throws IOException, InterruptedException {
        this.zone = zone;
        this.clerk = new Caller(zone.clerk(), zone.gatewayOf(zone.registrar()));
        this.form = zone.productForm();
        this.version = clerk.read(path()).path("version").asInt();
    }

    /** Its key on the ledger. */
    String key() {
        return "product/" + zone.gtin().value();
    }

    /** Number of the newest version. */
    int version() {
        return version;
    }

    /**
     * Makes another version.
     *
     * @return id of the transaction
     */
    String change() throws IOException, InterruptedException {
        int next = version + 1;
        String id = "bench-" + run + "-" + next;
        ObjectNode document = form.deepCopy();
        document.put("brand", "bench " + next);
        Credential owner = zone.enterprise();
        byte[] payload =
                PartyDocument.of(zone.gtin(), zone.uscc(), document, id, next).bytes();
        HttpRequest request = clerk.to(path())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", id)
                .header("If-Match", "\"" + version + "\"")
                .header("Zone-Signature", Jws.sign(payload, owner.key(), owner.fingerprint()))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(CanonicalJson.bytes(document)))
                .build();
        String transaction = JSON.readTree(clerk.must(request)).path("txId").asText();
        version = next;
        return transaction;
    }

    private String path() {
        return "/api/v1/products/" + zone.gtin().value();
    }
}
