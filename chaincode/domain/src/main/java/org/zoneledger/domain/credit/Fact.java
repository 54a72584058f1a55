package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.filing.DocumentId;

/**
 * Something that an agency has found about a subject, as the national catalogue of credit information knows it.
 *
 * @param factId id of the finder's statement, or of the listing
 * @param kind what it is
 * @param severity how grave, of adverse facts only
 * @param title one line for people
 * @param source number of the document that says so
 * @param legalBasis the rule that was applied
 * @param foundOn day of the document
 * @param publishedFrom first day of publicity, empty when it is not published
 * @param publishedTo last day of publicity as decided, if that is earlier than the law's
 * @param irreparableBy the law that forbids its repair, if one does
 * @param suspendedTo last day on which it does not count because a reorganisation runs
 * @param goods whose origin is false
 */
public record Fact(
        String factId,
        Kind kind,
        Optional<Severity> severity,
        String title,
        String source,
        String legalBasis,
        LocalDate foundOn,
        Optional<LocalDate> publishedFrom,
        Optional<LocalDate> publishedTo,
        Optional<String> irreparableBy,
        Optional<LocalDate> suspendedTo,
        Optional<Goods> goods) {

    /** What a fact is. */
    public enum Kind {
        PENALTY(true),
        DEFAULT(true),
        LISTING(true),
        FALSE_ORIGIN(true),
        INSPECTION(false),
        LICENCE(false),
        AWARD(false),
        ANNUAL_REPORT(false);

        private final boolean isAdverse;

        Kind(boolean isAdverse) {
            this.isAdverse = isAdverse;
        }

        /** Whether it speaks against the subject, and so has a severity, an end and a repair. */
        public boolean isAdverse() {
            return isAdverse;
        }
    }

    /** How grave an adverse fact is: 轻微, 一般, 严重. */
    public enum Severity {
        MINOR,
        GENERAL,
        SERIOUS
    }

    /**
     * Reads a fact; refuses what the law does not know.
     *
     * @param node {factId, kind, severity?, title, source, legalBasis, foundOn, publishedFrom?, publishedTo?, irreparableBy?,
     *     suspendedTo?, goods? {gtin, batches?[]}}
     */
    public static Fact read(JsonNode node, String path) {
        Fields fields = Fields.of(node, path);
        Kind kind = fields.choice("kind", Kind.class);
        Fact fact = new Fact(
                fields.value("factId", DocumentId::check),
                kind,
                node.has("severity") ? Optional.of(fields.choice("severity", Severity.class)) : Optional.empty(),
                fields.text("title", 200),
                fields.text("source", 100),
                fields.text("legalBasis", 200),
                fields.date("foundOn"),
                optionalDate(fields, "publishedFrom"),
                optionalDate(fields, "publishedTo"),
                fields.optionalText("irreparableBy", 200),
                optionalDate(fields, "suspendedTo"),
                fields.optionalAny("goods").map(goods -> Goods.read(goods, fields.at("goods"))));
        fields.end();
        fact.check(fields);
        return fact;
    }

    private static Optional<LocalDate> optionalDate(Fields fields, String name) {
        return fields.node().has(name) ? Optional.of(fields.date(name)) : Optional.empty();
    }

    private void check(Fields fields) {
        if (kind.isAdverse() != severity.isPresent()) {
            throw Refusal.of(
                    Code.VALUE_INVALID, fields.at("severity"), "adverse facts have a severity, and no others do");
        }
        if ((kind == Kind.FALSE_ORIGIN) != goods.isPresent()) {
            throw Refusal.of(
                    Code.VALUE_INVALID,
                    fields.at("goods"),
                    "a false origin is one of goods, and no other fact names any");
        }
        if (publishedFrom.map(from -> from.isBefore(foundOn)).orElse(publishedTo.isPresent())) {
            throw Refusal.of(Code.PERIOD_INVALID, fields.at("publishedFrom"), "a fact is published after it was found");
        }
        if (publishedTo.map(to -> to.isBefore(publishedFrom.orElseThrow())).orElse(false)) {
            throw Refusal.of(Code.PERIOD_INVALID, fields.at("publishedTo"), "publicity ends after it begins");
        }
        if (severity.isPresent() && publishedFrom.isPresent()) {
            LocalDate most = RepairLaw.inForce(publishedFrom.get(), fields.at("publishedFrom"))
                    .lastPublished(severity.get(), publishedFrom.get());
            if (publishedTo.map(to -> to.isAfter(most)).orElse(false)) {
                throw Refusal.of(
                        Code.PERIOD_INVALID,
                        fields.at("publishedTo"),
                        "the law ends publicity of this severity by " + most);
            }
        }
    }

    /** Whether the fact is one to publish at all. */
    public boolean isForPublicity() {
        return publishedFrom.isPresent();
    }

    /**
     * The last day of publicity as the law of a day sees it: the day that was decided, or the most that the order then in force allows.
     * Empty for what is not published, and for what is published without end.
     */
    public Optional<LocalDate> lastPublished(LocalDate lawOf) {
        Optional<LocalDate> byLaw = severity.flatMap(grave ->
                publishedFrom.map(from -> RepairLaw.inForce(later(lawOf, from)).lastPublished(grave, from)));
        if (byLaw.isPresent() && publishedTo.isPresent()) {
            return byLaw.get().isBefore(publishedTo.get()) ? byLaw : publishedTo;
        }
        return byLaw.or(() -> publishedTo);
    }

    /** Whether the public may see the fact on a day. */
    public boolean isPublished(LocalDate day) {
        return publishedFrom.map(from -> !day.isBefore(from)).orElse(false)
                && !isSuspended(day)
                && lastPublished(day).map(last -> !day.isAfter(last)).orElse(true);
    }

    /** Whether its publicity is over on a day: from then on nothing but an audit shows the fact, and nothing rests on it. */
    public boolean isOver(LocalDate day) {
        return publishedFrom.isPresent() && lastPublished(day).map(day::isAfter).orElse(false);
    }

    /** Whether it counts against the subject on a day. */
    public boolean counts(LocalDate day) {
        return kind.isAdverse() && !day.isBefore(foundOn) && !isOver(day) && !isSuspended(day);
    }

    private boolean isSuspended(LocalDate day) {
        return suspendedTo.map(to -> !day.isAfter(to)).orElse(false);
    }

    /** The same fact, which does not count until this day is over. */
    Fact suspended(LocalDate to) {
        return new Fact(
                factId,
                kind,
                severity,
                title,
                source,
                legalBasis,
                foundOn,
                publishedFrom,
                publishedTo,
                irreparableBy,
                Optional.of(to),
                goods);
    }

    /**
     * The first day on which it can be repaired, under the order in force on a day: after its least publicity, counted from the finding
     * where it is not published; at once where the order asks for none.
     */
    public LocalDate firstRepair(LocalDate lawOf) {
        return RepairLaw.inForce(later(lawOf, foundOn))
                .firstRepair(severity.orElseThrow(), foundOn, publishedFrom.orElse(foundOn));
    }

    /** The fact as it is stored. */
    public ObjectNode node() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("factId", factId);
        node.put("kind", kind.name());
        severity.ifPresent(grave -> node.put("severity", grave.name()));
        node.put("title", title);
        node.put("source", source);
        node.put("legalBasis", legalBasis);
        node.put("foundOn", foundOn.toString());
        publishedFrom.ifPresent(from -> node.put("publishedFrom", from.toString()));
        publishedTo.ifPresent(to -> node.put("publishedTo", to.toString()));
        irreparableBy.ifPresent(law -> node.put("irreparableBy", law));
        suspendedTo.ifPresent(to -> node.put("suspendedTo", to.toString()));
        goods.ifPresent(found -> node.set("goods", found.node()));
        return node;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
