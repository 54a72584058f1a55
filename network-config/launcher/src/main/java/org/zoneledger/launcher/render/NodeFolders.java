package org.zoneledger.launcher.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.zoneledger.domain.Write;
import org.zoneledger.issuer.Issuer;
import org.zoneledger.launcher.ZoneHome;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Organisation;
import org.zoneledger.launcher.topology.PortPlan;
import org.zoneledger.launcher.topology.Topology;

/**
 * Renders one self-contained folder a node: configuration, certificates, environment, the command that starts it and the keeper
 * that starts it again. Paths inside are relative, the only private keys are the node's own, and beside the folder a node needs
 * nothing but {@code bin} or {@code lib}.
 */
public final class NodeFolders {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String LOG_FORMAT =
            "%{time:2006-01-02T15:04:05.000Z07:00} %{level:.4s} [%{module}] %{message}";

    private final Topology topology;
    private final PortPlan ports;
    private final ZoneHome home;
    private final Issuer issuer;
    private final Programs programs;
    private final String packageId;

    /**
     * @param packageId the chaincode package the chaincode processes answer for
     */
    public NodeFolders(Topology topology, ZoneHome home, Issuer issuer, Programs programs, String packageId) {
        this.topology = topology;
        this.ports = topology.ports();
        this.home = home;
        this.issuer = issuer;
        this.programs = programs;
        this.packageId = packageId;
    }

    /** Renders the folder of a node and gives the digest of what decides how the node behaves. */
    public String render(Node node) {
        Folder folder = new Folder(home.node(node));
        org.zoneledger.issuer.Organisation authority = authority(node);
        switch (node.kind()) {
            case ORDERER -> authority.ordererMsp(node.name(), folder.directory().resolve("msp"));
            case PEER -> authority.peerMsp(node.name(), folder.directory().resolve("msp"));
            case GATEWAY -> {
                authority.gatewayMsp(node.name(), folder.directory().resolve("msp"));
                if (node.organisation().agency()) {
                    authority.witness(topology.zone(), folder.directory().resolve("witness"));
                }
            }
            case CHAINCODE -> {}
        }
        authority.tls(
                node.name(),
                List.of(topology.host(node.organisation())),
                folder.directory().resolve("tls"));
        folder.include("tls/cert.pem");
        folder.script("keep", Template.read("keep"));
        switch (node.kind()) {
            case ORDERER -> orderer(node, folder);
            case PEER -> peer(node, folder);
            case GATEWAY -> gateway(node, folder);
            case CHAINCODE -> chaincode(node, folder);
        }
        return folder.fingerprint();
    }

    private org.zoneledger.issuer.Organisation authority(Node node) {
        String kind = node.kind() == NodeKind.ORDERER
                ? "orderer"
                : node.organisation().kind();
        return issuer.organisation(node.authority(), kind);
    }

    private void orderer(Node node, Folder folder) {
        Organisation of = node.organisation();
        List<String> roots = new ArrayList<>();
        for (Organisation each : topology.ordering()) {
            String root = "tls/roots/" + each.ordererId() + ".pem";
            folder.copy(home.trust().resolve(each.ordererId() + "-tlsca.pem"), root);
            roots.add(root);
        }
        Map<String, Object> values = common(node);
        values.put("ordererPort", ports.orderer(of));
        values.put("adminPort", ports.ordererAdmin(of));
        values.put("operationsPort", ports.ordererOperations(of));
        values.put("roots", "[" + String.join(", ", roots) + "]");
        folder.include("msp/signcerts/cert.pem");
        folder.text("orderer.yaml", Template.fill("orderer.yaml", values));
        environment(folder, fabric("info:grpc=warn:comm.grpc.server=warn:orderer.consensus.smartbft.consensus=warn"));
        start(node, folder, "exec \"${ZONE_BIN:-../../bin}/orderer\"");
    }

    private void peer(Node node, Folder folder) {
        Organisation of = node.organisation();
        Map<String, Object> values = common(node);
        values.put("peerPort", ports.peer(of));
        values.put("chaincodeListenerPort", ports.peerChaincode(of));
        values.put("operationsPort", ports.peerOperations(of));
        folder.include("msp/signcerts/cert.pem");
        folder.text("core.yaml", Template.fill("core.yaml", values));
        if (of.runs(NodeKind.CHAINCODE)) {
            folder.text(
                    "builder/" + topology.chaincode().name() + ".json",
                    connection(of, folder.directory().resolve("tls")));
        }
        for (String script : List.of("detect", "build", "release")) {
            folder.script("builder/bin/" + script, Template.read("builder/" + script));
        }
        environment(folder, fabric("info:gossip=warn:grpc=warn:comm.grpc.server=warn:endorser=warn:core.comm=warn"));
        start(node, folder, "exec \"${ZONE_BIN:-../../bin}/peer\" node start");
    }

    /** How a peer reaches its organisation's chaincode process: mutual TLS, both ends certified by that organisation. */
    private String connection(Organisation of, Path tls) {
        try {
            Map<String, Object> connection = new LinkedHashMap<>();
            connection.put("address", topology.host(of) + ":" + ports.chaincode(of));
            connection.put("dial_timeout", "5s");
            connection.put("tls_required", true);
            connection.put("client_auth_required", true);
            connection.put("client_key", Files.readString(tls.resolve("key.pem")));
            connection.put("client_cert", Files.readString(tls.resolve("cert.pem")));
            connection.put("root_cert", Files.readString(tls.resolve("ca.pem")));
            return JSON.writeValueAsString(connection);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void chaincode(Node node, Folder folder) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CHAINCODE_SERVER_ADDRESS", topology.bind() + ":" + ports.chaincode(node.organisation()));
        environment.put("CORE_CHAINCODE_ID_NAME", packageId);
        environment.put("CORE_PEER_LOCALMSPID", node.msp());
        environment.put("CORE_PEER_TLS_ENABLED", "true");
        // The server takes its certificate from the FILE variables; the shim also insists on the same in base64.
        base64(folder, "tls/cert.pem", "tls/cert.b64");
        base64(folder, "tls/key.pem", "tls/key.b64");
        environment.put("CORE_TLS_CLIENT_CERT_FILE", "tls/cert.pem");
        environment.put("CORE_TLS_CLIENT_KEY_FILE", "tls/key.pem");
        environment.put("CORE_TLS_CLIENT_CERT_PATH", "tls/cert.b64");
        environment.put("CORE_TLS_CLIENT_KEY_PATH", "tls/key.b64");
        // The peer must show a certificate of this root.
        environment.put("CORE_PEER_TLS_ROOTCERT_FILE", "tls/ca.pem");
        environment.put("CORE_CHAINCODE_LOGGING_LEVEL", "WARNING");
        environment.put("CORE_CHAINCODE_LOGGING_SHIM", "WARNING");
        environment.put("MALLOC_ARENA_MAX", "2");
        environment(folder, environment);
        start(node, folder, java(topology.java().chaincode(), "${ZONE_LIB:-../../lib}/" + programs.chaincode()));
    }

    private static void base64(Folder folder, String from, String to) {
        try {
            byte[] content = Files.readAllBytes(folder.directory().resolve(from));
            folder.text(to, Base64.getEncoder().encodeToString(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void gateway(Node node, Folder folder) {
        Organisation of = node.organisation();
        folder.copy(home.trust().resolve(of.id() + "-tlsca.pem"), "trust/peer.pem");
        List<String> trusted = new ArrayList<>();
        List<String> revoked = new ArrayList<>();
        List<String> authorities = new ArrayList<>(List.of(of.id()));
        authorities.addAll(of.admits());
        for (String authority : authorities) {
            String root = "trust/" + authority + "-ca.pem";
            String revocations = "trust/" + authority + "-crl.pem";
            folder.copy(home.directory().resolve(root), root);
            folder.copy(home.directory().resolve(revocations), revocations);
            trusted.add(root);
            revoked.add(revocations);
        }
        Map<String, Object> values = common(node);
        values.put("organisation", of.id());
        values.put("channel", topology.channel());
        values.put("chaincode", topology.chaincode().name());
        values.put(
                "agencies", topology.agencies().stream().map(Organisation::msp).collect(Collectors.joining(",")));
        values.put("collections", String.join(",", collections(of)));
        values.put("others", others(of, folder));
        values.put("peerPort", ports.peer(of));
        values.put("publicUrl", publicUrl(of));
        values.put("gatewayPort", ports.gateway(of));
        values.put("consumerPort", ports.consumer(of));
        values.put("managementPort", ports.management(of));
        values.put("insecure", of.consumer() ? "enabled" : "disabled");
        values.put("trusted", String.join(",", trusted));
        values.put("revoked", String.join(",", revoked));
        folder.include("msp/signcerts/cert.pem");
        folder.text("application.properties", Template.fill("gateway.properties", values));
        environment(folder, Map.of("SMALLRYE_CONFIG_LOCATIONS", "application.properties", "MALLOC_ARENA_MAX", "2"));
        start(
                node,
                folder,
                java(topology.java().gateway(), "${ZONE_LIB:-../../lib}/" + programs.gateway() + "/quarkus-run.jar"));
    }

    /** The private data that an organisation's peer holds: its own implicit collection too, where it may keep something there. */
    private List<String> collections(Organisation of) {
        List<String> names = new ArrayList<>();
        topology.collections().stream()
                .filter(each -> topology.members(each).contains(of))
                .map(Topology.Collection::name)
                .forEach(names::add);
        if (of.agency()) {
            names.add(Write.implicit(of.msp()));
        }
        return names;
    }

    /** Where a gateway finds those of the agencies, and what only an agency's has: its witness, and by which roots it knows auditors. */
    private String others(Organisation of, Folder folder) {
        StringBuilder lines = new StringBuilder();
        if (of.agency()) {
            lines.append(auditors(folder))
                    .append("zone.witness.certificate=witness/witness.pem\n")
                    .append("zone.witness.key=witness/witness.key\n");
            folder.include("witness/witness.pem");
        }
        for (Organisation each : topology.agencies()) {
            String root = "trust/" + each.id() + "-gateway.pem";
            folder.copy(home.trust().resolve(each.id() + "-tlsca.pem"), root);
            folder.copy(home.trust().resolve(each.id() + "-ca.pem"), "trust/agencies/" + each.id() + ".pem");
            lines.append("zone.gateways.")
                    .append(each.msp())
                    .append(".url=https://")
                    .append(topology.host(each))
                    .append(':')
                    .append(ports.gateway(each))
                    .append("\nzone.gateways.")
                    .append(each.msp())
                    .append(".tls-roots=")
                    .append(root)
                    .append('\n');
        }
        return lines.toString().stripTrailing();
    }

    /** The authority that certifies auditors, and its list: whom this gateway writes an access record for. */
    private String auditors(Folder folder) {
        StringBuilder lines = new StringBuilder();
        topology.organisations().stream()
                .filter(Organisation::audits)
                .findFirst()
                .ifPresent(audit -> {
                    folder.copy(home.trust().resolve(audit.id() + "-ca.pem"), "trust/auditors.pem");
                    folder.copy(home.trust().resolve(audit.id() + "-crl.pem"), "trust/auditors-crl.pem");
                    lines.append("zone.auditors.roots=trust/auditors.pem\n")
                            .append("zone.auditors.revocations=trust/auditors-crl.pem\n");
                });
        return lines.toString();
    }

    /** What links and QR codes of an organisation's gateway start with. */
    public String publicUrl(Organisation of) {
        return of.consumer()
                ? "http://" + topology.host(of) + ":" + ports.consumer(of)
                : "https://" + topology.host(of) + ":" + ports.gateway(of);
    }

    private Map<String, Object> common(Node node) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("node", node.name());
        values.put("zone", topology.zone());
        values.put("msp", node.msp());
        values.put("host", topology.host(node.organisation()));
        values.put("bind", topology.bind());
        return values;
    }

    private static String java(String options, String jar) {
        return "exec \"${JAVA_HOME:+$JAVA_HOME/bin/}java\" " + options
                + " -XX:+UseSerialGC -Xss512k -XX:+ExitOnOutOfMemoryError -jar \"" + jar
                + "\"";
    }

    private static Map<String, String> fabric(String levels) {
        // GOGC: half the memory for a little more work of the collector.
        return Map.of(
                "FABRIC_CFG_PATH",
                ".",
                "FABRIC_LOGGING_SPEC",
                levels,
                "FABRIC_LOGGING_FORMAT",
                LOG_FORMAT,
                "GOGC",
                "60");
    }

    private static void environment(Folder folder, Map<String, String> variables) {
        folder.text(
                "environment",
                variables.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> each.getKey() + "='" + each.getValue() + "'\n")
                        .collect(Collectors.joining()));
    }

    private static void start(Node node, Folder folder, String command) {
        folder.script("start", """
                #!/bin/sh
                # Runs NODE in the foreground.
                cd "$(dirname "$0")" || exit 1
                umask 077
                mkdir -p data
                set -a
                . ./environment
                set +a
                """.replace("NODE", node.name()) + command + "\n");
    }
}
