package org.zoneledger.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.zoneledger.domain.canonical.CanonicalJson;

/**
 * A request as it goes over the wire. Copies with one thing changed make the flawed ones.
 *
 * @param method HTTP method
 * @param path percent-encoded, with the query
 * @param headers by name
 * @param body empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // requests are sent, never compared
record Request(String method, String path, Map<String, String> headers, byte[] body) {

    static Request get(String path) {
        return new Request("GET", path, Map.of("Accept", "application/json"), new byte[0]);
    }

    static Request of(String method, String path, JsonNode body) {
        return new Request(
                method,
                path,
                Map.of("Accept", "application/json", "Content-Type", "application/json"),
                CanonicalJson.bytes(body));
    }

    Request at(String otherPath) {
        return new Request(method, otherPath, headers, body);
    }

    Request with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Request(method, path, more, body);
    }

    Request with(Map<String, String> others) {
        Map<String, String> more = new TreeMap<>(headers);
        more.putAll(others);
        return new Request(method, path, more, body);
    }

    /** The same request on top of this version, as the sender saw it; 0 when there is none yet. */
    Request on(long seen) {
        return seen == 0 ? this : with("If-Match", "\"" + seen + "\"");
    }

    /** The version that the sender says it saw; 0 when it says nothing. */
    long seen() {
        return Long.parseLong(headers.getOrDefault("If-Match", "0").replace("\"", ""));
    }

    Request without(String header) {
        Map<String, String> fewer = new TreeMap<>(headers);
        fewer.remove(header);
        return new Request(method, path, fewer, body);
    }

    Request sending(byte[] otherBody) {
        return new Request(method, path, headers, otherBody);
    }

    /** The same request with its document changed. */
    Request edited(Consumer<ObjectNode> edit) {
        ObjectNode document = (ObjectNode) CanonicalJson.read(body);
        edit.accept(document);
        return sending(CanonicalJson.bytes(document));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
