package org.zoneledger.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zoneledger.launcher.demo.Gateways;
import org.zoneledger.launcher.demo.ZoneDemo;
import org.zoneledger.launcher.network.Channel;
import org.zoneledger.launcher.network.Probe;
import org.zoneledger.launcher.process.Command;
import org.zoneledger.launcher.render.ChaincodePackage;
import org.zoneledger.launcher.render.Folder;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Organisation;
import org.zoneledger.launcher.topology.Topology;

/**
 * Measures on a network of its own: a fresh zone in {@code bench} below the zone's home, a second chaincode on its channel to compare
 * with, and the load in a process of its own. Whatever it started it stops, also when it is interrupted.
 */
final class Benchmark {
    /** Below the ports that outgoing connections take: one that knocks at its own port finds itself. */
    static final int PORT_BASE = 22000;

    private static final Topology.Chaincode BASELINE = new Topology.Chaincode("baseline", "1", 1);

    /** Compiled well, as zone.yaml advises for hosts that run for long; the baseline's too. */
    private static final Topology.Java OPTIONS =
            new Topology.Java("-Xmx256m -XX:MaxMetaspaceSize=96m", "-Xmx384m -XX:MaxMetaspaceSize=160m");

    private static final Duration AGREEMENT_LIMIT = Duration.ofSeconds(90);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Progress progress;
    private final Path jar;
    private final List<Process> children = new ArrayList<>();
    private Setting setting;
    private boolean stopped;

    Benchmark(Setting setting, Progress progress) {
        this.setting = setting;
        this.progress = progress;
        this.jar = setting.checkout().resolve("network-config/bench/target/zone-bench.jar");
    }

    /** Where the zone of a benchmark is, below the home that the environment names. */
    static Setting setting(Map<String, String> environment) {
        Path home = Setting.of(environment, Optional.empty()).home().directory().resolve("bench");
        Setting found = Setting.of(
                Map.of("ZONE_CHECKOUT", environment.getOrDefault("ZONE_CHECKOUT", "."), "ZONE_HOME", home.toString()),
                Optional.of(PORT_BASE));
        return new Setting(found.checkout(), found.home(), found.topology().withJava(OPTIONS), found.state());
    }

    /**
     * Runs it.
     *
     * @param options of the load
     * @return exit code of the load
     */
    int run(List<String> options) {
        Thread onSignal = new Thread(this::stop);
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            clean();
            new Up(setting, progress, true, false).run();
            progress.stage("enterprises, products, captures", this::fill);
            progress.stage("chaincode " + BASELINE.name(), this::deploy);
            Process load = start(new ProcessBuilder(load(options)).inheritIO(), Map.of());
            return load.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZoneException("interrupted", e);
        } finally {
            stop();
        }
    }

    private void clean() {
        if (setting.state().isPresent()) {
            new Down(setting, progress).run();
            new Clean(setting.home()).run();
            setting = new Setting(setting.checkout(), setting.home(), setting.topology(), Optional.empty());
        }
    }

    private void fill() {
        ZoneDemo.run(
                setting.home().directory(),
                Gateways.of(setting.topology()),
                Crypto.issuer(setting),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    /** The other chaincode: same channel, same endorsement, same virtual machine, one process an agency. */
    private void deploy() {
        Topology topology = setting.topology().withChaincode(BASELINE);
        ZoneHome home = setting.home();
        ChaincodePackage packed = ChaincodePackage.keepOrMake(BASELINE, new Folder(home.channel()));
        for (Organisation agency : topology.agencies()) {
            connect(agency, address(agency));
            serve(agency, packed.id());
        }
        Channel channel = new Channel(topology, home, new Probe(topology, home));
        channel.install(packed.id(), packed.file());
        channel.define(packed.id(), AGREEMENT_LIMIT);
    }

    /** After the ports of the organisations. */
    private String address(Organisation agency) {
        Topology topology = setting.topology();
        int port = topology.portBase()
                + 10 * topology.organisations().size()
                + topology.agencies().indexOf(agency);
        return topology.host(agency) + ":" + port;
    }

    private void connect(Organisation agency, String address) {
        Folder folder = new Folder(setting.home().node(new Node(agency, NodeKind.PEER)));
        Path known = folder.directory()
                .resolve("builder/" + setting.topology().chaincode().name() + ".json");
        ObjectMapper mapper = new ObjectMapper();
        try {
            ObjectNode connection = (ObjectNode) mapper.readTree(known.toFile());
            connection.put("address", address);
            folder.text("builder/" + BASELINE.name() + ".json", mapper.writeValueAsString(connection));
        } catch (JsonProcessingException e) {
            throw new ZoneException(known + " cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Organisation agency, String packageId) {
        Path folder = setting.home().node(new Node(agency, NodeKind.CHAINCODE));
        String script =
                "set -a; . ./environment; CORE_CHAINCODE_ID_NAME='" + packageId + "'; CHAINCODE_SERVER_ADDRESS='"
                        + address(agency) + "'; set +a; exec \"${JAVA_HOME:+$JAVA_HOME/bin/}java\" "
                        + setting.topology().java().chaincode() + " -XX:+UseSerialGC -cp '" + jar
                        + "' org.zoneledger.bench.baseline.BaselineChaincode";
        Path log = folder.resolve("baseline.log");
        start(
                Command.builder(List.of("/bin/sh", "-c", script), Map.of(), folder)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile()),
                Map.of());
    }

    private List<String> load(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx1g", "-jar", jar.toString()));
        command.addAll(options);
        return command;
    }

    private synchronized Process start(ProcessBuilder builder, Map<String, String> more) {
        if (stopped) {
            throw new ZoneException("interrupted");
        }
        builder.environment().putAll(more);
        builder.environment().put("ZONE_CHECKOUT", setting.checkout().toString());
        builder.environment().put("ZONE_HOME", setting.home().directory().toString());
        try {
            Process process = builder.start();
            children.add(process);
            return process;
        } catch (IOException e) {
            throw new ZoneException("java could not be started: " + e.getMessage(), e);
        }
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        children.forEach(Process::destroy);
        try {
            for (Process each : children) {
                if (!each.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                    each.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (Files.exists(setting.home().state())) {
            new Down(setting, progress).run();
        }
    }
}
