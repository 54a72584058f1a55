package org.zoneledger.launcher.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.launcher.ZoneHome;
import org.zoneledger.launcher.render.Folder;

class FabricBinariesTest {
    @TempDir
    private Path directory;

    @Test
    void on_the_path_are_linked_and_asked_for_their_version() throws IOException {
        Path tools = directory.resolve("tools");
        Folder folder = new Folder(tools);
        for (String name : List.of("orderer", "osnadmin", "configtxgen", "configtxlator")) {
            folder.script(name, "#!/bin/sh\n");
        }
        folder.script("peer", "#!/bin/sh\necho 'peer:'; echo ' Version: v3.1.5'\n");
        ZoneHome home = new ZoneHome(directory.resolve("zone"));
        FabricBinaries fabric =
                FabricBinaries.provide(Path.of("../fabric"), List.of(directory.resolve("none"), tools), home);
        assertThat(fabric.version()).isEqualTo("v3.1.5");
        assertThat(fabric.origin()).contains("PATH").contains(tools.toString());
        assertThat(Files.readSymbolicLink(home.bin().resolve("orderer"))).isEqualTo(tools.resolve("orderer"));
    }
}
