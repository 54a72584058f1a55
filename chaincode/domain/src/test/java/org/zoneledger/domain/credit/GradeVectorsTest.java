package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.disclosure.Sealed;

class GradeVectorsTest {

    private static final String HIDDEN = " (hidden)";

    static Stream<Arguments> vectors() {
        return GradeVectors.files().stream().flatMap(file -> GradeVectors.read(file).stream()
                .map(vector -> Arguments.of(file + ": " + vector.get("name").asText(), vector)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void the_grade_is_the_one_worked_out_by_hand(String name, JsonNode vector) {
        Decision decision = decide(vector);
        LedgerRecord open = LedgerRecord.read(decision.writes().get(0).value());
        ObjectNode inside = Sealed.read(decision.writes().get(1).value()).values();
        assertThat(open.text("grade")).as("grade").isEqualTo(vector.get("grade").asText());
        assertThat(open.text("law")).as("law").isEqualTo(vector.get("law").asText());
        assertThat(open.text("until"))
                .as("until")
                .isEqualTo(vector.path("until").asText(""));
        assertThat(inside.path("score").asText("none"))
                .as("score")
                .isEqualTo(vector.path("score").asText("none"));
        assertThat(reasons(inside)).as("reasons").isEqualTo(expected(vector));
        assertThat(texts(open.node().get("rules"))).as("public rules").isEqualTo(publicRules(vector));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void the_public_record_has_no_number_out_of_which_a_hidden_class_follows(String name, JsonNode vector) {
        LedgerRecord open = LedgerRecord.read(decide(vector).writes().get(0).value());
        Set<String> names = new TreeSet<>();
        open.node().fieldNames().forEachRemaining(names::add);
        names.remove("until");
        assertThat(names)
                .containsExactly(
                        "at",
                        "because",
                        "by",
                        "function",
                        "grade",
                        "inputs",
                        "law",
                        "on",
                        "restricted",
                        "rules",
                        "schema",
                        "type",
                        "uscc",
                        "version");
        for (JsonNode input : open.node().get("inputs")) {
            Set<String> fields = new TreeSet<>();
            input.fieldNames().forEachRemaining(fields::add);
            assertThat(fields).containsExactly("key", "version");
        }
        for (JsonNode word : vector.path("words")) {
            if (word.asText().endsWith(" hidden")) {
                String what = word.asText().split(" ", 2)[0];
                assertThat(open.node().toString()).doesNotContain(what);
            }
        }
    }

    @Test
    void every_case_has_a_name_of_its_own_and_a_sum() {
        List<String> names = new ArrayList<>();
        for (String file : GradeVectors.files()) {
            for (JsonNode vector : GradeVectors.read(file)) {
                names.add(vector.get("name").asText());
                assertThat(vector.path("sum").asText()).as(names.toString()).isNotBlank();
            }
        }
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(60);
    }

    private static Decision decide(JsonNode vector) {
        return GradeRules.regrade(
                GradeVectors.standing(vector),
                TestParty.officer("CustomsMSP"),
                GradeVectors.at(vector),
                new byte[Sealed.SEED_BYTES]);
    }

    private static List<String> reasons(ObjectNode inside) {
        List<String> reasons = new ArrayList<>();
        for (JsonNode reason : inside.get("reasons")) {
            String because = reason.has("because") ? " " + reason.get("because").asText() : "";
            reasons.add(reason.get("rule").asText() + because + " -> "
                    + reason.get("letter").asText());
        }
        return reasons;
    }

    private static List<String> expected(JsonNode vector) {
        return texts(vector.get("reasons")).stream()
                .map(reason -> reason.replace(HIDDEN, ""))
                .toList();
    }

    private static List<String> publicRules(JsonNode vector) {
        return texts(vector.get("reasons")).stream()
                .filter(reason -> !reason.endsWith(HIDDEN))
                .map(reason -> reason.split(" ", 2)[0])
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
