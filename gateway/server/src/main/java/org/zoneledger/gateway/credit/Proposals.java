package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.EvaluationRules;
import org.zoneledger.domain.credit.Fact;
import org.zoneledger.domain.credit.FactRules;
import org.zoneledger.domain.credit.ListRules;
import org.zoneledger.domain.credit.ListingRules;
import org.zoneledger.domain.credit.OriginRules;
import org.zoneledger.domain.credit.RecognitionRules;
import org.zoneledger.domain.credit.RepairRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** What officers propose about enterprises, whether a program sends it or a form. */
@ApplicationScoped
public class Proposals {

    private final Cases cases;
    private final Documents documents;
    private final Records records;

    Proposals(Cases cases, Documents documents, Records records) {
        this.cases = cases;
        this.documents = documents;
        this.records = records;
    }

    /** Proposes the agency's word; the assertion is as {@code PUT /api/v1/assertions} takes it. */
    public Response word(String scheme, Uscc uscc, ObjectNode assertion, WriteHeaders headers, Person officer) {
        officer.caller().mustBeOfficerOf(Competence.ownerOf(scheme));
        cases.completeSlot(assertion, CreditRules.key(scheme, uscc), headers);
        CreditRules.Split split = AssertionWire.split(scheme, uscc, assertion, headers);
        CreditRules.check(split.document(), split.restricted(), LocalDate.now(CreditRules.BEIJING));
        return cases.propose(TransactionName.CREDIT_ASSESS, split.document(), split.restricted(), headers, officer);
    }

    /** Proposes to record a fact; the document is as {@code POST /api/v1/facts} takes it. */
    public Response fact(String scheme, Uscc uscc, ObjectNode document, WriteHeaders headers, Person officer) {
        ObjectNode restricted = document.withObject("/restricted").put("factId", headers.id());
        restricted.withObject("/fact").put("factId", headers.id());
        Fact fact = Fact.read(restricted.get("fact"), "restricted.fact");
        FactRules.mustBeRecordable(fact);
        restricted.set("fact", fact.node());
        if (fact.goods().isPresent()) {
            OriginRules.check(OriginRules.Known.load(restricted, IndexSource.now(records)), uscc, officer.caller());
        }
        return state(scheme, uscc, "RECORD", headers.id(), document, headers, officer);
    }

    /** Proposes to withdraw a fact that was wrong. */
    public Response withdrawal(
            String scheme, Uscc uscc, String factId, ObjectNode document, WriteHeaders headers, Person officer) {
        return state(scheme, uscc, "WITHDRAW", DocumentId.check(factId), document, headers, officer);
    }

    private Response state(
            String scheme,
            Uscc uscc,
            String step,
            String factId,
            ObjectNode document,
            WriteHeaders headers,
            Person officer) {
        officer.caller().mustBeOfficerOf(Competence.ownerOf(scheme));
        document.withObject("/restricted").put("step", step).put("factId", factId);
        Sealed sealed = Documents.seal(document, headers);
        document.put("scheme", scheme);
        document.put("uscc", uscc.value());
        cases.completeSlot(document, FactRules.key(scheme, uscc), headers);
        return cases.propose(TransactionName.CREDIT_STATE, document, sealed, headers, officer);
    }

    /** Proposes the agency's whole list of recognition rules; the document is as {@code PUT /api/v1/recognitions} takes it. */
    public Response recognition(ObjectNode document, WriteHeaders headers, Person officer) {
        RecognitionRules.check(document.path("rules"));
        cases.complete(document, RecognitionRules.key(officer.caller().msp()), headers);
        return cases.propose(TransactionName.CREDIT_RECOGNISE, document, Sealed.none(), headers, officer);
    }

    /** Proposes the agency's list with one rule more, which takes the id of the document. */
    public Response rule(ObjectNode rule, WriteHeaders headers, Person officer) {
        ArrayNode rules = ownRules(headers, officer);
        rules.add(rule.put("ruleId", headers.id()));
        return recognition(list(rules), headers, officer);
    }

    /** Proposes the agency's list with another last day of one rule. */
    public Response endOfRule(String ruleId, String validTo, WriteHeaders headers, Person officer) {
        ArrayNode rules = ownRules(headers, officer);
        for (JsonNode rule : rules) {
            if (rule.path("ruleId").asText().equals(ruleId)) {
                ((ObjectNode) rule).put("validTo", validTo);
                return recognition(list(rules), headers, officer);
            }
        }
        throw Refusal.of(Code.NOT_FOUND, "ruleId", "the agency has no such rule");
    }

    private static ObjectNode list(ArrayNode rules) {
        return JsonNodeFactory.instance.objectNode().set("rules", rules);
    }

    /** The rules as who sends the form has seen them; refuses with VERSION_CONFLICT. */
    private ArrayNode ownRules(WriteHeaders headers, Person officer) {
        Optional<Stored> own =
                records.find(RecognitionRules.key(officer.caller().msp()));
        if (headers.seen().orElse(0) != own.map(Stored::version).orElse(0L)) {
            throw Refusal.of(Code.VERSION_CONFLICT, "version", "the list has changed since");
        }
        ArrayNode rules = JsonNodeFactory.instance.arrayNode();
        own.ifPresent(found -> found.open().path("rules").forEach(rule -> rules.add(rule.deepCopy())));
        return rules;
    }

    /** Proposes to accredit an evaluator; the document is as {@code PUT /api/v1/accreditations} takes it. */
    public Response accreditation(Uscc evaluator, ObjectNode document, WriteHeaders headers, Person officer) {
        officer.caller().mustBeOfficerOf(Competence.table("accreditation").asText());
        document.put("uscc", evaluator.value());
        String key = EvaluationRules.accreditationKey(evaluator.value());
        cases.complete(document, key, headers);
        IndexSource now = IndexSource.now(records);
        EvaluationRules.check(now.record(key), now.record(FilingRules.key(evaluator)), document, Instant.now());
        return cases.propose(TransactionName.CREDIT_ACCREDIT, document, Sealed.none(), headers, officer);
    }

    /** Proposes to grant or refuse a repair; the document is as {@code POST /api/v1/repairs/{id}/decisions} takes it. */
    public Response repair(String id, ObjectNode document, WriteHeaders headers, Person officer) {
        String key = RepairRules.key(DocumentId.check(id));
        Stored repair = records.find(key)
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "repair", "there is no such application"));
        officer.caller().mustBeOfficerOf(repair.open().path("owner").asText());
        document.put("repair", id);
        Sealed reason = Documents.seal(document, headers);
        cases.complete(document, key, headers);
        return cases.propose(TransactionName.CREDIT_RESTORE, document, reason, headers, officer);
    }

    /** Proposes a whole list; the document is as {@code PUT /api/v1/lists/{listId}} takes it. */
    public Response list(String listId, ObjectNode document, WriteHeaders headers, Person officer) {
        String key = ListRules.key(listId);
        document.put("listId", listId);
        cases.complete(document, key, headers);
        ListRules.check(document);
        officer.caller()
                .mustBeOfficerOf(records.find(key)
                        .map(list -> list.open().path("owner").asText())
                        .orElse(officer.caller().msp()));
        return cases.propose(TransactionName.CREDIT_LIST, document, Sealed.none(), headers, officer);
    }

    /** Gives notice; the document is as {@code POST /api/v1/listings} takes it. */
    public Response notice(ObjectNode document, WriteHeaders headers, Person officer) {
        Stored list = records.find(ListRules.key(Fields.of(document).value("list", DocumentId::check)))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "list", "there is no such list"));
        String owner = list.open().path("owner").asText();
        officer.caller().mustBeOfficerOf(owner);
        Uscc uscc = Uscc.parse(document.at("/restricted/uscc").asText());
        String scheme = list.open().path("scheme").asText();
        if (!scheme.isEmpty() && records.find(FactRules.key(scheme, uscc)).isEmpty()) {
            throw Refusal.of(
                    Code.FILING_NOT_ACCEPTED,
                    "restricted.uscc",
                    "the subject has no accepted filing and so no slot for a listing");
        }
        Sealed said = Documents.seal(document, headers);
        return documents.send(
                TransactionName.CREDIT_NOTIFY,
                ListingRules.key(headers.id()),
                document,
                said,
                List.of(owner),
                headers,
                officer);
    }

    /** Proposes to list or to dismiss; the document is as {@code POST /api/v1/listings/{id}/decisions} takes it. */
    public Response conclusion(Stored listing, ObjectNode document, WriteHeaders headers, Person officer) {
        officer.caller().mustBeOfficerOf(listing.open().path("owner").asText());
        ListingRules.mustBeHeard(new LedgerRecord(listing.open()), LocalDate.now(CreditRules.BEIJING));
        document.set("listing", listing.open().get("id"));
        Sealed said = Documents.seal(document, headers);
        cases.complete(document, listing.key(), headers);
        return cases.propose(TransactionName.CREDIT_CONCLUDE, document, said, headers, officer);
    }

    /** Records a delivery; the document is as {@code POST /api/v1/listings/{id}/deliveries} takes it. */
    public Response delivery(Stored listing, ObjectNode document, WriteHeaders headers, Person officer) {
        String owner = listing.open().path("owner").asText();
        officer.caller().mustBeOfficerOf(owner);
        document.set("listing", listing.open().get("id"));
        Sealed said = Documents.seal(document, headers);
        return documents.send(
                TransactionName.CREDIT_DELIVER, listing.key(), document, said, List.of(owner), headers, officer);
    }
}
