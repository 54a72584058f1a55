package org.zoneledger.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.zoneledger.launcher.State.Demo;
import org.zoneledger.launcher.build.FabricBinaries;
import org.zoneledger.launcher.build.JavaPrograms;
import org.zoneledger.launcher.build.Prerequisites;
import org.zoneledger.launcher.demo.Gateways;
import org.zoneledger.launcher.demo.Witnesses;
import org.zoneledger.launcher.network.Channel;
import org.zoneledger.launcher.network.Probe;
import org.zoneledger.launcher.process.Supervisor;
import org.zoneledger.launcher.render.ChaincodePackage;
import org.zoneledger.launcher.render.Programs;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Topology;

/**
 * Brings a zone up, stage by stage. Every stage looks first at what is there, so running it again continues an interrupted start
 * and does nothing to a zone that is already up. What a failing run started, it stops.
 */
final class Up {
    private static final Duration AGREEMENT_LIMIT = Duration.ofSeconds(90);

    private final Setting setting;
    private final Topology topology;
    private final ZoneHome home;
    private final Progress progress;
    private final boolean noDemo;
    private final boolean noGateways;
    private final Supervisor supervisor;
    private final Channel channel;
    private final Rendering rendering;
    private final Readiness readiness;
    private final List<Node> nodes;
    private final Set<Node> started = ConcurrentHashMap.newKeySet();
    private final ReadWriteLock starting = new ReentrantReadWriteLock();
    private volatile boolean cancelled;

    Up(Setting setting, Progress progress, boolean noDemo, boolean noGateways) {
        this.setting = setting;
        this.topology = setting.topology();
        this.home = setting.home();
        this.progress = progress;
        this.noDemo = noDemo;
        this.noGateways = noGateways;
        this.supervisor = new Supervisor(home);
        Probe probe = new Probe(topology, home);
        this.channel = new Channel(topology, home, probe);
        this.rendering = new Rendering(topology, home, Crypto.issuer(setting));
        this.readiness = new Readiness(home, probe);
        this.nodes = topology.nodes().stream()
                .filter(node -> !noGateways || node.kind() != NodeKind.GATEWAY)
                .toList();
    }

    void run() {
        Thread onSignal = new Thread(this::undo);
        Runtime.getRuntime().addShutdownHook(onSignal);
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
        Map<Node, String> fingerprints = progress.stage(
                "certificates and node folders",
                () -> rendering.render(nodes, programs),
                rendered -> rendered.size() + " nodes of "
                        + topology.organisations().size() + " organisations");
        if (!state.established()) {
            establish(fingerprints);
            state = state.withChannel().write(home);
        }
        start("all nodes", nodes, fingerprints);
        if (!noGateways) {
            java.prune(programs);
            progress.stage(
                    "witness keys of the agencies registered",
                    () -> new Witnesses(topology, home, Crypto.issuer(setting)).register(),
                    registered -> registered == 0 ? "all were known" : registered + " were new");
        }
        boolean demo = state.demo() == Demo.DUE && !noDemo && !noGateways;
        if (demo) {
            // The zone is up and stays up, whatever becomes of the demonstration.
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

    private void establish(Map<Node, String> fingerprints) {
        channel.genesis();
        List<Node> ledger =
                nodes.stream().filter(node -> node.kind() != NodeKind.GATEWAY).toList();
        start("orderers, chaincode, peers", ledger, fingerprints);
        progress.stage("channel " + topology.channel(), channel::join);
        progress.stage("chaincode installed and agreed on", () -> {
            ChaincodePackage chaincode = rendering.chaincode();
            if (!channel.defined()) {
                channel.install(chaincode.id(), chaincode.file());
                channel.define(chaincode.id(), AGREEMENT_LIMIT);
            }
        });
    }

    private void start(String what, List<Node> wanted, Map<Node, String> fingerprints) {
        progress.stage(
                what,
                () -> {
                    wanted.forEach(this::mustHaveItsPorts);
                    long begun = wanted.parallelStream()
                            .filter(node -> start(node, fingerprints.get(node)))
                            .count();
                    readiness.await(wanted);
                    return begun;
                },
                begun -> begun == 0 ? "already running" : begun + " started");
    }

    private boolean start(Node node, String fingerprint) {
        starting.readLock().lock();
        try {
            if (cancelled) {
                return false;
            }
            readiness.starting(node);
            boolean begun = supervisor.start(node, fingerprint);
            if (begun) {
                started.add(node);
            }
            return begun;
        } finally {
            starting.readLock().unlock();
        }
    }

    /** A port somebody else holds is better found before a node stumbles over it. */
    private void mustHaveItsPorts(Node node) {
        if (supervisor.process(node).isPresent() || supervisor.keeper(node).isPresent()) {
            return;
        }
        for (int port : topology.ports().all(node)) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(topology.bind(), port));
            } catch (IOException e) {
                throw new ZoneException(
                        "port " + port + " of " + node
                                + " is taken by another program: stop it, or make the zone on other "
                                + "ports (./zone clean, ./zone up --port-base PORT)",
                        e);
            }
        }
    }

    /** Stops what this run started, and lets it start nothing more. */
    private void undo() {
        starting.writeLock().lock();
        try {
            cancelled = true;
            supervisor.stop(List.copyOf(started));
        } finally {
            starting.writeLock().unlock();
        }
    }
}
