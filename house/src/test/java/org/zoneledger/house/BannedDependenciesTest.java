package org.zoneledger.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies the poms, adds a dependency that a module must not have, and expects the build to refuse it with the reason. */
class BannedDependenciesTest {
    private static final List<String> MODULES = List.of(
            "chaincode/domain",
            "chaincode/contracts",
            "crypto-config/issuer",
            "gateway/server",
            "network-config/launcher",
            "network-config/bench",
            "network-config/acceptance",
            "house");

    @TempDir
    private Path copy;

    @BeforeEach
    void copy_the_poms() throws IOException {
        copyFile("pom.xml");
        copyFile(".mvn/jvm.config");
        for (String module : MODULES) {
            copyFile(module + "/pom.xml");
        }
    }

    @Test
    void the_poms_as_they_are_pass() throws Exception {
        assertThat(validate()).doesNotContain("ERROR");
    }

    @Test
    void domain_cannot_take_a_library() throws Exception {
        inject("chaincode/domain", "org.xerial", "sqlite-jdbc");
        assertThat(validate()).contains("domain is pure law").contains("org.xerial:sqlite-jdbc");
    }

    @Test
    void every_other_module_is_refused_its_own_forbidden_neighbour() throws Exception {
        inject("chaincode/contracts", "org.zoneledger", "zone-issuer");
        inject("network-config/acceptance", "org.zoneledger", "zone-server");
        inject("network-config/launcher", "org.zoneledger", "zone-server");
        assertThat(validate())
                .contains("contracts depend on domain and the chaincode shim")
                .contains("acceptance sees only what an outsider sees")
                .contains("launcher starts contracts and gateway as processes");
    }

    /** Alone, because it depends on the launcher. */
    @Test
    void bench_cannot_know_the_contracts() throws Exception {
        inject("network-config/bench", "org.zoneledger", "zone-contracts");
        assertThat(validate()).contains("bench measures contracts and gateway from outside");
    }

    @Test
    void issuer_cannot_know_the_contracts() throws Exception {
        inject("crypto-config/issuer", "org.zoneledger", "zone-contracts");
        assertThat(validate()).contains("issuer depends on nothing of ours but domain");
    }

    private void copyFile(String file) throws IOException {
        Path target = copy.resolve(file);
        Files.createDirectories(target.getParent());
        Files.copy(Path.of("..").resolve(file), target);
    }

    private void inject(String module, String group, String artifact) throws IOException {
        Path pom = copy.resolve(module).resolve("pom.xml");
        String dependency = "<dependencies><dependency><groupId>%s</groupId><artifactId>%s</artifactId></dependency>"
                .formatted(group, artifact);
        String text = Files.readString(pom);
        assertThat(text).contains("<dependencies>");
        Files.writeString(pom, text.replaceFirst("<dependencies>", dependency));
    }

    private String validate() throws IOException, InterruptedException {
        Process maven = new ProcessBuilder(
                        "mvn",
                        "-o",
                        "-q",
                        "-B",
                        "-fae",
                        "-Dstyle.color=never",
                        "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                        "validate")
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(maven.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output;
    }
}
