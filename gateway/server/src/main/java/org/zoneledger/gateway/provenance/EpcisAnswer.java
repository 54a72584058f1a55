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

/** Answers in the form of EPCIS 2.0 (section 12.6 and 12.7), with its headers. */
final class EpcisAnswer {

    private static final String CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

    private EpcisAnswer() {}

    /** Events as an EPCISQueryDocument. */
    static ObjectNode document(List<ObjectNode> events) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("@context").add(CONTEXT).addObject().put("zone", "https://zoneledger.org/ns/");
        document.put("type", "EPCISQueryDocument");
        document.put("schemaVersion", "2.0");
        document.put("creationDate", Fields.format(Instant.now()));
        ObjectNode results = document.putObject("epcisBody").putObject("queryResults");
        results.put("queryName", "SimpleEventQuery");
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
    static Response of(ObjectNode body, UriInfo uri, Optional<String> next) {
        var answer = Response.ok(body)
                .header("GS1-EPCIS-Version", "2.0.0")
                .header("GS1-CBV-Version", "2.0.0")
                .header("GS1-EPC-Format", "As_Captured");
        next.ifPresent(token -> answer.header("Link", Paging.next(uri, token)));
        return answer.build();
    }
}
