package org.zoneledger.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.launcher.ZoneHome;
import org.zoneledger.launcher.render.Folder;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Topology;

/** Over real processes: the node is a shell that waits, the keeper is the one that is rendered. */
class SupervisorTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private Node node;
    private Path folder;
    private Supervisor supervisor;

    @BeforeEach
    void render() throws IOException {
        node = Topology.read(Path.of("../zone.yaml")).nodes(NodeKind.PEER).get(0);
        ZoneHome home = new ZoneHome(directory);
        folder = home.node(node);
        supervisor = new Supervisor(home);
        Folder rendered = new Folder(folder);
        try (var keep = NodeKind.class.getResourceAsStream("/org/zoneledger/launcher/render/keep")) {
            rendered.script("keep", new String(keep.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
        rendered.script("start", "#!/bin/sh\nexec sleep 600\n");
    }

    @AfterEach
    void stop() {
        supervisor.stop(List.of(node));
    }

    @Nested
    class Start {
        @Test
        void starts_the_node_under_a_keeper() {
            assertThat(supervisor.start(node, "a")).isTrue();
            assertThat(running()).isPresent();
            assertThat(supervisor.keeper(node)).isPresent();
        }

        @Test
        void leaves_a_running_node_alone() {
            supervisor.start(node, "a");
            long pid = running().orElseThrow().pid();
            assertThat(supervisor.start(node, "a")).isFalse();
            assertThat(running().orElseThrow().pid()).isEqualTo(pid);
        }

        @Test
        void restarts_a_node_that_was_rendered_anew() {
            supervisor.start(node, "a");
            long pid = running().orElseThrow().pid();
            assertThat(supervisor.start(node, "b")).isTrue();
            assertThat(running().orElseThrow().pid()).isNotEqualTo(pid);
        }

        @Test
        void takes_over_a_node_whose_keeper_was_killed() {
            supervisor.start(node, "a");
            long pid = running().orElseThrow().pid();
            supervisor.keeper(node).orElseThrow().destroyForcibly();
            assertThat(Supervisor.await(() -> supervisor.keeper(node).isEmpty(), SOON))
                    .isTrue();
            assertThat(running().orElseThrow().pid()).isEqualTo(pid);
            assertThat(supervisor.start(node, "a")).isFalse();
            assertThat(supervisor.keeper(node)).isPresent();
            assertThat(running().orElseThrow().pid()).isEqualTo(pid);
            kill(pid);
            assertThat(restarted(pid)).isTrue();
        }
    }

    @Nested
    class Keep {
        @Test
        void starts_a_killed_node_again() {
            supervisor.start(node, "a");
            long first = running().orElseThrow().pid();
            kill(first);
            assertThat(restarted(first)).isTrue();
            long second = running().orElseThrow().pid();
            kill(second);
            assertThat(restarted(second)).isTrue();
            assertThat(folder.resolve("log")).content().contains("keeper: ended with 137");
        }
    }

    @Nested
    class Stop {
        @Test
        void ends_the_node_and_its_keeper() {
            supervisor.start(node, "a");
            ProcessHandle process = running().orElseThrow();
            supervisor.stop(List.of(node));
            assertThat(process.isAlive()).isFalse();
            assertThat(supervisor.process(node)).isEmpty();
            assertThat(supervisor.keeper(node)).isEmpty();
            assertThat(folder.resolve("pid")).doesNotExist();
        }

        @Test
        void ends_a_node_that_lost_its_keeper() {
            supervisor.start(node, "a");
            running();
            supervisor.keeper(node).orElseThrow().destroyForcibly();
            supervisor.stop(List.of(node));
            assertThat(supervisor.process(node)).isEmpty();
        }

        @Test
        void spares_a_stranger_who_was_given_the_number_of_a_node() throws IOException {
            Process stranger = new ProcessBuilder("sleep", "600").start();
            try {
                Files.writeString(folder.resolve("pid"), stranger.pid() + " another-boot/1\n");
                supervisor.stop(List.of(node));
                assertThat(stranger.isAlive()).isTrue();
            } finally {
                stranger.destroyForcibly();
            }
        }
    }

    private Optional<ProcessHandle> running() {
        Supervisor.await(() -> supervisor.process(node).isPresent(), SOON);
        return supervisor.process(node);
    }

    private boolean restarted(long before) {
        return Supervisor.await(
                () -> supervisor
                        .process(node)
                        .filter(now -> now.pid() != before)
                        .isPresent(),
                SOON);
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }
}
