package org.zoneledger.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process number and when that process began, as the keeper writes them: a number that now belongs to somebody else is not
 * mistaken for ours.
 */
public final class PidFile {
    private static final Pattern CONTENT = Pattern.compile("(\\d+) (\\S+)\\s*");
    private static final Path PROC = Path.of("/proc");

    private PidFile() {}

    /** The process this file names, if it still runs. */
    public static Optional<ProcessHandle> running(Path file) {
        try {
            Matcher content = CONTENT.matcher(Files.readString(file));
            if (!content.matches()) {
                return Optional.empty();
            }
            long pid = Long.parseLong(content.group(1));
            return began(pid).filter(content.group(2)::equals).flatMap(began -> ProcessHandle.of(pid));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** When a process began, in the keeper's words; empty if it is gone or only waits to be buried. */
    static Optional<String> began(long pid) throws IOException {
        if (!Files.exists(PROC.resolve("self/stat"))) {
            return startedByPs(pid);
        }
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            String boot =
                    Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            return fields[0].equals("Z") ? Optional.empty() : Optional.of(boot + "/" + fields[19]);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // The process went away while it was looked at.
            return Optional.empty();
        }
    }

    private static Optional<String> startedByPs(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "lstart=", "-p", Long.toString(pid)).start();
        String text = new String(ps.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        String began = text.strip().replaceAll("\\s+", "-");
        return began.isEmpty() ? Optional.empty() : Optional.of(began);
    }
}
