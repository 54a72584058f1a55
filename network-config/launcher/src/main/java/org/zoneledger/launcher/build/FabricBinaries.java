package org.zoneledger.launcher.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.zoneledger.launcher.ZoneException;
import org.zoneledger.launcher.ZoneHome;
import org.zoneledger.launcher.process.Command;

/**
 * Hyperledger Fabric's programs: those on the PATH, else those built once from the pinned tools module
 * ({@code network-config/fabric}) and cached under the digest of its go.mod and go.sum.
 *
 * @param version what the peer says of itself, such as {@code v3.1.1}
 * @param origin where they came from, for people
 */
public record FabricBinaries(String version, String origin) {
    private static final List<String> NAMES = List.of("peer", "orderer", "osnadmin", "configtxgen", "configtxlator");
    private static final String MODULE = "github.com/hyperledger/fabric/cmd/";
    private static final String PINNED = "v3.1.1";
    private static final Pattern VERSION = Pattern.compile("Version: (\\S+)");

    /**
     * Finds or builds the programs and links them into the zone's {@code bin}.
     *
     * @param module the folder of the tools module
     * @param path folders to look in first
     * @throws ZoneException if they are not there and cannot be built, with what to do
     */
    public static FabricBinaries provide(Path module, List<Path> path, ZoneHome home) {
        Optional<Path> found = path.stream()
                .filter(folder -> NAMES.stream().allMatch(name -> Files.isExecutable(folder.resolve(name))))
                .findFirst();
        Path folder = found.orElseGet(() -> built(module));
        try {
            Files.createDirectories(home.bin());
            for (String name : NAMES) {
                Path link = home.bin().resolve(name);
                if (!Files.isSymbolicLink(link) || !Files.readSymbolicLink(link).equals(folder.resolve(name))) {
                    Files.deleteIfExists(link);
                    Files.createSymbolicLink(link, folder.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FabricBinaries(
                version(home), found.isPresent() ? "found on PATH in " + folder : "built from source, in " + folder);
    }

    /** The folders of the PATH variable. */
    public static List<Path> path() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(":", -1))
                .filter(each -> !each.isBlank())
                .map(Path::of)
                .toList();
    }

    /** What the peer in use says of itself. */
    public static String version(ZoneHome home) {
        String said = new Command(List.of(home.bin().resolve("peer").toString(), "version"), Map.of(), home.bin())
                .run(Duration.ofSeconds(20))
                .output();
        Matcher version = VERSION.matcher(said);
        return version.find() ? version.group(1) : "unknown";
    }

    private static Path built(Path module) {
        try {
            Path cache = cache().resolve("fabric-" + digest(module));
            if (NAMES.stream().allMatch(name -> Files.isExecutable(cache.resolve(name)))) {
                return cache;
            }
            Prerequisites.requireGo();
            Files.createDirectories(cache);
            Path making = Files.createTempDirectory(cache, "making");
            List<String> arguments = new ArrayList<>(List.of(
                    "go",
                    "build",
                    "-trimpath",
                    "-ldflags",
                    "-s -w -X github.com/hyperledger/fabric/common/metadata.Version=" + PINNED,
                    "-o",
                    making + "/"));
            NAMES.forEach(name -> arguments.add(MODULE + name));
            Command.Outcome outcome =
                    new Command(arguments, Map.of("CGO_ENABLED", "0"), module).run(Duration.ofMinutes(30));
            if (!outcome.ok()) {
                throw new ZoneException("Fabric could not be built: " + outcome.lastWords()
                        + "\n  Go must reach a module proxy (go env GOPROXY), or put Fabric's programs on the PATH");
            }
            for (String name : NAMES) {
                Files.move(making.resolve(name), cache.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.delete(making);
            return cache;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path cache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path cache = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return cache.resolve("zoneledger");
    }

    private static String digest(Path module) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(module.resolve("go.mod")));
            digest.update(Files.readAllBytes(module.resolve("go.sum")));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
