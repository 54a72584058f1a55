package org.zoneledger.launcher;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.PrintStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.zoneledger.launcher.build.FabricBinaries;
import org.zoneledger.launcher.demo.Gateways;
import org.zoneledger.launcher.network.Probe;
import org.zoneledger.launcher.network.Probe.Health;
import org.zoneledger.launcher.process.Supervisor;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Topology;

/**
 * How a zone is.
 *
 * @param zone the zone as a whole
 * @param nodes each node, in the order they are started
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Status(ZoneStatus zone, List<NodeStatus> nodes) {
    private static final ObjectMapper JSON =
            new ObjectMapper().registerModule(new Jdk8Module()).enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * The zone as a whole.
     *
     * @param home where its state is
     * @param fabric version of the Fabric programs
     * @param height blocks of the peer that has most
     * @param indexLag blocks by which the slowest gateway's index is behind its peer
     * @param gateways https address of each organisation's gateway
     * @param consumer address of the consumer page that needs no certificate
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ZoneStatus(
            String name,
            String home,
            int portBase,
            String fabric,
            String consensus,
            String channel,
            OptionalLong height,
            OptionalLong indexLag,
            Map<String, URI> gateways,
            URI consumer) {}

    /**
     * One node.
     *
     * @param health one of the words healthy, unhealthy, stopped
     * @param detail what is wrong, if known
     * @param supervised whether it would be started again
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record NodeStatus(
            String name,
            String organisation,
            NodeKind kind,
            String address,
            OptionalLong pid,
            String health,
            Optional<String> detail,
            OptionalLong height,
            boolean supervised) {}

    /** Asks every node. */
    public static Status of(Setting setting) {
        Topology topology = setting.topology();
        Supervisor supervisor = new Supervisor(setting.home());
        Probe probe = new Probe(topology, setting.home());
        Map<Node, Health> healths = new LinkedHashMap<>();
        topology.nodes().forEach(node -> healths.put(node, Health.unknown()));
        healths.entrySet().parallelStream()
                .filter(each -> supervisor.process(each.getKey()).isPresent())
                .forEach(each -> each.setValue(probe.health(each.getKey())));
        List<NodeStatus> nodes = healths.entrySet().stream()
                .map(each -> node(topology, supervisor, each.getKey(), each.getValue()))
                .toList();
        Gateways gateways = Gateways.of(topology);
        ZoneStatus zone = new ZoneStatus(
                topology.zone(),
                setting.home().directory().toString(),
                topology.portBase(),
                FabricBinaries.version(setting.home()),
                topology.consensus().label(),
                topology.channel(),
                max(healths.entrySet().stream()
                        .filter(each -> each.getKey().kind() == NodeKind.PEER)
                        .flatMapToLong(each -> each.getValue().height().stream())),
                max(healths.values().stream()
                        .filter(each ->
                                each.height().isPresent() && each.peerHeight().isPresent())
                        .mapToLong(each -> Math.max(
                                0, each.peerHeight().getAsLong() - each.height().getAsLong()))),
                gateways.https(),
                gateways.consumerPage());
        return new Status(zone, nodes);
    }

    private static NodeStatus node(Topology topology, Supervisor supervisor, Node node, Health health) {
        Optional<ProcessHandle> process = supervisor.process(node);
        String word = process.isEmpty() ? "stopped" : health.healthy() ? "healthy" : "unhealthy";
        return new NodeStatus(
                node.name(),
                node.organisation().id(),
                node.kind(),
                topology.host(node.organisation()) + ":" + topology.ports().of(node),
                process.map(each -> OptionalLong.of(each.pid())).orElse(OptionalLong.empty()),
                word,
                process.isEmpty() ? Optional.empty() : health.detail(),
                health.height(),
                supervisor.keeper(node).isPresent());
    }

    private static OptionalLong max(LongStream values) {
        return values.max();
    }

    /** Whether every node does its work. */
    public boolean healthy() {
        return nodes.stream().allMatch(node -> node.health().equals("healthy"));
    }

    /** Writes it for programs. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes it for people. */
    public void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%s, channel %s, Fabric %s, consensus %s, height %s, index lag %s%n%n",
                zone.name(),
                zone.channel(),
                zone.fabric(),
                zone.consensus(),
                text(zone.height()),
                text(zone.indexLag()));
        String row = "%-20s %-10s %-17s %8s  %-10s %7s  %s%n";
        out.printf(Locale.ROOT, row, "NODE", "KIND", "ADDRESS", "PID", "HEALTH", "HEIGHT", "");
        for (NodeStatus node : nodes) {
            boolean alone = !node.supervised() && node.pid().isPresent();
            out.printf(
                    Locale.ROOT,
                    row,
                    node.name(),
                    node.kind().label(),
                    node.address(),
                    text(node.pid()),
                    node.health(),
                    text(node.height()),
                    node.detail().orElse("") + (alone ? " (no keeper: ./zone up gives it one)" : ""));
        }
        out.println();
        zone.gateways().forEach((organisation, url) -> out.printf(Locale.ROOT, "%-20s %s%n", organisation, url));
        out.printf(Locale.ROOT, "%-20s %s%n", "consumer page", zone.consumer());
    }

    private static String text(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : "-";
    }
}
