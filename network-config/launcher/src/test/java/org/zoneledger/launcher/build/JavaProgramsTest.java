package org.zoneledger.launcher.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.launcher.ZoneHome;
import org.zoneledger.launcher.render.Programs;

class JavaProgramsTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path checkout;

    private ZoneHome home;
    private JavaPrograms programs;

    @BeforeEach
    void build() throws IOException {
        home = new ZoneHome(checkout.resolve(".zone"));
        programs = new JavaPrograms(checkout, home, true);
        write("chaincode/contracts/src/main/java/A.java", 0);
        write("gateway/server/src/main/java/B.java", 0);
        write("chaincode/contracts/target/zone-contracts.jar", 10);
        write("gateway/server/target/quarkus-app/quarkus-run.jar", 10);
        write("gateway/server/target/quarkus-app/lib/main.jar", 10);
    }

    @Test
    void are_built_when_missing() throws IOException {
        Files.delete(checkout.resolve("chaincode/contracts/target/zone-contracts.jar"));
        assertThat(programs.stale()).containsExactly("chaincode/contracts");
    }

    @Test
    void are_built_when_a_source_is_newer() throws IOException {
        assertThat(programs.stale()).isEmpty();
        write("gateway/server/src/main/java/B.java", 20);
        assertThat(programs.stale()).containsExactly("gateway/server");
        write("chaincode/domain/src/main/java/C.java", 20);
        assertThat(programs.stale()).containsExactly("chaincode/contracts", "gateway/server");
    }

    @Test
    void are_not_built_for_a_newer_test_or_another_output() throws IOException {
        write("gateway/server/src/test/java/BTest.java", 20);
        write("gateway/server/target/classes/B.class", 20);
        assertThat(programs.stale()).isEmpty();
    }

    @Test
    void are_copied_under_names_that_change_with_their_content() throws IOException {
        Programs first = programs.install();
        assertThat(home.lib().resolve(first.gateway()).resolve("lib/main.jar")).exists();
        assertThat(home.lib().resolve(first.chaincode())).isRegularFile();
        Files.writeString(checkout.resolve("gateway/server/target/quarkus-app/lib/main.jar"), "other");
        Programs second = programs.install();
        assertThat(second.chaincode()).isEqualTo(first.chaincode());
        assertThat(second.gateway()).isNotEqualTo(first.gateway());
        programs.prune(second);
        assertThat(home.lib().resolve(first.gateway())).doesNotExist();
        assertThat(home.lib().resolve(second.gateway())).exists();
        assertThat(home.lib().resolve(second.chaincode())).exists();
    }

    private void write(String name, int second) throws IOException {
        Path file = checkout.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
        Files.setLastModifiedTime(file, FileTime.from(THEN.plusSeconds(second)));
    }
}
