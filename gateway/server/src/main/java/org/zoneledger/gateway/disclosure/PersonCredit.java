package org.zoneledger.gateway.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.PersonCreditRules;
import org.zoneledger.domain.disclosure.PersonRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.disclosure.Tier;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Committed;
import org.zoneledger.gateway.ledger.Endorsing;
import org.zoneledger.gateway.ledger.LedgerClient;
import org.zoneledger.gateway.ledger.Submission;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** A person's credit (T4): read on a ground, proposed by one person of customs and confirmed by a second one. */
@ApplicationScoped
public class PersonCredit {

    private final LedgerClient ledger;
    private final Reading reading;
    private final Records records;
    private final Visitor visitor;

    PersonCredit(LedgerClient ledger, Reading reading, Records records, Visitor visitor) {
        this.ledger = ledger;
        this.reading = reading;
        this.records = records;
        this.visitor = visitor;
    }

    /**
     * What one person of customs has proposed and nobody has confirmed.
     *
     * @param credit as it was proposed
     * @param proposer SHA-256 of the certificate of who did
     */
    public record Proposed(JsonNode credit, String proposer) {}

    /** Whoever asks, if customs is their agency; refuses others with NOT_OWNER. */
    public Person mustBeOfCustoms() {
        Person person = visitor.mustBePerson();
        person.caller().mustReviewFor(PersonCreditRules.owner());
        return person;
    }

    /** What waits for a second person of customs; nothing of who was erased or is restricted. */
    public Optional<Proposed> waiting(String person) {
        mustBeOfCustoms();
        boolean isErased = records.find(PersonRules.erasureKey(PersonRules.checkKey(person)))
                .isPresent();
        return records.kept(PersonCreditRules.key(person)).stream()
                .findFirst()
                .filter(kept -> !isErased)
                .map(Sealed::values)
                .filter(values -> values.has(PersonCreditRules.PROPOSED))
                .map(values -> new Proposed(
                        open(values.get(PersonCreditRules.PROPOSED)),
                        values.at("/proposedBy/certificate").asText()));
    }

    private JsonNode open(JsonNode credit) {
        ObjectNode values = JsonNodeFactory.instance.objectNode().set(PersonCreditRules.CREDIT, credit);
        return visitor.released("person", values, Tier.T4).path(PersonCreditRules.CREDIT);
    }

    /** Reads what is in force; the ground is as {@code POST /api/v1/people/{person}/reads} takes it, without the fields. */
    public Reading.Released read(String person, ObjectNode ground, WriteHeaders headers) {
        ground.putArray("fields").add(PersonCreditRules.CREDIT);
        return reading.ofPerson(PersonRules.checkKey(person), ground, headers);
    }

    /** Proposes a person's credit; it is as {@code PUT /api/v1/people/{person}/credit} takes it. */
    public Committed propose(String person, ObjectNode credit, WriteHeaders headers) {
        return assess(person, "PROPOSE", credit, headers);
    }

    /** Confirms what waits. */
    public Committed confirm(String person, WriteHeaders headers) {
        return assess(person, "CONFIRM", mustBeWaiting(person), headers);
    }

    /** What waits; refuses with NOT_FOUND when nothing does. */
    JsonNode mustBeWaiting(String person) {
        return waiting(person)
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "person", "nothing is proposed about this person"))
                .credit();
    }

    private Committed assess(String person, String step, JsonNode credit, WriteHeaders headers) {
        Person officer = mustBeOfCustoms();
        ObjectNode values = JsonNodeFactory.instance.objectNode().put("step", step);
        values.set(PersonCreditRules.CREDIT, credit);
        TransactionName name = TransactionName.CREDIT_PERSON;
        return ledger.submit(new Submission(
                name.wire() + " " + PersonRules.checkKey(person) + " " + headers.id(),
                name,
                List.of(person, officer.actor()),
                Submission.transients(name, Sealed.seal(values, headers.mustHaveSalt())),
                Endorsing.ownedBy(PersonCreditRules.owner(), Competence.people())));
    }
}
