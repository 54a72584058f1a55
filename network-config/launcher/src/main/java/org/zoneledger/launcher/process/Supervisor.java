package org.zoneledger.launcher.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.zoneledger.launcher.ZoneException;
import org.zoneledger.launcher.ZoneHome;
import org.zoneledger.launcher.topology.Node;

/** Starts and stops nodes through their keepers, and touches no process that a node's folder does not name. */
public final class Supervisor {
    private static final Duration GRACE = Duration.ofSeconds(12);

    private final ZoneHome home;

    public Supervisor(ZoneHome home) {
        this.home = home;
    }

    /** The node's process, if it runs. */
    public Optional<ProcessHandle> process(Node node) {
        return PidFile.running(home.node(node).resolve("pid"));
    }

    /** The node's keeper, if it runs. */
    public Optional<ProcessHandle> keeper(Node node) {
        return PidFile.running(home.node(node).resolve("keeper.pid"));
    }

    /** The digest of the rendered folder the running node was started from. */
    public Optional<String> startedFrom(Node node) {
        try {
            return Optional.of(Files.readString(home.node(node).resolve("fingerprint")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sees to it that the node runs under a keeper and from this rendering: a node whose keeper was lost is taken over, a node
     * rendered anew is restarted.
     *
     * @return whether the node was not running, or runs anew
     */
    public boolean start(Node node, String fingerprint) {
        boolean current = startedFrom(node).filter(fingerprint::equals).isPresent();
        if (!current) {
            stop(List.of(node));
        } else if (keeper(node).isPresent()) {
            return false;
        }
        boolean anew = process(node).isEmpty();
        Path folder = home.node(node);
        try {
            Files.writeString(folder.resolve("fingerprint"), fingerprint, StandardCharsets.UTF_8);
            Files.deleteIfExists(folder.resolve("keeper.pid"));
            File nowhere = new File("/dev/null");
            Command.builder(List.of("setsid", "./keep"), Map.of(), folder)
                    .redirectInput(nowhere)
                    .redirectOutput(nowhere)
                    .redirectError(nowhere)
                    .start();
        } catch (IOException e) {
            throw new ZoneException(node + " could not be started: " + e.getMessage(), e);
        }
        await(() -> keeper(node).isPresent(), Duration.ofSeconds(5));
        return anew;
    }

    /** Stops these nodes: asks first, kills what does not listen. Ledgers and logs stay. */
    public void stop(List<Node> nodes) {
        Set<Long> asked = new HashSet<>();
        boolean gone = await(
                () -> {
                    // A keeper that ends by itself leaves its node behind, which is then asked directly.
                    nodes.forEach(node -> keeper(node)
                            .or(() -> process(node))
                            .filter(process -> asked.add(process.pid()))
                            .ifPresent(ProcessHandle::destroy));
                    return gone(nodes);
                },
                GRACE);
        if (!gone) {
            for (Node node : nodes) {
                keeper(node).ifPresent(ProcessHandle::destroyForcibly);
                process(node).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        if (!await(() -> gone(nodes), Duration.ofSeconds(5))) {
            throw new ZoneException("could not stop "
                    + nodes.stream().filter(node -> process(node).isPresent()).toList());
        }
        for (Node node : nodes) {
            remove(home.node(node).resolve("pid"));
            remove(home.node(node).resolve("keeper.pid"));
        }
    }

    private boolean gone(List<Node> nodes) {
        return nodes.stream()
                .noneMatch(node -> keeper(node).isPresent() || process(node).isPresent());
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks again and again until the condition holds or the limit has passed. */
    public static boolean await(Condition condition, Duration limit) {
        return await(condition, Duration.ofMillis(50), limit);
    }

    /** As {@link #await(Condition, Duration)}, with this pause between two looks. */
    public static boolean await(Condition condition, Duration pause, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!condition.holds()) {
                if (System.nanoTime() > end) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZoneException("interrupted", e);
        }
    }

    /** Something that may become true. */
    public interface Condition {
        /** Whether it is true now. */
        boolean holds();
    }
}
