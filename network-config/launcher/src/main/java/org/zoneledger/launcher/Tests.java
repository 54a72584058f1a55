package org.zoneledger.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.zoneledger.launcher.build.FabricBinaries;
import org.zoneledger.launcher.build.Prerequisites;

/** The whole gate: {@code mvn verify} with a real network, after what its browser test needs was seen to. */
record Tests(Path checkout) {
    private static final List<Path> CHINESE_FONTS =
            List.of(Path.of("/usr/share/fonts/opentype/noto"), Path.of("/usr/share/fonts/noto-cjk"));

    int run(PrintStream out) {
        Prerequisites.requireMaven();
        provideBrowser(out);
        return execute(List.of("mvn", "-B", "-ntp", "-Pacceptance", "verify"));
    }

    private void provideBrowser(PrintStream out) {
        List<String> missing = new ArrayList<>();
        if (FabricBinaries.path().stream().noneMatch(folder -> Files.isExecutable(folder.resolve("chromium")))) {
            missing.add("chromium");
        }
        if (CHINESE_FONTS.stream().noneMatch(Files::isDirectory)) {
            missing.add("fonts-noto-cjk");
        }
        if (missing.isEmpty()) {
            return;
        }
        String install = "apt-get install -y --no-install-recommends " + String.join(" ", missing);
        boolean debian =
                FabricBinaries.path().stream().anyMatch(folder -> Files.isExecutable(folder.resolve("apt-get")));
        if (!debian || !System.getProperty("user.name").equals("root")) {
            throw new ZoneException(
                    "the browser test needs " + String.join(" and ", missing) + ": install (Debian: " + install + ")");
        }
        out.println("Installing for the browser test: " + String.join(", ", missing));
        List<String> command = new ArrayList<>(List.of(install.split(" ")));
        if (execute(command) != 0) {
            execute(List.of("apt-get", "update"));
            if (execute(command) != 0) {
                throw new ZoneException(install + " failed");
            }
        }
    }

    private int execute(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .directory(checkout.toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new ZoneException(command.get(0) + " could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZoneException(command.get(0) + " was interrupted", e);
        }
    }
}
