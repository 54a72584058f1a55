package org.zoneledger.gateway.resolver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.EnterpriseView.Link;

/** Puts filings, as the public may see them, into the words of one language. */
final class EnterpriseWords {

    private final Texts t;
    private final CreditWords words;
    private final LocalDate today;

    /**
     * @param today in China, to leave out what is no longer valid
     */
    EnterpriseWords(Texts t, LocalDate today) {
        this.t = t;
        this.words = new CreditWords(t);
        this.today = today;
    }

    /** What a search found; {@code most} filings are shown at the most. */
    EnterpriseView found(String query, List<ObjectNode> filings, int most) {
        String note = query.isEmpty()
                ? ""
                : filings.isEmpty()
                        ? t.of("enterprise.none")
                        : filings.size() >= most ? t.of("enterprise.more", most) : "";
        List<Link> links = filings.stream()
                .map(filing -> new Link(
                        "/enterprises/" + filing.path("uscc").asText(),
                        name(filing),
                        filing.path("uscc").asText()))
                .toList();
        return new EnterpriseView(
                query, note, links, "", "", List.of(), null, List.of(), List.of(), "", List.of(), List.of(), List.of(),
                "");
    }

    /**
     * What is open about an enterprise's credit.
     *
     * @param grade if there is one
     * @param since first day of its letter
     * @param isHeld whether this organisation holds findings
     * @param findings those that are published today
     * @param evaluations in force, with the name of the evaluator
     */
    record Credit(
            Optional<ObjectNode> grade,
            String since,
            boolean isHeld,
            List<ObjectNode> findings,
            List<ObjectNode> evaluations) {}

    /** One enterprise with everything that is open about it. */
    EnterpriseView one(
            ObjectNode filing,
            Credit about,
            List<ObjectNode> assertions,
            List<ObjectNode> uses,
            List<ObjectNode> products,
            long height) {
        return new EnterpriseView(
                "",
                "",
                List.of(),
                name(filing),
                filing.path(zh() ? "nameEn" : "nameZh").asText(),
                facts(filing),
                about.grade().map(grade -> grade(grade, about.since())).orElse(null),
                assertions.stream().filter(this::isCurrent).map(this::credit).toList(),
                about.findings().stream().map(this::finding).toList(),
                t.of(about.isHeld() ? "credit.facts.none" : "credit.facts.elsewhere"),
                about.evaluations().stream()
                        .map(each -> new Fact(name(each), words.evaluation(each), false))
                        .toList(),
                uses.stream().map(this::use).toList(),
                products.stream()
                        .map(product -> new Link(
                                "/01/" + product.path("gtin").asText(),
                                name(product),
                                product.path("gtin").asText()))
                        .toList(),
                t.of("enterprise.source", height));
    }

    private List<Fact> facts(ObjectNode filing) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(t.of("seller.uscc"), filing.path("uscc").asText(), true));
        String status = filing.path("status").asText();
        facts.add(fact("status", t.find("seller.filing." + status).orElse(status)));
        if (filing.has("validTo")) {
            facts.add(fact("validTo", t.date(filing.path("validTo").asText())));
        }
        facts.add(fact("kinds", kinds(filing.path("kinds"))));
        facts.add(fact("area", filing.path("areaCode").asText()));
        facts.add(fact("submitted", day(filing.path("at"))));
        JsonNode decision = filing.path("decision");
        if (decision.has("step")) {
            facts.add(fact(
                    "decided",
                    day(decision.path("at")) + " · "
                            + agency(decision.at("/by/msp").asText())));
            facts.add(fact("basis", decision.path("legalBasis").asText()));
        }
        return facts;
    }

    private String kinds(JsonNode kinds) {
        return StreamSupport.stream(kinds.spliterator(), false)
                .map(kind -> t.find("enterprise.kind." + kind.asText()).orElse(kind.asText()))
                .collect(Collectors.joining(zh() ? "、" : ", "));
    }

    private boolean isCurrent(ObjectNode assertion) {
        return assertion.has("openClass") && assertion.path("validTo").asText().compareTo(today.toString()) >= 0;
    }

    private Fact credit(ObjectNode assertion) {
        return new Fact(
                words.scheme(assertion.path("scheme").asText()),
                words.className(
                                assertion.path("ruleset").asText(),
                                assertion.path("openClass").asText())
                        + " · "
                        + t.date(assertion.path("assessedOn").asText()) + " · "
                        + assertion.path("legalBasis").asText(),
                false);
    }

    private EnterpriseView.Grade grade(ObjectNode grade, String since) {
        String letter = grade.path("grade").asText();
        String until = grade.path("until").asText();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(t.of("credit.grade.since"), t.date(since), false));
        facts.add(new Fact(
                t.of("credit.grade.until"), until.isEmpty() ? t.of("credit.grade.always") : t.date(until), false));
        facts.add(new Fact(t.of("credit.grade.law"), words.law(grade.path("law").asText()), false));
        // a rule that was applied twice is said once
        Set<String> rules = new LinkedHashSet<>();
        grade.path("rules").forEach(rule -> rules.add(words.rule(rule.asText())));
        if (!until.isEmpty() && until.compareTo(today.toString()) < 0) {
            rules.add(t.of("credit.grade.due"));
        }
        return new EnterpriseView.Grade(
                letter,
                CreditWords.tone(letter),
                t.find("credit.tone." + letter).orElse(letter),
                facts,
                List.copyOf(rules),
                "grade/" + grade.path("uscc").asText());
    }

    private EnterpriseView.Finding finding(ObjectNode fact) {
        String severity = fact.path("severity").asText();
        return new EnterpriseView.Finding(
                fact.path("title").asText(),
                words.kind(fact.path("kind").asText(), severity),
                CreditWords.factTone(severity),
                words.fact(fact));
    }

    private Fact use(ObjectNode use) {
        return new Fact(
                agency(use.at("/by/msp").asText()),
                use.path("procedure").asText() + " · " + day(use.path("at")),
                false);
    }

    private String agency(String msp) {
        return t.find("agency." + msp.replaceFirst("MSP$", "").toLowerCase(java.util.Locale.ROOT))
                .orElse(msp);
    }

    private Fact fact(String name, String value) {
        return new Fact(t.of("enterprise." + name), value, false);
    }

    private String day(JsonNode at) {
        return at.asText().length() < 10 ? "" : t.date(at.asText().substring(0, 10));
    }

    private String name(ObjectNode record) {
        return record.path(zh() ? "nameZh" : "nameEn").asText();
    }

    private boolean zh() {
        return t.language() == Language.ZH;
    }
}
