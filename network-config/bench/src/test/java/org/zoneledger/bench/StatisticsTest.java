package org.zoneledger.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void the_median_is_the_middle_value_in_whatever_order() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
    }

    @Test
    void the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assertThat(Statistics.median(List.of(8.0, 1.0, 2.0, 4.0))).isEqualTo(3);
    }

    @Test
    void a_percentile_is_a_value_that_was_measured() {
        List<Double> hundred =
                DoubleStream.iterate(100, value -> value - 1).limit(100).boxed().toList();
        assertThat(Statistics.percentile(hundred, 0.95)).isEqualTo(95);
        assertThat(Statistics.percentile(hundred, 0.951)).isEqualTo(96);
        assertThat(Statistics.percentile(hundred, 1)).isEqualTo(100);
        assertThat(Statistics.percentile(List.of(7.0), 0.95)).isEqualTo(7);
    }

    @Test
    void nothing_has_no_median() {
        assertThatThrownBy(() -> Statistics.median(List.of())).hasMessage("nothing was measured");
    }
}
