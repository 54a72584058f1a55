package org.zoneledger.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.zoneledger.launcher.network.Probe;
import org.zoneledger.launcher.network.Probe.Health;
import org.zoneledger.launcher.process.Supervisor;
import org.zoneledger.launcher.topology.Node;

/** Waits until nodes do their work; if one does not, says which, why, and where its log is. */
final class Readiness {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** Asking costs a handshake a node, which the nodes need for starting. */
    private static final Duration PAUSE = Duration.ofMillis(400);

    private static final int ENDS_TO_GIVE_UP = 3;
    private static final Pattern TELLING =
            Pattern.compile("error|panic|exception|fata|cannot|denied|in use", Pattern.CASE_INSENSITIVE);

    private final ZoneHome home;
    private final Probe probe;
    private final Map<Node, Long> seen = new ConcurrentHashMap<>();

    Readiness(ZoneHome home, Probe probe) {
        this.home = home;
        this.probe = probe;
    }

    /** What the node's log holds by now is not about the start that follows. */
    void starting(Node node) {
        Path log = log(node);
        try {
            seen.put(node, Files.exists(log) ? Files.size(log) : 0L);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns when all of them are healthy.
     *
     * @throws ZoneException if one ends again and again, or is not healthy in time
     */
    void await(List<Node> nodes) {
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
                    waiting.forEach(this::mustNotEndAgainAndAgain);
                    return waiting.isEmpty();
                },
                PAUSE,
                LIMIT);
        if (!healthy) {
            throw new ZoneException(waiting.stream()
                    .map(node -> node + " is not healthy after " + LIMIT.toSeconds() + " s: "
                            + unhealthy.get(node).detail().orElse("no reason given") + pointer(node))
                    .collect(Collectors.joining("\n")));
        }
    }

    private void mustNotEndAgainAndAgain(Node node) {
        List<String> lines = sinceStart(node);
        if (lines.stream().filter(Readiness::isKeepers).count() >= ENDS_TO_GIVE_UP) {
            String reason = lines.stream()
                    .filter(line -> !isKeepers(line) && TELLING.matcher(line).find())
                    .reduce((first, second) -> second)
                    .orElse("it does not say why");
            throw new ZoneException(node + " ends again and again: " + reason.strip() + pointer(node));
        }
    }

    private static boolean isKeepers(String line) {
        return line.contains(" keeper: ended");
    }

    private String pointer(Node node) {
        return "\n  log: " + log(node);
    }

    private Path log(Node node) {
        return home.node(node).resolve("log");
    }

    private List<String> sinceStart(Node node) {
        Path log = log(node);
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(Math.min(Files.size(log), seen.getOrDefault(node, 0L)));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
