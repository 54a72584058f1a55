package org.zoneledger.gateway.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.disclosure.AccessRules;
import org.zoneledger.domain.disclosure.DetailRules;
import org.zoneledger.domain.disclosure.PersonCreditRules;
import org.zoneledger.domain.disclosure.PersonRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.disclosure.Tier;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.ledger.Committed;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.Endorsing;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Reads that leave a record: first the access record stands on the ledger, with the digests of the values, then they are given. */
@ApplicationScoped
public class Reading {

    private final Documents documents;
    private final ReleaseClient owners;
    private final Records records;
    private final Visitor visitor;

    Reading(Documents documents, ReleaseClient owners, Records records, Visitor visitor) {
        this.documents = documents;
        this.owners = owners;
        this.records = records;
        this.visitor = visitor;
    }

    /**
     * Values that were given.
     *
     * @param access the record that the read has left
     * @param uscc the enterprise they are about
     * @param values value by field
     * @param salts salt by field: with them the values make the digests on the ledger
     */
    public record Released(Committed access, String uscc, ObjectNode values, ObjectNode salts) {}

    /** Details of another agency, on a granted request. */
    Released ofShare(String permit, ObjectNode body, WriteHeaders headers) {
        Stored share = found(permit, "share request");
        String scheme = share.open().path("scheme").asText();
        Uscc uscc = about(share);
        ObjectNode terms = terms(uscc, asked(body), described(scheme, uscc));
        Committed recorded = record(on(permit), terms, headers);
        Sealed values = owners.release(share.open().path("owner").asText(), recorded.key(), pinned(recorded));
        return released(recorded, uscc, values, "detail", Tier.T2);
    }

    /**
     * Own details for an auditor of another organisation, who writes nothing: this gateway leaves the record in the auditor's name.
     *
     * @param permit key of a mandate that covers the read
     */
    Released ofMandate(
            String permit, String scheme, Uscc uscc, List<String> names, Person auditor, WriteHeaders headers) {
        ObjectNode terms = terms(uscc, names, described(scheme, uscc));
        Endorsing own = Endorsing.ownedBy(List.of(Competence.ownerOf(scheme)));
        Committed recorded = record(on(permit), terms, headers, own, auditor);
        Sealed values = Sealed.none();
        for (Map.Entry<String, JsonNode> read : pinned(recorded).properties()) {
            values = values.with(kept(DetailRules.key(scheme, uscc), read.getKey(), read.getValue()));
        }
        return released(recorded, uscc, values, "detail", Tier.T2);
    }

    private static ObjectNode on(String permit) {
        return JsonNodeFactory.instance.objectNode().put("permit", permit);
    }

    /** The digests of the details that the owner of a scheme has of an enterprise. */
    private ObjectNode described(String scheme, Uscc uscc) {
        return records.find(DetailRules.key(scheme, uscc))
                .map(detail -> detail.open().path("restricted"))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "uscc", "the owner has no details of this enterprise"));
    }

    /** What a subject has granted to the reader. */
    Released ofGrant(String permit, ObjectNode body, WriteHeaders headers) {
        Stored grant = found(permit, "grant");
        mustHold(grant);
        Uscc uscc = Uscc.parse(grant.open().path("uscc").asText());
        ObjectNode digests = JsonNodeFactory.instance.objectNode();
        for (String name : asked(body)) {
            records.find(grantedFrom(name, uscc))
                    .flatMap(Stored::restricted)
                    .map(part -> part.digests().get(field(name)))
                    .ifPresent(digest -> digests.set(name, digest));
        }
        Committed recorded = record(on(permit), terms(uscc, asked(body), digests), headers);
        Sealed values = Sealed.none();
        for (Map.Entry<String, JsonNode> read : pinned(recorded).properties()) {
            values = values.with(kept(grantedFrom(read.getKey(), uscc), read.getKey(), read.getValue()));
        }
        return new Released(recorded, uscc.value(), open(values.values()), values.salts());
    }

    /** A repetition is given nothing either once the grant has been taken back or is over. */
    private static void mustHold(Stored grant) {
        String today = LocalDate.now(CreditRules.BEIJING).toString();
        boolean over = grant.restricted()
                .filter(terms -> terms.values().path("to").asText().compareTo(today) < 0)
                .isPresent();
        if (over || !grant.open().path("status").asText().equals("GRANTED")) {
            throw Refusal.of(Code.NOT_GRANTED, "permit", "the grant does not cover this read");
        }
    }

    /** What the policy of the day lets a subject share at all. */
    private ObjectNode open(ObjectNode values) {
        ObjectNode open = JsonNodeFactory.instance.objectNode();
        values.properties().forEach(value -> {
            String type = value.getKey().substring(0, value.getKey().indexOf('.'));
            ObjectNode one = JsonNodeFactory.instance.objectNode().set(field(value.getKey()), value.getValue());
            for (Tier tier : List.of(Tier.T1, Tier.T5)) {
                visitor.released(type, one, tier).forEach(seen -> open.set(value.getKey(), seen));
            }
        });
        return open;
    }

    /** A person, on the agency's own purpose and legal basis. */
    Released ofPerson(String person, ObjectNode body, WriteHeaders headers) {
        if (records.find(PersonRules.erasureKey(person)).isPresent()) {
            throw Refusal.of(Code.WRONG_STATE, "person", "the person has been erased or is restricted");
        }
        Sealed kept = records.kept(PersonRules.key(person)).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "person", "there is no such person"));
        Uscc uscc = Uscc.parse(kept.values().path("uscc").asText());
        ObjectNode access = on(AccessRules.PERSON);
        for (String name : List.of("purpose", "legalBasis")) {
            Optional.ofNullable(body.get(name)).ifPresent(value -> access.set(name, value));
        }
        ObjectNode digests = kept.digests();
        records.kept(PersonCreditRules.key(person)).stream()
                .findFirst()
                .map(credit -> credit.digests().get(PersonCreditRules.CREDIT))
                .ifPresent(digest -> digests.set(PersonCreditRules.CREDIT, digest));
        ObjectNode terms = terms(uscc, asked(body), digests);
        terms.put("person", person);
        Committed recorded = record(access, terms, headers);
        Sealed values = Sealed.none();
        for (Map.Entry<String, JsonNode> read : pinned(recorded).properties()) {
            String key = read.getKey().equals(PersonCreditRules.CREDIT)
                    ? PersonCreditRules.key(person)
                    : PersonRules.key(person);
            values = values.with(kept(key, read.getKey(), read.getValue()));
        }
        return released(recorded, uscc, values, "person", Tier.T4);
    }

    private Committed record(ObjectNode access, ObjectNode terms, WriteHeaders headers) {
        return record(access, terms, headers, Endorsing.ownedBy(List.of()), visitor.mustBePerson());
    }

    private Committed record(
            ObjectNode access, ObjectNode terms, WriteHeaders headers, Endorsing endorsing, Person person) {
        String key = AccessRules.key(headers.id());
        Optional<Stored> before = records.find(key);
        before.ifPresent(stored -> mustBeOwn(stored, person));
        // a repetition is the same read: of the values as they were
        Sealed sealed = before.flatMap(Stored::restricted)
                .filter(part -> names(part.values()).equals(names(terms)))
                .orElseGet(() -> Sealed.seal(terms, headers.mustHaveSalt()));
        access.set("restricted", sealed.digests());
        return documents.commit(TransactionName.DISCLOSURE_ACCESS, key, access, sealed, endorsing, headers, person);
    }

    /** Refuses whoever did not leave the record: it is no ticket. */
    private static void mustBeOwn(Stored access, Person person) {
        String reader = access.open().at("/by/certificate").asText();
        if (!reader.equals(person.caller().certificate())) {
            throw Refusal.of(Code.ID_REUSED, "Idempotency-Key", "the id was used before by somebody else");
        }
    }

    /** The digests that an access record names. */
    private ObjectNode pinned(Committed access) {
        return (ObjectNode) found(access.key(), "access record")
                .restricted()
                .orElseThrow(
                        () -> Refusal.of(Code.NOT_FOUND, "access", "the record has not arrived yet; send it again"))
                .values()
                .get("fields");
    }

    private Released released(Committed access, Uscc uscc, Sealed values, String recordType, Tier tier) {
        return new Released(access, uscc.value(), visitor.released(recordType, values.values(), tier), values.salts());
    }

    /** Key of the record that a field that can be granted is of. */
    private static String grantedFrom(String name, Uscc uscc) {
        String[] parts = name.split("\\.", -1);
        return switch (parts[0]) {
            case "filing" -> FilingRules.key(uscc);
            case "assertion" -> CreditRules.key(parts[1], uscc);
            default -> throw Refusal.of(Code.VALUE_INVALID, "fields", "the field is not one that can be granted");
        };
    }

    /** The value with the digest that the access record names, whichever version of the record holds it, and no other. */
    private Sealed kept(String key, String name, JsonNode digest) {
        String field = field(name);
        return records.kept(key, field, digest)
                .map(part -> new Sealed(
                        JsonNodeFactory.instance
                                .objectNode()
                                .set(name, part.salts().get(field)),
                        JsonNodeFactory.instance
                                .objectNode()
                                .set(name, part.values().get(field))))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "fields", "there is no value of one of the fields"));
    }

    private static String field(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private Stored found(String key, String what) {
        return records.find(key).orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "", "the ledger has no such " + what));
    }

    private static Uscc about(Stored share) {
        return Uscc.parse(share.restricted()
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "", "the terms are not here"))
                .values()
                .path("uscc")
                .asText());
    }

    static List<String> asked(ObjectNode body) {
        return Fields.of(body).list("fields", 20, Reading::name);
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z]{1,40}(\\.[A-Za-z]{1,40}){0,2}")) {
            throw Refusal.of(Code.VALUE_INVALID, "", "the name of a field is expected");
        }
        return text;
    }

    private static ObjectNode terms(Uscc uscc, List<String> asked, ObjectNode digests) {
        ObjectNode terms = JsonNodeFactory.instance.objectNode();
        terms.put("uscc", uscc.value());
        ObjectNode fields = terms.putObject("fields");
        for (String name : asked) {
            if (!digests.has(name)) {
                throw Refusal.of(Code.NOT_FOUND, "fields", "there is no value of one of the fields");
            }
            fields.set(name, digests.get(name));
        }
        return terms;
    }

    /** What makes a read the same read, but for the values. */
    private static Map<String, JsonNode> names(ObjectNode terms) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        terms.path("fields").fieldNames().forEachRemaining(name -> fields.put(name, true));
        return Map.of("uscc", terms.path("uscc"), "fields", fields, "person", terms.path("person"));
    }
}
