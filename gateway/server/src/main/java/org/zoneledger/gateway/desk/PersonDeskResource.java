package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.disclosure.PersonRules;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.disclosure.PersonCredit;
import org.zoneledger.gateway.disclosure.Reading.Released;
import org.zoneledger.gateway.resolver.Language;
import org.zoneledger.gateway.resolver.Texts;

/** A person's credit at the desks of customs: read with a record, proposed by one and confirmed by another. */
@Path(PersonDesk.PATH)
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
@Tag(name = "desk")
public class PersonDeskResource {

    private final PersonDesk desk;
    private final PersonCredit credits;

    PersonDeskResource(PersonDesk desk, PersonCredit credits) {
        this.desk = desk;
        this.credits = credits;
    }

    @GET
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Where people of customs name the person whose credit they have to do with")
    public Response page(
            @QueryParam("lang") String lang,
            @QueryParam("done") String done,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        return Page.of(t, desk.view(t, "", Optional.empty(), Forms.thanks(t, done), "good"), 200);
    }

    @POST
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Operation(summary = "What waits about a person and, on a purpose and legal basis, what is in force")
    public Response look(@BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return Forms.page(browser, form, (t, message, tone) -> desk.view(t, "", Optional.empty(), message, tone), t -> {
            String person = person(form);
            ObjectNode ground = Forms.taken(form, "purpose", "legalBasis");
            Optional<Released> read = ground.isEmpty()
                    ? Optional.empty()
                    : Optional.of(credits.read(person, ground, Forms.headers(form)));
            return Page.of(t, desk.view(t, person, read, "", ""), 200);
        });
    }

    @POST
    @Path("proposals")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer of customs proposes a person's credit, from the desk")
    public Response propose(@BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return done(browser, form, "proposed", person -> {
            ObjectNode credit = Forms.taken(form, "quotaUsed", "legalBasis", "validTo");
            Forms.putNumber(credit, "year", form);
            Forms.putList(credit, "flags", form);
            credits.propose(person, credit, Forms.headers(form));
        });
    }

    @POST
    @Path("approvals")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Operation(summary = "A second person of customs confirms a person's credit, from the desk")
    public Response confirm(@BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return done(browser, form, "confirmed", person -> credits.confirm(person, Forms.headers(form)));
    }

    private Response done(Browser browser, MultivaluedMap<String, String> form, String what, Consumer<String> work) {
        return Forms.done(
                browser,
                form,
                PersonDesk.PATH,
                what,
                () -> work.accept(person(form)),
                (t, message, tone) -> desk.view(t, named(form), Optional.empty(), message, tone));
    }

    /** Whom the page was about that a form stands on, and nobody when the form does not say so. */
    private static String named(MultivaluedMap<String, String> form) {
        try {
            return person(form);
        } catch (RefusalException unnamed) {
            return "";
        }
    }

    private static String person(MultivaluedMap<String, String> form) {
        return Fields.of(Forms.taken(form, "person")).value("person", PersonRules::checkKey);
    }
}
