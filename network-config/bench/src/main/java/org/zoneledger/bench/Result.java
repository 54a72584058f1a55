package org.zoneledger.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What came out of one measurement.
 *
 * @param id what was measured
 * @param ratio median of the ratios of the samples; of a lag, how many times it fits into what is allowed; empty of a rate alone
 * @param unit of {@code ours} and {@code baseline}
 * @param ours median; of a lag, its 95th percentile
 * @param baseline median; of a lag, what is allowed; empty of a rate alone
 * @param samples one by one, in order
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Result(Id id, OptionalDouble ratio, String unit, double ours, OptionalDouble baseline, List<Sample> samples) {

    /**
     * One measurement, or an interleaved pair.
     *
     * @param baseline empty where there is nothing to compare with
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Sample(double ours, OptionalDouble baseline) {
        static Sample pair(double ours, double baseline) {
            return new Sample(ours, OptionalDouble.of(baseline));
        }

        private double ratio() {
            return ours / baseline.orElseThrow();
        }
    }

    Result {
        samples = List.copyOf(samples);
    }

    /** Of interleaved pairs. */
    static Result ofPairs(Id id, String unit, List<Sample> pairs) {
        return new Result(
                id,
                OptionalDouble.of(
                        Statistics.median(pairs.stream().map(Sample::ratio).toList())),
                unit,
                Statistics.median(pairs.stream().map(Sample::ours).toList()),
                OptionalDouble.of(Statistics.median(pairs.stream()
                        .map(pair -> pair.baseline().orElseThrow())
                        .toList())),
                pairs);
    }

    /**
     * Of times, less being better.
     *
     * @param allowed what their 95th percentile may be
     */
    static Result ofLags(Id id, List<Double> milliseconds, double allowed) {
        return ofAllowed(id, "ms", milliseconds, allowed);
    }

    /** Of sizes or the like, less being better. */
    static Result ofAllowed(Id id, String unit, List<Double> values, double allowed) {
        double p95 = Statistics.percentile(values, 0.95);
        return new Result(
                id,
                OptionalDouble.of(allowed / p95),
                unit + " (95th percentile)",
                p95,
                OptionalDouble.of(allowed),
                values.stream()
                        .map(value -> new Sample(value, OptionalDouble.empty()))
                        .toList());
    }

    /** Of a rate that nothing is compared with. */
    static Result ofRate(Id id, String unit, double rate) {
        return new Result(
                id,
                OptionalDouble.empty(),
                unit,
                rate,
                OptionalDouble.empty(),
                List.of(new Sample(rate, OptionalDouble.empty())));
    }

    /** Whether the goal is reached; a rate alone has none. */
    boolean reached() {
        return id.isReached(ratio.orElseThrow());
    }

    /** Lowest and highest ratio of the pairs, or lowest and highest of the times. */
    List<Double> spread() {
        List<Double> values = samples.stream()
                .map(sample -> sample.baseline().isPresent() ? sample.ratio() : sample.ours())
                .toList();
        return List.of(Statistics.percentile(values, 1e-9), Statistics.percentile(values, 1));
    }
}
