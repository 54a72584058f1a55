package org.zoneledger.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** H2: first pages of what an auditor asks, at the gateway of the auditors. */
final class QuestionWorkload {
    private static final int ROUNDS = 30;
    private static final double ALLOWED_MILLIS = 100;

    private final BenchZone zone;
    private final PrintStream out;

    QuestionWorkload(BenchZone zone, PrintStream out) {
        this.zone = zone;
        this.out = out;
    }

    Result run() throws IOException, InterruptedException {
        Caller auditor = new Caller(zone.auditor(), zone.gatewayOf(zone.auditors()));
        List<String> questions = List.of(
                "",
                "?subject=" + zone.uscc().value(),
                "?type=product",
                "?agency=CommerceMSP",
                "?agency=CustomsMSP&type=assertion",
                "?transaction=filing:register",
                "?legalBasis=%E6%B3%95",
                "?from=2026-01-01&to=2099-01-01");
        for (String question : questions) {
            auditor.get("/api/v1/audit/acts" + question);
        }
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < ROUNDS * questions.size(); i++) {
            long begun = System.nanoTime();
            auditor.get("/api/v1/audit/acts" + questions.get(i % questions.size()));
            times.add((System.nanoTime() - begun) / 1e6);
        }
        out.printf(
                Locale.ROOT,
                "  %d questions on %,d entries of the log: median %.1f ms%n",
                questions.size(),
                auditor.read("/api/v1/audit/acts").path("logSize").asLong(),
                Statistics.median(times));
        return Result.ofLags(Id.H2, times, ALLOWED_MILLIS);
    }
}
