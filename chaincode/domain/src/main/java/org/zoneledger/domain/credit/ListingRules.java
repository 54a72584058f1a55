package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.credit.ListRules.Kind;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.CertificateRules;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.Uscc;

/**
 * A subject's way onto a list of subjects (告知 → 陈述申辩 → 决定书 → 送达 → 列入): the agency gives notice, the subject has its say, two people
 * decide, and the delivery of the decision, which says how it can be repaired, makes the listing a fact.
 *
 * <p>Until then the channel knows that an agency has given somebody notice, and no transaction but the subject's own statement says whom.
 * From then on the fact ends, is repaired, withdrawn and hidden like every other.
 */
public final class ListingRules {

    private static final int MOST_MATERIALS = 20;

    private enum Step {
        LIST,
        DISMISS
    }

    /** How a decision reaches the subject. */
    public enum Method {
        IN_PERSON,
        POST,
        ELECTRONIC,
        PUBLIC_NOTICE
    }

    /**
     * What a step after the notice needs.
     *
     * @param listing with its restricted part
     * @param list that it is about
     */
    public record State(Standing.Held listing, LedgerRecord list) {

        /** Reads what a step needs; refuses with NOT_FOUND when there is no such listing. */
        public static State load(ObjectNode document, Standing.Source source) {
            String key = key(Fields.of(document).value("listing", DocumentId::check));
            Standing.Held listing = source.held(key)
                    .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "listing", "there is no such listing"));
            return new State(
                    listing,
                    source.record(ListRules.key(listing.record().text("list"))).orElseThrow());
        }

        /** Whom it is about. */
        public Uscc uscc() {
            return Uscc.parse(listing.restricted().values().path("uscc").asText());
        }

        private String owner() {
            return listing.record().text("owner");
        }

        private void mustBe(String... statuses) {
            if (!List.of(statuses).contains(listing.record().text("status"))) {
                throw Refusal.of(Code.WRONG_STATE, "listing", "the listing's status does not take this step");
            }
        }

        private String scheme() {
            return list.text("scheme");
        }
    }

    private ListingRules() {}

    /** Ledger key of a listing. */
    public static String key(String id) {
        return "listing/" + id;
    }

    /**
     * Decides on a notice.
     *
     * @param recorded case of this id, if there is one: a listing becomes a fact of its own id, and ids of facts come once
     * @param list that the subject is to stand on
     * @param document {list, restricted digests, id, version 1}
     * @param restricted uscc, ground
     */
    public static Decision notify(
            Optional<LedgerRecord> prior,
            Optional<LedgerRecord> recorded,
            Optional<LedgerRecord> list,
            ObjectNode document,
            Sealed restricted,
            Caller caller,
            Instant at) {
        Fields fields = Fields.of(document);
        fields.value("list", DocumentId::check);
        checkEnd(fields);
        Fields said = Fields.of(restricted.values(), "restricted");
        said.value("uscc", Uscc::parse);
        said.text("ground", 1000);
        checkSaid(said, restricted, document);
        LedgerRecord found = list.orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "list", "there is no such list"));
        String owner = found.text("owner");
        caller.mustBeOfficerOf(owner);
        String key = key(document.path("id").asText());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        if (recorded.isPresent()) {
            throw Refusal.of(Code.ID_REUSED, "id", "the id is that of an earlier case, and may be that of a fact");
        }
        if (!found.text("kind").equals(Kind.SUBJECT.name())) {
            throw Refusal.of(Code.VALUE_INVALID, "list", "this is not a list of subjects");
        }
        LocalDate today = LocalDate.ofInstant(at, CreditRules.BEIJING);
        mustBeInForce(found, today, "list");
        LedgerRecord listing = LedgerRecord.from("listing", document, caller, at);
        listing.node().put("owner", owner);
        listing.node().put("status", "NOTIFIED");
        listing.node().put("respondBy", ListingLaw.respondBy(today).toString());
        // so that the subject can be heard where the owner's peer would rather not
        List<String> hears =
                Stream.of(owner, Competence.singleWindow()).distinct().toList();
        return Decision.of(
                key,
                1,
                List.of(Write.open(key, listing.bytes()).ownedBy(hears), Write.restricted(key, restricted.bytes())));
    }

    /**
     * Decides on what the subject has to say, once and in time. The signature stays with the agencies: it names the subject.
     *
     * @param filing of the subject, whose certificate signs; any that was accepted will do
     * @param document {listing, restricted digests, id, version}
     * @param restricted statement, materials? [SHA-256]
     * @param seed salt seed, see {@link Sealed#seal}
     */
    public static Decision respond(
            State state,
            Optional<LedgerRecord> filing,
            ObjectNode document,
            String jws,
            Sealed restricted,
            Caller caller,
            Instant at,
            byte[] seed) {
        Fields fields = Fields.of(document);
        fields.value("listing", DocumentId::check);
        checkEnd(fields);
        Fields said = Fields.of(restricted.values(), "restricted");
        said.text("statement", 1000);
        if (said.node().has("materials")) {
            said.list("materials", MOST_MATERIALS, RepairRules::digest);
        }
        checkSaid(said, restricted, document);
        caller.mustBeClerkOf(state.uscc());
        Competence.mustBeSingleWindow(caller);
        LedgerRecord own =
                filing.orElseThrow(() -> Refusal.of(Code.FILING_NOT_ACCEPTED, "listing", "the subject has no filing"));
        FilingRules.mustBeSigned(
                jws, document, CertificateRules.mustBeGood(own.node().path("certificate")));
        if (LedgerRecord.isDecided(state.listing.record(), "response", document)) {
            return replay(state);
        }
        state.mustBe("NOTIFIED");
        LocalDate respondBy = respondBy(state.listing.record());
        if (LocalDate.ofInstant(at, CreditRules.BEIJING).isAfter(respondBy)) {
            throw Refusal.of(Code.PERIOD_INVALID, "listing", "the time for a statement ended on " + respondBy);
        }
        ObjectNode node = next(state, "RESPONDED", "response", document, caller, at);
        ((ObjectNode) node.get("response")).remove("by");
        Sealed signed = Sealed.seal(JsonNodeFactory.instance.objectNode().put("jws", jws), seed);
        return Decision.of(key(state), version(document), writes(state, node, restricted.with(signed)));
    }

    /**
     * Decides on the agency's decision, which comes after the subject's statement or the time for one.
     *
     * @param proposal the case, proposed by another person
     * @param document {listing, step LIST|DISMISS, legalBasis, restricted digests, id, version}
     * @param restricted reason; to list also severity, source (number of the decision), remedies (how it can be repaired), publishedTo?,
     *     irreparableBy?
     */
    public static Decision conclude(
            State state,
            Optional<Standing.Held> proposal,
            ObjectNode document,
            Sealed restricted,
            Caller caller,
            Instant at) {
        Fields fields = Fields.of(document);
        fields.value("listing", DocumentId::check);
        Step step = fields.choice("step", Step.class);
        fields.text("legalBasis", 200);
        checkEnd(fields);
        Fields said = Fields.of(restricted.values(), "restricted");
        said.text("reason", 400);
        if (step == Step.LIST) {
            List.of("severity", "source", "publishedTo", "irreparableBy").forEach(said::optionalAny);
            said.text("remedies", 1000);
        }
        checkSaid(said, restricted, document);
        caller.mustReviewFor(state.owner());
        if (LedgerRecord.isDecided(state.listing.record(), "decision", document)) {
            return replay(state);
        }
        state.mustBe("NOTIFIED", "RESPONDED");
        LocalDate today = LocalDate.ofInstant(at, CreditRules.BEIJING);
        mustBeHeard(state.listing.record(), today);
        if (step == Step.LIST) {
            mustBeInForce(state.list, today, "listing");
            fact(state, document.path("legalBasis"), restricted.values(), today, today);
        }
        LedgerRecord approved = CaseRules.approve(proposal, TransactionName.CREDIT_CONCLUDE, document, caller, at);
        ObjectNode node = next(state, step == Step.LIST ? "DECIDED" : "DISMISSED", "decision", document, caller, at);
        node.set("proposedBy", approved.node().get("by"));
        List<Write> writes = writes(state, node, restricted);
        writes.add(CaseRules.end(approved));
        return Decision.of(key(state), version(document), writes);
    }

    /**
     * Decides on the delivery of a decision to list, with which the listing becomes a fact.
     *
     * @param standing of the subject
     * @param document {listing, restricted digests, id, version}
     * @param restricted method IN_PERSON|POST|ELECTRONIC|PUBLIC_NOTICE, deliveredOn
     * @param seed salt seed, see {@link Sealed#seal}
     */
    public static Decision deliver(
            State state,
            Standing standing,
            ObjectNode document,
            Sealed restricted,
            Caller caller,
            Instant at,
            byte[] seed) {
        Fields fields = Fields.of(document);
        fields.value("listing", DocumentId::check);
        checkEnd(fields);
        Fields said = Fields.of(restricted.values(), "restricted");
        said.choice("method", Method.class);
        LocalDate deliveredOn = said.date("deliveredOn");
        checkSaid(said, restricted, document);
        caller.mustBeOfficerOf(state.owner());
        LedgerRecord listing = state.listing.record();
        if (LedgerRecord.isDecided(listing, "delivery", document)) {
            return replay(state);
        }
        state.mustBe("DECIDED");
        JsonNode decision = listing.node().path("decision");
        LocalDate decidedOn =
                LocalDate.ofInstant(Instant.parse(decision.path("at").asText()), CreditRules.BEIJING);
        if (deliveredOn.isBefore(decidedOn) || deliveredOn.isAfter(LocalDate.ofInstant(at, CreditRules.BEIJING))) {
            throw Refusal.of(
                    Code.PERIOD_INVALID, "restricted.deliveredOn", "it is delivered after the decision, and not later");
        }
        Fact fact = fact(
                state, decision.path("legalBasis"), state.listing.restricted().values(), decidedOn, deliveredOn);
        Standing.Held slot = standing.factsOf(state.scheme());
        List<Fact> facts = FactRules.facts(slot.restricted());
        FactRules.mustFit(facts);
        facts.add(fact);
        LedgerRecord roll = FactRules.changed(slot.record(), document);
        roll.stamp(caller, at).node().set("by", listing.node().get("proposedBy"));
        roll.node().set("reviewedBy", decision.get("by"));
        ObjectNode act = FactRules.act("RECORD", fact.factId(), fact.legalBasis());
        Standing.Held stated = FactRules.stated(roll, act, facts, seed);
        List<Write> writes = FactRules.write(standing, state.scheme(), stated, caller, at, seed);
        writes.addAll(writes(state, next(state, "LISTED", "delivery", document, caller, at), restricted));
        return Decision.of(key(state), version(document), writes);
    }

    /** Refuses a decision on a listing whose subject may still make its statement. */
    public static void mustBeHeard(LedgerRecord listing, LocalDate today) {
        if (listing.text("status").equals("NOTIFIED") && !today.isAfter(respondBy(listing))) {
            throw Refusal.of(
                    Code.PERIOD_INVALID, "listing", "the subject may make its statement until " + respondBy(listing));
        }
    }

    private static LocalDate respondBy(LedgerRecord listing) {
        return LocalDate.parse(listing.text("respondBy"));
    }

    /** The fact that a decision makes of a listing; refuses what cannot be one. */
    private static Fact fact(
            State state, JsonNode legalBasis, JsonNode said, LocalDate foundOn, LocalDate publishedFrom) {
        ObjectNode fact = JsonNodeFactory.instance.objectNode();
        for (String name : List.of("severity", "source", "publishedTo", "irreparableBy")) {
            if (said.has(name)) {
                fact.set(name, said.get(name));
            }
        }
        fact.put("factId", state.listing.record().text("id"));
        fact.put("kind", Fact.Kind.LISTING.name());
        fact.set("title", state.list.node().get("titleZh"));
        fact.set("legalBasis", legalBasis);
        fact.put("foundOn", foundOn.toString());
        fact.put("publishedFrom", publishedFrom.toString());
        return Fact.read(fact, "restricted");
    }

    private static ObjectNode next(
            State state, String status, String field, ObjectNode document, Caller caller, Instant at) {
        ObjectNode node = state.listing.record().node().deepCopy();
        node.put("status", status);
        node.put("version", version(document));
        node.set(field, LedgerRecord.decision(document, caller, at));
        return node;
    }

    private static List<Write> writes(State state, ObjectNode node, Sealed said) {
        Sealed all = state.listing.restricted().with(said);
        node.set("restricted", all.digests());
        List<Write> writes = new ArrayList<>();
        writes.add(Write.open(key(state), CanonicalJson.bytes(node)).ownedBy(List.of(state.owner())));
        writes.add(Write.restricted(key(state), all.bytes()));
        return writes;
    }

    private static Decision replay(State state) {
        return Decision.replay(key(state), state.listing.record().version());
    }

    private static String key(State state) {
        return key(state.listing.record().text("id"));
    }

    private static long version(ObjectNode document) {
        return document.path("version").asLong();
    }

    private static void checkEnd(Fields fields) {
        fields.any("restricted");
        DocumentId.checkIn(fields);
        fields.end();
    }

    private static void checkSaid(Fields said, Sealed restricted, ObjectNode document) {
        said.end();
        restricted.mustMatch(document.path("restricted"));
        PersonalData.refuseIn(document);
        PersonalData.refuseIn(restricted.values(), "restricted");
    }

    private static void mustBeInForce(LedgerRecord list, LocalDate today, String field) {
        if (!ListRules.isInForce(list.node(), today)) {
            throw Refusal.of(Code.PERIOD_INVALID, field, "the list is not in force today");
        }
    }
}
