package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;

/** The life of a filing: which step leads where, and which agency the law lets take it; read from {@code competence.json}. */
public final class FilingSteps {

    private static final List<Step> STEPS = load();

    /**
     * One step.
     *
     * @param name as a decision names it
     * @param from statuses it can be taken in
     * @param to status it leads to
     * @param by MSP ids of the agencies that may take it
     */
    public record Step(String name, List<String> from, String to, List<String> by) {}

    private FilingSteps() {}

    /** The step of this name out of this status; refuses with VALUE_INVALID or WRONG_STATE. */
    public static Step find(String name, String status) {
        List<Step> named =
                STEPS.stream().filter(step -> step.name().equals(name)).toList();
        if (named.isEmpty()) {
            throw Refusal.of(
                    Code.VALUE_INVALID,
                    "step",
                    "the step is not one of "
                            + STEPS.stream().map(Step::name).distinct().sorted().toList());
        }
        return named.stream()
                .filter(step -> step.from().contains(status))
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        Code.WRONG_STATE, "step", "a filing that is " + status + " does not take the step " + name));
    }

    /** The agencies of which one must endorse any change of a filing in this status, in their order; empty when any three may. */
    public static List<String> owners(String status) {
        return Competence.agencies().stream()
                .filter(agency -> STEPS.stream()
                        .anyMatch(step ->
                                step.from().contains(status) && step.by().contains(agency)))
                .toList();
    }

    /** The steps that an agency may take with a filing in this status, in the table's order. */
    public static List<Step> of(String status, String msp) {
        return STEPS.stream()
                .filter(step -> step.from().contains(status) && step.by().contains(msp))
                .toList();
    }

    private static List<Step> load() {
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : Competence.table("filingSteps")) {
            steps.add(new Step(
                    step.path("step").asText(),
                    Competence.texts(step.path("from")),
                    step.path("to").asText(),
                    Competence.texts(step.path("by"))));
        }
        return List.copyOf(steps);
    }
}
