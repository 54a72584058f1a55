package org.zoneledger.gateway.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.credit.CaseRules;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.EvaluationRules;
import org.zoneledger.domain.credit.FactRules;
import org.zoneledger.domain.credit.GradeRules;
import org.zoneledger.domain.credit.ListingRules;
import org.zoneledger.domain.credit.RepairRules;
import org.zoneledger.domain.filing.CorrectionRules;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.credit.StatedFacts;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.index.Records.Version;

/** What somebody should know before a day passes: deadlines that come, words that end, a grade that moved. */
@ApplicationScoped
public class Alerts {

    /** Of one kind. */
    static final int MOST = 200;

    private final Records records;
    private final StatedFacts facts;

    Alerts(Records records, StatedFacts facts) {
        this.records = records;
        this.facts = facts;
    }

    /** What an alert is about. */
    public enum Kind {
        /** A decision that one person of the agency has proposed waits for a second one. */
        CASE,
        /** An application for repair waits for the agency's decision; for the enterprise, its own. */
        REPAIR,
        /** A correction request waits for the agency's answer; for the enterprise, one about itself. */
        CORRECTION,
        /** The last day on which an enterprise can say something to a notice, before the agency decides on listing it. */
        LISTING,
        /** A share request waits for the agency's word. */
        SHARE,
        /** A credit word ends: one that the agency gave, or one about the enterprise. */
        WORD_ENDS,
        /** What an evaluator said of the enterprise ends. */
        EVALUATION_ENDS,
        /** The enterprise's filing ends. */
        FILING_ENDS,
        /** From this day on the enterprise can apply for the repair of a fact. */
        REPAIRABLE,
        /** The last day on which the enterprise's grade holds. */
        GRADE_DUE,
        /** The enterprise's grade moved on this day. */
        GRADE_MOVED
    }

    /**
     * One thing.
     *
     * @param key of the record
     * @param uscc the enterprise, where the visitor may know it
     * @param due day, in Beijing; absent where there is none
     * @param days to that day, negative when it has passed
     * @param factId of a fact
     * @param from letter before the grade moved
     * @param to letter after it
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Alert(
            Kind kind,
            String key,
            Optional<String> uscc,
            Optional<LocalDate> due,
            Optional<Long> days,
            Optional<String> factId,
            Optional<String> from,
            Optional<String> to) {}

    /**
     * The alerts of a visitor, the earliest day first, at most {@value #MOST} of a kind; what has no day comes before.
     *
     * @param today in Beijing
     * @param days to look ahead, and back for a grade that moved; a decision that is late is always among them
     */
    public List<Alert> of(Visitor visitor, LocalDate today, int days) {
        Person person = visitor.mustBePerson();
        Wanted wanted = new Wanted(visitor, today, today.plusDays(days));
        person.caller()
                .uscc()
                .ifPresentOrElse(uscc -> ofEnterprise(wanted, uscc, days), () -> ofAgency(wanted, person));
        wanted.found.sort(Comparator.comparing(alert -> alert.due().orElse(LocalDate.MIN)));
        return List.copyOf(wanted.found);
    }

    private void ofAgency(Wanted wanted, Person person) {
        String msp = person.caller().msp();
        records.waiting(CaseRules.key(""), msp, "PROPOSED", MOST).stream()
                .map(each -> wanted.view("case", "", each))
                .filter(each -> !each.at("/by/certificate")
                        .asText()
                        .equals(person.caller().certificate()))
                .forEach(each ->
                        wanted.add(Kind.CASE, CaseRules.key(each.path("id").asText()), each));
        for (Stored each : records.waiting(RepairRules.key(""), msp, "APPLIED", MOST)) {
            wanted.addDue(Kind.REPAIR, each.key(), wanted.view("repair", "", each), "decideBy");
        }
        for (Stored each : records.waiting(CorrectionRules.key(""), msp, "REQUESTED", MOST)) {
            wanted.addDue(Kind.CORRECTION, each.key(), wanted.view("correction", "", each), "decideBy");
        }
        for (Stored each : records.waiting(ListingRules.key(""), msp, "NOTIFIED", MOST)) {
            wanted.addDue(Kind.LISTING, each.key(), wanted.view("listing", "", each), "respondBy");
        }
        for (Stored each : records.waiting("share/", msp, "REQUESTED", MOST)) {
            wanted.addDue(Kind.SHARE, each.key(), wanted.view("share", "", each), "decideBy");
        }
        Competence.creditSchemes().forEach((scheme, owner) -> {
            if (owner.equals(msp)) {
                String prefix = "assertion/" + scheme + "/";
                for (Stored each : records.ending(prefix, wanted.today, wanted.last, MOST)) {
                    wanted.addDue(Kind.WORD_ENDS, each.key(), wanted.view("assertion", "", each), "validTo");
                }
            }
        });
    }

    private void ofEnterprise(Wanted wanted, Uscc uscc, int days) {
        for (String scheme : Competence.creditSchemes().keySet()) {
            own(wanted, CreditRules.key(scheme, uscc), "assertion", uscc)
                    .ifPresent(
                            word -> wanted.addComing(Kind.WORD_ENDS, CreditRules.key(scheme, uscc), word, "validTo"));
        }
        String evaluations = EvaluationRules.key(uscc);
        own(wanted, evaluations, "evaluations", uscc).ifPresent(all -> {
            for (JsonNode each : all.path("evaluations")) {
                wanted.addComing(Kind.EVALUATION_ENDS, evaluations, each, "validTo");
            }
        });
        own(wanted, FilingRules.key(uscc), "filing", uscc)
                .ifPresent(filing -> wanted.addDue(Kind.FILING_ENDS, FilingRules.key(uscc), filing, "validTo"));
        waiting(wanted, Kind.REPAIR, "repair", "APPLIED", "decideBy", uscc);
        waiting(wanted, Kind.CORRECTION, "correction", "REQUESTED", "decideBy", uscc);
        waiting(wanted, Kind.LISTING, "listing", "NOTIFIED", "respondBy", uscc);
        facts.of(uscc, wanted.today, fact -> wanted.visitor.seesShared(uscc.value())).found().stream()
                .map(each -> wanted.visitor.view("fact", uscc.value(), each.node(), Optional.empty()))
                .forEach(fact -> wanted.addComing(
                        Kind.REPAIRABLE, FactRules.key(fact.path("scheme").asText(), uscc), fact, "firstRepair"));
        own(wanted, GradeRules.key(uscc), "grade", uscc)
                .ifPresent(grade -> wanted.addDue(Kind.GRADE_DUE, GradeRules.key(uscc), grade, "until"));
        moved(wanted, uscc, wanted.today.minusDays(days));
    }

    private void waiting(Wanted wanted, Kind kind, String type, String status, String field, Uscc uscc) {
        for (Stored each : records.about(uscc.value(), type + "/", MOST)) {
            ObjectNode seen = wanted.view(type, uscc.value(), each);
            if (seen.path("status").asText().equals(status)) {
                wanted.addDue(kind, each.key(), seen, field);
            }
        }
    }

    private void moved(Wanted wanted, Uscc uscc, LocalDate since) {
        String key = GradeRules.key(uscc);
        String before = "";
        for (Version version : records.versions(key)) {
            ObjectNode grade = wanted.view("grade", uscc.value(), version.stored());
            String letter = grade.path("grade").asText();
            LocalDate day = LocalDate.ofInstant(version.at(), CreditRules.BEIJING);
            if (!before.isEmpty() && !before.equals(letter) && !day.isBefore(since)) {
                wanted.found.add(new Alert(
                        Kind.GRADE_MOVED,
                        key,
                        Optional.of(uscc.value()),
                        Optional.of(day),
                        Optional.of(ChronoUnit.DAYS.between(wanted.today, day)),
                        Optional.empty(),
                        Optional.of(before),
                        Optional.of(letter)));
            }
            before = letter;
        }
    }

    private Optional<ObjectNode> own(Wanted wanted, String key, String type, Uscc uscc) {
        return records.find(key).map(found -> wanted.view(type, uscc.value(), found));
    }

    /** What is found, of the days that are asked for. */
    private record Wanted(Visitor visitor, LocalDate today, LocalDate last, List<Alert> found) {

        Wanted(Visitor visitor, LocalDate today, LocalDate last) {
            this(visitor, today, last, new ArrayList<>());
        }

        ObjectNode view(String type, String uscc, Stored stored) {
            return visitor.view(type, uscc, stored.open(), stored.restricted(), Instant.now());
        }

        /** A thing without a day. */
        void add(Kind kind, String key, JsonNode seen) {
            add(kind, key, seen, Optional.empty());
        }

        /** A thing whose day is not after the last one that is asked for; it may have passed. */
        void addDue(Kind kind, String key, JsonNode seen, String field) {
            String text = seen.path(field).asText();
            if (!text.isEmpty() && !LocalDate.parse(text).isAfter(last)) {
                add(kind, key, seen, Optional.of(LocalDate.parse(text)));
            }
        }

        /** The same of one whose day has not passed. */
        void addComing(Kind kind, String key, JsonNode seen, String field) {
            String text = seen.path(field).asText();
            if (!text.isEmpty() && !LocalDate.parse(text).isBefore(today)) {
                addDue(kind, key, seen, field);
            }
        }

        private void add(Kind kind, String key, JsonNode seen, Optional<LocalDate> due) {
            found.add(new Alert(
                    kind,
                    key,
                    text(seen, "uscc"),
                    due,
                    due.map(day -> ChronoUnit.DAYS.between(today, day)),
                    text(seen, "factId"),
                    Optional.empty(),
                    Optional.empty()));
        }

        private static Optional<String> text(JsonNode seen, String field) {
            return Optional.of(seen.path(field).asText()).filter(text -> !text.isEmpty());
        }
    }
}
