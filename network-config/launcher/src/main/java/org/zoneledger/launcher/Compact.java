package org.zoneledger.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.zoneledger.launcher.build.Prerequisites;
import org.zoneledger.launcher.network.Probe;
import org.zoneledger.launcher.process.Command;
import org.zoneledger.launcher.process.Supervisor;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Topology;

/**
 * Rewrites the databases of the peers that hold private data, one peer after the other, so that what was purged leaves their files
 * too: Fabric deletes it, but the files of its LevelDB only grow until they are merged.
 */
final class Compact {
    private final Setting setting;
    private final Progress progress;

    Compact(Setting setting, Progress progress) {
        this.setting = setting;
        this.progress = progress;
    }

    void run() {
        Topology topology = setting.topology();
        ZoneHome home = setting.home();
        Path program = home.bin().resolve("compact");
        progress.stage("the program", () -> build(program));
        Supervisor supervisor = new Supervisor(home);
        Readiness readiness = new Readiness(home, new Probe(topology, home));
        for (Node peer : topology.nodes(NodeKind.PEER)) {
            boolean holds = topology.collections().stream()
                    .anyMatch(each -> topology.members(each).contains(peer.organisation()));
            if (holds) {
                progress.stage(peer.name(), () -> rewrite(peer, program, supervisor, readiness));
            }
        }
    }

    private void rewrite(Node peer, Path program, Supervisor supervisor, Readiness readiness) {
        String fingerprint = supervisor.startedFrom(peer).orElse("");
        boolean runs =
                supervisor.process(peer).isPresent() || supervisor.keeper(peer).isPresent();
        supervisor.stop(List.of(peer));
        Path data = setting.home().node(peer).resolve("data");
        Command.Outcome outcome = new Command(
                        List.of(program.toString(), data.toString()),
                        Map.of(),
                        setting.home().node(peer))
                .run(Duration.ofHours(2));
        if (runs) {
            readiness.starting(peer);
            supervisor.start(peer, fingerprint);
            readiness.await(List.of(peer));
        }
        if (!outcome.ok()) {
            throw new ZoneException(peer + " could not be rewritten: " + outcome.lastWords());
        }
    }

    private void build(Path program) {
        Prerequisites.requireGo();
        Command.Outcome outcome = new Command(
                        List.of("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program.toString(), "./compact"),
                        Map.of("CGO_ENABLED", "0"),
                        setting.checkout().resolve("network-config/fabric"))
                .run(Duration.ofMinutes(5));
        if (!outcome.ok()) {
            throw new ZoneException("the program that rewrites could not be built: " + outcome.lastWords());
        }
    }
}
