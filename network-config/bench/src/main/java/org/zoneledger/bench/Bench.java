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
import org.zoneledger.launcher.topology.Organisation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The load of {@code ./zone bench}, on the zone that the environment names; the launcher has started it and stops it. */
@Command(name = "bench")
final class Bench implements Callable<Integer> {
    private static final int CALIBRATION_PAGES = 24;

    /** What is measured with one gateway alone. */
    private static final Set<Id> LOADS = EnumSet.of(Id.W1, Id.Q1, Id.Q3, Id.C2);

    @Option(names = "--only", split = ",", paramLabel = "ID")
    private Set<Id> only = EnumSet.allOf(Id.class);

    @Option(names = "--json", paramLabel = "FILE")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--subjects", paramLabel = "COUNT", defaultValue = "2000")
    private int subjects;

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

    int subjects() {
        return subjects;
    }

    @Override
    public Integer call() throws Exception {
        Machine machine = Machine.here();
        out.println(machine.text());
        Setting setting = Setting.of(System.getenv(), Optional.empty());
        BenchZone zone = new BenchZone(setting);
        List<Result> results = new ArrayList<>();
        try (Peers peers = new Peers(zone)) {
            Captures captures = new Captures(zone);
            List<Network> agencies =
                    zone.agencies().stream().map(peers::connect).toList();
            Baseline baseline = new Baseline(agencies);
            prove(zone, peers, captures, baseline, results);
            if (only.stream().anyMatch(LOADS::contains)) {
                zone.leaveOneGateway();
                measure(zone, peers, agencies, captures, baseline, results);
            }
        } finally {
            // what was measured before something went wrong was measured
            Report report = new Report(machine, results);
            report.print(out);
            json.ifPresent(report::write);
        }
        return 0;
    }

    /** What needs all the gateways. */
    private void prove(BenchZone zone, Peers peers, Captures captures, Baseline baseline, List<Result> results)
            throws Exception {
        Pairs pairs = new Pairs(new CpuTime(zone.setting()), out);
        Versions versions = new Versions(zone);
        if (only.contains(Id.V1)) {
            say(Id.V1);
            try (ReceiptWorkload workload = new ReceiptWorkload(zone, captures, out)) {
                results.addAll(workload.run(pairs));
            }
        }
        if (only.contains(Id.V3)) {
            say(Id.V3);
            results.add(new RebuildWorkload(zone, baseline, out).run());
        }
        if (only.contains(Id.H2)) {
            say(Id.H2);
            results.add(new QuestionWorkload(zone, out).run());
        }
        if (only.contains(Id.V2)) {
            say(Id.V2);
            results.add(new CheckpointWorkload(zone, versions, peers.connect(zone.front()), out).run());
        }
        if (only.contains(Id.H1)) {
            say(Id.H1);
            Organisation agency = zone.agencies().get(0);
            results.add(new HistoryWorkload(zone, versions, baseline, agency, peers.connect(agency), out).run(pairs));
        }
        if (only.contains(Id.C1)) {
            say(Id.C1);
            List<Network> agencies =
                    zone.agencies().stream().map(peers::connect).toList();
            try (GradeWorkload workload = new GradeWorkload(zone, peers, agencies, baseline, out)) {
                results.add(workload.run());
            }
        }
    }

    private void measure(
            BenchZone zone,
            Peers peers,
            List<Network> agencies,
            Captures captures,
            Baseline baseline,
            List<Result> results)
            throws Exception {
        Pairs pairs = new Pairs(new CpuTime(zone.setting()), out);
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
        if (only.contains(Id.C2)) {
            say(Id.C2);
            try (RegradeWorkload workload = new RegradeWorkload(zone, peers, agencies, subjects, out)) {
                results.add(workload.run());
            }
        }
    }

    private void say(Id id) {
        out.println();
        out.println(id + "  " + id.title());
    }
}
