package org.zoneledger.launcher.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.zoneledger.launcher.ZoneException;

/**
 * A tool run to its end.
 *
 * @param arguments the program and its arguments
 * @param environment variables beside the few that every child gets
 * @param directory where it runs
 */
public record Command(List<String> arguments, Map<String, String> environment, Path directory) {

    /** A caller's CORE_, ORDERER_, QUARKUS_ or JAVA_ variables would change what a node does, so children get these only. */
    private static final Set<String> PASSED_ON = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LANG",
            "TMPDIR",
            "TZ",
            "JAVA_HOME",
            "MAVEN_OPTS",
            "MAVEN_ARGS",
            "GOPROXY",
            "GOFLAGS",
            "GOSUMDB",
            "GOTOOLCHAIN",
            "GOCACHE",
            "GOMODCACHE",
            "GOPATH",
            "GONOSUMDB",
            "GOPRIVATE",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "XDG_CACHE_HOME");

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** How a tool ended. */
    public record Outcome(int code, String output, String errors) {
        /** Whether it ended well. */
        public boolean ok() {
            return code == 0;
        }

        /** The line that says what went wrong, else the last one. */
        public String lastWords() {
            List<String> lines = (errors.isBlank() ? output : errors)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.stream()
                    .filter(line -> line.startsWith("Error:") || line.startsWith("panic:"))
                    .findFirst()
                    .or(() -> lines.stream().reduce((first, second) -> second))
                    .map(String::strip)
                    .orElse("it ended with " + code + " and said nothing");
        }
    }

    /** A process about to start with a clean environment. */
    public static ProcessBuilder builder(List<String> arguments, Map<String, String> environment, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(arguments).directory(directory.toFile());
        builder.environment().keySet().retainAll(PASSED_ON);
        builder.environment().putAll(environment);
        return builder;
    }

    /**
     * Runs the tool and keeps what it said.
     *
     * @throws ZoneException if it cannot be started or outlives the limit, after which it is killed
     */
    public Outcome run(Duration limit) {
        try {
            Process process = builder(arguments, environment, directory)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            CompletableFuture<String> output = drain(process.getInputStream());
            CompletableFuture<String> errors = drain(process.getErrorStream());
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new ZoneException(name() + " did not end within " + limit.toSeconds() + " s");
            }
            return new Outcome(process.exitValue(), output.join(), errors.join());
        } catch (IOException e) {
            throw new ZoneException(name() + " could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZoneException(name() + " was interrupted", e);
        }
    }

    private String name() {
        return Path.of(arguments.get(0)).getFileName() + (arguments.size() > 1 ? " " + arguments.get(1) : "");
    }

    private static CompletableFuture<String> drain(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.completeExceptionally(new UncheckedIOException(e));
            }
        });
        thread.setDaemon(true);
        thread.start();
        return text;
    }
}
