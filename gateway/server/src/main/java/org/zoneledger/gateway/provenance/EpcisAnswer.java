package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.canonical.Fields;

/** Answers in the form of EPCIS 2.0 (section 12.6 and 12.7). */
public final class EpcisAnswer {

    /** Namespace of the zone's own fields. */
    static final String ZONE = "https://zoneledger.org/ns/";

    private static final String CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

    private EpcisAnswer() {}

    /** Events as an EPCISQueryDocument. */
    static ObjectNode document(List<ObjectNode> events) {
        return document("SimpleEventQuery", Optional.empty(), events);
    }

    /**
     * Events that a query of a name has found.
     *
     * @param subscription for which it was run, if any
     */
    public static ObjectNode document(String query, Optional<String> subscription, List<ObjectNode> events) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("@context").add(CONTEXT).addObject().put("zone", ZONE);
        document.put("type", "EPCISQueryDocument");
        document.put("schemaVersion", "2.0");
        document.put("creationDate", Fields.format(Instant.now()));
        ObjectNode results = document.putObject("epcisBody").putObject("queryResults");
        results.put("queryName", query);
        subscription.ifPresent(id -> results.put("subscriptionID", id));
        ArrayNode list = results.putObject("resultsBody").putArray("eventList");
        events.forEach(list::add);
        return document;
    }

    /** Names as a Collection. */
    static ObjectNode collection(List<String> members) {
        ObjectNode collection = JsonNodeFactory.instance.objectNode();
        collection.put("@context", CONTEXT);
        collection.put("type", "Collection");
        ArrayNode list = collection.putArray("member");
        members.forEach(list::add);
        return collection;
    }

    /** An answer, with a link to its next page. */
    public static Response of(ObjectNode body, UriInfo uri, Optional<String> next) {
        var answer = Response.ok(body);
        next.ifPresent(token -> answer.header("Link", Paging.next(uri, token)));
        return answer.build();
    }
}
