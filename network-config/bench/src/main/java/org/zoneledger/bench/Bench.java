package org.zoneledger.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.hyperledger.fabric.client.Network;
import org.zoneledger.launcher.Setting;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The load of {@code ./zone bench}, on the zone that the environment names; the launcher has started it and stops it. */
@Command(name = "bench")
final class Bench implements Callable<Integer> {
    private static final int CALIBRATION_PAGES = 24;

    @Option(names = "--only", split = ",", paramLabel = "ID")
    private Set<Id> only = EnumSet.allOf(Id.class);

    @Option(names = "--json", paramLabel = "FILE")
    private Optional<Path> json = Optional.empty();

    private final PrintStream out = System.out;

    /** Exit code 0 when everything was measured, whatever the figures; 1 when something went wrong. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    Set<Id> only() {
        return only;
    }

    Optional<Path> json() {
        return json;
    }

    @Override
    public Integer call() throws Exception {
        Machine machine = Machine.here();
        out.println(machine.text());
        Setting setting = Setting.of(System.getenv(), Optional.empty());
        BenchZone zone = new BenchZone(setting);
        List<Result> results = new ArrayList<>();
        try (Peers peers = new Peers(zone)) {
            measure(zone, peers, new Pairs(new CpuTime(setting), out), results);
        }
        Report report = new Report(machine, results);
        report.print(out);
        json.ifPresent(report::write);
        return 0;
    }

    private void measure(BenchZone zone, Peers peers, Pairs pairs, List<Result> results) throws Exception {
        List<Network> agencies = zone.agencies().stream().map(peers::connect).toList();
        Captures captures = new Captures(zone);
        Baseline baseline = new Baseline(agencies);
        OptionalDouble full = OptionalDouble.empty();
        try (CaptureWorkload workload = new CaptureWorkload(zone, captures, baseline, agencies, out)) {
            if (only.contains(Id.W1)) {
                say(Id.W1);
                Result result = workload.run(pairs);
                results.add(result);
                full = OptionalDouble.of(result.ours());
            } else if (only.contains(Id.Q3)) {
                workload.capture(CALIBRATION_PAGES);
                full = OptionalDouble.of(workload.capture(CALIBRATION_PAGES));
            }
        }
        if (only.contains(Id.Q3)) {
            say(Id.Q3);
            results.add(new LagWorkload(zone, captures, peers.connect(zone.front()), out).run(full.orElseThrow()));
        }
        if (only.contains(Id.Q1)) {
            say(Id.Q1);
            try (LookupWorkload workload = new LookupWorkload(zone, captures, baseline, out)) {
                results.add(workload.run(pairs));
            }
        }
    }

    private void say(Id id) {
        out.println();
        out.println(id + "  " + id.title());
    }
}
