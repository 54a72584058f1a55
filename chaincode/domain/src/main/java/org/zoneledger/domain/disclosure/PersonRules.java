package org.zoneledger.domain.disclosure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Persons (T4, 个人信息保护法): kept in the collection of the agencies with competence, under a keyed hash, for as long as the law says.
 *
 * <p>The channel holds two hashes of a person, of a key that is a keyed hash and of a value with salts of 128 bits; after an erasure
 * it also holds who asked for it, when and on which ground.
 */
public final class PersonRules {

    private PersonRules() {}

    /** Key of a person in the collection. */
    public static String key(String person) {
        return "person/" + person;
    }

    /** Ledger key of a person's erasure. */
    public static String erasureKey(String person) {
        return "erasure/" + person;
    }

    /** Refuses anything but the hexadecimal HMAC-SHA-256 under a secret of the sender. */
    public static String checkKey(String person) {
        if (!person.matches("[0-9a-f]{64}")) {
            throw Refusal.of(Code.VALUE_INVALID, "", "a person is named by a keyed hash of 64 hexadecimal digits");
        }
        return person;
    }

    /**
     * Decides on a person whom an enterprise names, such as the contact of its filing.
     *
     * @param prior the stored person, if any
     * @param erasure of this person, if any
     * @param restricted uscc, kind contact|legal-representative|buyer, name, phone?, email?, address?, legalBasis, retainUntil
     */
    public static Decision keep(
            Optional<Sealed> prior,
            Optional<LedgerRecord> erasure,
            String person,
            Sealed restricted,
            Caller caller,
            Instant at) {
        checkKey(person);
        Fields fields = Fields.of(restricted.values(), "restricted");
        Uscc uscc = fields.value("uscc", Uscc::parse);
        fields.value("kind", PersonRules::kind);
        fields.text("name", 80);
        fields.optionalText("phone", 40);
        fields.optionalText("email", 120);
        fields.optionalText("address", 200);
        fields.text("legalBasis", 200);
        LocalDate retainUntil = fields.date("retainUntil");
        fields.end();
        PersonalData.refuseIn(restricted.values(), "restricted");
        caller.mustBeClerkOf(uscc);
        Competence.mustBeSingleWindow(caller);
        if (retainUntil.isAfter(LocalDate.ofInstant(at, CreditRules.BEIJING).plusYears(30))) {
            throw Refusal.of(Code.PERIOD_INVALID, "restricted.retainUntil", "nothing is kept longer than 30 years");
        }
        if (erasure.isPresent()) {
            throw Refusal.of(Code.WRONG_STATE, "person", "the person has been erased or is restricted");
        }
        if (prior.isPresent() && prior.get().equals(restricted)) {
            return Decision.replay(key(person), 1);
        }
        if (prior.isPresent() && !prior.get().values().path("uscc").asText().equals(uscc.value())) {
            throw Refusal.of(Code.NOT_PERMITTED, "person", "another enterprise has named this person");
        }
        return Decision.of(key(person), 1, List.of(Write.kept(Write.PEOPLE, key(person), restricted.bytes())));
    }

    /**
     * Decides on a request to delete a person: done at once, or restricted until the law no longer asks to keep it (articles 47 of the
     * law on personal information).
     *
     * @param prior the erasure so far, if any
     * @param stored the person, if still kept
     * @param credit the person's credit, if any
     * @param document {person, reason withdrawn|purpose-fulfilled|period-over|unlawful, legalBasis, id, version}
     */
    public static Decision erase(
            Optional<LedgerRecord> prior,
            Optional<Sealed> stored,
            Optional<Sealed> credit,
            ObjectNode document,
            Caller caller,
            Instant at) {
        Fields fields = Fields.of(document);
        String person = fields.value("person", PersonRules::checkKey);
        fields.value("reason", PersonRules::reason);
        fields.text("legalBasis", 200);
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document);
        String key = erasureKey(person);
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        ObjectNode values = stored.orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "person", "there is no such person"))
                .values();
        mustHaveASay(values, caller);
        LedgerRecord erasure = LedgerRecord.from("erasure", document, caller, at);
        LocalDate retainUntil = LocalDate.parse(values.path("retainUntil").asText());
        boolean mustStay = retainUntil.isAfter(LocalDate.ofInstant(at, CreditRules.BEIJING));
        erasure.node().put("status", mustStay ? "RESTRICTED" : "ERASED");
        if (mustStay) {
            erasure.node().put("restrictedUntil", retainUntil.toString());
        }
        List<Write> writes = new ArrayList<>(List.of(Write.open(key, erasure.bytes())));
        if (!mustStay) {
            writes.add(Write.purged(Write.PEOPLE, key(person)));
            credit.ifPresent(any -> writes.add(Write.purged(Write.PEOPLE, PersonCreditRules.key(person))));
        }
        return Decision.of(key, erasure.version(), writes);
    }

    /** The enterprise that named the person, and officers of the agencies with competence. */
    private static void mustHaveASay(ObjectNode values, Caller caller) {
        boolean named = caller.role() == Role.CLERK
                && caller.uscc()
                        .map(Uscc::value)
                        .equals(Optional.of(values.path("uscc").asText()));
        boolean competent = caller.role() == Role.OFFICER && Competence.people().contains(caller.msp());
        if (!named && !competent) {
            // as if there were none: that somebody is known here is personal too
            throw Refusal.of(Code.NOT_FOUND, "person", "there is no such person");
        }
    }

    private static String kind(String text) {
        return oneOf(text, "contact|legal-representative|buyer", "the kind of person is not known");
    }

    private static String reason(String text) {
        return oneOf(text, "withdrawn|purpose-fulfilled|period-over|unlawful", "the reason is not known");
    }

    private static String oneOf(String text, String allowed, String otherwise) {
        if (!text.matches(allowed)) {
            throw Refusal.of(Code.VALUE_INVALID, "", otherwise);
        }
        return text;
    }
}
