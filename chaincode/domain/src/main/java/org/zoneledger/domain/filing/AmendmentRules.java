package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.Standing.Source;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Changes of an active filing: the enterprise sends the whole form anew, and only what an agency had verified goes back to that
 * agency. An amendment of nothing that anybody verifies applies at once, any other as a whole when the last verifier has confirmed.
 */
public final class AmendmentRules {

    private static final List<String> FORM = List.of("nameZh", "nameEn", "kinds", "areaCode", "base", "evidence");

    private AmendmentRules() {}

    /** Ledger key of the one open or last amendment of a filing. */
    public static String key(Uscc uscc) {
        return "amendment/" + uscc.value();
    }

    /**
     * What stands on the ledger about a filing and its amendment.
     *
     * @param filing the filing, if any
     * @param filingRestricted its restricted part, without what an older version left in the collection
     * @param amendment the open or last amendment, if any
     * @param amendmentRestricted its restricted part, likewise
     * @param places schemes of credit in which the subject has a place already
     */
    public record Standing(
            Optional<LedgerRecord> filing,
            Sealed filingRestricted,
            Optional<LedgerRecord> amendment,
            Sealed amendmentRestricted,
            Set<String> places) {

        public Standing {
            places = Set.copyOf(places);
            filingRestricted = filingRestricted.namedBy(digests(filing));
            amendmentRestricted = amendmentRestricted.namedBy(digests(amendment));
        }

        /** Reads what stands, single keys only. */
        public static Standing load(Uscc uscc, Source source) {
            return new Standing(
                    source.record(FilingRules.key(uscc)),
                    source.restricted(FilingRules.key(uscc)),
                    source.record(key(uscc)),
                    source.restricted(key(uscc)),
                    CreditRules.places(uscc, source));
        }

        private static JsonNode digests(Optional<LedgerRecord> record) {
            return record.map(found -> found.node().path("restricted")).orElse(MissingNode.getInstance());
        }
    }

    /**
     * Decides on an amendment that an enterprise sends, signed with its registered certificate.
     *
     * @param document the whole form as it is to be, its version counting amendments
     * @param jws detached signature over the canonical document
     */
    public static Decision amend(
            Standing standing, ObjectNode document, String jws, Sealed restricted, Caller caller, Instant at) {
        Uscc uscc = FilingDocument.check(document, restricted);
        caller.mustBeClerkOf(uscc);
        Competence.mustBeSingleWindow(caller);
        if (LedgerRecord.isReplay(standing.amendment(), document)) {
            return Decision.replay(key(uscc), standing.amendment().orElseThrow().version());
        }
        LedgerRecord filing = FilingRules.mustBeActive(standing.filing(), at);
        JsonNode certificate = filing.node().path("certificate");
        if (!certificate.path("sha256").equals(document.at("/certificate/sha256"))) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "certificate", "an amendment does not change the certificate");
        }
        FilingRules.mustBeSigned(jws, document, CertificateRules.mustBeGood(certificate));
        if (standing.amendment().filter(AmendmentRules::isPending).isPresent()) {
            throw Refusal.of(Code.WRONG_STATE, "status", "an amendment is waiting for its verifiers already");
        }
        LedgerRecord amendment = LedgerRecord.from("amendment", document, caller, at);
        amendment.node().put("jws", jws);
        ObjectNode pending = amendment.node().putObject("pending");
        amendment
                .node()
                .set("changes", changes(filing.node(), standing.filingRestricted(), document, restricted, pending));
        amendment.node().put("status", pending.isEmpty() ? "APPLIED" : "PENDING");
        List<Write> writes = new ArrayList<>();
        writes.add(Write.open(key(uscc), amendment.bytes()).ownedBy(verifiers(pending)));
        if (pending.isEmpty()) {
            writes.addAll(apply(uscc, standing, filing, amendment, restricted, at));
        } else if (!restricted.isEmpty()) {
            writes.add(Write.restricted(key(uscc), restricted.bytes()));
        }
        return Decision.of(key(uscc), amendment.version(), writes);
    }

    /**
     * Decides on a verifier's word about the fields of an amendment that are its to verify.
     *
     * @param document {uscc, step CONFIRM|REFUSE, reason, legalBasis, id, version}
     */
    public static Decision review(Standing standing, ObjectNode document, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        boolean confirms = fields.text("step", 16).equals("CONFIRM");
        if (!confirms && !document.path("step").asText().equals("REFUSE")) {
            throw Refusal.of(Code.VALUE_INVALID, "step", "the step is CONFIRM or REFUSE");
        }
        fields.text("reason", 400);
        fields.text("legalBasis", 200);
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document);
        LedgerRecord prior = standing.amendment()
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "uscc", "there is no amendment of this filing"));
        if (FilingRules.isDecided(prior, document)) {
            return Decision.replay(key(uscc), prior.version());
        }
        if (!isPending(prior)) {
            throw Refusal.of(Code.WRONG_STATE, "status", "the amendment waits for nobody");
        }
        ObjectNode node = prior.node().deepCopy();
        ObjectNode pending = (ObjectNode) node.path("pending");
        caller.mustBeOfficerOfOne(verifiers(pending));
        pending.properties().stream()
                .filter(field -> field.getValue().asText().equals(caller.msp()))
                .map(java.util.Map.Entry::getKey)
                .toList()
                .forEach(pending::remove);
        node.put("version", document.path("version").asLong());
        node.set("decision", LedgerRecord.decision(document, caller, at));
        node.put("status", confirms ? pending.isEmpty() ? "APPLIED" : "PENDING" : "REFUSED");
        LedgerRecord amendment = new LedgerRecord(node);
        List<Write> writes = new ArrayList<>();
        writes.add(Write.open(key(uscc), amendment.bytes())
                .ownedBy(isPending(amendment) ? verifiers(pending) : List.of()));
        if (amendment.text("status").equals("APPLIED")) {
            LedgerRecord filing = FilingRules.mustBeActive(standing.filing(), at);
            writes.addAll(apply(uscc, standing, filing, amendment, standing.amendmentRestricted(), at));
        }
        return Decision.of(key(uscc), amendment.version(), writes);
    }

    private static List<Write> apply(
            Uscc uscc, Standing standing, LedgerRecord filing, LedgerRecord amendment, Sealed restricted, Instant at) {
        restricted.mustMatch(amendment.node().path("restricted"));
        ObjectNode node = filing.node().deepCopy();
        for (String name : FORM) {
            replace(node, name, amendment.node().get(name));
        }
        replace(node, "restricted", amendment.node().get("restricted"));
        node.put("version", filing.version() + 1);
        ObjectNode by = node.putObject("amendment");
        by.set("id", amendment.node().get("id"));
        by.put("version", amendment.version());
        List<Write> writes = new ArrayList<>();
        writes.add(Write.open(FilingRules.key(uscc), CanonicalJson.bytes(node)));
        if (!restricted.isEmpty()) {
            writes.add(Write.restricted(FilingRules.key(uscc), restricted.bytes()));
        }
        writes.addAll(CreditRules.missingSlots(uscc, Competence.texts(node.path("kinds")), standing.places(), at));
        return writes;
    }

    private static void replace(ObjectNode node, String name, JsonNode value) {
        if (value == null) {
            node.remove(name);
        } else {
            node.set(name, value);
        }
    }

    /** Field by field what changes; of a restricted field only that it does. Fields that somebody verifies are put into {@code pending}. */
    private static ArrayNode changes(
            ObjectNode filing, Sealed before, ObjectNode document, Sealed after, ObjectNode pending) {
        SortedMap<String, ObjectNode> changes = new TreeMap<>();
        for (String name : FORM) {
            if (!filing.path(name).equals(document.path(name))) {
                ObjectNode change = JsonNodeFactory.instance.objectNode();
                replace(change, "from", filing.get(name));
                replace(change, "to", document.get(name));
                changes.put(name, change);
            }
        }
        TreeSet<String> names = new TreeSet<>();
        before.values().fieldNames().forEachRemaining(names::add);
        after.values().fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (!before.values().path(name).equals(after.values().path(name))) {
                changes.put(name, JsonNodeFactory.instance.objectNode().put("restricted", true));
            }
        }
        if (changes.isEmpty()) {
            throw Refusal.of(Code.VALUE_INVALID, "", "the amendment changes nothing");
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        changes.forEach((name, change) -> {
            list.add(change.put("field", name));
            Competence.verifierOf(name).ifPresent(verifier -> pending.put(name, verifier));
        });
        return list;
    }

    private static boolean isPending(LedgerRecord amendment) {
        return amendment.text("status").equals("PENDING");
    }

    private static List<String> verifiers(ObjectNode pending) {
        TreeSet<String> verifiers = new TreeSet<>();
        pending.forEach(verifier -> verifiers.add(verifier.asText()));
        return List.copyOf(verifiers);
    }
}
