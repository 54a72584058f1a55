package org.zoneledger.launcher;

import java.util.Arrays;
import java.util.Comparator;
import org.zoneledger.launcher.process.Supervisor;
import org.zoneledger.launcher.topology.NodeKind;

/** Stops the nodes of a zone, those that answer people first, and nothing else. */
final class Down {
    private final Setting setting;
    private final Progress progress;

    Down(Setting setting, Progress progress) {
        this.setting = setting;
        this.progress = progress;
    }

    void run() {
        Supervisor supervisor = new Supervisor(setting.home());
        Arrays.stream(NodeKind.values()).sorted(Comparator.reverseOrder()).forEach(kind -> {
            var nodes = setting.topology().nodes(kind).stream()
                    .filter(node -> supervisor.keeper(node).isPresent()
                            || supervisor.process(node).isPresent())
                    .toList();
            if (!nodes.isEmpty()) {
                progress.stage("stopping " + nodes.size() + " × " + kind.label(), () -> supervisor.stop(nodes));
            }
        });
    }
}
