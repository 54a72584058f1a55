package org.zoneledger.gateway.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.alert.Alerts.Alert;
import org.zoneledger.gateway.alert.Alerts.Kind;
import org.zoneledger.gateway.stream.Tail;
import org.zoneledger.gateway.stream.Tail.Told;

class AlertTailTest {

    private static final int AHEAD = 10;
    private static final ObjectMapper JSON = new ObjectMapper().registerModules(new Jdk8Module(), new JavaTimeModule());

    private final List<LocalDate> deadlines = new ArrayList<>();
    private long nanos;
    private LocalDate today = LocalDate.of(2026, 12, 30);
    private final AlertTail tail = new AlertTail(this::alerts, () -> today, () -> nanos, JSON);

    @Test
    void tells_what_there_is_and_then_only_what_is_new() throws Exception {
        deadlines.add(today.plusDays(3));
        assertThat(days(told())).containsExactly(3);
        assertThat(told()).isEmpty();
        deadlines.add(today.plusDays(4));
        assertThat(days(told())).containsExactly(4);
    }

    @Test
    void tells_a_deadline_on_the_day_it_comes_near_without_any_block() throws Exception {
        deadlines.add(today.plusDays(AHEAD + 1));
        assertThat(told()).isEmpty();
        today = today.plusDays(1);
        assertThat(days(told())).containsExactly(AHEAD);
        today = today.plusDays(1);
        assertThat(told()).as("a day nearer is no news").isEmpty();
    }

    @Test
    void tells_it_again_under_another_id_when_its_day_has_passed() throws Exception {
        deadlines.add(today);
        String id = told().get(0).id();
        today = today.plusDays(1);
        List<Told> late = told();
        assertThat(days(late)).containsExactly(-1);
        assertThat(late.get(0).id()).isNotEqualTo(id);
        today = today.plusDays(1);
        assertThat(told()).isEmpty();
    }

    @Test
    void tells_what_comes_again_under_the_id_it_had() {
        deadlines.add(today);
        String id = told().get(0).id();
        deadlines.clear();
        assertThat(told()).isEmpty();
        deadlines.add(today);
        assertThat(told()).extracting(Told::id).containsExactly(id);
    }

    @Test
    void looks_no_more_often_than_once_in_a_while_and_then_misses_nothing() throws Exception {
        assertThat(tail.next().told()).isEmpty();
        deadlines.add(today);
        nanos += AlertTail.PAUSE.toNanos() - 1;
        assertThat(tail.next()).isEqualTo(new Tail.Stretch(List.of(), Tail.State.HELD));
        nanos += 1;
        assertThat(days(tail.next().told())).containsExactly(0);
    }

    private List<Told> told() {
        List<Told> told = tail.next().told();
        nanos += AlertTail.PAUSE.toNanos();
        return told;
    }

    private List<Alert> alerts(LocalDate day) {
        return deadlines.stream()
                .filter(due -> !due.isAfter(day.plusDays(AHEAD)))
                .map(due -> new Alert(
                        Kind.REPAIR,
                        "repair/1",
                        Optional.empty(),
                        Optional.of(due),
                        Optional.of(ChronoUnit.DAYS.between(day, due)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
    }

    private static List<Integer> days(List<Told> told) throws Exception {
        List<Integer> days = new ArrayList<>();
        for (Told each : told) {
            JsonNode alert = JSON.readTree(each.body());
            days.add(alert.path("days").asInt());
        }
        return days;
    }
}
