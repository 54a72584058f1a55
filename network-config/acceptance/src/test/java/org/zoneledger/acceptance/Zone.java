package org.zoneledger.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The zone under test, seen from outside: the verbs of {@code ./zone}, what its status says, and the files it hands to people.
 *
 * <p>One for the whole suite. System properties: {@code zone.repository}, {@code zone.home}, {@code zone.portBase}, and {@code
 * zone.running} to use one that is up already and leave it so.
 */
public final class Zone {

    /** From nothing, with the Fabric programs to build. */
    private static final Duration START = Duration.ofMinutes(20);

    private static final Duration VERB = Duration.ofMinutes(3);
    private static final Zone THE_ONE = new Zone();

    private final Path repository = Path.of(System.getProperty("zone.repository", "../.."))
            .toAbsolutePath()
            .normalize();
    private final Path home = Path.of(System.getProperty("zone.home", "target/zone"))
            .toAbsolutePath()
            .normalize();
    private final String portBase = System.getProperty("zone.portBase", "27000");
    private final boolean running = Boolean.getBoolean("zone.running");
    private final Map<String, Organisation> organisations = topology();
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private JsonNode addresses;

    /**
     * An organisation of {@code zone.yaml}.
     *
     * @param id short name
     * @param msp membership service provider id
     * @param kind agency, operator or audit
     */
    record Organisation(String id, String msp, String kind) {}

    /**
     * How a verb ended.
     *
     * @param exit exit code
     * @param out what it printed
     * @param err what it complained of
     */
    record Run(int exit, String out, String err) {}

    private Zone() {}

    static Zone zone() {
        return THE_ONE;
    }

    /** Starts the zone from nothing, unless told that it is up. */
    void start() {
        if (!running) {
            if (Files.exists(home)) {
                must("clean");
            }
            must("up", "--no-demo", "--port-base", portBase);
        }
    }

    /** Stops what was started. */
    void stop() {
        if (!running && Files.exists(home)) {
            must("down");
        }
    }

    /** Runs a verb that succeeds. */
    Run must(String... verb) {
        Run run = run(verb);
        if (run.exit() != 0) {
            throw new AssertionError(
                    "./zone " + String.join(" ", verb) + " ended with " + run.exit() + "\n" + run.out() + run.err());
        }
        return run;
    }

    /** Runs a verb: {@code ./zone VERB ...}. */
    Run run(String... verb) {
        List<String> command =
                new ArrayList<>(List.of(repository.resolve("zone").toString()));
        command.addAll(Arrays.asList(verb));
        return run(repository, command, verb[0].equals("up") ? START : VERB);
    }

    /** Runs the check that others have written, from the standards alone, in Go. */
    Run check(String... arguments) {
        List<String> command = new ArrayList<>(List.of("go", "run", "./cmd/check"));
        command.addAll(Arrays.asList(arguments));
        return run(repository.resolve("gateway/verifier"), command, VERB);
    }

    private Run run(Path directory, List<String> command, Duration patience) {
        try {
            Path out = Files.createTempFile("zone", ".out");
            Path err = Files.createTempFile("zone", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("ZONE_HOME", home.toString());
            Process process = builder.start();
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
                throw new AssertionError(command + " did not end within " + patience + "\n" + Files.readString(out)
                        + Files.readString(err));
            }
            Run run = new Run(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What {@code ./zone status --json} says now. */
    JsonNode status() {
        try {
            return new ObjectMapper().readTree(run("status", "--json").out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One node as the status says it is now. */
    JsonNode node(String name) {
        return node(status(), name);
    }

    /** Where a peer or an orderer is reached: {@code host:port}. */
    String address(String node) {
        return node(addresses(), node).path("address").asText();
    }

    /** An organisation's gateway, as a person meets it. */
    Gateway gateway(String organisation, Person person) {
        return new Gateway(gatewayAddress(organisation), person);
    }

    /** The page for consumers, which needs no certificate. */
    URI consumerPage() {
        return URI.create(addresses().at("/zone/consumer").asText());
    }

    /** Health, metrics and OpenAPI of a gateway: two ports above its own (network-config/README.md). */
    URI management(String organisation) {
        URI gateway = gatewayAddress(organisation);
        return URI.create("http://" + gateway.getHost() + ":" + (gateway.getPort() + 2));
    }

    /** The folder of everything that the zone has made. */
    Path home() {
        return home;
    }

    List<Organisation> organisations() {
        return List.copyOf(organisations.values());
    }

    String msp(String organisation) {
        return organisations.get(organisation).msp();
    }

    /** The organisation that certified a person. */
    String organisation(Person person) {
        return organisations.values().stream()
                .filter(each -> each.msp().equals(person.msp()))
                .map(Organisation::id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no organisation of the zone certified this person"));
    }

    /** Somebody the issuer gave a certificate to: {@code people/ORGANISATION/NAME}. */
    Person person(String organisation, String name) {
        return people.computeIfAbsent(organisation + "/" + name, key -> {
            Path folder = home.resolve("people").resolve(key);
            return holder(folder.resolve("cert.pem"), folder.resolve("key.pem"), msp(organisation));
        });
    }

    /** The identity of an organisation's gateway, as if it were in the wrong hands. */
    Person gatewayIdentity(String organisation) {
        return people.computeIfAbsent("gateway of " + organisation, key -> {
            Path msp = home.resolve("nodes").resolve(organisation + "-gateway").resolve("msp");
            return holder(msp.resolve("signcerts/cert.pem"), msp.resolve("keystore/key.pem"), msp(organisation));
        });
    }

    Person consumer() {
        return people.computeIfAbsent("consumer", key -> Person.consumer(tlsRoots()));
    }

    Person holder(Path certificate, Path key, String msp) {
        return Person.holding(certificate, key, msp, tlsRoots());
    }

    Path tlsRoots() {
        return home.resolve("trust/tls-bundle.pem");
    }

    /** Kills a node's process with SIGKILL and gives its process id. */
    long kill(String name) {
        long pid = node(name).path("pid").asLong();
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow(() -> new AssertionError(name + " does not run"));
        if (!process.destroyForcibly()) {
            throw new AssertionError(name + " could not be killed");
        }
        return pid;
    }

    /** Waits until a node does its work, in another process than the one given. */
    void awaitHealthy(String name, long killed, Duration bound) {
        Await.until(
                name + " healthy in a new process",
                bound,
                () -> node(name),
                node -> node.path("health").asText().equals("healthy")
                        && node.path("pid").asLong() != killed);
    }

    private URI gatewayAddress(String organisation) {
        return URI.create(
                addresses().path("zone").path("gateways").path(organisation).asText());
    }

    private synchronized JsonNode addresses() {
        if (addresses == null) {
            addresses = status();
        }
        return addresses;
    }

    private static JsonNode node(JsonNode status, String name) {
        for (JsonNode node : status.path("nodes")) {
            if (node.path("name").asText().equals(name)) {
                return node;
            }
        }
        throw new AssertionError("the status knows no node " + name);
    }

    private Map<String, Organisation> topology() {
        try {
            Map<String, Organisation> found = new LinkedHashMap<>();
            new YAMLMapper()
                    .readTree(repository.resolve("network-config/zone.yaml").toFile())
                    .path("organisations")
                    .forEach(each -> found.put(
                            each.path("id").asText(),
                            new Organisation(
                                    each.path("id").asText(),
                                    each.path("msp").asText(),
                                    each.path("kind").asText())));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
