package org.zoneledger.gateway.resolver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.EnterpriseView.Link;

/** Puts filings, as the public may see them, into the words of one language. */
final class EnterpriseWords {

    private final Texts t;
    private final LocalDate today;

    /**
     * @param today in China, to leave out what is no longer valid
     */
    EnterpriseWords(Texts t, LocalDate today) {
        this.t = t;
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
        return new EnterpriseView(query, note, links, "", "", List.of(), List.of(), List.of(), List.of(), "");
    }

    /** One enterprise with everything that is open about it. */
    EnterpriseView one(
            ObjectNode filing,
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
                assertions.stream().filter(this::isCurrent).map(this::credit).toList(),
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
        Ruleset.CreditClass given = Ruleset.named(assertion.path("ruleset").asText())
                .classOf(assertion.path("openClass").asText());
        return new Fact(
                t.of("agency." + assertion.path("scheme").asText()),
                (zh() ? given.zh() : given.en()) + " · "
                        + t.date(assertion.path("assessedOn").asText()) + " · "
                        + assertion.path("legalBasis").asText(),
                false);
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
