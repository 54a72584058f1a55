package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.credit.Fact;
import org.zoneledger.domain.credit.FactRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.index.Records;

/** What agencies have found about enterprises, without what is over or repaired. */
@ApplicationScoped
public class StatedFacts {

    private final Records records;

    StatedFacts(Records records) {
        this.records = records;
    }

    /**
     * A fact that is not over.
     *
     * @param node the fact with its scheme, the last day of publicity and the first day on which it can be repaired
     */
    public record Found(String scheme, Fact fact, ObjectNode node) {}

    /**
     * Facts about an enterprise.
     *
     * @param isHeld whether this organisation holds facts at all
     * @param found by scheme
     */
    public record Standing(boolean isHeld, List<Found> found) {}

    /**
     * The facts about an enterprise that are not over on a day.
     *
     * @param shown which of them
     */
    public Standing of(Uscc uscc, LocalDate day, Predicate<Fact> shown) {
        boolean isHeld = false;
        List<Found> found = new ArrayList<>();
        for (String scheme : Competence.creditSchemes().keySet()) {
            Optional<Sealed> roll = records.find(FactRules.key(scheme, uscc)).flatMap(Records.Stored::restricted);
            isHeld |= roll.isPresent();
            FactRules.facts(roll.orElse(Sealed.none())).stream()
                    .filter(fact -> !fact.isOver(day) && shown.test(fact))
                    .forEach(fact -> found.add(new Found(scheme, fact, node(scheme, fact, day))));
        }
        return new Standing(isHeld, found);
    }

    private static ObjectNode node(String scheme, Fact fact, LocalDate day) {
        ObjectNode node = fact.node().put("scheme", scheme);
        fact.lastPublished(day).ifPresent(last -> node.put("lastPublished", last.toString()));
        if (fact.kind().isAdverse()) {
            node.put("firstRepair", fact.firstRepair(day).toString());
        }
        return node;
    }
}
