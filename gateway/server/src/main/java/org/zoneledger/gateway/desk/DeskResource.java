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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.PersonRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.disclosure.ShareRules;
import org.zoneledger.domain.filing.AmendmentRules;
import org.zoneledger.domain.filing.CorrectionRules;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.provenance.RecallRules;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.Endorsing;
import org.zoneledger.gateway.ledger.WriteHeaders;
import org.zoneledger.gateway.provenance.RecallReach;
import org.zoneledger.gateway.resolver.Language;
import org.zoneledger.gateway.resolver.Texts;

/** The desk of whoever shows a certificate: what waits for an agency, and what an enterprise wants to know about itself. */
@Path("/desk")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
@Tag(name = "desk")
public class DeskResource {

    /** Things on a page of what a recall reaches. */
    private static final int THINGS = 100;

    private final AgencyDesk agency;
    private final EnterpriseDesk enterprise;
    private final RecallDesk recalls;
    private final RecallReach reach;
    private final Documents documents;
    private final Visitor visitor;

    DeskResource(
            AgencyDesk agency,
            EnterpriseDesk enterprise,
            RecallDesk recalls,
            RecallReach reach,
            Documents documents,
            Visitor visitor) {
        this.agency = agency;
        this.enterprise = enterprise;
        this.recalls = recalls;
        this.reach = reach;
        this.documents = documents;
        this.visitor = visitor;
    }

    @GET
    @RolesAllowed({Person.OFFICER, Person.REVIEWER, Person.CLERK})
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "What waits for the agency; or the enterprise's own filing, its uses, reads and grants")
    public Response desk(
            @QueryParam("lang") String lang,
            @QueryParam("done") String done,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        return Page.of(t, view(t, Forms.thanks(t, done), "good"), 200);
    }

    @POST
    @Path("filings/{uscc}")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer decides on a filing, from the desk")
    public Response filing(
            @PathParam("uscc") String code, @BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return done(browser, form, "filing", () -> {
            ObjectNode decision = Forms.taken(form, "step", "reason", "legalBasis", "validTo")
                    .put("uscc", Uscc.parse(code).value());
            if (!List.of("ACTIVATE", "RENEW").contains(decision.path("step").asText())) {
                decision.remove("validTo");
            }
            decided(TransactionName.FILING_DECIDE, FilingRules.key(Uscc.parse(code)), decision, form);
        });
    }

    @POST
    @Path("amendments/{uscc}")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer gives a word on an amendment, from the desk")
    public Response amendment(
            @PathParam("uscc") String code, @BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return done(
                browser,
                form,
                "amendment",
                () -> decided(
                        TransactionName.FILING_REVIEW,
                        AmendmentRules.key(Uscc.parse(code)),
                        Forms.taken(form, "step", "reason", "legalBasis")
                                .put("uscc", Uscc.parse(code).value()),
                        form));
    }

    @POST
    @Path("shares/{id}")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer decides on a share request, from the desk")
    public Response share(@PathParam("id") String id, @BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return done(browser, form, "share", () -> {
            ObjectNode decision = Forms.taken(form, "step", "legalBasis").put("share", DocumentId.check(id));
            decision.set("restricted", Forms.taken(form, "reason"));
            decided(TransactionName.DISCLOSURE_DECIDE, ShareRules.key(id), decision, form);
        });
    }

    @POST
    @Path("corrections/{id}")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer answers a correction request, from the desk")
    public Response correction(
            @PathParam("id") String id, @BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return done(browser, form, "correction", () -> {
            ObjectNode answer = Forms.taken(form, "step", "legalBasis").put("correction", DocumentId.check(id));
            answer.set("restricted", Forms.taken(form, "reason"));
            decided(TransactionName.FILING_ANSWER, CorrectionRules.key(id), answer, form);
        });
    }

    @POST
    @Path("people/{person}")
    @RolesAllowed({Person.CLERK, Person.OFFICER})
    @Operation(summary = "A person is to be deleted, from the desk")
    public Response person(
            @PathParam("person") String person, @BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return done(
                browser,
                form,
                "person",
                () -> documents.commit(
                        TransactionName.DISCLOSURE_ERASE,
                        PersonRules.erasureKey(PersonRules.checkKey(person)),
                        Forms.taken(form, "reason", "legalBasis").put("person", person),
                        Sealed.none(),
                        Endorsing.among(Competence.people()),
                        Forms.headers(form),
                        visitor.mustBePerson()));
    }

    @GET
    @Path("recalls/{id}")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "What a recall reaches and who has it, as a page")
    public Response reach(
            @PathParam("id") String id,
            @QueryParam("nextPageToken") String nextPageToken,
            @QueryParam("lang") String lang,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        return Page.of(t, recalls.reach(t, reach.page(id, nextPageToken, THINGS)), 200);
    }

    @POST
    @Path("recalls")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer of market regulation recalls batches of a product, from the desk")
    public Response recall(@BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return done(browser, form, "recall", () -> {
            ObjectNode document = Forms.taken(form, "reasonZh", "reasonEn", "adviceZh", "adviceEn", "legalBasis")
                    .put("gtin", Gtin.parse(form.getFirst("gtin")).value());
            Forms.putList(document, "batches", form);
            decided(
                    TransactionName.PROVENANCE_RECALL,
                    RecallRules.key(Forms.headers(form).id()),
                    document,
                    form);
        });
    }

    @POST
    @Path("recalls/{id}")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer of market regulation ends a recall, from the desk")
    public Response closure(
            @PathParam("id") String id, @BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return done(
                browser,
                form,
                "closure",
                () -> decided(
                        TransactionName.PROVENANCE_CLOSE,
                        RecallRules.key(id),
                        Forms.taken(form, "reason", "legalBasis").put("recall", DocumentId.check(id)),
                        form));
    }

    private void decided(TransactionName name, String key, ObjectNode decision, MultivaluedMap<String, String> form) {
        Person officer = visitor.mustBePerson();
        WriteHeaders headers = Forms.headers(form);
        Sealed restricted = Documents.seal(decision, headers);
        documents.commit(
                name,
                key,
                decision,
                restricted,
                Endorsing.ownedBy(List.of(officer.caller().msp())),
                headers,
                officer);
    }

    private Response done(Browser browser, MultivaluedMap<String, String> form, String what, Forms.Work work) {
        return Forms.done(browser, form, "/desk", what, work, this::view);
    }

    private DeskView view(Texts t, String message, String tone) {
        Person person = visitor.mustBePerson();
        return person.caller().uscc().isPresent()
                ? enterprise.view(t, person, message, tone)
                : agency.view(t, person, message, tone);
    }
}
