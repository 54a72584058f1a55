package org.zoneledger.domain.credit.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.domain.credit.Ruleset.CreditClass;
import org.zoneledger.domain.credit.scoring.GradeLaw.Letter;

public class GradeLawTest {

    /** The zone's rule set in force, as one may write a next one. */
    public static ObjectNode node() {
        try (InputStream in = CreditRules.class.getResourceAsStream("grading.json")) {
            return CanonicalJson.read(in.readAllBytes()).get(1).deepCopy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> fields() {
        List<String> names = new ArrayList<>();
        node().fieldNames().forEachRemaining(names::add);
        return names;
    }

    static List<String> schemes() {
        return List.copyOf(Competence.creditSchemes().keySet());
    }

    static List<Ruleset> rulesets() {
        return Ruleset.all();
    }

    @Nested
    class Read {

        @Test
        void takes_the_rule_set_in_force() {
            GradeLaw law = GradeLaw.read(node());
            assertThat(law.id()).isEqualTo("zone-grade-2");
            assertThat(law.points("gacc-282-2026", "CERTIFIED")).isEqualTo(900);
        }

        @ParameterizedTest
        @MethodSource("org.zoneledger.domain.credit.scoring.GradeLawTest#fields")
        void refuses_a_rule_set_without_one_of_its_fields(String field) {
            ObjectNode node = node();
            node.remove(field);
            Refused.with(Code.FIELD_MISSING, field, () -> GradeLaw.read(node));
        }

        @ParameterizedTest
        @MethodSource("org.zoneledger.domain.credit.scoring.GradeLawTest#schemes")
        void refuses_a_scheme_without_a_weight(String scheme) {
            ObjectNode node = node();
            ((ObjectNode) node.get("weights")).remove(scheme);
            Refused.with(Code.FIELD_MISSING, "weights." + scheme, () -> GradeLaw.read(node));
        }

        @ParameterizedTest
        @MethodSource("org.zoneledger.domain.credit.scoring.GradeLawTest#rulesets")
        void refuses_an_agencys_rule_set_without_points_and_a_class_without(Ruleset ruleset) {
            ObjectNode whole = node();
            ((ObjectNode) whole.get("points")).remove(ruleset.id());
            Refused.with(Code.FIELD_MISSING, "points." + ruleset.id(), () -> GradeLaw.read(whole));
            for (CreditClass each : ruleset.classes()) {
                ObjectNode node = node();
                ((ObjectNode) node.get("points").get(ruleset.id())).remove(each.code());
                Refused.with(
                        Code.FIELD_MISSING, "points." + ruleset.id() + "." + each.code(), () -> GradeLaw.read(node));
            }
        }

        @ParameterizedTest
        @CsvSource({
            "/weights,customs,101",
            "/weights,customs,-1",
            "/points/sta-12-2025,A,1001",
            "/deductions,SERIOUS,-1",
            "/thirdParty,mostPercent,51",
            "/thresholds,B,851",
            "/thresholds,C,601",
            "/supervision/A,inspectionsPerMille,1001"
        })
        void refuses_a_number_that_cannot_be(String object, String name, int number) {
            ObjectNode node = node();
            ((ObjectNode) node.at(object)).put(name, number);
            String path = object.substring(1).replace('/', '.') + "." + name;
            Refused.with(Code.VALUE_INVALID, path, () -> GradeLaw.read(node));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/weights", "/points", "/points/sta-12-2025", "/deductions", "/thresholds", "/supervision"})
        void refuses_what_it_does_not_know(String object) {
            ObjectNode node = node();
            ((ObjectNode) node.at(object)).put("environment", 10);
            Refused.with(Code.FIELD_UNKNOWN, object.substring(1).replace('/', '.'), () -> GradeLaw.read(node));
        }

        @ParameterizedTest
        @CsvSource({
            "redLines,sta-12-2025:E,CLASS_UNKNOWN",
            "warnings,sta-99-2030:C,RULESET_UNKNOWN",
            "leads,A,VALUE_INVALID"
        })
        void refuses_a_class_that_no_agency_gives(String list, String text, Code code) {
            ObjectNode node = node();
            node.putArray(list).add(text);
            Refused.with(code, list + "[0]", () -> GradeLaw.read(node));
        }

        @Test
        void refuses_a_function_that_there_is_not() {
            Refused.with(
                    Code.RULESET_UNKNOWN, "function", () -> GradeLaw.read(node().put("function", "credit/scoring/v9")));
        }
    }

    @Nested
    class InForce {

        @ParameterizedTest
        @CsvSource({
            "2020-01-01,zone-grade-1",
            "2026-03-31,zone-grade-1",
            "2026-04-01,zone-grade-2",
            "2099-12-31,zone-grade-2"
        })
        void is_the_last_that_has_begun(LocalDate day, String id) {
            assertThat(GradeLaw.inForce(GradeLaw.all(List.of()), day).id()).isEqualTo(id);
        }

        @Test
        void is_none_before_the_zone_had_rules() {
            Refused.with(
                    Code.RULESET_UNKNOWN,
                    "on",
                    () -> GradeLaw.inForce(GradeLaw.all(List.of()), LocalDate.of(2019, 12, 31)));
        }

        @Test
        void is_one_that_agencies_have_enacted_from_its_first_day() {
            GradeLaw next = GradeLaw.read(node().put("id", "zone-grade-3").put("validFrom", "2027-01-01"));
            List<GradeLaw> laws = GradeLaw.all(List.of(next));
            assertThat(GradeLaw.inForce(laws, LocalDate.of(2026, 12, 31)).id()).isEqualTo("zone-grade-2");
            assertThat(GradeLaw.inForce(laws, LocalDate.of(2027, 1, 1)).id()).isEqualTo("zone-grade-3");
            assertThat(laws.get(1).replacedOn(laws)).contains(LocalDate.of(2027, 1, 1));
            assertThat(next.replacedOn(laws)).isEmpty();
        }
    }

    @Nested
    class BuiltIn {

        @Test
        void weigh_classes_in_the_order_of_their_ranks() {
            for (GradeLaw law : GradeLaw.all(List.of())) {
                for (Ruleset ruleset : Ruleset.all()) {
                    List<Integer> points = ruleset.classes().stream()
                            .map(each -> law.points(ruleset.id(), each.code()))
                            .toList();
                    // tax M (new firms) stands between B and C
                    assertThat(points)
                            .as(law.id() + " " + ruleset.id())
                            .isSortedAccordingTo((one, other) -> other - one);
                }
            }
        }

        @Test
        void neither_warn_of_a_red_line_nor_lead_by_a_warning() {
            for (GradeLaw law : GradeLaw.all(List.of())) {
                assertThat(law.warnings()).doesNotContainAnyElementsOf(law.redLines());
                assertThat(law.leads())
                        .doesNotContainAnyElementsOf(law.redLines())
                        .doesNotContainAnyElementsOf(law.warnings());
            }
        }

        @Test
        void inspect_more_the_worse_the_grade() {
            for (GradeLaw law : GradeLaw.all(List.of())) {
                List<Integer> rates = List.of(Letter.values()).stream()
                        .map(letter -> law.supervision().get(letter).inspectionsPerMille())
                        .toList();
                assertThat(rates).isSorted();
            }
        }

        @Test
        void are_whole_as_json() {
            JsonNode node = node();
            assertThat(node.get("points").size()).isEqualTo(Ruleset.all().size());
            assertThat(node.get("weights").size())
                    .isEqualTo(Competence.creditSchemes().size());
        }
    }
}
