package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.GradeRules;
import org.zoneledger.domain.credit.Measure;
import org.zoneledger.domain.credit.RecognitionRules;
import org.zoneledger.domain.credit.Standing;
import org.zoneledger.domain.credit.WhatIf;
import org.zoneledger.domain.credit.scoring.Grade;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.ledger.Committed;
import org.zoneledger.gateway.ledger.Endorsing;
import org.zoneledger.gateway.ledger.LedgerClient;
import org.zoneledger.gateway.ledger.Submission;

/** Explains grades out of the index, with the rules that made them on the ledger. */
@ApplicationScoped
public class Grades {

    private static final int MOST_SUBJECTS = 100_000;

    private final Records records;
    private final Index index;
    private final LedgerClient ledger;

    Grades(Records records, Index index, LedgerClient ledger) {
        this.ledger = ledger;
        this.records = records;
        this.index = index;
    }

    /**
     * A grade and what follows from it.
     *
     * @param height blocks of the ledger that the answer covers
     * @param grade the record, with what the visitor may see of its restricted part
     * @param isDue whether days have passed since that change it
     * @param supervision what the rule set says follows from the letter
     * @param measures that agencies take because of what stands, each with its ground; those with a public ground for everybody
     */
    public record Explained(
            long height, ObjectNode grade, boolean isDue, GradeLaw.Supervision supervision, List<Measure> measures) {}

    /** The grade as it stands; refuses with NOT_FOUND. */
    public Explained now(Uscc uscc, Visitor visitor) {
        long height = index.checkpoint().height();
        Stored stored = records.find(GradeRules.key(uscc))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "uscc", "there is no grade of this enterprise"));
        LocalDate today = LocalDate.now(CreditRules.BEIJING);
        Standing.Source source = IndexSource.now(records);
        String until = stored.open().path("until").asText();
        boolean isDue = !until.isEmpty() && LocalDate.parse(until).isBefore(today);
        // nobody but an agency or an auditor holds what all of it was made from
        List<Measure> measures = stored.restricted().isPresent()
                ? measures(Standing.load(uscc, source).gradeOn(today), new LedgerRecord(stored.open()), source)
                : List.of();
        boolean seesAll = visitor.seesShared(uscc.value());
        return new Explained(
                height,
                visitor.view("grade", uscc.value(), stored.open(), stored.restricted()),
                isDue,
                supervision(stored.open(), Standing.laws(source)),
                measures.stream().filter(measure -> seesAll || measure.isOpen()).toList());
    }

    /** Makes the grade anew when days have passed that change it; a replay when none have. */
    public Committed anew(Uscc uscc, Person officer) {
        return ledger.submit(new Submission(
                TransactionName.CREDIT_GRADE.wire() + " " + GradeRules.key(uscc),
                TransactionName.CREDIT_GRADE,
                List.of(uscc.value(), officer.actor()),
                Submission.transients(TransactionName.CREDIT_GRADE, Sealed.none()),
                Endorsing.ownedBy(List.of())));
    }

    /** The grade that what stood at the end of a day made, under the law of that day. */
    public Explained on(Uscc uscc, String day, Visitor visitor) {
        boolean isAllowed = visitor.person()
                .filter(person -> person.caller().role() == Role.AUDITOR
                        || person.caller().uscc().equals(Optional.of(uscc)))
                .isPresent();
        if (!isAllowed) {
            throw Refusal.of(
                    Code.NOT_PERMITTED, "on", "what stood on another day is for auditors and the enterprise itself");
        }
        LocalDate asked = date(day);
        long height = index.checkpoint().height();
        Instant moment =
                asked.plusDays(1).atStartOfDay(CreditRules.BEIJING).toInstant().minusMillis(1);
        Standing.Source source = IndexSource.at(records, moment);
        Standing standing = Standing.load(uscc, source);
        Grade grade = standing.gradeOn(asked);
        ObjectNode node = GradeRules.open(uscc, grade);
        node.setAll(GradeRules.restricted(grade));
        LedgerRecord record = standing.grade().orElseGet(() -> new LedgerRecord(node));
        return new Explained(
                height,
                visitor.view("grade", uscc.value(), node, Optional.empty()),
                false,
                GradeLaw.inForce(standing.laws(), asked).supervision().get(grade.letter()),
                measures(grade, record, source));
    }

    /**
     * What a rule set would change.
     *
     * @param height blocks of the ledger that the answer covers
     * @param law the rule set that was tried
     * @param subjects how many have a grade
     * @param moves how many would move, by {@code from>to}
     * @param moved those who would, by credit code, with the rules that decide for each
     */
    public record Simulation(long height, String law, int subjects, Map<String, Integer> moves, List<Moved> moved) {}

    /** A subject that would move. */
    public record Moved(
            String uscc,
            GradeLaw.Letter from,
            GradeLaw.Letter to,
            Optional<Integer> scoreBefore,
            Optional<Integer> scoreAfter,
            List<Grade.Reason> because) {}

    /** Tries a rule set on everybody, today. */
    public Simulation simulate(GradeLaw law) {
        long height = index.checkpoint().height();
        LocalDate today = LocalDate.now(CreditRules.BEIJING);
        Standing.Source source = IndexSource.now(records);
        List<Stored> all = records.under(GradeRules.KEYS, MOST_SUBJECTS);
        Map<String, Integer> moves = new TreeMap<>();
        List<Moved> moved = new ArrayList<>();
        for (Stored each : all) {
            Uscc uscc = Uscc.parse(each.open().path("uscc").asText());
            Standing standing = Standing.load(uscc, source);
            Grade before = standing.gradeOn(today);
            Grade after = standing.gradeUnder(law, today);
            if (before.letter() != after.letter()) {
                moves.merge(before.letter() + ">" + after.letter(), 1, Integer::sum);
                moved.add(new Moved(
                        uscc.value(), before.letter(), after.letter(), before.score(), after.score(), after.reasons()));
            }
        }
        return new Simulation(height, law.id(), all.size(), moves, moved);
    }

    /** What would raise a grade, by the rules that made it; nothing where this organisation does not hold what it was made from. */
    public List<WhatIf> whatIf(Uscc uscc) {
        boolean isHeld =
                records.find(GradeRules.key(uscc)).flatMap(Stored::restricted).isPresent();
        return isHeld
                ? WhatIf.of(Standing.load(uscc, IndexSource.now(records)), LocalDate.now(CreditRules.BEIJING))
                : List.of();
    }

    private static List<Measure> measures(Grade grade, LedgerRecord record, Standing.Source source) {
        return Measure.of(grade, record, RecognitionRules.all(source));
    }

    private static GradeLaw.Supervision supervision(JsonNode grade, List<GradeLaw> laws) {
        return laws.stream()
                .filter(law -> law.id().equals(grade.path("law").asText()))
                .findFirst()
                .orElseThrow()
                .supervision()
                .get(GradeLaw.Letter.valueOf(grade.path("grade").asText()));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Refusal.of(Code.TIME_INVALID, "on", "a calendar date yyyy-mm-dd is expected");
        }
    }
}
