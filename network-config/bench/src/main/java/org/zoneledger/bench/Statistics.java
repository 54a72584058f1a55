package org.zoneledger.bench;

import java.util.Arrays;
import java.util.Collection;

/** Figures of a handful of measurements. */
final class Statistics {
    private Statistics() {}

    /** The middle value, or the mean of the two in the middle. */
    static double median(Collection<Double> values) {
        double[] sorted = sorted(values);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The smallest value that at least this share of the values does not exceed (nearest rank).
     *
     * @param share above 0, at most 1
     */
    static double percentile(Collection<Double> values, double share) {
        double[] sorted = sorted(values);
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static double[] sorted(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
