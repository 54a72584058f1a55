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
        default void prepare() {}

        /** How much a second. */
        double measure() throws Exception;

        default void check() {}
    }

    /** So many pairs; says after each what it was and where the processors' time went. */
    List<Sample> run(int count, Side ours, Side baseline) throws Exception {
        List<Sample> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean first = i % 2 == 0;
            double one = measured(first ? "ours" : "baseline", first ? ours : baseline);
            double other = measured(first ? "baseline" : "ours", first ? baseline : ours);
            Sample pair = first ? Sample.pair(one, other) : Sample.pair(other, one);
            pairs.add(pair);
            out.printf(
                    Locale.ROOT,
                    "  pair %d of %d: %,.0f against %,.0f, %.1f times (load %.1f)%n",
                    i + 1,
                    count,
                    pair.ours(),
                    pair.baseline().orElseThrow(),
                    pair.ours() / pair.baseline().orElseThrow(),
                    Machine.loadNow());
        }
        return pairs;
    }

    private double measured(String name, Side side) throws Exception {
        side.prepare();
        Map<String, Long> before = cpu.now();
        double rate = side.measure();
        String shares = CpuTime.shares(before, cpu.now());
        side.check();
        out.printf(Locale.ROOT, "    %-8s  %,10.0f /s   processors: %s%n", name, rate, shares);
        return rate;
    }
}
