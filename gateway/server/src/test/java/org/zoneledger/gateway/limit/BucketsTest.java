package org.zoneledger.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {

    private static final long MILLI = 1_000_000L;
    private static final Budget TEN_A_SECOND = new Budget(10, 5);

    /** Close to where the count of nanoseconds turns over. */
    private long now = Long.MAX_VALUE - 1000 * MILLI;

    private final Buckets buckets = new Buckets(100, () -> now);

    @Nested
    class Taking {

        @Test
        void gives_a_burst_and_then_tells_how_long_to_wait() {
            assertThat(taken("a", 5)).isEqualTo(5);
            assertThat(take("a")).isEqualTo(100 * MILLI);
            now += 40 * MILLI;
            assertThat(take("a")).isEqualTo(60 * MILLI);
        }

        @Test
        void gives_again_what_time_has_brought_and_never_more_than_the_burst() {
            assertThat(taken("a", 6)).isEqualTo(5);
            now += 250 * MILLI;
            assertThat(taken("a", 10)).isEqualTo(2);
            now += 3_600_000 * MILLI;
            assertThat(taken("a", 10)).isEqualTo(5);
        }

        @Test
        void is_not_made_longer_by_being_refused() {
            taken("a", 1000);
            now += 100 * MILLI;
            assertThat(take("a")).isZero();
        }

        @Test
        void what_is_given_back_can_be_taken_again_and_no_more_than_that() {
            taken("a", 5);
            buckets.give("a", TEN_A_SECOND);
            buckets.give("nobody", TEN_A_SECOND);
            assertThat(taken("a", 5)).isEqualTo(1);
            now += 1000 * MILLI;
            buckets.give("a", TEN_A_SECOND);
            assertThat(taken("a", 10)).isEqualTo(5);
        }

        @Test
        void of_one_does_not_touch_another() {
            taken("a", 100);
            assertThat(taken("b", 5)).isEqualTo(5);
        }
    }

    @Nested
    class Memory {

        @Test
        void holds_no_more_buckets_than_it_may_and_one_for_all_others() {
            IntStream.range(0, 100_000).forEach(i -> take("asker " + i));
            assertThat(buckets.size()).isLessThanOrEqualTo(101);
        }

        @Test
        void is_freed_of_those_that_are_full_again() {
            IntStream.range(0, 100).forEach(i -> take("asker " + i));
            now += 2000 * MILLI;
            take("a new one");
            assertThat(buckets.size()).isEqualTo(1);
        }

        @Test
        void being_short_makes_latecomers_share_and_leaves_the_others_alone() {
            IntStream.range(0, 100).forEach(i -> take("asker " + i));
            IntStream.range(0, 100).forEach(i -> take("late " + i));
            assertThat(take("late")).isPositive();
            assertThat(taken("asker 7", 10)).isEqualTo(4);
        }
    }

    @Nested
    class Budgets {

        @Test
        void are_read_as_rate_and_burst() {
            assertThat(Budget.of("100/400")).isEqualTo(new Budget(100, 400));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "100", "0/5", "5/0", "1/2/3", "a/b", "-1/1", "1/2000000"})
        void that_say_nothing_stop_the_start(String text) {
            assertThatThrownBy(() -> Budget.of(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Addresses {

        @Test
        void of_one_ipv6_network_are_one_asker_and_ipv4_addresses_are_each_their_own() {
            assertThat(Asker.network("2001:db8:0:1::7"))
                    .isEqualTo(Asker.network("2001:db8:0:1:ffff::1"))
                    .isNotEqualTo(Asker.network("2001:db8:0:2::7"));
            assertThat(Asker.network("192.0.2.1")).isNotEqualTo(Asker.network("192.0.2.2"));
        }
    }

    private long take(String asker) {
        return buckets.take(asker, TEN_A_SECOND);
    }

    private long taken(String asker, int times) {
        return IntStream.range(0, times).filter(i -> take(asker) == 0).count();
    }
}
