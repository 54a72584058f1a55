package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.LawData;
import org.zoneledger.domain.credit.scoring.Grade;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.gateway.credit.Grades;
import org.zoneledger.gateway.desk.DeskView.Button;
import org.zoneledger.gateway.desk.DeskView.Entry;
import org.zoneledger.gateway.desk.DeskView.Field;
import org.zoneledger.gateway.desk.DeskView.Form;
import org.zoneledger.gateway.desk.DeskView.Section;
import org.zoneledger.gateway.resolver.CreditWords;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.Texts;

/** A rule set tried on everybody: the one in force with some numbers changed, and who would move. */
@ApplicationScoped
class Simulation {

    private static final int MOST = 100;
    private static final List<String> SCORES = List.of(
            "thresholds.A",
            "thresholds.B",
            "thresholds.C",
            "deductions.MINOR",
            "deductions.GENERAL",
            "deductions.SERIOUS");
    private static final List<String> OTHERS = List.of("enoughWeight", "thirdParty.weight", "thirdParty.mostPercent");

    private final Grades grades;
    private final FiledNames names;

    Simulation(Grades grades, FiledNames names) {
        this.grades = grades;
        this.names = names;
    }

    /** The rule set in force, as data. */
    ObjectNode law() {
        String id = GradeLaw.inForce(GradeLaw.all(List.of()), LocalDate.now(CreditRules.BEIJING))
                .id();
        for (JsonNode law : LawData.read("grading")) {
            if (law.path("id").asText().equals(id)) {
                return law.deepCopy();
            }
        }
        throw Refusal.of(Code.RULESET_UNKNOWN, "law", "the rule set in force cannot be tried here");
    }

    /** The rule set in force with the numbers of a form in place of its own. */
    ObjectNode changed(MultivaluedMap<String, String> form) {
        ObjectNode law = law();
        for (String name : names(law)) {
            String value = form.getFirst(name);
            if (value != null) {
                if (!value.strip().matches("[0-9]{1,4}")) {
                    throw Refusal.of(Code.VALUE_INVALID, name, "a whole number is expected");
                }
                put(law, name, Integer.parseInt(value.strip()));
            }
        }
        return law.put("id", law.path("id").asText() + "-tried");
    }

    /** What a rule set would change; refuses one that is not whole. */
    Grades.Simulation tried(ObjectNode law) {
        return grades.simulate(GradeLaw.read(law));
    }

    /** The form with these numbers, and nothing tried yet. */
    DeskView view(Texts t, ObjectNode law, String message, String tone) {
        return new DeskView(
                t.of("credit.try"),
                t.of("credit.try.text"),
                message,
                tone,
                List.of(form(t, law)),
                t.of("credit.try.foot"));
    }

    /** The form with these numbers, and what came of them. */
    DeskView view(Texts t, ObjectNode law, Grades.Simulation tried) {
        CreditWords words = new CreditWords(t);
        List<Entry> moves = tried.moves().entrySet().stream()
                .map(move -> Entry.of(
                        move.getKey().replace(">", " → "),
                        t.of("credit.law.count", move.getValue()),
                        CreditWords.tone(move.getKey().substring(move.getKey().indexOf('>') + 1)),
                        ""))
                .toList();
        List<Entry> moved = tried.moved().stream()
                .limit(MOST)
                .map(each -> moved(t, words, each))
                .toList();
        return new DeskView(
                t.of("credit.try"),
                t.of("credit.try.text"),
                t.of("credit.try.done", tried.moved().size(), tried.subjects()),
                "plain",
                List.of(
                        new Section("moves", t.of("credit.try.moves"), "", t.of("credit.try.none"), moves),
                        new Section(
                                "moved",
                                t.of("credit.try.moved"),
                                tried.moved().size() > MOST ? t.of("credit.try.first", MOST) : "",
                                t.of("credit.try.none"),
                                moved),
                        form(t, law)),
                t.of("credit.try.foot"));
    }

    private Entry moved(Texts t, CreditWords words, Grades.Moved each) {
        Function<Grade.Reason, String> reason = why ->
                words.rule(why.rule()) + (why.because().isEmpty() ? "" : " " + words.what(why.because(), code -> code));
        Fact score = new Fact(
                t.of("credit.grade.score"),
                each.scoreBefore().map(Object::toString).orElse("—") + " → "
                        + each.scoreAfter().map(Object::toString).orElse("—"),
                false);
        Fact because = new Fact(
                t.of("credit.grade.why"), each.because().stream().map(reason).collect(Collectors.joining(" ")), false);
        return new Entry(
                names.of(t, each.uscc()),
                "/desk/enterprises/" + each.uscc() + "?lang=" + t.language().code(),
                each.from() + " → " + each.to(),
                each.to().compareTo(each.from()) < 0 ? "good" : "bad",
                each.uscc(),
                List.of(score, because),
                null);
    }

    private static Section form(Texts t, ObjectNode law) {
        CreditWords words = new CreditWords(t);
        List<Field> fields = new ArrayList<>();
        for (String name : names(law)) {
            fields.add(new Field(
                    name, label(t, words, name), "number", number(law, name).asText(), true, List.of()));
        }
        Form form = new Desk(t)
                .form("/desk/simulation", 0, fields, List.of(new Button("TRY", t.of("credit.try.button"), "good")));
        return Section.of(
                "numbers", t.of("credit.try.numbers"), law.path("legalBasis").asText(), form);
    }

    private static String label(Texts t, CreditWords words, String name) {
        return name.startsWith("weights.")
                ? t.of("credit.try.weight", words.scheme(name.substring("weights.".length())))
                : t.of("credit.try." + name);
    }

    private static List<String> names(ObjectNode law) {
        List<String> names = new ArrayList<>(SCORES);
        law.path("weights").fieldNames().forEachRemaining(scheme -> names.add("weights." + scheme));
        names.addAll(OTHERS);
        return names;
    }

    private static JsonNode number(ObjectNode law, String name) {
        return law.at("/" + name.replace('.', '/'));
    }

    private static void put(ObjectNode law, String name, int number) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            law.put(name, number);
        } else {
            law.withObject("/" + name.substring(0, dot)).put(name.substring(dot + 1), number);
        }
    }
}
