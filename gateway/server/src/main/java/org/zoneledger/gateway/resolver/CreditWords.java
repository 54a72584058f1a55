package org.zoneledger.gateway.resolver;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.credit.Fact.Kind;
import org.zoneledger.domain.credit.Measure;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;

/** Puts what the credit rules say by codes into the words of one language. */
public final class CreditWords {

    private final Texts t;

    public CreditWords(Texts t) {
        this.t = t;
    }

    /** A credit scheme, such as the customs class. */
    public String scheme(String scheme) {
        return t.find("credit.scheme." + scheme).orElse(scheme);
    }

    /** An agency by its MSP id. */
    public String agency(String msp) {
        return t.find("agency." + msp.replaceFirst("MSP$", "").toLowerCase(Locale.ROOT))
                .orElse(msp);
    }

    /** A class of an agency's rule set; the code itself when it is not known. */
    public String className(String ruleset, String code) {
        return Ruleset.all().stream()
                .filter(each -> each.id().equals(ruleset))
                .flatMap(each -> each.classes().stream())
                .filter(each -> each.code().equals(code))
                .map(this::className)
                .findFirst()
                .orElse(code);
    }

    /** The name of a class. */
    public String className(Ruleset.CreditClass given) {
        return isChinese() ? given.zh() : given.en();
    }

    /** Kind and, of what speaks against a subject, severity. */
    public String kind(String kind, String severity) {
        String name = t.find("credit.kind." + kind).orElse(kind);
        return severity.isEmpty()
                ? name
                : name + " · " + t.find("credit.severity." + severity).orElse(severity);
    }

    /**
     * What a grade was made from or a measure rests on.
     *
     * @param what as in a part of a grade or a recognition rule
     * @param names names of facts by their id and of enterprises by their credit code, or what it is given
     */
    public String what(String what, UnaryOperator<String> names) {
        String[] parts = what.split(":", 3);
        if (what.equals("EVALUATORS")) {
            return t.of("credit.evaluators");
        }
        if (parts.length == 1) {
            return t.of("credit.evaluator", names.apply(what));
        }
        if (parts[0].equals("grade")) {
            return t.of("credit.gradeIs", parts[1]);
        }
        if (Stream.of(Kind.values()).anyMatch(kind -> kind.name().equals(parts[0]))) {
            String kind = kind(parts[0], parts[1]);
            return parts.length == 2 ? kind : kind + " · " + names.apply(parts[2]);
        }
        String scheme = Ruleset.all().stream()
                .filter(each -> each.id().equals(parts[0]))
                .map(each -> scheme(each.scheme()))
                .findFirst()
                .orElse(parts[0]);
        return scheme + " · " + className(parts[0], parts[1]);
    }

    /** A measure of the catalogue. */
    public String measure(String item) {
        Measure.Item found = Measure.item(item);
        return isChinese() ? found.zh() : found.en();
    }

    /** Good for an incentive, bad for a discipline. */
    public static String measureTone(String item) {
        return Measure.item(item).isIncentive() ? "good" : "bad";
    }

    /** A rule of the scoring function. */
    public String rule(String rule) {
        return t.find("credit.rule." + rule).orElse(rule);
    }

    /** How good a letter is to look at. */
    public static String tone(String letter) {
        return switch (letter) {
            case "A" -> "good";
            case "B" -> "plain";
            case "C" -> "warn";
            default -> "bad";
        };
    }

    /** How good a fact is to look at. */
    public static String factTone(String severity) {
        return switch (severity) {
            case "" -> "good";
            case "MINOR" -> "plain";
            case "GENERAL" -> "warn";
            default -> "bad";
        };
    }

    /** The rule set that a grade was made under. */
    public String law(String id) {
        return GradeLaw.all(List.of()).stream()
                .filter(law -> law.id().equals(id))
                .map(law -> t.of(
                        "credit.grade.law.of",
                        id,
                        law.legalBasis(),
                        t.date(law.validFrom().toString())))
                .findFirst()
                .orElse(id);
    }

    /** What follows from a letter. */
    public List<Fact> supervision(GradeLaw.Supervision supervision) {
        return List.of(
                new Fact(
                        t.of("credit.inspections"),
                        t.of("credit.inspections.of", supervision.inspectionsPerMille()),
                        false),
                word("guarantee", supervision.guarantee()),
                word("processing", supervision.processing()),
                word("audit", supervision.audit()));
    }

    private Fact word(String of, String code) {
        return new Fact(
                t.of("credit." + of), t.find("credit." + of + "." + code).orElse(code), false);
    }

    /**
     * What there is to know of a fact.
     *
     * @param fact as the disclosure policy shows it
     */
    public List<Fact> fact(JsonNode fact) {
        List<Fact> facts = new ArrayList<>();
        facts.add(line("by", agency(Competence.agencyOf(fact.path("scheme").asText()))));
        facts.add(line("source", fact.path("source").asText()));
        facts.add(line("basis", fact.path("legalBasis").asText()));
        if (fact.has("goods")) {
            facts.add(line("goods", goods(fact.path("goods"))));
        }
        facts.add(line("foundOn", day(fact, "foundOn")));
        facts.add(line("published", publicity(fact)));
        if (fact.has("firstRepair")) {
            facts.add(line("firstRepair", day(fact, "firstRepair")));
        }
        return facts;
    }

    private String goods(JsonNode goods) {
        List<String> batches = new ArrayList<>();
        goods.path("batches").forEach(batch -> batches.add(batch.asText()));
        String gtin = goods.path("gtin").asText();
        return batches.isEmpty()
                ? t.of("credit.fact.goods.every", gtin)
                : t.of("credit.fact.goods.of", gtin, t.list(batches));
    }

    private String publicity(JsonNode fact) {
        if (!fact.has("publishedFrom")) {
            return t.of("credit.fact.unpublished");
        }
        return fact.has("lastPublished")
                ? t.of("credit.fact.span", day(fact, "publishedFrom"), day(fact, "lastPublished"))
                : t.of("credit.fact.from", day(fact, "publishedFrom"));
    }

    /** Whether the evaluation and the accreditation it rests on are in force on a day. */
    public static boolean isInForce(JsonNode evaluation, LocalDate day) {
        // days of one form: their order as texts is their order in time
        String today = day.toString();
        return evaluation.path("validFrom").asText().compareTo(today) <= 0
                && evaluation.path("validTo").asText().compareTo(today) >= 0;
    }

    /** What an evaluator thinks. */
    public String evaluation(JsonNode evaluation) {
        return t.of(
                "credit.evaluation",
                evaluation.path("score").asInt(),
                evaluation.path("method").asText(),
                day(evaluation, "validTo"));
    }

    private String day(JsonNode node, String name) {
        return t.date(node.path(name).asText());
    }

    private Fact line(String name, String value) {
        return new Fact(t.of("credit.fact." + name), value, false);
    }

    private boolean isChinese() {
        return t.language() == Language.ZH;
    }
}
