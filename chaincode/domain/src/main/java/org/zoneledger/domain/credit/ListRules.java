package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.filing.DocumentId;

/**
 * Negative lists (负面清单): what an agency lets nobody do, or watches. A list of goods, routes or platforms holds its items; who stands
 * on a list of subjects is known by the facts of its scheme, see {@link ListingRules}.
 */
public final class ListRules {

    private static final int MOST = 200;

    /** What a list is of. */
    public enum Kind {
        /** Enterprises. */
        SUBJECT("(?!)", ""),
        /** Headings of the Harmonised System and what lies under them. */
        GOODS("[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{8}|[0-9]{10}", "a heading of 2, 4, 6, 8 or 10 digits is expected"),
        /** From one country to another. */
        ROUTE("[A-Z]{2}>[A-Z]{2}", "two ISO 3166-1 alpha-2 codes are expected, such as CN>DE"),
        /** Hosts and what lies under them. */
        PLATFORM(
                "(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]",
                "a host name in lower case is expected");

        private final String form;
        private final String expected;

        Kind(String form, String expected) {
            this.form = form;
            this.expected = expected;
        }

        /** Refuses anything but an item of such a list, or the question about one, in its form. */
        public String check(String item) {
            if (!item.matches(form)) {
                throw Refusal.of(Code.VALUE_INVALID, "", expected);
            }
            return item;
        }

        private boolean covers(String listed, String item) {
            return switch (this) {
                case SUBJECT -> false;
                case GOODS -> item.startsWith(listed);
                case ROUTE -> item.equals(listed);
                case PLATFORM -> item.equals(listed) || item.endsWith("." + listed);
            };
        }
    }

    private ListRules() {}

    /** Ledger key of a list. */
    public static String key(String listId) {
        return "list/" + listId;
    }

    /**
     * Decides on a whole list, which takes the place of its version before.
     *
     * @param proposal the case, proposed by another person
     * @param document {listId, kind SUBJECT|GOODS|ROUTE|PLATFORM, scheme (of SUBJECT), titleZh, titleEn, legalBasis, validFrom, validTo?,
     *     items [{item, zh, en, from, to?}] (of the others) in ascending order, id, version}
     */
    public static Decision decide(
            Optional<LedgerRecord> prior,
            Optional<Standing.Held> proposal,
            ObjectNode document,
            Caller caller,
            Instant at) {
        String listId = check(document);
        if (!Competence.agencies().contains(caller.msp())) {
            throw Refusal.of(Code.NOT_OWNER, "", "only agencies lead lists");
        }
        String owner = prior.map(list -> list.text("owner")).orElse(caller.msp());
        caller.mustReviewFor(owner);
        String key = key(listId);
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        mustBeOfOwner(prior, document, owner);
        LedgerRecord approved = CaseRules.approve(proposal, TransactionName.CREDIT_LIST, document, caller, at);
        LedgerRecord list = CaseRules.record("list", document, approved, caller, at);
        list.node().put("owner", owner);
        return Decision.of(
                key,
                list.version(),
                List.of(Write.open(key, list.bytes()).ownedBy(List.of(owner)), CaseRules.end(approved)));
    }

    /** Refuses a list that is not well made; answers its id. */
    public static String check(ObjectNode document) {
        Fields fields = Fields.of(document);
        String listId = fields.value("listId", DocumentId::check);
        Kind kind = fields.choice("kind", Kind.class);
        fields.text("titleZh", 200);
        fields.text("titleEn", 200);
        fields.text("legalBasis", 200);
        checkPeriod(fields, "validFrom", "validTo");
        if (kind == Kind.SUBJECT) {
            Competence.ownerOf(fields.text("scheme", 16));
        } else {
            checkItems(kind, fields.any("items"));
        }
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document);
        return listId;
    }

    /** Whether a list is in force on a day. */
    public static boolean isInForce(JsonNode list, LocalDate day) {
        return stands(list, "validFrom", "validTo", day);
    }

    /**
     * The items of a list that stand on a day and cover what somebody asks about: goods under a heading, a route, a host or one under it.
     * Nothing outside the days of the list.
     *
     * @param list the record
     * @param item heading, route or host, as {@link Kind#check} takes it
     */
    public static List<JsonNode> hits(JsonNode list, String item, LocalDate day) {
        List<JsonNode> hits = new ArrayList<>();
        if (isInForce(list, day)) {
            Kind kind = Kind.valueOf(list.path("kind").asText());
            standing(list, day).stream()
                    .filter(each -> kind.covers(each.path("item").asText(), item))
                    .forEach(hits::add);
        }
        return hits;
    }

    /** The items of a list that have begun and have not ended on a day. */
    public static List<JsonNode> standing(JsonNode list, LocalDate day) {
        List<JsonNode> standing = new ArrayList<>();
        list.path("items").forEach(each -> {
            if (stands(each, "from", "to", day)) {
                standing.add(each);
            }
        });
        return standing;
    }

    private static void mustBeOfOwner(Optional<LedgerRecord> prior, ObjectNode document, String owner) {
        if (document.has("scheme")
                && !Competence.ownerOf(document.path("scheme").asText()).equals(owner)) {
            throw Refusal.of(Code.NOT_OWNER, "scheme", "listings stand among the facts of the list's own agency");
        }
        for (String name : List.of("kind", "scheme")) {
            if (prior.map(list -> !list.node().path(name).equals(document.path(name)))
                    .orElse(false)) {
                throw Refusal.of(Code.VALUE_INVALID, name, "a list stays what it is; make another one");
            }
        }
    }

    private static void checkItems(Kind kind, JsonNode items) {
        if (!items.isArray() || items.isEmpty() || items.size() > MOST) {
            throw Refusal.of(Code.VALUE_INVALID, "items", "a list of 1 to " + MOST + " items is expected");
        }
        String before = "";
        for (int i = 0; i < items.size(); i++) {
            Fields each = Fields.of(items.get(i), "items[" + i + "]");
            String item = each.value("item", kind::check);
            each.text("zh", 200);
            each.text("en", 200);
            checkPeriod(each, "from", "to");
            each.end();
            if (item.compareTo(before) <= 0) {
                throw Refusal.of(Code.VALUE_INVALID, each.at("item"), "the items ascend and each stands once");
            }
            before = item;
        }
    }

    private static void checkPeriod(Fields fields, String first, String last) {
        LocalDate from = fields.date(first);
        if (fields.node().has(last) && fields.date(last).isBefore(from)) {
            throw Refusal.of(Code.PERIOD_INVALID, fields.at(last), "a period ends after it begins");
        }
    }

    private static boolean stands(JsonNode node, String first, String last, LocalDate day) {
        return !day.isBefore(LocalDate.parse(node.path(first).asText()))
                && (!node.has(last)
                        || !day.isAfter(LocalDate.parse(node.path(last).asText())));
    }
}
