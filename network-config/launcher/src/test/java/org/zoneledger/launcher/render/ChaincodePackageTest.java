package org.zoneledger.launcher.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.launcher.topology.Topology.Chaincode;

class ChaincodePackageTest {
    private static final Chaincode CHAINCODE = new Chaincode("zone", "0.1.0", 1);

    @TempDir
    private Path directory;

    @Test
    void is_named_by_its_label_and_its_digest() {
        assertThat(made(directory).id()).matches("zone_0\\.1\\.0:[0-9a-f]{64}");
    }

    @Test
    void is_the_same_wherever_it_is_made() {
        assertThat(made(directory.resolve("one")).id())
                .isEqualTo(made(directory.resolve("other")).id());
    }

    @Test
    void is_kept_once_made() throws IOException {
        Path file = made(directory).file();
        Files.writeString(file, "as installed at the peers");
        String id = made(directory).id();
        assertThat(Files.readString(file)).isEqualTo("as installed at the peers");
        assertThat(id).isEqualTo(made(directory).id());
    }

    @Test
    void is_an_archive_that_says_the_chaincode_is_a_service() throws IOException {
        try (GZIPInputStream in =
                new GZIPInputStream(Files.newInputStream(made(directory).file()))) {
            byte[] first = in.readNBytes(1024);
            assertThat(new String(first, 0, 13, StandardCharsets.US_ASCII)).isEqualTo("metadata.json");
            assertThat(new String(first, 257, 5, StandardCharsets.US_ASCII)).isEqualTo("ustar");
            assertThat(new String(first, 512, 512, StandardCharsets.UTF_8).strip())
                    .startsWith("{\"path\":\"\",\"type\":\"ccaas\",\"label\":\"zone_0.1.0\"}");
        }
    }

    private static ChaincodePackage made(Path directory) {
        return ChaincodePackage.keepOrMake(CHAINCODE, new Folder(directory));
    }
}
