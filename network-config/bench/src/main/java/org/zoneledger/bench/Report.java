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

    /** {@code {"machine", "results": [{"id", "ratio", "unit", "ours", "baseline", "samples"}]}}. */
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
        out.printf(
                Locale.ROOT,
                "%s  %s%n      %,.1f times (goal %,.0f: %s), %,.1f against %,.1f %s; %d samples from %,.1f to %,.1f%n",
                result.id(),
                result.id().title(),
                result.ratio(),
                result.id().goal(),
                result.reached() ? "reached" : "missed",
                result.ours(),
                result.baseline(),
                result.unit(),
                result.samples().size(),
                result.spread().get(0),
                result.spread().get(1));
    }
}
