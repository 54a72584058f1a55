package org.zoneledger.bench;

import java.time.Duration;
import java.util.List;
import org.zoneledger.launcher.Setting;
import org.zoneledger.launcher.network.Probe;
import org.zoneledger.launcher.process.Supervisor;
import org.zoneledger.launcher.topology.Node;

/** Stops and starts nodes of the zone as they were rendered. */
final class Nodes {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Supervisor supervisor;
    private final Probe probe;

    Nodes(Setting setting) {
        this.supervisor = new Supervisor(setting.home());
        this.probe = new Probe(setting.topology(), setting.home());
    }

    void stop(List<Node> nodes) {
        supervisor.stop(nodes);
    }

    /** Starts a node and waits until it does its work; a gateway does when its index has every block of its peer. */
    void start(Node node) {
        supervisor.start(node, supervisor.startedFrom(node).orElseThrow());
        if (!Supervisor.await(() -> probe.health(node).healthy(), PATIENCE)) {
            throw new IllegalStateException(node + " does not come up");
        }
    }
}
