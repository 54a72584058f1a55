package org.zoneledger.gateway.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;
import org.zoneledger.gateway.provenance.EventQuery;

/**
 * A SimpleEventQuery that somebody keeps under a name (EPCIS 2.0 section 8.2.5).
 *
 * @param owner certificate of the person whose it is; what it finds is what that person may see
 * @param definition the parameters as they were given, values by name
 */
record NamedQuery(String name, X509Certificate owner, ObjectNode definition, Instant createdAt) {

    private static final int MOST_BYTES = 16 << 10;
    private static final List<String> OF_A_PAGE = List.of("perPage", "nextPageToken");
    private static final List<String> NOT_STANDING =
            List.of("orderBy", "orderDirection", "eventCountLimit", "maxEventCount");

    /** Reads {@code {name, query}}; refuses a query that could not be answered. */
    static NamedQuery of(ObjectNode document, X509Certificate owner, Instant now) {
        Fields fields = Fields.of(document);
        String name = fields.value("name", NamedQuery::name);
        JsonNode definition = fields.any("query");
        fields.end();
        if (!(definition instanceof ObjectNode object)) {
            throw Refusal.of(
                    Code.MALFORMED, "query", "an object with the parameters of a SimpleEventQuery is expected");
        }
        if (CanonicalJson.bytes(object).length > MOST_BYTES) {
            throw Refusal.of(Code.TOO_LARGE, "query", "a query has at most " + MOST_BYTES + " bytes");
        }
        NamedQuery query = new NamedQuery(name, owner, object, now);
        EventQuery unused = query.query();
        return query;
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9._-]{1,64}") || text.matches("\\.*") || text.equals("SimpleEventQuery")) {
            throw Refusal.of(Code.VALUE_INVALID, "name", "1 to 64 characters A-Z a-z 0-9 . _ - are expected");
        }
        return text;
    }

    /** What is asked. */
    EventQuery query() {
        return EventQuery.parse(parameters());
    }

    /** Refuses a query whose answer is an order or a number of events, which a subscription has not. */
    void mustStand() {
        if (NOT_STANDING.stream().anyMatch(definition::has)) {
            throw Refusal.of(
                    Code.WRONG_STATE,
                    "queryName",
                    "a query that orders or counts its events cannot be subscribed to (SubscribeNotPermittedException)");
        }
    }

    private Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : definition.properties()) {
            if (OF_A_PAGE.contains(entry.getKey())) {
                throw Problem.of(
                                GatewayCode.PARAMETER_UNKNOWN,
                                entry.getKey(),
                                "how many events are on a page is not part of a query")
                        .exception();
            }
            List<String> values = new ArrayList<>();
            if (entry.getValue().isArray()) {
                entry.getValue().forEach(each -> values.add(text(each)));
            } else {
                values.add(text(entry.getValue()));
            }
            parameters.put(entry.getKey(), values);
        }
        return parameters;
    }

    private static String text(JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw unreadable();
        }
        return value.asText();
    }

    private static RefusalException unreadable() {
        return Refusal.of(
                Code.VALUE_INVALID, "query", "the values of a parameter are texts, numbers, or a list of them");
    }

    /** As it was given. */
    ObjectNode answer() {
        ObjectNode answer = definition.objectNode();
        answer.put("name", name);
        answer.set("query", definition);
        return answer;
    }
}
