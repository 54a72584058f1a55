package org.zoneledger.gateway.provenance;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.gateway.index.EventScan;

/** What events have of a dimension, and the events that have it (EPCIS 2.0 section 12.7: top-level resources). */
@Path("/")
@Produces({MediaType.APPLICATION_JSON, "application/ld+json"})
@Blocking
@Tag(name = "provenance")
public class VocabularyResource {

    private final EventScan scan;
    private final EventQueryReader reader;

    VocabularyResource(EventScan scan, EventQueryReader reader) {
        this.scan = scan;
        this.reader = reader;
    }

    /** The page that is asked for. */
    public static final class Page {

        @QueryParam("perPage")
        @DefaultValue("30")
        String perPage;

        @QueryParam("nextPageToken")
        String nextPageToken;
    }

    @GET
    @Path("epcs")
    @PermitAll
    @Operation(summary = "The EPCs and classes that events name")
    public Response epcs(@BeanParam Page page, UriInfo uri) {
        return list("", page, uri);
    }

    @GET
    @Path("eventTypes")
    @PermitAll
    @Operation(summary = "The types of the events there are")
    public Response eventTypes(@BeanParam Page page, UriInfo uri) {
        return list("type", page, uri);
    }

    @GET
    @Path("eventTypes/{eventType}/events")
    @PermitAll
    @Operation(summary = "The events of a type, with the parameters of a query beside")
    public Response ofType(@PathParam("eventType") String eventType, @BeanParam Page page, UriInfo uri) {
        return events(reader, "eventType", eventType, page, uri);
    }

    @GET
    @Path("bizSteps")
    @PermitAll
    @Operation(summary = "The business steps of the events there are")
    public Response bizSteps(@BeanParam Page page, UriInfo uri) {
        return list("bizStep", page, uri);
    }

    @GET
    @Path("bizSteps/{bizStep}/events")
    @PermitAll
    @Operation(summary = "The events of a business step, with the parameters of a query beside")
    public Response ofStep(@PathParam("bizStep") String bizStep, @BeanParam Page page, UriInfo uri) {
        return events(reader, "EQ_bizStep", bizStep, page, uri);
    }

    @GET
    @Path("dispositions")
    @PermitAll
    @Operation(summary = "The dispositions of the events there are")
    public Response dispositions(@BeanParam Page page, UriInfo uri) {
        return list("disposition", page, uri);
    }

    @GET
    @Path("dispositions/{disposition}/events")
    @PermitAll
    @Operation(summary = "The events with a disposition, with the parameters of a query beside")
    public Response ofDisposition(@PathParam("disposition") String disposition, @BeanParam Page page, UriInfo uri) {
        return events(reader, "EQ_disposition", disposition, page, uri);
    }

    @GET
    @Path("readPoints")
    @PermitAll
    @Operation(summary = "The read points of the events there are")
    public Response readPoints(@BeanParam Page page, UriInfo uri) {
        return list("readPoint", page, uri);
    }

    @GET
    @Path("readPoints/{readPoint}/events")
    @PermitAll
    @Operation(summary = "The events at a read point, with the parameters of a query beside")
    public Response atReadPoint(@PathParam("readPoint") String readPoint, @BeanParam Page page, UriInfo uri) {
        return events(reader, "EQ_readPoint", readPoint, page, uri);
    }

    @GET
    @Path("bizLocations")
    @PermitAll
    @Operation(summary = "The business locations of the events there are")
    public Response bizLocations(@BeanParam Page page, UriInfo uri) {
        return list("bizLocation", page, uri);
    }

    @GET
    @Path("bizLocations/{bizLocation}/events")
    @PermitAll
    @Operation(summary = "The events at a business location, with the parameters of a query beside")
    public Response atLocation(@PathParam("bizLocation") String bizLocation, @BeanParam Page page, UriInfo uri) {
        return events(reader, "EQ_bizLocation", bizLocation, page, uri);
    }

    private Response list(String attribute, Page page, UriInfo uri) {
        int most = Paging.perPage(page.perPage);
        String after = page.nextPageToken == null ? "" : decoded(page.nextPageToken);
        List<String> found = scan.values(attribute, after, most + 1);
        boolean more = found.size() > most;
        List<String> shown = more ? found.subList(0, most) : found;
        return EpcisAnswer.of(
                EpcisAnswer.collection(shown),
                uri,
                more ? Optional.of(encoded(shown.get(most - 1))) : Optional.empty());
    }

    /** The events for which a parameter that stands in the path holds, and those beside. */
    static Response events(EventQueryReader reader, String parameter, String value, Page page, UriInfo uri) {
        Map<String, List<String>> parameters = new HashMap<>(uri.getQueryParameters());
        if (parameters.put(parameter, List.of(value)) != null) {
            throw Refusal.of(Code.VALUE_INVALID, parameter, "the parameter stands in the path");
        }
        EventQueryReader.Answer answer =
                reader.page(EventQuery.parse(parameters), page.nextPageToken, Paging.perPage(page.perPage));
        return EpcisAnswer.of(EpcisAnswer.document(answer.events()), uri, answer.next());
    }

    private static String encoded(String value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(Code.VALUE_INVALID, "nextPageToken", "a token out of a Link header is expected");
        }
    }
}
