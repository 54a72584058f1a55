package org.zoneledger.launcher.build;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zoneledger.launcher.ZoneException;
import org.zoneledger.launcher.process.Command;

/** The tools a start may need, each asked for only when it is needed. */
public final class Prerequisites {
    private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.(\\d+)");

    private Prerequisites() {}

    /** JDK 17 or newer, with its compiler. */
    public static void requireJdk() {
        if (Runtime.version().feature() < 17) {
            throw new ZoneException("JDK 17 or newer is needed, this is " + Runtime.version()
                    + ": install it (Debian: apt-get install openjdk-17-jdk-headless) or set JAVA_HOME");
        }
    }

    /** Maven 3.8 or newer. */
    public static void requireMaven() {
        require(
                "Maven 3.8 or newer",
                version("Apache Maven", "mvn", "-v"),
                3,
                8,
                "install it (Debian: apt-get install maven) and put mvn on the PATH");
    }

    /** Go 1.21 or newer; it fetches the exact version the Fabric module asks for by itself. */
    public static void requireGo() {
        require(
                "Go 1.21 or newer, or Fabric's programs on the PATH,",
                version("go version go", "go", "version"),
                1,
                21,
                "install Go (Debian: apt-get install golang-go, else the archive of the Go project)");
    }

    /** {@code setsid}, which lets nodes outlive this terminal. */
    public static void requireSetsid() {
        if (FabricBinaries.path().stream()
                .noneMatch(folder -> folder.resolve("setsid").toFile().canExecute())) {
            throw new ZoneException("setsid is needed: install it (Debian: apt-get install util-linux)");
        }
    }

    private static void require(String what, Optional<String> version, int major, int minor, String remedy) {
        Matcher number = NUMBER.matcher(version.orElse(""));
        boolean enough = number.find()
                && (Integer.parseInt(number.group(1)) > major
                        || (Integer.parseInt(number.group(1)) == major && Integer.parseInt(number.group(2)) >= minor));
        if (!enough) {
            throw new ZoneException(what + " is needed, "
                    + version.map(each -> "this is " + each).orElse("there is none") + ": " + remedy);
        }
    }

    private static Optional<String> version(String before, String... command) {
        try {
            return new Command(List.of(command), Map.of("LC_ALL", "C"), Path.of("/"))
                    .run(Duration.ofSeconds(60))
                    .output()
                    .lines()
                    .map(line -> line.replaceAll("\\e\\[[0-9;]*m", ""))
                    .filter(line -> line.startsWith(before))
                    .findFirst()
                    .map(line -> line.substring(before.length()).strip());
        } catch (ZoneException e) {
            return Optional.empty();
        }
    }
}
