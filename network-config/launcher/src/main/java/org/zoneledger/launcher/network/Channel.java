package org.zoneledger.launcher.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zoneledger.launcher.ZoneException;
import org.zoneledger.launcher.ZoneHome;
import org.zoneledger.launcher.process.Command;
import org.zoneledger.launcher.process.Command.Outcome;
import org.zoneledger.launcher.process.Supervisor;
import org.zoneledger.launcher.render.ChannelConfiguration;
import org.zoneledger.launcher.render.Policies;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Organisation;
import org.zoneledger.launcher.topology.PortPlan;
import org.zoneledger.launcher.topology.Topology;

/**
 * Brings the channel into being with Fabric's own tools, as the administrators of the organisations. Every step looks first at
 * what is already done, so that an interrupted run is continued by running it again.
 */
public final class Channel {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Topology topology;
    private final PortPlan ports;
    private final ZoneHome home;
    private final Probe probe;

    public Channel(Topology topology, ZoneHome home, Probe probe) {
        this.topology = topology;
        this.ports = topology.ports();
        this.home = home;
        this.probe = probe;
    }

    /** The first block, made once. */
    public Path genesis() {
        Path block = home.channel().resolve(topology.channel() + ".block");
        if (!Files.exists(block)) {
            Path made = block.resolveSibling(block.getFileName() + ".new");
            Outcome outcome = tool(
                            "configtxgen",
                            Map.of("FABRIC_CFG_PATH", home.channel().toString()),
                            "-profile",
                            ChannelConfiguration.PROFILE,
                            "-channelID",
                            topology.channel(),
                            "-outputBlock",
                            made.toString())
                    .run(LIMIT);
            check(outcome, "the first block could not be made");
            try {
                Files.move(made, block, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return block;
    }

    /** Lets every orderer and peer that is not there yet join the channel. */
    public void join() {
        Path block = genesis();
        topology.nodes(NodeKind.ORDERER).parallelStream()
                .filter(node -> !joined(node))
                .forEach(node -> join(node, block));
        topology.nodes(NodeKind.PEER).parallelStream()
                .filter(node -> !joined(node))
                .forEach(node -> joinPeer(node, block));
    }

    /** Whether this orderer or peer has the channel. */
    public boolean joined(Node node) {
        return probe.metric(node, "ledger_blockchain_height").isPresent();
    }

    private void join(Node orderer, Path block) {
        String tls = home.node(orderer).resolve("tls").toString();
        Outcome outcome = tool(
                        "osnadmin",
                        Map.of(),
                        "channel",
                        "join",
                        "--channelID",
                        topology.channel(),
                        "--config-block",
                        block.toString(),
                        "-o",
                        topology.host(orderer.organisation()) + ":" + ports.ordererAdmin(orderer.organisation()),
                        "--ca-file",
                        tls + "/ca.pem",
                        "--client-cert",
                        tls + "/cert.pem",
                        "--client-key",
                        tls + "/key.pem")
                .run(LIMIT);
        check(outcome, orderer + " could not join the channel");
        if (!outcome.output().contains("Status: 201")) {
            throw new ZoneException(
                    orderer + " could not join the channel: " + outcome.output().strip());
        }
    }

    private void joinPeer(Node peer, Path block) {
        check(
                peer(peer.organisation(), "channel", "join", "-b", block.toString())
                        .run(LIMIT),
                peer + " could not join the channel");
    }

    /** Whether the definition in the topology is the one the channel runs. */
    public boolean defined() {
        Outcome outcome = lifecycle(
                        topology.agencies().get(0),
                        "querycommitted",
                        "--channelID",
                        topology.channel(),
                        "--name",
                        topology.chaincode().name(),
                        "--output",
                        "json")
                .run(LIMIT);
        if (!outcome.ok()) {
            return false;
        }
        JsonNode committed = json(outcome.output());
        return committed.path("sequence").asInt() >= topology.chaincode().sequence();
    }

    /** Installs the package at every agency's peer that lacks it. */
    public void install(String packageId, Path archive) {
        topology.agencies().parallelStream().forEach(agency -> {
            Outcome installed = lifecycle(agency, "queryinstalled").run(LIMIT);
            if (!installed.output().contains(packageId)) {
                check(
                        lifecycle(agency, "install", archive.toString()).run(LIMIT),
                        agency.id() + "-peer could not install the chaincode package");
            }
        });
    }

    /**
     * Every agency approves the definition, then it is committed with the endorsement of all of them.
     *
     * <p>Approvals are read back: the first one after a start may be lost while the orderers still choose their leader.
     */
    public void define(String packageId, Duration limit) {
        Map<String, String> reasons = new LinkedHashMap<>();
        List<String> round = new ArrayList<>();
        boolean approved = Supervisor.await(
                () -> {
                    List<Organisation> missing = missingApprovals();
                    int orderer = round.size();
                    round.add("");
                    missing.parallelStream().forEach(agency -> {
                        Outcome outcome = approve(agency, packageId, orderer);
                        synchronized (reasons) {
                            reasons.put(agency.id(), outcome.lastWords());
                        }
                    });
                    return missing.isEmpty();
                },
                limit);
        if (!approved) {
            throw new ZoneException("the agencies' approvals did not reach the ledger: " + reasons);
        }
        List<String> last = new ArrayList<>();
        boolean committed = Supervisor.await(
                () -> {
                    if (defined()) {
                        return true;
                    }
                    last.add(commit(last.size()).lastWords());
                    return defined();
                },
                limit);
        if (!committed) {
            throw new ZoneException("the chaincode definition was not committed: " + last.get(last.size() - 1));
        }
    }

    private List<Organisation> missingApprovals() {
        List<String> arguments = new ArrayList<>(List.of("checkcommitreadiness", "--output", "json"));
        arguments.addAll(definition());
        Outcome outcome = lifecycle(topology.agencies().get(0), arguments.toArray(String[]::new))
                .run(LIMIT);
        if (!outcome.ok()) {
            return topology.agencies();
        }
        JsonNode approvals = json(outcome.output()).path("approvals");
        return topology.agencies().stream()
                .filter(agency -> !approvals.path(agency.msp()).asBoolean())
                .toList();
    }

    private Outcome approve(Organisation agency, String packageId, int round) {
        List<String> arguments = new ArrayList<>(List.of("approveformyorg", "--package-id", packageId));
        arguments.addAll(List.of("--waitForEventTimeout", "8s"));
        arguments.addAll(definition());
        arguments.addAll(orderer(round));
        return lifecycle(agency, arguments.toArray(String[]::new)).run(LIMIT);
    }

    private Outcome commit(int round) {
        List<String> arguments = new ArrayList<>(List.of("commit", "--waitForEventTimeout", "8s"));
        arguments.addAll(definition());
        arguments.addAll(orderer(round));
        for (Organisation each : topology.agencies()) {
            arguments.addAll(List.of(
                    "--peerAddresses",
                    topology.host(each) + ":" + ports.peer(each),
                    "--tlsRootCertFiles",
                    home.trust().resolve(each.id() + "-tlsca.pem").toString()));
        }
        return lifecycle(topology.agencies().get(0), arguments.toArray(String[]::new))
                .run(LIMIT);
    }

    private List<String> definition() {
        return List.of(
                "--channelID", topology.channel(),
                "--name", topology.chaincode().name(),
                "--version", topology.chaincode().version(),
                "--sequence", Integer.toString(topology.chaincode().sequence()),
                "--signature-policy", Policies.endorsement(topology),
                "--collections-config",
                        home.channel().resolve("collections.json").toString());
    }

    private List<String> orderer(int round) {
        List<Organisation> ordering = topology.ordering();
        Organisation chosen = ordering.get(round % ordering.size());
        return List.of(
                "--orderer",
                topology.host(chosen) + ":" + ports.orderer(chosen),
                "--tls",
                "--cafile",
                home.trust().resolve(chosen.ordererId() + "-tlsca.pem").toString());
    }

    private Command lifecycle(Organisation as, String... arguments) {
        List<String> all = new ArrayList<>(List.of("lifecycle", "chaincode"));
        all.addAll(List.of(arguments));
        return peer(as, all.toArray(String[]::new));
    }

    /** The peer command line as the administrator of an organisation, asking that organisation's own peer. */
    private Command peer(Organisation as, String... arguments) {
        Path folder = home.node(new Node(as, NodeKind.PEER));
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("FABRIC_CFG_PATH", folder.toString());
        environment.put("FABRIC_LOGGING_SPEC", "error");
        environment.put("CORE_PEER_LOCALMSPID", as.msp());
        environment.put("CORE_PEER_MSPCONFIGPATH", home.admin(as.id()).toString());
        environment.put("CORE_PEER_ADDRESS", topology.host(as) + ":" + ports.peer(as));
        environment.put("CORE_PEER_TLS_ENABLED", "true");
        environment.put(
                "CORE_PEER_TLS_ROOTCERT_FILE", folder.resolve("tls/ca.pem").toString());
        return tool("peer", environment, arguments);
    }

    private Command tool(String name, Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of(home.bin().resolve(name).toString()));
        all.addAll(List.of(arguments));
        return new Command(all, environment, home.channel());
    }

    private static void check(Outcome outcome, String otherwise) {
        if (!outcome.ok()) {
            throw new ZoneException(otherwise + ": " + outcome.lastWords());
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ZoneException("a Fabric tool answered something else than JSON: " + text.strip(), e);
        }
    }
}
