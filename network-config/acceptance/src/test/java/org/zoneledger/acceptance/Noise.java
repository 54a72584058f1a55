package org.zoneledger.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zoneledger.domain.canonical.CanonicalJson;

/** Requests that mean nothing, the same for the same seed, with a resident identity number planted in many of them. */
final class Noise {

    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");
    private static final List<String> METHODS =
            List.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "BREW");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json;charset=utf-16",
            "application/xml",
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "image/png",
            "*/*",
            "nonsense",
            ";;;");
    private static final List<String> HEADERS = List.of(
            "Idempotency-Key",
            "Zone-Salt",
            "Zone-Signature",
            "If-Match",
            "If-None-Match",
            "Accept-Language",
            "Accept-Encoding",
            "Range",
            "X-Forwarded-For",
            "X-HTTP-Method-Override",
            "Authorization",
            "Cookie",
            "GS1-EPCIS-Version");
    private static final List<String> QUERIES =
            List.of("perPage", "nextPageToken", "lang", "format", "size", "linkType", "x");

    private final Random random;

    Noise(long seed) {
        this.random = new Random(seed);
    }

    /** So many requests for each path that an OpenAPI document describes. */
    List<Request> requests(JsonNode openapi, int each) {
        List<Request> requests = new ArrayList<>();
        openapi.path("paths").properties().forEach(path -> {
            List<String> methods = new ArrayList<>();
            path.getValue().fieldNames().forEachRemaining(name -> {
                if (List.of("get", "put", "post", "delete", "patch").contains(name)) {
                    methods.add(name.toUpperCase(Locale.ROOT));
                }
            });
            for (int i = 0; i < each; i++) {
                requests.add(request(path.getKey(), methods));
            }
        });
        return requests;
    }

    private Request request(String template, List<String> methods) {
        String method = methods.isEmpty() || random.nextInt(5) == 0 ? any(METHODS) : any(methods);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (random.nextBoolean()) {
            headers.put("Accept", random.nextBoolean() ? "application/json" : any(TYPES));
        }
        if (random.nextInt(3) > 0) {
            headers.put("Idempotency-Key", Documents.id("noise"));
            headers.put("Zone-Salt", "00112233445566778899aabbccddeeff");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            headers.put(any(HEADERS), headerText());
        }
        byte[] body = method.equals("GET") || method.equals("HEAD") ? new byte[0] : body();
        if (body.length > 0) {
            headers.put("Content-Type", random.nextInt(3) > 0 ? "application/json" : any(TYPES));
        }
        // a stream that is asked for rightly does not end
        String query = template.endsWith("/stream") ? "?from=x&days=x" + encoded(text(8)) : query();
        return new Request(method, path(template) + query, headers, body);
    }

    private String path(String template) {
        Matcher parameter = PARAMETER.matcher(template);
        StringBuilder path = new StringBuilder();
        while (parameter.find()) {
            parameter.appendReplacement(path, Matcher.quoteReplacement(segment()));
        }
        parameter.appendTail(path);
        return path.toString();
    }

    private String segment() {
        return switch (random.nextInt(12)) {
            case 0 -> Documents.uscc().value();
            case 1 -> Documents.gtin().value();
            case 2 -> encoded(Documents.batch(Documents.gtin(), Documents.lot()));
            case 3 -> any(List.of("customs", "tax", "forex", "market", "commerce"));
            case 4 -> Documents.RESIDENT_ID;
            case 5 -> Documents.gtin() + "/10/" + Documents.RESIDENT_ID;
            case 6 -> any(List.of("%00", "%2e%2e%2f", "..", "%ff%fe", "%e4%bd", "-", "%20", "'%22%3C%3E", "%25"));
            case 7 -> "a".repeat(1 + random.nextInt(3000));
            case 8 -> "9".repeat(1 + random.nextInt(40));
            case 9 -> encoded("urn:epc:id:sgtin:" + text(20));
            default -> encoded(text(1 + random.nextInt(30)));
        };
    }

    private String query() {
        StringBuilder query = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            query.append(query.length() == 0 ? '?' : '&')
                    .append(any(QUERIES))
                    .append('=')
                    .append(random.nextBoolean() ? encoded(text(8)) : Integer.toString(random.nextInt()));
        }
        return query.toString();
    }

    private byte[] body() {
        List<Supplier<byte[]>> kinds = List.of(
                () -> new byte[0],
                this::bytes,
                () -> Bypass.bytes(text(200)),
                () -> Bypass.bytes("[".repeat(10_000)),
                () -> Bypass.bytes("{\"a\":" + "9".repeat(5000) + "}"),
                () -> Bypass.bytes("{\"a\":1e999999}"),
                () -> Bypass.bytes("null"),
                () -> Bypass.bytes("\"" + Documents.RESIDENT_ID + "\""),
                () -> CanonicalJson.bytes(mutated(Documents.product())),
                () -> CanonicalJson.bytes(mutated(Documents.decision("VERIFY"))),
                () -> CanonicalJson.bytes(mutated(Documents.decision("ACTIVATE"))),
                () -> CanonicalJson.bytes(mutated(Documents.use("export-tax-refund", List.of("nameZh")))),
                () -> CanonicalJson.bytes(mutated(Documents.assertion("customs", "REGULAR"))),
                () -> CanonicalJson.bytes(mutated(Documents.epcis(Documents.made(Documents.gtin(), Documents.lot())))));
        return any(kinds).get();
    }

    /** A valid document with one field replaced, in which the number stands more often than not. */
    private ObjectNode mutated(ObjectNode document) {
        List<String> names = new ArrayList<>(new TreeSet<>(
                document.properties().stream().map(Map.Entry::getKey).toList()));
        String name = any(names);
        switch (random.nextInt(6)) {
            case 0 -> document.putNull(name);
            case 1 -> document.put(name, random.nextInt());
            case 2 -> document.putArray(name).add(Documents.RESIDENT_ID);
            case 3 -> document.putObject(name).put(Documents.RESIDENT_ID, text(5));
            case 4 -> document.put(name, text(500));
            default -> document.put(name, "号" + Documents.RESIDENT_ID);
        }
        return document;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(2000)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Any characters of any plane, half surrogates left out because no encoder takes them. */
    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int point = random.nextInt(4) == 0 ? random.nextInt(0x10FFFF) : 1 + random.nextInt(127);
            text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? '?' : point);
        }
        return text.toString();
    }

    /** Printable ASCII, which is all that a header may carry. */
    private String headerText() {
        if (random.nextInt(4) == 0) {
            return Documents.RESIDENT_ID;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(60); i > 0; i--) {
            text.append((char) ('!' + random.nextInt('~' - '!')));
        }
        return text.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
