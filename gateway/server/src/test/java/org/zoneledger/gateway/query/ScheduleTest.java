package org.zoneledger.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;

class ScheduleTest {

    private static final long SEED = 20261127;

    private static Schedule schedule(String json) {
        return Schedule.parse(CanonicalJson.read(json.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'hour':'1','minute':'5'}; 2026-01-01T00:00:00Z; 2026-01-01T01:05:00Z",
                "{'hour':'1','minute':'5'}; 2026-01-01T01:05:00Z; 2026-01-02T01:05:00Z",
                "{'hour':1}; 2026-01-01T01:00:00.500Z; 2026-01-02T01:00:00Z",
                "{'minute':'0,30'}; 2026-01-01T23:30:00Z; 2026-01-02T00:00:00Z",
                "{'second':'[10-12],40'}; 2026-01-01T00:00:12Z; 2026-01-01T00:00:40Z",
                "{'second':'0'}; 2026-01-01T00:00:00Z; 2026-01-01T00:01:00Z",
                "{'dayOfWeek':'1'}; 2026-01-01T00:00:00Z; 2026-01-05T00:00:00Z",
                "{'dayOfMonth':'31'}; 2026-02-01T00:00:00Z; 2026-03-31T00:00:00Z",
                "{'month':'7'}; 2026-07-01T00:00:00Z; 2027-07-01T00:00:00Z",
                "{'month':'2','dayOfMonth':'29'}; 2026-01-01T00:00:00Z; 2028-02-29T00:00:00Z",
                "{'month':'2','dayOfMonth':'29','dayOfWeek':'7'}; 2026-01-01T00:00:00Z; 2032-02-29T00:00:00Z"
            })
    void the_next_moment_is_the_first_that_all_fields_allow(String json, Instant after, Instant next) {
        assertThat(schedule(json).next(after)).hasValue(next);
    }

    @Test
    void the_next_moment_is_what_counting_seconds_finds() {
        Random random = new Random(SEED);
        for (int i = 0; i < 60; i++) {
            List<Integer> hours = some(random, 24);
            List<Integer> minutes = some(random, 60);
            List<Integer> seconds = some(random, 60);
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("hour", text(hours)).put("minute", text(minutes)).put("second", text(seconds));
            Instant after = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(random.nextInt(200_000));
            ZonedDateTime counted = after.atZone(ZoneOffset.UTC).plusSeconds(1);
            while (!hours.contains(counted.getHour())
                    || !minutes.contains(counted.getMinute())
                    || !seconds.contains(counted.getSecond())) {
                counted = counted.plusSeconds(1);
            }
            assertThat(Schedule.parse(node).next(after)).as(node.toString()).hasValue(counted.toInstant());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "{'hour':'24'}",
                "{'hour':'-1'}",
                "{'hour':''}",
                "{'hour':'1,'}",
                "{'hour':'*'}",
                "{'second':'0/30'}",
                "{'minute':'[5-4]'}",
                "{'dayOfMonth':'0'}",
                "{'dayOfWeek':'8'}",
                "{'month':{}}",
                "{'month':'2','dayOfMonth':'30'}"
            })
    void what_has_no_moment_is_refused(String json) {
        assertThatThrownBy(() -> schedule(json)).isInstanceOfSatisfying(RefusalException.class, e -> {
            assertThat(e.refusal().code()).isEqualTo(Code.VALUE_INVALID);
            assertThat(e.refusal().field()).startsWith("schedule");
        });
    }

    @Test
    void a_field_that_there_is_not_is_refused() {
        assertThatThrownBy(() -> schedule("{'year':'2026'}"))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo(Code.FIELD_UNKNOWN));
    }

    private static List<Integer> some(Random random, int below) {
        List<Integer> values = new ArrayList<>(List.of(random.nextInt(below)));
        while (random.nextInt(3) > 0) {
            values.add(random.nextInt(below));
        }
        return values;
    }

    private static String text(List<Integer> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
