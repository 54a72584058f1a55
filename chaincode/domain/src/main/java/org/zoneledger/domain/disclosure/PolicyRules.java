package org.zoneledger.domain.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.domain.filing.DocumentId;

/**
 * What the agencies decide together, as dated data on the ledger: the disclosure policy, and the rule set of the zone's grade. An agency
 * proposes an edition, each agency approves for itself, and with four of the five it is enacted from a day to come. What was shown and
 * graded before stays as it was.
 */
public final class PolicyRules {

    /** Ledger key of the policy in force: the editions that followed the one the software was built with. */
    public static final String KEY = "policy/disclosure";

    /** Agencies that must have approved. */
    public static final int APPROVALS = 4;

    /** Ledger key of the rule sets of the zone's grade that followed those the software was built with. */
    public static final String GRADE_KEY = "policy/grade";

    private static final String TYPES = "types";
    private static final String GRADING = "grading";
    private static final List<String> EDITION = List.of("id", "validFrom", "legalBasis", TYPES, GRADING);

    private PolicyRules() {}

    /** Ledger key of a proposed edition. */
    public static String proposalKey(String id) {
        return "proposal/" + id;
    }

    /** Ledger key of an agency's approval of a proposal. */
    public static String approvalKey(String id, String msp) {
        return "approval/" + id + "/" + msp;
    }

    /** Digest of the document that proposes an edition, by which agencies approve it: of the proposal and of the enacted edition alike. */
    public static String digest(JsonNode edition) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.setAll(edition(edition));
        return Sha256.hex(CanonicalJson.bytes(document.put("version", 1)));
    }

    /** Ledger key of what a proposal is an edition of. */
    public static String key(LedgerRecord proposal) {
        return proposal.node().has(GRADING) ? GRADE_KEY : KEY;
    }

    /** The rule sets of the zone's grade that were enacted, by date. */
    public static List<GradeLaw> gradeLaws(Optional<LedgerRecord> enacted) {
        List<GradeLaw> laws = new ArrayList<>();
        enacted.ifPresent(policy -> policy.node().path("editions").forEach(edition -> laws.add(gradeLaw(edition))));
        return laws;
    }

    private static GradeLaw gradeLaw(JsonNode edition) {
        ObjectNode law = edition.path(GRADING).deepCopy();
        for (String name : List.of("id", "validFrom", "legalBasis")) {
            law.set(name, edition.get(name));
        }
        return GradeLaw.read(law);
    }

    private static ObjectNode edition(JsonNode from) {
        ObjectNode edition = JsonNodeFactory.instance.objectNode();
        EDITION.stream().filter(from::has).forEach(name -> edition.set(name, from.get(name)));
        return edition;
    }

    /**
     * Decides on a proposed edition.
     *
     * @param document {validFrom, legalBasis, types or grading, id, version 1}. {@code types} is {record type: {tier: [fields]}}: record
     *     types are those there are, and {@code event} stays as it is, because events are divided when they are captured.
     *     {@code grading} is a rule set of the zone's grade without id, legalBasis and validFrom, see {@link GradeLaw#read}
     */
    public static Decision propose(Optional<LedgerRecord> prior, ObjectNode document, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        LocalDate validFrom = fields.date("validFrom");
        fields.text("legalBasis", 200);
        boolean isGrading = document.has(GRADING);
        JsonNode content = fields.object(isGrading ? GRADING : TYPES).node();
        DocumentId.checkIn(fields);
        fields.end();
        caller.mustBeOfficerOfOne(Competence.agencies());
        mustComeLater(validFrom, at);
        if (isGrading) {
            gradeLaw(document);
        } else {
            checkTypes(content, at);
        }
        String key = proposalKey(document.path("id").asText());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, 1);
        }
        LedgerRecord proposal = LedgerRecord.from("proposal", document, caller, at);
        return Decision.of(key, 1, List.of(Write.open(key, proposal.bytes())));
    }

    private static void checkTypes(JsonNode types, Instant at) {
        Map<String, Map<String, Tier>> tables = DisclosurePolicy.read(types);
        Map<String, Map<String, Tier>> own = DisclosurePolicy.inForce().table(at);
        if (!tables.keySet().equals(own.keySet())) {
            throw Refusal.of(Code.VALUE_INVALID, "types", "an edition has every record type and no other");
        }
        if (!tables.get("event").equals(own.get("event"))) {
            throw Refusal.of(
                    Code.VALUE_INVALID, "types.event", "events are divided when captured: their table stays as it is");
        }
    }

    /**
     * Decides on an agency's approval.
     *
     * @param document {proposal, digest of the proposal's document, id, version 1}
     */
    public static Decision approve(
            Optional<LedgerRecord> prior,
            Optional<LedgerRecord> proposal,
            ObjectNode document,
            Caller caller,
            Instant at) {
        Fields fields = Fields.of(document);
        String id = fields.value("proposal", DocumentId::check);
        String digest = fields.text("digest", 64);
        DocumentId.checkIn(fields);
        fields.end();
        caller.mustBeOfficerOfOne(Competence.agencies());
        LedgerRecord found = found(proposal);
        if (!found.text("document").equals(digest)) {
            throw Refusal.of(Code.VALUE_INVALID, "digest", "this is not the digest of the proposal");
        }
        String key = approvalKey(id, caller.msp());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, 1);
        }
        LedgerRecord approval = LedgerRecord.from("approval", document, caller, at);
        return Decision.of(key, 1, List.of(Write.open(key, approval.bytes()).ownedBy(List.of(caller.msp()))));
    }

    /**
     * Decides on the enactment of a proposal that four agencies have approved.
     *
     * @param prior what {@link #key} names, if it was ever changed
     * @param approvals those there are
     * @param document {proposal, id, version}
     */
    public static Decision enact(
            Optional<LedgerRecord> prior,
            Optional<LedgerRecord> proposal,
            List<LedgerRecord> approvals,
            ObjectNode document,
            Caller caller,
            Instant at) {
        Fields fields = Fields.of(document);
        fields.value("proposal", DocumentId::check);
        DocumentId.checkIn(fields);
        fields.end();
        caller.mustBeOfficerOfOne(Competence.agencies());
        LedgerRecord found = found(proposal);
        String key = key(found);
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        long approved = approvals.stream()
                .filter(approval -> approval.text("digest").equals(found.text("document")))
                .count();
        if (approved < APPROVALS) {
            throw Refusal.of(Code.WRONG_STATE, "proposal", "four of the five agencies have to approve it first");
        }
        LocalDate validFrom = LocalDate.parse(found.text("validFrom"));
        mustComeLater(validFrom, at);
        ArrayNode editions = JsonNodeFactory.instance.arrayNode();
        prior.map(policy -> policy.node().path("editions")).ifPresent(before -> before.forEach(editions::add));
        for (JsonNode edition : editions) {
            if (!LocalDate.parse(edition.path("validFrom").asText()).isBefore(validFrom)) {
                throw Refusal.of(Code.PERIOD_INVALID, "validFrom", "an edition begins after the one before it");
            }
        }
        editions.add(edition(found.node()));
        LedgerRecord policy = LedgerRecord.from("policy", document, caller, at);
        policy.node().set("editions", editions);
        return Decision.of(
                key, policy.version(), List.of(Write.open(key, policy.bytes()).ownedByFour()));
    }

    private static LedgerRecord found(Optional<LedgerRecord> proposal) {
        return proposal.orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "proposal", "there is no such proposal"));
    }

    private static void mustComeLater(LocalDate validFrom, Instant at) {
        if (!validFrom.isAfter(LocalDate.ofInstant(at, CreditRules.BEIJING))) {
            throw Refusal.of(Code.PERIOD_INVALID, "validFrom", "an edition begins on a day to come");
        }
    }
}
