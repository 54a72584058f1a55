package org.zoneledger.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.zoneledger.launcher.topology.Node;

/** Shows what a node said. */
record Logs(Setting setting) {

    int show(String name, boolean follow) {
        List<Node> nodes = setting.topology().nodes();
        Node node = nodes.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ZoneException("no node " + name + "; there are " + nodes));
        Path log = setting.home().node(node).resolve("log");
        if (!Files.exists(log)) {
            throw new ZoneException(name + " has said nothing yet: " + log);
        }
        try {
            List<String> tail = follow
                    ? List.of("tail", "-n", "100", "-F", log.toString())
                    : List.of("tail", "-n", "200", log.toString());
            return new ProcessBuilder(tail).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new ZoneException("tail could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
