package org.zoneledger.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.zoneledger.issuer.Credential;
import org.zoneledger.issuer.Issuer;
import org.zoneledger.launcher.ClientTls;
import org.zoneledger.launcher.ZoneHome;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Topology;

/** What an officer of each agency does once: registers the key by which the agency's gateway cosigns logs. */
public final class Witnesses {

    private final Topology topology;
    private final ZoneHome home;
    private final Issuer issuer;
    private final Gateways gateways;

    public Witnesses(Topology topology, ZoneHome home, Issuer issuer) {
        this.topology = topology;
        this.home = home;
        this.issuer = issuer;
        this.gateways = Gateways.of(topology);
    }

    /** Registers every key that the ledger does not have yet, and says how many that were. */
    public long register() {
        return agencies().stream().filter(this::register).count();
    }

    private List<Node> agencies() {
        return topology.nodes().stream()
                .filter(node ->
                        node.kind() == NodeKind.GATEWAY && node.organisation().agency())
                .toList();
    }

    private boolean register(Node gateway) {
        String agency = gateway.organisation().id();
        var authority = issuer.organisation(agency, "agency");
        Credential witness =
                authority.witness(topology.zone(), home.node(gateway).resolve("witness"));
        Person officer = new Person(
                authority.person("officer", "officer"),
                gateways.https().get(agency),
                ClientTls.roots(home.trust().resolve("tls-bundle.pem")));
        for (JsonNode known : officer.get("/api/v1/witnesses").body()) {
            if (known.path("certificate").asText().equals(der(witness))) {
                return false;
            }
        }
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("certificate", witness.certificatePem())
                .put("reason", "the key of this agency's gateway");
        officer.must(
                "POST",
                "/api/v1/witnesses",
                document,
                Map.of("Idempotency-Key", "witness-" + witness.fingerprint().substring(0, 32)));
        return true;
    }

    private static String der(Credential witness) {
        try {
            return Base64.getEncoder().encodeToString(witness.certificate().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
