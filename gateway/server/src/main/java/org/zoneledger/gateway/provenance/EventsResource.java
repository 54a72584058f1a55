package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.EpcUri;
import org.zoneledger.domain.provenance.EventParts;
import org.zoneledger.domain.provenance.PageRules;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Events.Cursor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Things;

/** EPCIS 2.0 queries for one EPC or class (section 12.7 of the standard). */
@Path("/epcs/{epc}/events")
@Produces({MediaType.APPLICATION_JSON, "application/ld+json"})
@Blocking
@Tag(name = "provenance")
public class EventsResource {

    private static final int MOST = 1000;
    private static final String CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

    private final Events events;
    private final Records records;
    private final Visitor visitor;

    EventsResource(Events events, Records records, Visitor visitor) {
        this.events = events;
        this.records = records;
        this.visitor = visitor;
    }

    @GET
    @PermitAll
    @Operation(summary = "The events that name an EPC or a class, by time; the next page is in the Link header")
    public Response events(
            @PathParam("epc") String epc,
            @QueryParam("perPage")
                    @DefaultValue("30")
                    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
                    String perPage,
            @QueryParam("nextPageToken") String token,
            UriInfo uri) {
        int most = most(perPage);
        DigitalLink link = Things.of(EpcUri.parse(epc).link());
        List<Events.Stored> found = events.naming(link.uri(), cursor(token), most + 1);
        boolean more = found.size() > most;
        List<Events.Stored> shown = more ? found.subList(0, most) : found;
        var answer = Response.ok(document(shown))
                .header("GS1-EPCIS-Version", "2.0.0")
                .header("GS1-CBV-Version", "2.0.0");
        if (more) {
            Events.Stored last = shown.get(most - 1);
            answer.header(
                    "Link",
                    "<"
                            + uri.getRequestUriBuilder()
                                    .replaceQueryParam("nextPageToken", token(last))
                                    .build()
                            + ">; rel=\"next\"");
        }
        return answer.build();
    }

    private static int most(String perPage) {
        int most = perPage.matches("[0-9]{1,4}") ? Integer.parseInt(perPage) : 0;
        if (most < 1 || most > MOST) {
            throw Refusal.of(Code.VALUE_INVALID, "perPage", "1 to " + MOST + " events a page are served");
        }
        return most;
    }

    private ObjectNode document(List<Events.Stored> found) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("@context").add(CONTEXT).addObject().put("zone", "https://zoneledger.org/ns/");
        document.put("type", "EPCISQueryDocument");
        document.put("schemaVersion", "2.0");
        document.put("creationDate", Fields.format(Instant.now()));
        ObjectNode results = document.putObject("epcisBody").putObject("queryResults");
        results.put("queryName", "SimpleEventQuery");
        ArrayNode list = results.putObject("resultsBody").putArray("eventList");
        Map<String, Optional<Records.Stored>> heads = new HashMap<>();
        found.forEach(event -> list.add(view(event, heads)));
        return document;
    }

    private ObjectNode view(Events.Stored event, Map<String, Optional<Records.Stored>> heads) {
        ObjectNode head = heads.computeIfAbsent(event.page(), page -> records.find(PageRules.headKey(page)))
                .orElseThrow()
                .open();
        String sender = head.path("uscc").asText();
        Optional<Sealed> restricted =
                visitor.seesShared(sender) ? events.restricted(event.page(), event.position()) : Optional.empty();
        ObjectNode whole = EventParts.reveal(event.open(), restricted.orElse(Sealed.none()));
        whole.put("recordTime", head.path("at").asText());
        return visitor.view("event", sender, whole, Optional.empty());
    }

    private static String token(Events.Stored last) {
        return last.time().toEpochMilli() + "." + last.id();
    }

    private static Cursor cursor(String token) {
        if (token == null) {
            return Cursor.START;
        }
        if (!token.matches("-?[0-9]{1,15}\\.[0-9]{1,18}")) {
            throw Refusal.of(Code.VALUE_INVALID, "nextPageToken", "a token out of a Link header is expected");
        }
        int dot = token.indexOf('.');
        return new Cursor(Long.parseLong(token.substring(0, dot)), Long.parseLong(token.substring(dot + 1)));
    }
}
