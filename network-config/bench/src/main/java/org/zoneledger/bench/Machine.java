package org.zoneledger.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What the figures were measured on.
 *
 * @param processor its name
 * @param processors how many the virtual machine sees
 * @param memory GiB
 * @param load load average of the last minute, before anything was measured
 */
record Machine(String processor, int processors, long memory, double load) {

    private static final Path PROC = Path.of("/proc");

    /** This machine, now. */
    static Machine here() {
        return new Machine(
                field("cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                Math.round(Double.parseDouble(
                                field("meminfo", "MemTotal").replace("kB", "").strip())
                        / (1 << 20)),
                loadNow());
    }

    /** Load average of the last minute. */
    static double loadNow() {
        return Double.parseDouble(read("loadavg").split(" ", 2)[0]);
    }

    String text() {
        return String.format(
                Locale.ROOT, "%d × %s, %d GiB, load %.1f before the start", processors, processor, memory, load);
    }

    private static String field(String file, String name) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0");
    }

    private static String read(String file) {
        try {
            return Files.readString(PROC.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
