package org.zoneledger.gateway.audit;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.desk.DeskView;
import org.zoneledger.gateway.desk.Page;
import org.zoneledger.gateway.resolver.Language;
import org.zoneledger.gateway.resolver.Texts;

/** The auditor's desk: questions, histories and days as pages, with nothing on them that writes. */
@Path("/audit")
@RolesAllowed(Person.AUDITOR)
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Blocking
@Tag(name = "audit")
public class AuditPageResource {

    private static final String PER_PAGE = "25";

    private final ActResource acts;
    private final HistoryResource histories;
    private final SubjectAtResource subjects;
    private final ResponsibilityResource responsibility;
    private final WatchResource watch;

    AuditPageResource(
            ActResource acts,
            HistoryResource histories,
            SubjectAtResource subjects,
            ResponsibilityResource responsibility,
            WatchResource watch) {
        this.watch = watch;
        this.responsibility = responsibility;
        this.acts = acts;
        this.histories = histories;
        this.subjects = subjects;
    }

    @CheckedTemplate(basePath = "audit")
    static class Templates {
        private Templates() {}

        static native TemplateInstance audit(Texts t, DeskView page, DeskView.Form form);
    }

    @GET
    @Operation(summary = "Who has written what, about whom, on which ground, as a page")
    public Response acts(
            @BeanParam Questions asked,
            @QueryParam("nextPageToken") String nextPageToken,
            @QueryParam("lang") String lang,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted,
            @Context UriInfo uri) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        AuditWords words = new AuditWords(t);
        ActResource.Found found = acts.find(asked, PER_PAGE, nextPageToken);
        DeskView view = words.acts(found, acts.reads(asked));
        List<DeskView.Section> sections = new ArrayList<>(view.sections());
        if (found.nextPageToken() != null) {
            String next = uri.getRequestUriBuilder()
                    .replaceQueryParam("nextPageToken", found.nextPageToken())
                    .build()
                    .getRawQuery();
            sections.add(1, words.more("more", "/audit?" + next));
        }
        sections.add(words.take(uri.getRequestUri().getRawQuery()));
        sections.add(new WatchWords(t).counts(watch.late("", "1", ""), watch.unusual("", null, null, "1", "")));
        sections.add(words.also());
        DeskView whole =
                new DeskView(view.title(), view.subtitle(), view.message(), view.tone(), sections, view.foot());
        return Page.of(Templates.audit(t, whole, words.question(given(uri))).render(), t, 200);
    }

    @GET
    @Path("export")
    @Produces({ActResource.CSV, ActResource.JSON_LINES, ActResource.PDF})
    @Operation(summary = "The whole answer as a file: csv, jsonl or pdf, for browsers")
    public Response export(@BeanParam Questions asked, @QueryParam("format") @DefaultValue("pdf") String format) {
        return switch (format) {
            case "csv" -> acts.table(asked);
            case "jsonl" -> acts.lines(asked);
            case "pdf" -> acts.paper(asked);
            default -> throw Refusal.of(Code.VALUE_INVALID, "format", "csv, jsonl or pdf is expected");
        };
    }

    @GET
    @Path("records/{recordKey:.+}")
    @Operation(summary = "Every version of a record with its differences, as a page")
    public Response record(
            @PathParam("recordKey") String key,
            @QueryParam("lang") String lang,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        AuditWords words = new AuditWords(t);
        DeskView view = words.record(histories.history(key));
        return Page.of(Templates.audit(t, view, words.question(Map.of())).render(), t, 200);
    }

    @GET
    @Path("subjects/{uscc}")
    @Operation(summary = "An enterprise as of a day, and what changed since another, as a page")
    public Response subject(
            @PathParam("uscc") String uscc,
            @QueryParam("at") String at,
            @QueryParam("since") String since,
            @QueryParam("lang") String lang,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted,
            @Context UriInfo uri) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        AuditWords words = new AuditWords(t);
        DeskView view = words.subject(subjects.at(uscc, at, since));
        return Page.of(
                Templates.audit(t, view, words.days(view.title(), given(uri))).render(), t, 200);
    }

    @GET
    @Path("responsibility")
    @Operation(summary = "Who answers for what is said of a thing, as a page")
    public Response responsibility(
            @QueryParam("epc") String epc,
            @QueryParam("lang") String lang,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted,
            @Context UriInfo uri) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        AuditWords words = new AuditWords(t);
        DeskView view = epc == null ? words.noThing() : words.chain(responsibility.chain(epc));
        return Page.of(Templates.audit(t, view, words.thing(given(uri))).render(), t, 200);
    }

    @GET
    @Path("watch")
    @Operation(summary = "Late decisions of agencies and unusual reading, as a page")
    public Response watch(
            @QueryParam("agency") @DefaultValue("") String agency,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("late") @DefaultValue("") String late,
            @QueryParam("unusual") @DefaultValue("") String unusual,
            @QueryParam("lang") String lang,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted,
            @Context UriInfo uri) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        WatchWords words = new WatchWords(t);
        WatchResource.LatePage owed = watch.late(agency, PER_PAGE, late);
        WatchResource.UnusualPage reading = watch.unusual(agency, from, to, PER_PAGE, unusual);
        DeskView view = words.view(
                owed,
                reading,
                older(uri, "late", owed.nextPageToken()),
                older(uri, "unusual", reading.nextPageToken()));
        return Page.of(Templates.audit(t, view, words.form(given(uri))).render(), t, 200);
    }

    private static Optional<String> older(UriInfo uri, String list, String token) {
        return Optional.ofNullable(token)
                .map(next -> "/audit/watch?"
                        + uri.getRequestUriBuilder()
                                .replaceQueryParam(list, next)
                                .build()
                                .getRawQuery() + "#" + list);
    }

    private static Map<String, String> given(UriInfo uri) {
        Map<String, String> given = new TreeMap<>();
        uri.getQueryParameters().forEach((name, values) -> given.put(name, values.get(0)));
        return given;
    }
}
