package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.credit.Fact.Severity;

/**
 * How long a fact is published and when it can be repaired, for as long as that order is in force (信用修复管理办法).
 *
 * <p>A period of months begins on the day after publication and ends with the day of the same number, or with the last day of a
 * shorter month (Civil Code, articles 201 and 202).
 *
 * @param id name of the order
 * @param legalBasis the order itself
 * @param validFrom first day in force
 * @param validTo last day in force, empty while it is
 * @param terms by severity
 */
public record RepairLaw(
        String id, String legalBasis, LocalDate validFrom, Optional<LocalDate> validTo, Map<Severity, Terms> terms) {

    private static final List<RepairLaw> ALL = load();

    /**
     * Terms of one severity.
     *
     * @param publishMonths months of publicity, at most
     * @param repairAfterMonths months of publicity before a repair, at least
     */
    public record Terms(int publishMonths, int repairAfterMonths) {}

    public RepairLaw {
        terms = Map.copyOf(terms);
    }

    /** The order in force on a day; refuses with RULESET_UNKNOWN before there was one that is known. */
    public static RepairLaw inForce(LocalDate day) {
        return inForce(day, "publishedFrom");
    }

    /**
     * The same for a day that somebody has sent.
     *
     * @param field that names the day
     */
    static RepairLaw inForce(LocalDate day, String field) {
        return ALL.stream()
                .filter(law -> !day.isBefore(law.validFrom)
                        && law.validTo.map(to -> !day.isAfter(to)).orElse(true))
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        Code.RULESET_UNKNOWN,
                        field,
                        "no order on credit repair is known for that day, which would say how long it is public: the first is in force since "
                                + ALL.get(0).validFrom));
    }

    /** The first day of the order that comes into force after a day, if one is known. */
    public static Optional<LocalDate> changeAfter(LocalDate day) {
        return ALL.stream()
                .map(RepairLaw::validFrom)
                .filter(from -> from.isAfter(day))
                .min(LocalDate::compareTo);
    }

    /** The last day of publicity that this order allows. */
    public LocalDate lastPublished(Severity severity, LocalDate publishedFrom) {
        return publishedFrom.plusMonths(terms.get(severity).publishMonths());
    }

    /** The first day on which a fact can be repaired under this order. */
    public LocalDate firstRepair(Severity severity, LocalDate foundOn, LocalDate publishedFrom) {
        int months = terms.get(severity).repairAfterMonths();
        return months == 0 ? foundOn : publishedFrom.plusMonths(months).plusDays(1);
    }

    private static List<RepairLaw> load() {
        List<RepairLaw> laws = new ArrayList<>();
        for (JsonNode node : LawData.read("repair")) {
            Map<Severity, Terms> terms = new EnumMap<>(Severity.class);
            for (Severity severity : Severity.values()) {
                JsonNode of = node.path("severities").path(severity.name());
                terms.put(
                        severity,
                        new Terms(
                                of.path("publishMonths").asInt(),
                                of.path("repairAfterMonths").asInt()));
            }
            laws.add(new RepairLaw(
                    node.path("id").asText(),
                    node.path("legalBasis").asText(),
                    LocalDate.parse(node.path("validFrom").asText()),
                    Optional.ofNullable(node.get("validTo")).map(to -> LocalDate.parse(to.asText())),
                    terms));
        }
        return List.copyOf(laws);
    }
}
