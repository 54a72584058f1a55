package org.zoneledger.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanTest {
    @TempDir
    private Path folder;

    private Path bench;

    @BeforeEach
    void fill() throws IOException {
        bench = folder.resolve("bench");
        Files.createDirectories(bench.resolve("nodes/operator-peer/data"));
        Files.createDirectories(bench.resolve("crypto"));
        Files.writeString(bench.resolve("nodes/operator-peer/data/ledger"), "blocks");
        Files.writeString(bench.resolve("zone.json"), "{}");
        Files.writeString(bench.resolve("lock"), "");
    }

    @Test
    void removes_the_zone_of_benchmarks_with_its_folder() {
        new Clean(new ZoneHome(bench)).runWithFolder();
        assertThat(bench).doesNotExist();
    }

    @Test
    void leaves_what_somebody_else_has_put_there() throws IOException {
        Files.writeString(bench.resolve("results.txt"), "58 times");
        new Clean(new ZoneHome(bench)).runWithFolder();
        assertThat(bench).isDirectoryContaining("glob:**/results.txt").isDirectoryNotContaining("glob:**/nodes");
    }

    @Test
    void of_the_zone_itself_leaves_its_folder_and_the_zone_of_benchmarks() {
        new Clean(new ZoneHome(folder)).run();
        assertThat(bench.resolve("zone.json")).exists();
    }
}
