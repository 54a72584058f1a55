package org.zoneledger.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.zoneledger.issuer.Issuer;
import org.zoneledger.launcher.State.Demo;
import org.zoneledger.launcher.build.FabricBinaries;
import org.zoneledger.launcher.build.JavaPrograms;
import org.zoneledger.launcher.build.Prerequisites;
import org.zoneledger.launcher.demo.Gateways;
import org.zoneledger.launcher.network.Channel;
import org.zoneledger.launcher.network.Probe;
import org.zoneledger.launcher.network.Probe.Health;
import org.zoneledger.launcher.process.Supervisor;
import org.zoneledger.launcher.render.ChaincodePackage;
import org.zoneledger.launcher.render.ChannelConfiguration;
import org.zoneledger.launcher.render.Folder;
import org.zoneledger.launcher.render.NodeFolders;
import org.zoneledger.launcher.render.Programs;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Organisation;
import org.zoneledger.launcher.topology.Topology;

/**
 * Brings a zone up, stage by stage. Every stage looks first at what is there, so running it again continues an interrupted start
 * and does nothing to a zone that is already up. What a failing run started, it stops.
 */
final class Up {
    private static final Duration NODE_LIMIT = Duration.ofSeconds(90);
    private static final Duration AGREEMENT_LIMIT = Duration.ofSeconds(90);

    private final Setting setting;
    private final Topology topology;
    private final ZoneHome home;
    private final Progress progress;
    private final boolean noDemo;
    private final boolean noGateways;
    private final Supervisor supervisor;
    private final Probe probe;
    private final Channel channel;
    private final List<Node> nodes;
    private final Set<Node> started = ConcurrentHashMap.newKeySet();
    private final Map<Node, Long> logStarts = new ConcurrentHashMap<>();
    private final Map<Node, String> fingerprints = new LinkedHashMap<>();

    Up(Setting setting, Progress progress, boolean noDemo, boolean noGateways) {
        this.setting = setting;
        this.topology = setting.topology();
        this.home = setting.home();
        this.progress = progress;
        this.noDemo = noDemo;
        this.noGateways = noGateways;
        this.supervisor = new Supervisor(home);
        this.probe = new Probe(topology, home);
        this.channel = new Channel(topology, home, probe);
        this.nodes = topology.nodes().stream()
                .filter(node -> !noGateways || node.kind() != NodeKind.GATEWAY)
                .toList();
    }

    void run() {
        Thread undo = new Thread(this::undo);
        Runtime.getRuntime().addShutdownHook(undo);
        try {
            bringUp();
        } catch (RuntimeException e) {
            undo();
            throw e;
        } finally {
            started.clear();
        }
    }

    private void bringUp() {
        Prerequisites.requireJdk();
        Prerequisites.requireSetsid();
        State state = setting.state()
                .orElseGet(() -> new State(topology.portBase(), false, noDemo ? Demo.DECLINED : Demo.DUE).write(home));
        progress.say("Zone " + topology.zone() + " in " + home.directory() + ", ports from " + topology.portBase());
        progress.stage("Fabric", () -> {
            FabricBinaries fabric = FabricBinaries.provide(
                    setting.checkout().resolve("network-config/fabric"), FabricBinaries.path(), home);
            return fabric.version() + ", " + fabric.origin();
        });
        JavaPrograms java = new JavaPrograms(setting.checkout(), home, !noGateways);
        List<String> stale = java.stale();
        if (!stale.isEmpty()) {
            progress.stage("Maven: " + String.join(", ", stale), () -> java.build(stale));
        }
        Programs programs = java.install();
        progress.stage("certificates and node folders", () -> render(programs));
        if (!state.established()) {
            establish();
            state = state.withChannel().write(home);
        }
        start("all nodes", nodes);
        if (!noGateways) {
            java.prune(programs);
        }
        boolean demo = state.demo() == Demo.DUE && !noDemo && !noGateways;
        if (demo) {
            // What this run started is worth keeping from here on, whatever becomes of the demonstration.
            started.clear();
            new Demonstration(setting).run(System.out);
        }
        progress.finished(nodes.size() + " nodes are up");
        if (!demo && !noGateways) {
            Gateways gateways = Gateways.of(topology);
            progress.say("  consumer page  " + gateways.consumerPage());
            gateways.https().forEach((id, url) -> progress.say(String.format(Locale.ROOT, "  %-13s  %s", id, url)));
            progress.say("  ./zone demo says what to look at, ./zone status how the nodes are");
        }
    }

    private void establish() {
        start(
                "orderers, chaincode, peers",
                topology.nodes().stream()
                        .filter(node -> node.kind() != NodeKind.GATEWAY)
                        .toList());
        progress.stage("channel " + topology.channel(), channel::join);
        ChaincodePackage chaincode = chaincodePackage();
        progress.stage("chaincode installed and agreed on", () -> {
            if (!channel.defined()) {
                channel.install(chaincode.id(), chaincode.file());
                channel.define(chaincode.id(), AGREEMENT_LIMIT);
            }
        });
    }

    private ChaincodePackage chaincodePackage() {
        return ChaincodePackage.keepOrMake(topology.chaincode(), new Folder(home.channel()));
    }

    private String render(Programs programs) {
        Issuer issuer = Crypto.issuer(setting);
        for (Organisation each : topology.organisations()) {
            issuer.organisation(each.id(), each.kind()).adminMsp(home.admin(each.id()));
            if (each.orderer().isPresent()) {
                issuer.organisation(each.ordererId(), "orderer");
            }
        }
        issuer.trust();
        NodeFolders folders = new NodeFolders(
                topology, home, issuer, programs, chaincodePackage().id());
        for (Node node : nodes) {
            fingerprints.put(node, folders.render(node));
        }
        renderChannel(issuer);
        return nodes.size() + " nodes of " + topology.organisations().size() + " organisations";
    }

    private void renderChannel(Issuer issuer) {
        Folder folder = new Folder(home.channel());
        ChannelConfiguration configuration = new ChannelConfiguration(topology);
        Path configtx = home.channel().resolve("configtx.yaml");
        Path block = home.channel().resolve(topology.channel() + ".block");
        try {
            if (Files.exists(block) && !Files.readString(configtx).equals(configuration.configtx())) {
                throw new ZoneException("network-config/zone.yaml no longer describes the channel in "
                        + home.directory() + ": undo the change, or ./zone clean to make the zone anew");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Organisation each : topology.organisations()) {
            issuer.organisation(each.id(), each.kind())
                    .channelMsp(home.channel().resolve("msp/" + each.id()));
            if (each.orderer().isPresent()) {
                issuer.organisation(each.ordererId(), "orderer")
                        .channelMsp(home.channel().resolve("msp/" + each.ordererId()));
            }
        }
        for (Node orderer : topology.nodes(NodeKind.ORDERER)) {
            Path from = home.node(orderer);
            folder.copy(from.resolve("tls/cert.pem"), "orderers/" + orderer.name() + "/tls.pem");
            folder.copy(from.resolve("msp/signcerts/cert.pem"), "orderers/" + orderer.name() + "/identity.pem");
        }
        folder.text("configtx.yaml", configuration.configtx());
        folder.text("collections.json", configuration.collections());
        channel.genesis();
    }

    private void start(String what, List<Node> nodes) {
        progress.stage(what, () -> {
            checkPorts(nodes);
            Set<Node> busy = new HashSet<>();
            nodes.parallelStream().forEach(node -> {
                logStarts.put(node, logSize(node));
                if (supervisor.start(node, fingerprints.get(node))) {
                    started.add(node);
                    synchronized (busy) {
                        busy.add(node);
                    }
                }
            });
            awaitHealth(nodes);
            return busy.isEmpty() ? "already running" : busy.size() + " started";
        });
    }

    /** A port somebody else holds is better found before a node stumbles over it. */
    private void checkPorts(List<Node> nodes) {
        for (Node node : nodes) {
            if (supervisor.process(node).isEmpty() && supervisor.keeper(node).isEmpty()) {
                for (int port : topology.ports().all(node)) {
                    try (ServerSocket socket = new ServerSocket()) {
                        socket.bind(new InetSocketAddress(topology.bind(), port));
                    } catch (IOException e) {
                        throw new ZoneException(
                                "port " + port + " of " + node + " is taken by another program: stop it, or "
                                        + "make the zone on other ports (./zone clean, ./zone up --port-base PORT)",
                                e);
                    }
                }
            }
        }
    }

    private void awaitHealth(List<Node> nodes) {
        Map<Node, Health> unhealthy = new ConcurrentHashMap<>();
        List<Node> waiting = new ArrayList<>(nodes);
        boolean healthy = Supervisor.await(
                () -> {
                    unhealthy.clear();
                    waiting.parallelStream().forEach(node -> {
                        Health health = probe.health(node);
                        if (!health.healthy()) {
                            unhealthy.put(node, health);
                        }
                    });
                    waiting.retainAll(unhealthy.keySet());
                    waiting.forEach(this::checkNotCrashing);
                    return waiting.isEmpty();
                },
                NODE_LIMIT);
        if (!healthy) {
            throw new ZoneException(waiting.stream()
                    .map(node -> node + " is not healthy: "
                            + unhealthy.get(node).detail().orElse("no reason given") + log(node))
                    .collect(Collectors.joining("\n")));
        }
    }

    private void checkNotCrashing(Node node) {
        List<String> lines = newLog(node);
        long ends = lines.stream().filter(Up::isKeepers).count();
        if (ends >= 3) {
            String last = lines.stream()
                    .filter(line -> !isKeepers(line) && !line.isBlank())
                    .filter(line -> line.toLowerCase(Locale.ROOT)
                            .matches(".*(error|panic|exception|fatal|cannot|denied|in use).*"))
                    .reduce((first, second) -> second)
                    .orElse("it said nothing");
            throw new ZoneException(node + " ends again and again: " + last.strip() + log(node));
        }
    }

    private static boolean isKeepers(String line) {
        return line.contains(" keeper: ended");
    }

    private String log(Node node) {
        return "\n  log: " + home.node(node).resolve("log");
    }

    private long logSize(Node node) {
        try {
            Path log = home.node(node).resolve("log");
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> newLog(Node node) {
        Path log = home.node(node).resolve("log");
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(Math.min(
                    Files.size(log), Optional.ofNullable(logStarts.get(node)).orElse(0L)));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Stops what this run started. */
    private void undo() {
        supervisor.stop(List.copyOf(started));
    }
}
