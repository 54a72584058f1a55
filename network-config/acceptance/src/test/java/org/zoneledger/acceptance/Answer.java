package org.zoneledger.acceptance;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What came back from a gateway.
 *
 * @param status HTTP status, 0 when nothing came back
 * @param headers of the response
 * @param body as received
 * @param failure why nothing came back, else empty
 */
@SuppressWarnings("ArrayRecordComponent") // answers are looked at, never compared
record Answer(int status, HttpHeaders headers, byte[] body, String failure) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);
    private static final int SHOWN = 600;

    static Answer of(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), response.headers(), response.body(), "");
    }

    /** The connection broke, was refused or timed out. */
    static Answer none(Exception failure) {
        return new Answer(0, NO_HEADERS, new byte[0], failure.toString());
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }

    /** Worth sending again with the same Idempotency-Key: nothing came back, or the gateway says so. */
    boolean isUndecided() {
        return status == 0 || status == 503;
    }

    /** The body as JSON, missing when it is something else. */
    JsonNode json() {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** Code of a problem, empty when the answer is none. */
    String code() {
        return json().path("code").asText("");
    }

    /** Field of a problem, empty when the whole message is meant. */
    String field() {
        JsonNode field = json().path("field");
        return field.isTextual() ? field.textValue() : "";
    }

    @Override
    public String toString() {
        String text = text();
        return status + " " + failure + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text);
    }
}
