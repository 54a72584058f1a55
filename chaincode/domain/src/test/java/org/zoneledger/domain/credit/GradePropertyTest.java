package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.TestLedger;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.scoring.Grade;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.domain.credit.scoring.GradeLaw.Letter;
import org.zoneledger.domain.credit.scoring.GradeLawTest;
import org.zoneledger.domain.disclosure.Sealed;

/** What holds of every grade, on standings made at random around the days on which the law changed. */
class GradePropertyTest {

    private static final int RUNS = 400;
    private static final List<String> EVALUATORS =
            List.of("91330402MA2B00019E", "91330411MA2B00027A", "91330421MA2B00035L");

    private final Random random = new Random(20260401);

    static Stream<JsonNode> vectors() {
        return GradeVectors.files().stream().flatMap(file -> GradeVectors.read(file).stream());
    }

    @Test
    void the_order_in_which_records_came_changes_no_byte() {
        for (int i = 0; i < RUNS; i++) {
            ObjectNode vector = vector();
            String bytes = bytes(GradeVectors.standing(vector).gradeOn(day(vector)));
            Standing other = GradeVectors.standing(shuffled(vector));
            TreeMap<String, Standing.Held> words = new TreeMap<>(Collections.reverseOrder());
            words.putAll(other.words());
            TreeMap<String, Standing.Held> facts = new TreeMap<>(Collections.reverseOrder());
            facts.putAll(other.facts());
            TreeMap<String, LedgerRecord> accreditations = new TreeMap<>(Collections.reverseOrder());
            accreditations.putAll(other.accreditations());
            Standing backwards = new Standing(
                    other.uscc(), words, facts, other.evaluations(), accreditations, other.grade(), other.laws());
            assertThat(bytes(other.gradeOn(day(vector)))).as(vector.toString()).isEqualTo(bytes);
            assertThat(bytes(backwards.gradeOn(day(vector))))
                    .as(vector.toString())
                    .isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"tr-TR,Pacific/Kiritimati", "ar-EG-u-nu-arab,America/Adak", "th-TH-u-ca-buddhist-nu-thai,Asia/Tehran"})
    void the_place_where_a_peer_runs_changes_no_byte(String locale, String zone) {
        List<JsonNode> vectors = vectors().toList();
        List<String> here = vectors.stream().map(GradePropertyTest::written).toList();
        Locale usualLocale = Locale.getDefault();
        TimeZone usualZone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(locale));
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            assertThat(vectors.stream().map(GradePropertyTest::written).toList())
                    .isEqualTo(here);
        } finally {
            Locale.setDefault(usualLocale);
            TimeZone.setDefault(usualZone);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_stored_grade_is_computed_again_from_its_inputs_under_its_own_law(JsonNode vector) {
        TestLedger ledger = GradeVectors.ledger(vector);
        ledger.apply(GradeRules.regrade(
                GradeVectors.standing(vector),
                TestParty.officer("CustomsMSP"),
                GradeVectors.at(vector),
                TestCredit.SEED));
        LedgerRecord stored = ledger.record("grade/" + TestCredit.SUBJECT).orElseThrow();
        Sealed inside = ledger.restricted("grade/" + TestCredit.SUBJECT);
        TestLedger inputs = TestLedger.accepted(TestCredit.SUBJECT, List.of("payment"), TestCredit.AT);
        for (JsonNode input : stored.node().get("inputs")) {
            String key = input.get("key").asText();
            LedgerRecord found = ledger.record(key).orElseThrow();
            assertThat(found.version()).isEqualTo(input.get("version").asLong());
            inputs.put(Write.open(key, found.bytes()));
            inputs.put(Write.restricted(key, ledger.restricted(key).bytes()));
        }
        GradeLaw law = GradeLaw.all(List.of()).stream()
                .filter(each -> each.id().equals(stored.text("law")))
                .findFirst()
                .orElseThrow();
        Grade again = Standing.load(TestCredit.SUBJECT, inputs).gradeUnder(law, LocalDate.parse(stored.text("on")));
        assertThat(again.letter().name()).isEqualTo(stored.text("grade"));
        assertThat(CanonicalJson.text(GradeRules.restricted(again))).isEqualTo(CanonicalJson.text(inside.values()));
    }

    @Test
    void a_grade_is_the_same_on_every_day_to_its_last() {
        for (int i = 0; i < RUNS; i++) {
            ObjectNode vector = vector();
            Standing standing = GradeVectors.standing(vector);
            Grade grade = standing.gradeOn(day(vector));
            LocalDate last = grade.until().orElse(day(vector).plusYears(50));
            long days = ChronoUnit.DAYS.between(day(vector), last);
            for (LocalDate later : List.of(last, day(vector).plusDays((long) (random.nextDouble() * days)))) {
                assertThat(bytes(standing.gradeOn(later)))
                        .as(later + " " + vector)
                        .isEqualTo(bytes(grade));
            }
        }
    }

    @Test
    void under_a_rule_set_that_is_only_tried_out_it_is_too() {
        GradeLaw next = GradeLaw.all(List.of()).get(1);
        for (int i = 0; i < RUNS; i++) {
            ObjectNode vector = vector();
            Standing standing = GradeVectors.standing(vector);
            Grade grade = standing.gradeUnder(next, day(vector));
            LocalDate last = grade.until().orElse(day(vector).plusYears(50));
            assertThat(bytes(standing.gradeUnder(next, last)))
                    .as(vector.toString())
                    .isEqualTo(bytes(grade));
        }
    }

    @Test
    void a_red_line_makes_d_whatever_else_is_known() {
        for (int i = 0; i < RUNS; i++) {
            ObjectNode vector = vector();
            Grade grade = GradeVectors.standing(vector).gradeOn(day(vector));
            boolean crossed =
                    grade.reasons().stream().anyMatch(reason -> reason.rule().equals("RED_LINE"));
            if (crossed) {
                assertThat(grade.letter()).as(vector.toString()).isEqualTo(Letter.D);
            }
            grade.score().ifPresent(score -> assertThat(score).isBetween(0, 1000));
            assertThat(grade.reasons().get(grade.reasons().size() - 1).letter()).isEqualTo(grade.letter());
        }
    }

    @Test
    void a_class_that_weighs_nothing_is_a_red_line_all_the_same() {
        ObjectNode node = GradeLawTest.node();
        ((ObjectNode) node.get("weights")).put("tax", 0);
        GradeLaw law = GradeLaw.read(node);
        ObjectNode vector = JsonNodeFactory.instance.objectNode();
        vector.putArray("words")
                .add("gacc-282-2026:ADVANCED_CERTIFIED 2026-05-01/2027-04-30 open")
                .add("samr-44-2021:NORMAL 2026-05-01/2027-04-30 open")
                .add("sta-12-2025:D 2026-05-01/2027-04-30 hidden");
        Grade grade = GradeVectors.standing(vector).gradeUnder(law, LocalDate.of(2026, 6, 15));
        assertThat(grade.score()).contains(960);
        assertThat(grade.letter()).isEqualTo(Letter.D);
    }

    @Test
    void a_fact_that_goes_makes_no_grade_worse() {
        for (int i = 0; i < RUNS; i++) {
            ObjectNode vector = vector();
            Grade with = GradeVectors.standing(vector).gradeOn(day(vector));
            ArrayNode facts = (ArrayNode) vector.get("facts");
            if (!facts.isEmpty()) {
                facts.remove(random.nextInt(facts.size()));
            }
            Grade without = GradeVectors.standing(vector).gradeOn(day(vector));
            assertThat(without.letter()).as(vector.toString()).isLessThanOrEqualTo(with.letter());
            assertThat(without.score().orElse(0))
                    .isGreaterThanOrEqualTo(with.score().orElse(0));
        }
    }

    @Test
    void evaluators_move_a_score_by_no_more_than_fifteen_percent() {
        for (int i = 0; i < RUNS; i++) {
            ObjectNode vector = vector();
            Optional<Integer> with =
                    GradeVectors.standing(vector).gradeOn(day(vector)).score();
            vector.remove("evaluations");
            Optional<Integer> without =
                    GradeVectors.standing(vector).gradeOn(day(vector)).score();
            assertThat(with.isPresent()).isEqualTo(without.isPresent());
            assertThat(Math.abs(with.orElse(0) - without.orElse(0)))
                    .as(vector.toString())
                    .isLessThanOrEqualTo(150);
        }
    }

    /** Everything that a grade says, but the day for which it says it. */
    private static String bytes(Grade grade) {
        return grade.letter()
                + " "
                + grade.until()
                + " "
                + CanonicalJson.text(GradeRules.restricted(grade))
                + grade.reasons();
    }

    private static String written(JsonNode vector) {
        return TestCredit.open(GradeRules.regrade(
                GradeVectors.standing(vector),
                TestParty.officer("CustomsMSP"),
                GradeVectors.at(vector),
                TestCredit.SEED));
    }

    private static LocalDate day(JsonNode vector) {
        return LocalDate.parse(vector.get("day").asText());
    }

    private ObjectNode vector() {
        ObjectNode vector = JsonNodeFactory.instance.objectNode();
        vector.put("day", day().toString());
        ArrayNode words = vector.putArray("words");
        List<String> schemes = List.of("commerce", "customs", "forex", "market", "payment", "tax");
        for (String scheme : schemes) {
            List<Ruleset> rulesets = Ruleset.all().stream()
                    .filter(ruleset -> ruleset.scheme().equals(scheme))
                    .toList();
            if (random.nextInt(3) > 0) {
                words.add(word(pick(rulesets)));
            }
        }
        ArrayNode facts = vector.putArray("facts");
        for (int i = random.nextInt(4); i > 0; i--) {
            facts.add(fact(pick(schemes), "fact-000" + i));
        }
        ArrayNode evaluations = vector.putArray("evaluations");
        for (String evaluator : EVALUATORS) {
            if (random.nextBoolean()) {
                evaluations.add(evaluator + " " + random.nextInt(1001) + " " + period() + " accredited " + day());
            }
        }
        return vector;
    }

    private String word(Ruleset ruleset) {
        var given = pick(ruleset.classes());
        return ruleset.id() + ":" + given.code() + " " + period() + (given.isOpen() ? " open" : " hidden");
    }

    private ObjectNode fact(String scheme, String factId) {
        Fact.Kind kind = pick(List.of(Fact.Kind.values()));
        LocalDate found = day();
        ObjectNode fact = JsonNodeFactory.instance
                .objectNode()
                .put("scheme", scheme)
                .put("factId", factId)
                .put("kind", kind.name())
                .put("foundOn", found.toString());
        if (kind.isAdverse()) {
            fact.put("severity", pick(List.of(Fact.Severity.values())).name());
        }
        if (kind == Fact.Kind.FALSE_ORIGIN) {
            fact.putObject("goods").put("gtin", "16930000000018");
        }
        if (random.nextInt(3) > 0) {
            LocalDate from = found.plusDays(random.nextInt(40));
            fact.put("publishedFrom", from.toString());
            if (random.nextInt(3) == 0) {
                fact.put("publishedTo", from.plusDays(random.nextInt(80)).toString());
            }
        }
        if (random.nextInt(4) == 0) {
            fact.put("suspendedTo", day().toString());
        }
        return fact;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String period() {
        LocalDate from = day();
        return from + "/" + from.plusDays(random.nextInt(500));
    }

    private LocalDate day() {
        return LocalDate.of(2024, 6, 1).plusDays(random.nextInt(1400));
    }

    private ObjectNode shuffled(ObjectNode vector) {
        ObjectNode other = vector.deepCopy();
        List<JsonNode> words = new ArrayList<>();
        other.get("words").forEach(words::add);
        Collections.shuffle(words, random);
        other.putArray("words").addAll(words);
        List<JsonNode> facts = new ArrayList<>();
        other.get("facts").forEach(facts::add);
        // the order of the schemes is any, that of one scheme's facts is the order in which they were recorded
        Collections.reverse(facts);
        List<JsonNode> grouped = new ArrayList<>();
        for (JsonNode fact : facts) {
            String scheme = fact.get("scheme").asText();
            if (grouped.stream().noneMatch(each -> each.get("scheme").asText().equals(scheme))) {
                vector.get("facts").forEach(each -> {
                    if (each.get("scheme").asText().equals(scheme)) {
                        grouped.add(each);
                    }
                });
            }
        }
        other.putArray("facts").addAll(grouped);
        return other;
    }
}
