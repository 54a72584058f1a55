package org.zoneledger.gateway.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.PersonCreditRules;
import org.zoneledger.domain.disclosure.PersonRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.filing.RecordAnswer;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.Endorsing;
import org.zoneledger.gateway.ledger.LedgerClient;
import org.zoneledger.gateway.ledger.Submission;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Persons (T4): kept by the agencies with competence, read on a ground, erased on request. */
@Path("/api/v1/people")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "disclosure")
public class PersonResource {

    private static final int MOST = 1000;

    private final Documents documents;
    private final LedgerClient ledger;
    private final Reading reading;
    private final Records records;
    private final PersonCredit credits;
    private final Visitor visitor;

    PersonResource(
            Documents documents,
            LedgerClient ledger,
            Reading reading,
            Records records,
            PersonCredit credits,
            Visitor visitor) {
        this.credits = credits;
        this.documents = documents;
        this.ledger = ledger;
        this.reading = reading;
        this.records = records;
        this.visitor = visitor;
    }

    /**
     * Persons whom an enterprise has named.
     *
     * @param people for its own clerks with everything; for officers only which fields there are
     */
    public record People(String uscc, List<Named> people) {}

    /**
     * A person.
     *
     * @param person key: a keyed hash of the enterprise's
     * @param fields names of the fields that are kept
     * @param values what the visitor may see without an access record
     */
    public record Named(String person, List<String> fields, ObjectNode values) {}

    @PUT
    @Path("{person}")
    @RolesAllowed(Person.CLERK)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An enterprise names a person, such as the contact of its filing, under a keyed hash")
    public Response keep(@PathParam("person") String person, @BeanParam WriteHeaders headers, byte[] body) {
        PersonRules.checkKey(person);
        Person clerk = visitor.mustBePerson();
        Sealed values =
                Sealed.seal(PartyDocument.about(clerk.enterprise(), Documents.read(body)), headers.mustHaveSalt());
        return Documents.answer(ledger.submit(new Submission(
                TransactionName.DISCLOSURE_PERSON.wire() + " " + person + " " + headers.id(),
                TransactionName.DISCLOSURE_PERSON,
                List.of(person, clerk.actor()),
                Map.of("restricted", values.bytes()),
                Endorsing.among(Competence.people()))));
    }

    @GET
    @RolesAllowed({Person.CLERK, Person.OFFICER})
    @Operation(
            summary =
                    "The persons an enterprise has named; officers see which fields there are and read them on a ground")
    public People people(@QueryParam("uscc") String code) {
        Person asking = visitor.mustBePerson();
        Uscc uscc = code == null ? own(asking) : Uscc.parse(code);
        boolean isOwn = asking.caller().uscc().equals(Optional.of(uscc));
        if (asking.caller().uscc().isPresent() && !isOwn) {
            throw Refusal.of(Code.NOT_PERMITTED, "uscc", "a clerk sees the persons of the own enterprise");
        }
        List<Named> people = new ArrayList<>();
        records.keptAbout(uscc.value(), "person/", MOST).forEach((key, kept) -> {
            List<String> fields = new ArrayList<>();
            kept.values().fieldNames().forEachRemaining(fields::add);
            people.add(new Named(
                    key.substring(PersonRules.key("").length()),
                    fields,
                    visitor.view("person", uscc.value(), kept.values(), Optional.empty())));
        });
        return new People(uscc.value(), people);
    }

    @POST
    @Path("{person}/reads")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "An officer of an agency with competence records purpose and legal basis, and is given the values")
    public Reading.Released read(@PathParam("person") String person, @BeanParam WriteHeaders headers, byte[] body) {
        return reading.ofPerson(PersonRules.checkKey(person), Documents.read(body), headers);
    }

    @PUT
    @Path("{person}/credit")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An officer of customs proposes a person's credit; a second person of customs confirms it")
    public Response propose(@PathParam("person") String person, @BeanParam WriteHeaders headers, byte[] body) {
        credits.mustBeOfCustoms();
        return Documents.answer(credits.propose(person, Documents.read(body), headers));
    }

    /** What waits for a second person of customs, and nothing when nothing does. */
    @GET
    @Path("{person}/credit")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Operation(summary = "The proposed credit of a person, for the people of customs")
    public JsonNode proposed(@PathParam("person") String person) {
        return credits.mustBeWaiting(person);
    }

    @POST
    @Path("{person}/credit/approval")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Operation(summary = "A second person of customs confirms a person's credit")
    public Response confirm(@PathParam("person") String person, @BeanParam WriteHeaders headers) {
        return Documents.answer(credits.confirm(person, headers));
    }

    @POST
    @Path("{person}/erasure")
    @RolesAllowed({Person.CLERK, Person.OFFICER})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "A person is deleted from every peer and index, or restricted as long as the law keeps it")
    public Response erase(@PathParam("person") String person, @BeanParam WriteHeaders headers, byte[] body) {
        ObjectNode document = Documents.read(body);
        document.put("person", PersonRules.checkKey(person));
        return Documents.answer(documents.commit(
                TransactionName.DISCLOSURE_ERASE,
                PersonRules.erasureKey(person),
                document,
                Sealed.none(),
                erasing(person),
                headers,
                visitor.mustBePerson()));
    }

    @GET
    @Path("{person}/erasure")
    @PermitAll
    @Operation(summary = "The receipt of an erasure")
    public Response erasure(@PathParam("person") String person) {
        return RecordAnswer.of(records.find(PersonRules.erasureKey(PersonRules.checkKey(person))), "erasure", visitor);
    }

    /** A person's credit is customs' own, so its peer takes part in its deletion. */
    private Endorsing erasing(String person) {
        return records.kept(PersonCreditRules.key(person)).isEmpty()
                ? Endorsing.among(Competence.people())
                : Endorsing.ownedBy(PersonCreditRules.owner(), Competence.people());
    }

    private static Uscc own(Person asking) {
        return asking.caller()
                .uscc()
                .orElseThrow(() -> Refusal.of(Code.FIELD_MISSING, "uscc", "the enterprise is expected"));
    }
}
