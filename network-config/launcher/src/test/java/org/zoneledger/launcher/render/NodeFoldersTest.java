package org.zoneledger.launcher.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.issuer.CryptoConfig;
import org.zoneledger.issuer.Issuer;
import org.zoneledger.launcher.ZoneHome;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Organisation;
import org.zoneledger.launcher.topology.Topology;

class NodeFoldersTest {
    private static final String PACKAGE = "zone_0.1.0:00";

    @TempDir
    private static Path directory;

    private static Topology topology;
    private static ZoneHome home;
    private static Issuer issuer;
    private static final Map<Node, String> FINGERPRINTS = new LinkedHashMap<>();

    @BeforeAll
    static void render() throws IOException {
        topology = Topology.read(Path.of("../zone.yaml"));
        home = new ZoneHome(directory);
        issuer = Issuer.open(directory, CryptoConfig.read(Path.of("../../crypto-config/crypto-config.yaml")));
        for (Organisation each : topology.organisations()) {
            issuer.organisation(each.id(), each.kind()).adminMsp(home.admin(each.id()));
            each.orderer().ifPresent(msp -> issuer.organisation(each.ordererId(), "orderer"));
        }
        issuer.trust();
        topology.nodes()
                .forEach(node ->
                        FINGERPRINTS.put(node, folders(topology, PACKAGE).render(node)));
    }

    @Test
    void holds_no_private_key_but_the_nodes_own() throws IOException {
        Map<String, Path> keys = new HashMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            all.filter(file -> file.getFileName().toString().matches("(key\\.pem|.*\\.key)"))
                    .forEach(file -> keys.put(secret(file), file));
        }
        assertThat(keys.size()).isGreaterThan(topology.nodes().size());
        for (Node node : topology.nodes()) {
            for (Path file : files(node)) {
                String content = bare(file.toString().endsWith(".b64") ? decoded(file) : read(file));
                keys.forEach(
                        (secret, owner) -> assertThat(content.contains(secret) && !owner.startsWith(home.node(node)))
                                .as("%s holds the key of %s", file, owner)
                                .isFalse());
            }
        }
    }

    @Test
    void is_readable_by_its_owner_only() throws IOException {
        for (Node node : topology.nodes()) {
            for (Path file : files(node)) {
                assertThat(Files.getPosixFilePermissions(file))
                        .as("%s", file)
                        .isSubsetOf(
                                PosixFilePermission.OWNER_READ,
                                PosixFilePermission.OWNER_WRITE,
                                PosixFilePermission.OWNER_EXECUTE);
            }
        }
    }

    @Test
    void names_no_path_of_this_machine() throws IOException {
        for (Node node : topology.nodes()) {
            for (Path file : files(node)) {
                assertThat(read(file)).as("%s", file).doesNotContain(directory.toString());
            }
        }
    }

    @Test
    void has_a_command_to_start_it_and_a_keeper() {
        for (Node node : topology.nodes()) {
            assertThat(home.node(node).resolve("start")).isExecutable();
            assertThat(home.node(node).resolve("keep")).isExecutable();
            assertThat(home.node(node).resolve("environment")).isNotEmptyFile();
        }
    }

    @Test
    void is_the_same_when_rendered_again() {
        FINGERPRINTS.forEach((node, fingerprint) ->
                assertThat(folders(topology, PACKAGE).render(node)).isEqualTo(fingerprint));
    }

    @Test
    void has_another_fingerprint_when_what_it_runs_changes() {
        Node chaincode = topology.nodes(NodeKind.CHAINCODE).get(0);
        assertThat(folders(topology, "zone_0.1.0:11").render(chaincode)).isNotEqualTo(FINGERPRINTS.get(chaincode));
        folders(topology, PACKAGE).render(chaincode);
    }

    @Test
    void calls_the_chaincode_over_mutual_tls() throws IOException {
        Path folder = home.node(node("tax-peer"));
        JsonNode connection =
                new ObjectMapper().readTree(folder.resolve("builder/zone.json").toFile());
        assertThat(connection.path("address").asText()).isEqualTo("localhost:17013");
        assertThat(connection.path("tls_required").asBoolean()).isTrue();
        assertThat(connection.path("client_auth_required").asBoolean()).isTrue();
        assertThat(connection.path("root_cert").asText()).isEqualTo(read(directory.resolve("trust/tax-tlsca.pem")));
        assertThat(home.node(node("operator-peer")).resolve("builder/zone.json"))
                .doesNotExist();
    }

    @Test
    void switches_tls_on_at_every_listener_of_peers_and_orderers() throws IOException {
        JsonNode peer = yaml(home.node(node("audit-peer")).resolve("core.yaml"));
        assertThat(peer.at("/peer/tls/enabled").asBoolean()).isTrue();
        assertThat(peer.at("/operations/tls/enabled").asBoolean()).isTrue();
        assertThat(peer.at("/peer/localMspId").asText()).isEqualTo("AuditMSP");
        assertThat(peer.at("/vm/endpoint").asText()).isEmpty();
        JsonNode orderer = yaml(home.node(node("market-orderer")).resolve("orderer.yaml"));
        assertThat(orderer.at("/General/TLS/Enabled").asBoolean()).isTrue();
        assertThat(orderer.at("/Operations/TLS/Enabled").asBoolean()).isTrue();
        assertThat(orderer.at("/Admin/TLS/ClientAuthRequired").asBoolean()).isTrue();
        assertThat(orderer.at("/General/Cluster/RootCAs")).hasSize(4);
        assertThat(orderer.at("/General/LocalMSPID").asText()).isEqualTo("MarketOrdererMSP");
    }

    @Test
    void lets_a_gateway_trust_its_own_people_and_those_it_admits() throws IOException {
        assertThat(gateway("customs").getProperty("quarkus.tls.zone.trust-store.pem.certs"))
                .isEqualTo("trust/customs-ca.pem");
        assertThat(gateway("operator").getProperty("quarkus.tls.zone.trust-store.pem.certs"))
                .isEqualTo("trust/operator-ca.pem,trust/commerce-ca.pem,trust/market-ca.pem");
    }

    @Test
    void opens_plain_http_for_consumers_at_the_operator_only() throws IOException {
        assertThat(gateway("operator").getProperty("quarkus.http.insecure-requests"))
                .isEqualTo("enabled");
        assertThat(gateway("operator").getProperty("quarkus.http.port")).isEqualTo("17055");
        for (String each : List.of("customs", "tax", "forex", "market", "commerce", "audit")) {
            assertThat(gateway(each).getProperty("quarkus.http.insecure-requests"))
                    .isEqualTo("disabled");
        }
    }

    @Test
    void lets_a_gateway_follow_the_collections_that_its_own_peer_holds() throws IOException {
        assertThat(gateway("tax").getProperty("zone.collections")).isEqualTo("agencies,people,_implicit_org_TaxMSP");
        assertThat(gateway("forex").getProperty("zone.collections")).isEqualTo("agencies,_implicit_org_ForexMSP");
        assertThat(gateway("audit").getProperty("zone.collections")).isEqualTo("agencies");
        assertThat(gateway("operator").getProperty("zone.collections")).isEmpty();
    }

    @Test
    void tells_a_gateway_where_those_of_the_agencies_are_and_by_which_roots_it_knows_them() throws IOException {
        Properties customs = gateway("customs");
        assertThat(customs.getProperty("zone.gateways.TaxMSP.url")).isEqualTo("https://localhost:17014");
        Path root = home.node(node("customs-gateway")).resolve(customs.getProperty("zone.gateways.TaxMSP.tls-roots"));
        assertThat(read(root)).isEqualTo(read(directory.resolve("trust/tax-tlsca.pem")));
        assertThat(customs.stringPropertyNames())
                .filteredOn(name -> name.startsWith("zone.gateways.") && name.endsWith(".url"))
                .hasSize(5);
        for (String other : List.of("operator", "audit")) {
            assertThat(gateway(other).getProperty("zone.gateways.TaxMSP.url")).isEqualTo("https://localhost:17014");
        }
    }

    @Test
    void gives_an_agencys_gateway_and_no_other_the_key_of_a_witness_and_each_the_roots_of_the_agencies()
            throws IOException {
        assertThat(gateway("customs").getProperty("zone.witness.key")).isEqualTo("witness/witness.key");
        assertThat(home.node(node("customs-gateway")).resolve("witness/witness.key"))
                .exists();
        assertThat(gateway("operator").stringPropertyNames()).noneMatch(name -> name.startsWith("zone.witness."));
        Path roots =
                home.node(node("operator-gateway")).resolve(gateway("operator").getProperty("zone.roots"));
        assertThat(read(roots.resolve("tax.pem"))).isEqualTo(read(directory.resolve("trust/tax-ca.pem")));
    }

    @Test
    void tells_an_agencys_gateway_and_no_other_by_which_authority_it_knows_auditors() throws IOException {
        Properties tax = gateway("tax");
        Path folder = home.node(node("tax-gateway"));
        assertThat(read(folder.resolve(tax.getProperty("zone.auditors.roots"))))
                .isEqualTo(read(directory.resolve("trust/audit-ca.pem")));
        assertThat(read(folder.resolve(tax.getProperty("zone.auditors.revocations"))))
                .isEqualTo(read(directory.resolve("trust/audit-crl.pem")));
        for (String each : List.of("operator", "audit")) {
            assertThat(gateway(each).stringPropertyNames()).noneMatch(name -> name.startsWith("zone.auditors."));
        }
    }

    @Test
    void lets_a_peer_drop_what_was_purged_with_every_block() throws IOException {
        assertThat(yaml(home.node(node("tax-peer")).resolve("core.yaml"))
                        .at("/ledger/pvtdataStore/purgeInterval")
                        .asInt())
                .isEqualTo(1);
    }

    private static NodeFolders folders(Topology topology, String packageId) {
        return new NodeFolders(
                topology, home, issuer, new Programs("zone-contracts-1.jar", "zone-gateway-1"), packageId);
    }

    private static Node node(String name) {
        return topology.nodes().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Properties gateway(String organisation) throws IOException {
        Properties properties = new Properties();
        Path file = home.node(node(organisation + "-gateway")).resolve("application.properties");
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static JsonNode yaml(Path file) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
    }

    private static List<Path> files(Node node) throws IOException {
        try (Stream<Path> all = Files.walk(home.node(node))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** What is inside the PEM lines. */
    private static String secret(Path key) {
        return bare(read(key)).replaceAll("-----[A-Z]+-----", "");
    }

    /** A text as one line, out of the JSON or base64 it may be wrapped in. */
    private static String bare(String text) {
        return text.replace("\\n", "").replaceAll("\\s", "");
    }

    private static String decoded(Path file) {
        return new String(Base64.getDecoder().decode(read(file)), StandardCharsets.UTF_8);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
