package org.zoneledger.gateway.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.gateway.resolver.Samples.inspection;
import static org.zoneledger.gateway.resolver.Samples.step;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.provenance.Passport.Step;
import org.zoneledger.gateway.provenance.Passport.Text;

class JourneyLineTest {
    private static final Text MILL = new Text("桐乡", "Tongxiang");
    private static final Text SHOP = new Text("柏林", "Berlin");
    private static final Text OTHER_SHOP = new Text("汉堡", "Hamburg");
    private static final Text LAB = new Text("检验中心", "Laboratory");

    @Test
    void of_no_steps_are_none() {
        assertThat(JourneyLine.of(List.of())).isEmpty();
    }

    @Test
    void draw_a_days_packings_together_even_with_something_between() {
        List<JourneyLine> lines = JourneyLine.of(List.of(
                at("2026-03-04T08:00:00+08:00", "packing", MILL),
                at("2026-03-04T09:00:00+08:00", "loading", MILL),
                at("2026-03-04T10:00:00+08:00", "packing", MILL)));
        assertThat(lines).extracting(JourneyLine::count).containsExactly(2, 1);
    }

    @Test
    void draw_equal_steps_on_end_together_over_several_days() {
        List<JourneyLine> lines = JourneyLine.of(List.of(
                at("2026-03-04T08:00:00+08:00", "packing", MILL), at("2026-03-06T08:00:00+08:00", "packing", MILL)));
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.from()).isEqualTo(LocalDate.of(2026, 3, 4));
            assertThat(line.to()).isEqualTo(LocalDate.of(2026, 3, 6));
        });
    }

    @Test
    void keep_places_and_later_days_apart() {
        List<JourneyLine> lines = JourneyLine.of(List.of(
                at("2026-03-04T08:00:00+08:00", "shipping", MILL),
                at("2026-03-05T08:00:00+08:00", "shipping", SHOP),
                at("2026-03-06T08:00:00+08:00", "shipping", MILL)));
        assertThat(lines).hasSize(3);
    }

    @Test
    void draw_sales_together_wherever_and_whenever() {
        List<JourneyLine> lines = JourneyLine.of(List.of(
                at("2026-04-20T15:00:00+02:00", "retail_selling", SHOP),
                at("2026-04-21T09:00:00+02:00", "shipping", SHOP),
                at("2026-04-22T15:00:00+02:00", "retail_selling", OTHER_SHOP),
                at("2026-04-23T15:00:00+02:00", "retail_selling", SHOP)));
        assertThat(lines).extracting(JourneyLine::count).containsExactly(3, 1);
        assertThat(lines.get(0).places()).hasSize(2);
    }

    @Test
    void show_a_sale_after_a_failed_inspection_as_a_line_of_its_own() {
        List<JourneyLine> lines = JourneyLine.of(List.of(
                at("2026-04-20T15:00:00+02:00", "retail_selling", SHOP),
                inspection("2026-04-21T09:00:00+02:00", "non_conformant", SHOP, "DE", LAB, "p", 1),
                at("2026-04-22T15:00:00+02:00", "retail_selling", SHOP)));
        assertThat(lines).extracting(JourneyLine::count).containsExactly(1, 1, 1);
    }

    @Test
    void never_mix_results_of_inspections() {
        List<JourneyLine> lines = JourneyLine.of(List.of(
                inspection("2026-04-21T09:00:00+02:00", "conformant", SHOP, "DE", LAB, "p", 0),
                inspection("2026-04-21T10:00:00+02:00", "conformant", SHOP, "DE", LAB, "p", 1),
                inspection("2026-04-21T11:00:00+02:00", "non_conformant", SHOP, "DE", LAB, "p", 2),
                inspection("2026-04-21T12:00:00+02:00", "conformant", SHOP, "DE", LAB, "p", 3)));
        assertThat(lines).extracting(JourneyLine::count).containsExactly(2, 1, 1);
    }

    @Test
    void never_mix_what_stands_with_what_was_declared_wrong() {
        Step packing = at("2026-03-04T08:00:00+08:00", "packing", MILL);
        assertThat(JourneyLine.of(List.of(packing, Samples.wrong(packing, "did_not_occur"), packing)))
                .extracting(JourneyLine::count)
                .containsExactly(2, 1);
    }

    @Test
    void take_the_day_at_the_place_and_not_elsewhere() {
        Step beforeMidnightInAuckland = at("2026-01-12T23:30:00+13:00", "packing", MILL);
        assertThat(JourneyLine.of(List.of(beforeMidnightInAuckland)))
                .singleElement()
                .extracting(JourneyLine::from)
                .isEqualTo(LocalDate.of(2026, 1, 12));
    }

    @Test
    void lose_no_step() {
        List<Step> steps = new ArrayList<>(Samples.busyJourney(500));
        steps.addAll(Samples.sweater().journey());
        assertThat(JourneyLine.of(steps).stream().mapToInt(JourneyLine::count).sum())
                .isEqualTo(steps.size());
    }

    private static Step at(String time, String bizStep, Text place) {
        return step(time, bizStep, "in_progress", place, "CN", "p", 0);
    }
}
