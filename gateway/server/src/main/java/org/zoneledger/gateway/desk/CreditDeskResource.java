package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.ResidentId;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.credit.Cases;
import org.zoneledger.gateway.credit.Grades;
import org.zoneledger.gateway.credit.Listings;
import org.zoneledger.gateway.credit.Proposals;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.resolver.Language;
import org.zoneledger.gateway.resolver.Texts;

/** Credit at the desks: an enterprise from all sides, proposals, the word of a second person, and the enterprise's own view. */
@Path("/desk")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
@Tag(name = "desk")
public class CreditDeskResource {

    private static final int LONGEST_QUERY = 60;

    private final CreditDesk credit;
    private final AgencyDesk agency;
    private final RulesDesk rules;
    private final Proposals proposals;
    private final Listings listings;
    private final Cases cases;
    private final Grades grades;
    private final Visitor visitor;

    CreditDeskResource(
            CreditDesk credit,
            AgencyDesk agency,
            RulesDesk rules,
            Proposals proposals,
            Listings listings,
            Cases cases,
            Grades grades,
            Visitor visitor) {
        this.credit = credit;
        this.agency = agency;
        this.rules = rules;
        this.proposals = proposals;
        this.listings = listings;
        this.cases = cases;
        this.grades = grades;
        this.visitor = visitor;
    }

    @CheckedTemplate(basePath = "desk")
    static class Templates {
        private Templates() {}

        static native TemplateInstance lookup(Texts t, DeskView page, String query);
    }

    @GET
    @Path("enterprises")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Looks for the enterprise to see from all sides")
    public Response search(
            @QueryParam("q") String text,
            @QueryParam("lang") String lang,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        String asked = text == null ? "" : text.strip();
        String query = asked.length() > LONGEST_QUERY || ResidentId.occursIn(asked) ? "" : asked;
        return Page.of(Templates.lookup(t, credit.found(t, query), query).render(), t, 200);
    }

    @GET
    @Path("enterprises/{uscc}")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "An enterprise's grade, classes, findings, measures and repairs, with where they come from")
    public Response subject(
            @PathParam("uscc") String code,
            @QueryParam("lang") String lang,
            @QueryParam("done") String done,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        return Page.of(t, subject(Uscc.parse(code), t, Forms.thanks(t, done), "good"), 200);
    }

    @GET
    @Path("credit")
    @RolesAllowed(Person.CLERK)
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "The enterprise's own grade explained, what would raise it, repairs, and who relies on it")
    public Response own(
            @QueryParam("lang") String lang,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted,
            @Context UriInfo uri) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        String gateway = "https://" + uri.getBaseUri().getAuthority();
        return Page.of(t, credit.own(t, visitor.mustBePerson().enterprise(), gateway), 200);
    }

    @POST
    @Path("words/{scheme}/{uscc}")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer proposes the agency's class of an enterprise, from the desk")
    public Response word(
            @PathParam("scheme") String scheme,
            @PathParam("uscc") String code,
            @BeanParam Browser browser,
            MultivaluedMap<String, String> form) {
        Uscc uscc = Uscc.parse(code);
        return onSubject(browser, form, uscc, "proposed", () -> {
            ObjectNode assertion =
                    Forms.taken(form, "classCode", "legalBasis", "assessedOn", "validFrom", "validTo", "grounds");
            Forms.putNumber(assertion, "score", form);
            proposals.word(scheme, uscc, assertion, Forms.headers(form), visitor.mustBePerson());
        });
    }

    @POST
    @Path("facts/{scheme}/{uscc}")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer proposes to record a finding, from the desk")
    public Response fact(
            @PathParam("scheme") String scheme,
            @PathParam("uscc") String code,
            @BeanParam Browser browser,
            MultivaluedMap<String, String> form) {
        Uscc uscc = Uscc.parse(code);
        return onSubject(browser, form, uscc, "proposed", () -> {
            ObjectNode fact = Forms.taken(
                    form,
                    "kind",
                    "severity",
                    "title",
                    "source",
                    "legalBasis",
                    "foundOn",
                    "publishedFrom",
                    "publishedTo",
                    "goods.gtin");
            Forms.putList(fact, "goods.batches", form);
            ObjectNode document = restricted(form, "legalBasis");
            document.withObject("/restricted").set("fact", fact);
            proposals.fact(scheme, uscc, document, Forms.headers(form), visitor.mustBePerson());
        });
    }

    @POST
    @Path("facts/{scheme}/{uscc}/{factId}")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer proposes to withdraw a finding that was wrong, from the desk")
    public Response withdrawal(
            @PathParam("scheme") String scheme,
            @PathParam("uscc") String code,
            @PathParam("factId") String factId,
            @BeanParam Browser browser,
            MultivaluedMap<String, String> form) {
        Uscc uscc = Uscc.parse(code);
        return onSubject(
                browser,
                form,
                uscc,
                "proposed",
                () -> proposals.withdrawal(
                        scheme,
                        uscc,
                        factId,
                        restricted(form, "legalBasis"),
                        Forms.headers(form),
                        visitor.mustBePerson()));
    }

    @POST
    @Path("grades/{uscc}")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer has the grade made anew because days have passed, from the desk")
    public Response grade(
            @PathParam("uscc") String code, @BeanParam Browser browser, MultivaluedMap<String, String> form) {
        Uscc uscc = Uscc.parse(code);
        return onSubject(browser, form, uscc, "graded", () -> grades.anew(uscc, visitor.mustBePerson()));
    }

    @POST
    @Path("cases/{id}")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Operation(summary = "A second person takes a proposed decision or refuses it, from the desk")
    public Response decide(
            @PathParam("id") String id, @BeanParam Browser browser, MultivaluedMap<String, String> form) {
        boolean approves = "APPROVE".equals(form.getFirst("step"));
        return onDesk(browser, form, approves ? "approved" : "refused", () -> {
            if (approves) {
                cases.approve(DocumentId.check(id), visitor.mustBePerson());
            } else {
                cases.refuse(
                        DocumentId.check(id), restricted(form, "reason"), Forms.headers(form), visitor.mustBePerson());
            }
        });
    }

    @POST
    @Path("repairs/{id}")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer proposes to grant or refuse a repair, from the desk")
    public Response repair(
            @PathParam("id") String id, @BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return onDesk(browser, form, "proposed", () -> {
            ObjectNode document = Forms.taken(form, "step", "legalBasis", "suspendTo");
            if (!document.path("step").asText().equals("GRANT")) {
                document.remove("suspendTo");
            }
            document.set("restricted", Forms.taken(form, "reason"));
            proposals.repair(id, document, Forms.headers(form), visitor.mustBePerson());
        });
    }

    @POST
    @Path("notices/{uscc}")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer gives an enterprise notice of a listing, from the desk")
    public Response notice(
            @PathParam("uscc") String code, @BeanParam Browser browser, MultivaluedMap<String, String> form) {
        Uscc uscc = Uscc.parse(code);
        return onSubject(browser, form, uscc, "notified", () -> {
            ObjectNode document = Forms.taken(form, "list");
            document.set("restricted", Forms.taken(form, "ground").put("uscc", uscc.value()));
            proposals.notice(document, Forms.headers(form), visitor.mustBePerson());
        });
    }

    @POST
    @Path("listings/{id}")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer proposes to list or dismiss, or records the delivery, from the desk")
    public Response listing(
            @PathParam("id") String id, @BeanParam Browser browser, MultivaluedMap<String, String> form) {
        String step = String.valueOf(form.getFirst("step"));
        boolean delivers = step.equals("DELIVER");
        return onDesk(browser, form, delivers ? "delivered" : "proposed", () -> {
            Person officer = visitor.mustBePerson();
            Stored listing = listings.find(DocumentId.check(id), officer)
                    .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "listing", "there is no such listing"));
            if (delivers) {
                proposals.delivery(listing, restricted(form, "method", "deliveredOn"), Forms.headers(form), officer);
                return;
            }
            ObjectNode document = Forms.taken(form, "step", "legalBasis");
            document.set(
                    "restricted",
                    step.equals("LIST")
                            ? Forms.taken(form, "reason", "severity", "source", "remedies", "publishedTo")
                            : Forms.taken(form, "reason"));
            proposals.conclusion(listing, document, Forms.headers(form), officer);
        });
    }

    private static ObjectNode restricted(MultivaluedMap<String, String> form, String... names) {
        return JsonNodeFactory.instance.objectNode().set("restricted", Forms.taken(form, names));
    }

    @GET
    @Path("rules")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "What the agency recognises and, for commerce, whom it has accredited")
    public Response rules(
            @QueryParam("lang") String lang,
            @QueryParam("done") String done,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        return Page.of(t, rules(t, Forms.thanks(t, done), "good"), 200);
    }

    @POST
    @Path("recognitions")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer proposes one more recognition rule, from the desk")
    public Response recognition(@BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return onRules(
                browser,
                form,
                () -> proposals.rule(
                        Forms.taken(form, "on", "measure", "legalBasis", "validFrom", "validTo"),
                        Forms.headers(form),
                        visitor.mustBePerson()));
    }

    @POST
    @Path("recognitions/{ruleId}")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer proposes the last day of a recognition rule, from the desk")
    public Response endOfRecognition(
            @PathParam("ruleId") String ruleId, @BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return onRules(
                browser,
                form,
                () -> proposals.endOfRule(
                        DocumentId.check(ruleId),
                        Forms.taken(form, "validTo").path("validTo").asText(),
                        Forms.headers(form),
                        visitor.mustBePerson()));
    }

    @POST
    @Path("accreditations")
    @RolesAllowed(Person.OFFICER)
    @Operation(summary = "The officer of commerce proposes to accredit an evaluator or another last day, from the desk")
    public Response accreditation(@BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return onRules(
                browser,
                form,
                () -> proposals.accreditation(
                        Uscc.parse(Forms.taken(form, "uscc").path("uscc").asText()),
                        Forms.taken(form, "validFrom", "validTo", "legalBasis"),
                        Forms.headers(form),
                        visitor.mustBePerson()));
    }

    private Response onRules(Browser browser, MultivaluedMap<String, String> form, Forms.Work work) {
        return Forms.done(browser, form, RulesDesk.PATH, "proposed", work, this::rules);
    }

    private DeskView rules(Texts t, String message, String tone) {
        return rules.view(t, visitor.mustBePerson(), message, tone);
    }

    private Response onSubject(
            Browser browser, MultivaluedMap<String, String> form, Uscc uscc, String what, Forms.Work work) {
        return Forms.done(
                browser,
                form,
                "/desk/enterprises/" + uscc.value(),
                what,
                work,
                (t, message, tone) -> subject(uscc, t, message, tone));
    }

    private DeskView subject(Uscc uscc, Texts t, String message, String tone) {
        if (!credit.isKnown(uscc)) {
            throw Refusal.of(Code.NOT_FOUND, "uscc", "there is no filing of this enterprise");
        }
        return credit.subject(t, visitor.mustBePerson(), uscc, message, tone);
    }

    private Response onDesk(Browser browser, MultivaluedMap<String, String> form, String what, Forms.Work work) {
        return Forms.done(
                browser,
                form,
                "/desk",
                what,
                work,
                (t, message, tone) -> agency.view(t, visitor.mustBePerson(), message, tone));
    }
}
