package org.zoneledger.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a run found, for people and for programs.
 *
 * @param machine it ran on
 * @param results in the order measured
 */
record Report(Machine machine, List<Result> results) {
    private static final ObjectMapper JSON =
            new ObjectMapper().registerModule(new Jdk8Module()).enable(SerializationFeature.INDENT_OUTPUT);

    Report {
        results = List.copyOf(results);
    }

    /** {@code {"machine", "results": [{"id", "ratio", "unit", "ours", "baseline", "samples"}]}}; a rate alone has neither ratio nor baseline. */
    ObjectNode json() {
        ObjectNode report = JSON.createObjectNode();
        report.set("machine", JSON.valueToTree(machine));
        ArrayNode list = report.putArray("results");
        results.forEach(result -> list.add(JSON.<ObjectNode>valueToTree(result)));
        return report;
    }

    void write(Path file) {
        try {
            Files.writeString(file, JSON.writeValueAsString(json()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void print(PrintStream out) {
        out.println();
        out.println(machine.text());
        for (Result result : results) {
            print(out, result);
        }
    }

    /** Says what came out of one. */
    static void print(PrintStream out, Result result) {
        out.println(result.id() + "  " + result.id().title());
        if (result.ratio().isEmpty()) {
            out.printf(Locale.ROOT, "      %,.1f %s%n", result.ours(), result.unit());
            return;
        }
        out.printf(
                Locale.ROOT,
                "      %s times (goal %s: %s), %,.1f against %,.1f %s; %d samples from %s to %s%n",
                times(result.ratio().getAsDouble()),
                result.id().goal(),
                result.reached() ? "reached" : "missed",
                result.ours(),
                result.baseline().orElseThrow(),
                result.unit(),
                result.samples().size(),
                times(result.spread().get(0)),
                times(result.spread().get(1)));
    }

    /** A ratio as people read it. */
    static String times(double ratio) {
        return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%,.1f", ratio);
    }
}
