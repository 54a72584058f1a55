package org.zoneledger.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zoneledger.bench.Result.Sample;

/** Measures two sides in turn, each as often first as the other, so that what else the machine does meets both. */
final class Pairs {
    private final CpuTime cpu;
    private final PrintStream out;

    Pairs(CpuTime cpu, PrintStream out) {
        this.cpu = cpu;
        this.out = out;
    }

    /** A side: what comes before and after is not measured. */
    interface Side {
        default void prepare() throws Exception {}

        /** How much a second, or whatever else is compared. */
        double measure() throws Exception;

        default void check() throws Exception {}
    }

    /** So many pairs; says after each what it was and where the processors' time went. */
    List<Sample> run(int count, Side ours, Side baseline) throws Exception {
        return run(count, "/s", ours, baseline);
    }

    /** The same of anything else than rates. */
    List<Sample> run(int count, String unit, Side ours, Side baseline) throws Exception {
        List<Sample> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean first = i % 2 == 0;
            double one = measured(first ? "ours" : "baseline", unit, first ? ours : baseline);
            double other = measured(first ? "baseline" : "ours", unit, first ? baseline : ours);
            Sample pair = first ? Sample.pair(one, other) : Sample.pair(other, one);
            pairs.add(pair);
            out.printf(
                    Locale.ROOT,
                    "  pair %d of %d: %,.0f against %,.0f, %s times (load %.1f)%n",
                    i + 1,
                    count,
                    pair.ours(),
                    pair.baseline().orElseThrow(),
                    Report.times(pair.ours() / pair.baseline().orElseThrow()),
                    Machine.loadNow());
        }
        return pairs;
    }

    private double measured(String name, String unit, Side side) throws Exception {
        side.prepare();
        Map<String, Long> before = cpu.now();
        double figure = side.measure();
        String shares = CpuTime.shares(before, cpu.now());
        side.check();
        out.printf(Locale.ROOT, "    %-8s  %,10.0f %s   processors: %s%n", name, figure, unit, shares);
        return figure;
    }
}
