package org.zoneledger.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.launcher.State.Demo;

class ZoneTest {
    @TempDir
    private Path directory;

    @Nested
    class Help {
        @Test
        void names_every_verb() {
            StringWriter said = new StringWriter();
            int code = Zone.commandLine().setOut(new PrintWriter(said)).execute("help");
            assertThat(code).isZero();
            assertThat(said.toString())
                    .contains(
                            "up ",
                            "down ",
                            "status ",
                            "logs ",
                            "demo ",
                            "test ",
                            "bench ",
                            "party ",
                            "import ",
                            "compact ",
                            "clean ",
                            "help ");
        }

        @Test
        void is_pointed_at_when_a_verb_is_unknown() {
            StringWriter said = new StringWriter();
            int code = Zone.commandLine().setErr(new PrintWriter(said)).execute("upp");
            assertThat(code).isEqualTo(2);
            assertThat(said.toString()).contains("upp");
        }
    }

    @Nested
    class LogSearch {
        @Test
        void never_says_that_something_was_not_recorded_when_nothing_was_read() {
            assertThat(search("urn:epc:id:nothing:1")).isEqualTo(2);
            assertThat(search("06930000100224")).as("a wrong check digit").isEqualTo(2);
            assertThat(search("06930000100223", "--roots", directory.toString()))
                    .as("no root certificates")
                    .isEqualTo(2);
        }

        private int search(String... arguments) {
            List<String> command = new ArrayList<>(List.of("log", "search"));
            command.addAll(List.of(arguments));
            return Zone.commandLine()
                    .setErr(new PrintWriter(new StringWriter()))
                    .execute(command.toArray(String[]::new));
        }
    }

    @Nested
    class PortBase {
        @Test
        void is_the_topologys_when_nobody_asks_for_another() {
            assertThat(setting(Optional.empty()).topology().portBase()).isEqualTo(17000);
        }

        @Test
        void is_decided_at_the_first_start() {
            new State(21000, false, Demo.DUE).write(new ZoneHome(directory));
            assertThat(setting(Optional.empty()).topology().portBase()).isEqualTo(21000);
            assertThat(setting(Optional.of(21000)).topology().portBase()).isEqualTo(21000);
            assertThatThrownBy(() -> setting(Optional.of(22000)))
                    .isInstanceOf(ZoneException.class)
                    .hasMessageContaining("has port base 21000");
        }
    }

    @Nested
    class Kept {
        @Test
        void is_what_was_decided() {
            ZoneHome home = new ZoneHome(directory);
            new State(21000, false, Demo.DUE).withChannel().with(Demo.WRITTEN).write(home);
            assertThat(State.read(home)).contains(new State(21000, true, Demo.WRITTEN));
        }
    }

    private Setting setting(Optional<Integer> portBase) {
        return Setting.of(Map.of("ZONE_CHECKOUT", "../..", "ZONE_HOME", directory.toString()), portBase);
    }
}
