package org.zoneledger.gateway.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

    private static final Place JIAXING = Place.parse("30.75,120.76").orElseThrow();
    private static final Place SHANGHAI = Place.parse("31.23, 121.47").orElseThrow();
    private static final Place CHENGDU = Place.parse("geo:30.57,104.07;u=5000").orElseThrow();
    private static final Instant NOON = Instant.parse("2026-11-27T04:00:00Z");

    @Test
    void is_kept_in_whole_degrees() {
        assertThat(JIAXING).isEqualTo(new Place(31, 121)).isEqualTo(SHANGHAI);
    }

    @Test
    void is_far_from_another_that_nobody_reaches_in_an_hour() {
        assertThat(JIAXING.isFarFrom(CHENGDU)).isTrue();
        assertThat(new Place(31, 121).isFarFrom(new Place(30, 120))).isFalse();
        assertThat(new Place(0, 179).isFarFrom(new Place(0, -179)))
                .as("across the date line")
                .isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Jiaxing", "91,0", "0,181", "30.75", "1e1,2", "30.75,120.76!"})
    void is_none_when_the_header_says_something_else(String text) {
        assertThat(Place.parse(text)).isEmpty();
    }

    @Test
    void counts_for_an_hour_and_for_its_own_thing_alone() {
        Whereabouts whereabouts = new Whereabouts();
        assertThat(whereabouts.isFarFromLast("a", JIAXING, NOON)).isFalse();
        assertThat(whereabouts.isFarFromLast("b", CHENGDU, NOON)).isFalse();
        assertThat(whereabouts.isFarFromLast("a", CHENGDU, NOON.plus(Duration.ofMinutes(59))))
                .isTrue();
        assertThat(whereabouts.isFarFromLast("b", JIAXING, NOON.plus(Duration.ofMinutes(61))))
                .isFalse();
    }
}
