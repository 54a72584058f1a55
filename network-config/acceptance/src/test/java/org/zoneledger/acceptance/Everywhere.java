package org.zoneledger.acceptance;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zoneledger.domain.identifier.DigitalLink;

/** Every route that can be read, filled in for one subject: what somebody finds who looks everywhere. */
final class Everywhere {

    private static final String STREAM = "/api/v1/stream";
    private static final String ALERT_STREAM = "/api/v1/alerts/stream";

    private final Map<String, List<String>> routes = new TreeMap<>();

    Everywhere(Confidant confidant) {
        World.Subject subject = confidant.subject();
        String uscc = subject.maker().party().uscc().value();
        DigitalLink.Item batch = DigitalLink.Item.batch(subject.maker().sweaters(), subject.lot());
        String filing = "/api/v1/filings/" + uscc;
        String gtin = subject.maker().sweaters().value();
        routes.put("/api/v1/filings/{uscc}", List.of(filing));
        routes.put("/api/v1/filings/{uscc}/amendment", List.of(filing + "/amendment"));
        routes.put("/api/v1/filings/{uscc}/draft", List.of(filing + "/draft"));
        routes.put("/api/v1/filings/{uscc}/uses", List.of(filing + "/uses"));
        routes.put("/api/v1/subjects/{uscc}", List.of("/api/v1/subjects/" + uscc));
        routes.put("/api/v1/subjects/{uscc}/disclosures", List.of("/api/v1/subjects/" + uscc + "/disclosures"));
        routes.put("/api/v1/products/{gtin}", List.of(Documents.PRODUCTS + gtin));
        routes.put("/api/v1/details/{scheme}/{uscc}", List.of("/api/v1/details/tax/" + uscc));
        routes.put("/api/v1/notes", List.of("/api/v1/notes?uscc=" + uscc));
        routes.put("/api/v1/shares", List.of("/api/v1/shares"));
        routes.put("/api/v1/shares/{id}", List.of("/api/v1/shares/" + confidant.share()));
        routes.put("/api/v1/shares/standing", List.of("/api/v1/shares/standing"));
        routes.put("/api/v1/mandates", List.of("/api/v1/mandates"));
        routes.put("/api/v1/mandates/{id}", List.of("/api/v1/mandates/" + confidant.mandate()));
        routes.put("/api/v1/recalls", List.of("/api/v1/recalls"));
        routes.put("/api/v1/recalls/{id}", List.of("/api/v1/recalls/none-such"));
        routes.put("/api/v1/recalls/{id}/affected", List.of("/api/v1/recalls/none-such/affected"));
        routes.put("/api/v1/scans", List.of("/api/v1/scans?gtin=" + gtin));
        routes.put("/api/v1/grants", List.of("/api/v1/grants"));
        routes.put("/api/v1/people", List.of("/api/v1/people?uscc=" + uscc, "/api/v1/people"));
        String person = "/api/v1/people/" + confidant.contact().key();
        routes.put("/api/v1/people/{person}/credit", List.of(person + "/credit"));
        routes.put("/api/v1/people/{person}/erasure", List.of(person + "/erasure"));
        routes.put(
                "/api/v1/history/{recordKey}",
                List.of(
                        "/api/v1/history/filing/" + uscc,
                        "/api/v1/history/assertion/customs/" + uscc,
                        "/api/v1/history/detail/tax/" + uscc,
                        "/api/v1/history/share/" + confidant.share(),
                        "/api/v1/history/grant/" + confidant.grant(),
                        "/api/v1/history/mandate/" + confidant.mandate(),
                        "/api/v1/history/person/" + confidant.contact().key()));
        routes.put(
                "/api/v1/assertions/{scheme}/imports/{importID}",
                List.of("/api/v1/assertions/customs/imports/none-such"));
        routes.put("/desk/rules", List.of("/desk/rules"));
        routes.put("/desk/results", List.of("/desk/results"));
        routes.put("/desk/person-credit", List.of("/desk/person-credit"));
        routes.put("/api/v1/alerts", List.of("/api/v1/alerts?days=366"));
        routes.put(ALERT_STREAM, List.of(ALERT_STREAM + "?days=366"));
        routes.put("/api/v1/cases", List.of("/api/v1/cases"));
        routes.put("/api/v1/cases/{id}", List.of("/api/v1/cases/no-such-case"));
        routes.put("/api/v1/facts/{uscc}", List.of("/api/v1/facts/" + uscc));
        routes.put("/api/v1/recognitions", List.of("/api/v1/recognitions"));
        routes.put("/api/v1/accreditations", List.of("/api/v1/accreditations"));
        routes.put("/api/v1/evaluations/{uscc}", List.of("/api/v1/evaluations/" + uscc));
        routes.put("/api/v1/repairs", List.of("/api/v1/repairs"));
        routes.put(
                "/api/v1/grades/{uscc}",
                List.of("/api/v1/grades/" + uscc, "/api/v1/grades/" + uscc + "?on=2026-11-01"));
        routes.put("/api/v1/credit-laws", List.of("/api/v1/credit-laws"));
        routes.put("/api/v1/inspections", List.of("/api/v1/inspections"));
        routes.put("/api/v1/inspections/{id}", List.of("/api/v1/inspections/no-such-inspection"));
        routes.put("/api/v1/lists", List.of("/api/v1/lists"));
        routes.put(
                "/api/v1/lists/check",
                List.of("/api/v1/lists/check?subject=" + uscc, "/api/v1/lists/check?goods=6110110011"));
        routes.put("/api/v1/lists/{listId}", List.of("/api/v1/lists/no-such-list"));
        routes.put("/api/v1/listings", List.of("/api/v1/listings"));
        routes.put("/api/v1/listings/{id}", List.of("/api/v1/listings/no-such-listing"));
        routes.put("/api/v1/thresholds/{id}", List.of("/api/v1/thresholds/no-such-answer"));
        routes.put("/api/v1/audit/acts", List.of("/api/v1/audit/acts?perPage=1000&subject=" + uscc));
        routes.put("/api/v1/audit/reads", List.of("/api/v1/audit/reads"));
        routes.put("/api/v1/audit/refused", List.of("/api/v1/audit/refused"));
        routes.put("/api/v1/audit/late", List.of("/api/v1/audit/late"));
        routes.put("/api/v1/audit/unusual", List.of("/api/v1/audit/unusual"));
        routes.put("/audit/watch", List.of("/audit/watch"));
        routes.put("/audit/export", List.of("/audit/export?format=jsonl&subject=" + uscc));
        routes.put("/api/v1/audit/subjects/{uscc}", List.of("/api/v1/audit/subjects/" + uscc + "?since=2020-01-01"));
        String epc = "?epc=" + encoded(batch.uri());
        routes.put("/api/v1/audit/responsibility", List.of("/api/v1/audit/responsibility" + epc));
        routes.put("/audit/responsibility", List.of("/audit/responsibility" + epc));
        routes.put("/audit", List.of("/audit?subject=" + uscc));
        routes.put("/audit/records/{recordKey}", List.of("/audit/records/filing/" + uscc));
        routes.put("/audit/subjects/{uscc}", List.of("/audit/subjects/" + uscc + "?since=2020-01-01"));
        routes.put("/epcs/{epc}/events", List.of("/epcs/" + encoded(batch.uri()) + "/events?perPage=1000"));
        String trace = "/epcs/" + encoded(batch.uri()) + "/trace?perPage=1000&direction=";
        routes.put("/epcs/{epc}/trace", List.of(trace + "forward", trace + "backward"));
        String named = "?perPage=1000&MATCH_anyEPCClass=" + encoded(batch.uri());
        routes.put("/events", List.of("/events" + named));
        routes.put("/events/{eventID}", List.of("/events/none-such"));
        routes.put("/epcs", List.of("/epcs?perPage=1000"));
        for (String dimension : List.of("eventType", "bizStep", "disposition", "readPoint", "bizLocation")) {
            routes.put("/" + dimension + "s", List.of("/" + dimension + "s?perPage=1000"));
        }
        routes.put("/eventTypes/{eventType}/events", List.of("/eventTypes/ObjectEvent/events" + named));
        routes.put("/bizSteps/{bizStep}/events", List.of("/bizSteps/shipping/events" + named));
        routes.put("/dispositions/{disposition}/events", List.of("/dispositions/active/events" + named));
        String place = encoded("https://id.gs1.org/414/6930000000011");
        routes.put("/readPoints/{readPoint}/events", List.of("/readPoints/" + place + "/events" + named));
        routes.put("/bizLocations/{bizLocation}/events", List.of("/bizLocations/" + place + "/events" + named));
        routes.put("/capture", List.of("/capture?perPage=1000"));
        routes.put("/capture/{captureID}", List.of("/capture/none-such"));
        routes.put("/api/v1/corrections", List.of("/api/v1/corrections"));
        routes.put(STREAM, List.of(STREAM + "?from=0&subject=" + uscc));
        routes.put("/api/v1/subscriptions", List.of("/api/v1/subscriptions"));
        routes.put("/queries", List.of("/queries"));
        routes.put("/queries/{queryName}", List.of("/queries/none-such"));
        routes.put("/queries/{queryName}/events", List.of("/queries/none-such/events"));
        routes.put("/queries/{queryName}/stream", List.of("/queries/none-such/stream"));
        routes.put("/queries/{queryName}/subscriptions", List.of("/queries/none-such/subscriptions"));
        routes.put(
                "/queries/{queryName}/subscriptions/{subscriptionID}",
                List.of("/queries/none-such/subscriptions/none-such"));
        routes.put("/api/v1/imports/{importID}", List.of("/api/v1/imports/none-such"));
        routes.put("/api/v1/policy", List.of("/api/v1/policy"));
        routes.put("/policy", List.of("/policy"));
        routes.put("/desk/recalls/{id}", List.of("/desk/recalls/none-such"));
        routes.put("/desk", List.of("/desk"));
        routes.put("/desk/enterprises", List.of("/desk/enterprises?q=" + uscc));
        routes.put("/desk/enterprises/{uscc}", List.of("/desk/enterprises/" + uscc));
        routes.put("/desk/credit", List.of("/desk/credit"));
        routes.put("/desk/simulation", List.of("/desk/simulation"));
        routes.put("/credit-laws", List.of("/credit-laws"));
        routes.put("/lists", List.of("/lists"));
        routes.put("/enterprises", List.of("/enterprises?q=" + uscc));
        routes.put("/enterprises/{uscc}", List.of("/enterprises/" + uscc));
        routes.put(
                "/01/{link}",
                List.of(batch.path(), batch.path() + "?linkType=linkset", batch.path() + "?linkType=gs1:dpp"));
        routes.put("/dpp/01/{link}", List.of("/dpp" + batch.path()));
        routes.put("/00/{sscc}", List.of("/00/" + Documents.sscc()));
        for (String key : List.of("414", "417", "8003", "8004")) {
            routes.put("/" + key + "/{value}", List.of("/" + key + "/6930000000004"));
        }
        routes.put("/.well-known/gs1resolver", List.of("/.well-known/gs1resolver"));
        routes.put("/log", List.of("/log"));
        routes.put("/log/checkpoint", List.of("/log/checkpoint"));
        routes.put("/log/roots", List.of("/log/roots"));
        routes.put("/scan", List.of("/scan", "/scan?code=" + batch.gtin()));
        routes.put("/verify", List.of("/verify", "/verify?receipt=filing/" + uscc));
        routes.put("/log/tile/entries/{path}", List.of("/log/tile/entries/000.p/1", "/log/tile/entries/000"));
        routes.put("/log/tile/{level}/{path}", List.of("/log/tile/0/000.p/1"));
        routes.put("/log/page/{captureID}", List.of("/log/page/none-such"));
        routes.put("/api/v1/witnesses", List.of("/api/v1/witnesses"));
        String receipts = "/api/v1/receipts/";
        routes.put(
                "/api/v1/receipts/{recordKey}",
                List.of(
                        receipts + "filing/" + uscc,
                        receipts + "amendment/" + uscc,
                        receipts + "assertion/customs/" + uscc,
                        receipts + "assertion/tax/" + uscc,
                        receipts + "product/" + batch.gtin().value()));
        routes.put("/api/v1/receipts/events/{sha256}", List.of(receipts + "events/" + "0".repeat(64)));
        routes.put("/qr/01/{link}", List.of("/qr" + batch.path()));
        routes.put("/qr/sheet/01/{link}", List.of("/qr/sheet" + batch.path() + "?copies=1"));
        routes.put("/qr/00/{sscc}", List.of("/qr/00/" + Documents.sscc()));
    }

    /** Routes of the pinned contract that nobody looks at here. */
    Set<String> forgotten() {
        try {
            Set<String> reads = new TreeSet<>();
            new YAMLMapper()
                    .readTree(Path.of(System.getProperty("zone.repository", "../.."), "gateway/wire/openapi.yaml")
                            .toFile())
                    .path("paths")
                    .properties()
                    .forEach(path -> {
                        if (path.getValue().has("get")) {
                            reads.add(path.getKey());
                        }
                    });
            reads.removeAll(routes.keySet());
            return reads;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every answer that somebody gets, one after the other. */
    String found(Gateway gateway) {
        StringBuilder text = new StringBuilder();
        for (List<String> paths : routes.values()) {
            for (String path : paths) {
                if (path.startsWith(STREAM) || path.startsWith(ALERT_STREAM)) {
                    text.append(gateway.listen(path)).append('\n');
                    continue;
                }
                Answer answer = gateway.send(Request.get(path).with("Accept", "*/*"));
                if (answer.status() == 0 || answer.status() >= 500) {
                    throw new AssertionError(path + " was answered " + answer);
                }
                text.append(answer.text()).append('\n');
            }
        }
        return text.toString();
    }

    private static String encoded(String uri) {
        return URLEncoder.encode(uri, StandardCharsets.UTF_8);
    }
}
