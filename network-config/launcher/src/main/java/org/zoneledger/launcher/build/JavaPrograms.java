package org.zoneledger.launcher.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.zoneledger.launcher.ZoneException;
import org.zoneledger.launcher.ZoneHome;
import org.zoneledger.launcher.process.Command;
import org.zoneledger.launcher.render.Programs;

/** The contracts and the gateway: built by Maven where their sources are newer, and copied into the zone so that a build never disturbs it. */
public final class JavaPrograms {
    private static final Product CONTRACTS =
            new Product("chaincode/contracts", "target/zone-contracts.jar", "", List.of("pom.xml", "chaincode/domain"));
    private static final Product GATEWAY = new Product(
            "gateway/server",
            "target/quarkus-app",
            "quarkus-run.jar",
            List.of("pom.xml", "chaincode/domain", "gateway/wire"));

    private final Path checkout;
    private final ZoneHome home;
    private final List<Product> products;

    /** What Maven makes of a module, the file that shows when, and the sources beside the module's own. */
    private record Product(String module, String output, String witness, List<String> sources) {}

    /**
     * @param withGateway whether the gateway is wanted
     */
    public JavaPrograms(Path checkout, ZoneHome home, boolean withGateway) {
        this.checkout = checkout;
        this.home = home;
        this.products = withGateway ? List.of(CONTRACTS, GATEWAY) : List.of(CONTRACTS);
    }

    /** The modules whose output is missing or older than what it is made from. */
    public List<String> stale() {
        return products.stream()
                .filter(each ->
                        !Files.exists(witness(each)) || newestSource(each).compareTo(modified(witness(each))) > 0)
                .map(Product::module)
                .toList();
    }

    /**
     * Builds these modules.
     *
     * @throws ZoneException if Maven fails, with the first line it marks as an error
     */
    public void build(List<String> modules) {
        Prerequisites.requireMaven();
        List<String> arguments = new ArrayList<>(List.of("mvn", "-q", "-B", "-am", "-DskipTests"));
        arguments.addAll(List.of("-Dspotless.check.skip", "-Dforbiddenapis.skip"));
        arguments.addAll(List.of("-pl", String.join(",", modules), "package"));
        Command.Outcome outcome = new Command(arguments, Map.of(), checkout).run(Duration.ofMinutes(30));
        if (!outcome.ok()) {
            String said = outcome.output() + outcome.errors();
            throw new ZoneException(String.join(" and ", modules) + " could not be built: "
                    + said.lines()
                            .filter(line -> line.contains("ERROR"))
                            .findFirst()
                            .orElse(outcome.lastWords()));
        }
        FileTime now = FileTime.from(Instant.now());
        for (Product each : products) {
            try {
                if (!Files.exists(witness(each))) {
                    throw new ZoneException(each.module() + " was built but made no " + each.output());
                }
                Files.setLastModifiedTime(witness(each), now);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Copies what Maven made into the zone, under names that hold its digest. */
    public Programs install() {
        String contracts = "zone-contracts-" + digest(output(CONTRACTS)) + ".jar";
        copy(output(CONTRACTS), home.lib().resolve(contracts));
        if (!products.contains(GATEWAY)) {
            return new Programs(contracts, "none");
        }
        String gateway = "zone-gateway-" + digest(output(GATEWAY));
        copy(output(GATEWAY), home.lib().resolve(gateway));
        return new Programs(contracts, gateway);
    }

    /** Removes programs of earlier builds; to be called when no node runs them any more. */
    public void prune(Programs used) {
        try (Stream<Path> all = Files.list(home.lib())) {
            all.filter(each -> !each.endsWith(used.chaincode()) && !each.endsWith(used.gateway()))
                    .forEach(JavaPrograms::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path output(Product product) {
        return checkout.resolve(product.module()).resolve(product.output());
    }

    private Path witness(Product product) {
        return product.witness().isEmpty() ? output(product) : output(product).resolve(product.witness());
    }

    private FileTime newestSource(Product product) {
        return Stream.concat(Stream.of(product.module()), product.sources().stream())
                .map(checkout::resolve)
                .filter(Files::exists)
                .flatMap(JavaPrograms::sources)
                .map(JavaPrograms::modified)
                .max(Comparator.naturalOrder())
                .orElse(FileTime.fromMillis(0));
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> all = Files.find(folder, 64, (path, about) -> about.isRegularFile())) {
            return all
                    .filter(path -> {
                        String name = folder.relativize(path).toString();
                        return !name.startsWith("target/") && !name.startsWith("src/test/");
                    })
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] content = Files.readAllBytes(file);
                digest.update((root.relativize(file) + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) {
        if (Files.exists(to)) {
            return;
        }
        Path part = to.resolveSibling(to.getFileName() + ".new");
        try {
            delete(part);
            Files.createDirectories(part.getParent());
            try (Stream<Path> all = Files.walk(from)) {
                for (Path each : all.toList()) {
                    Path target = part.resolve(from.relativize(each).toString());
                    if (Files.isDirectory(each)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(each, each.equals(from) ? part : target);
                    }
                }
            }
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a file or a folder with all it holds, if it is there. */
    public static void delete(Path path) {
        if (!Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes about) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException problem) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
