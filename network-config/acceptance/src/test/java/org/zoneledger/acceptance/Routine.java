package org.zoneledger.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import org.zoneledger.domain.identifier.Gtin;

/** What the people of a zone do every day, done right and repeated until it is settled: where scenarios start from. */
final class Routine {

    /** A class of each scheme that the law publishes, or the best where it publishes none. */
    static final Map<String, String> GOOD_WORDS = Map.of(
            "customs", "ADVANCED_CERTIFIED", "tax", "A", "forex", "A", "market", "NORMAL", "commerce", "EXCELLENT");

    private final Zone zone;

    Routine(Zone zone) {
        this.zone = zone;
    }

    /** An enterprise that holds a certificate and has filed nothing. */
    Party enterprise() {
        return Party.issue(zone, Documents.uscc());
    }

    Request filing(Party party) {
        return write(
                "PUT", party.filing(), Documents.filing(party), party.clerk(), Documents.id("filing-" + party.uscc()));
    }

    Request decision(Party party, String step, Person officer) {
        return write(
                "POST",
                party.filing() + "/decisions",
                Documents.decision(step),
                officer,
                Documents.id(step.toLowerCase(Locale.ROOT)));
    }

    Request product(Party party, Gtin gtin) {
        return write("PUT", product(gtin), Documents.product(), party.clerk(), Documents.id("product"));
    }

    Request word(Party subject, String scheme, String classCode, Person officer) {
        return write(
                "PUT",
                subject.assertion(scheme),
                Documents.assertion(scheme, classCode),
                officer,
                Documents.id("word-" + scheme));
    }

    Request capture(Party sender, String id, ObjectNode document) {
        return Request.of("POST", "/capture", document).with(Documents.captureHeaders(id, sender, document));
    }

    /** An enterprise whose filing is SUBMITTED, VERIFIED, ACCEPTED or REJECTED at every gateway. */
    Party filed(String status) {
        Party party = enterprise();
        if (status.equals("ACCEPTED")) {
            accept(party, filing(party));
            return party;
        }
        gateway("commerce", party.clerk()).must(filing(party));
        awaitStatus(party, "SUBMITTED");
        if (!status.equals("SUBMITTED")) {
            decide(party, "market", status.equals("REJECTED") ? "REJECT" : "VERIFY");
            awaitStatus(party, status);
        }
        return party;
    }

    /** Files with this request and has it accepted. */
    void accept(Party party, Request filing) {
        gateway("commerce", party.clerk()).must(filing);
        awaitStatus(party, "SUBMITTED");
        decide(party, "market", "VERIFY");
        awaitStatus(party, "VERIFIED");
        decide(party, "customs", "ACCEPT");
        awaitStatus(party, "ACCEPTED");
    }

    /** Registers a product of an accepted enterprise and waits until every gateway knows it. */
    Gtin registered(Party party) {
        Gtin gtin = Documents.gtin();
        gateway("commerce", party.clerk()).must(product(party, gtin));
        zone.organisations().forEach(each -> gateway(each.id(), zone.consumer()).await(product(gtin), 200));
        return gtin;
    }

    /** Captures a document at the operator's gateway, waits until every gateway knows it, and gives the capture's id. */
    String captured(Party sender, ObjectNode document) {
        String id = Documents.id("capture");
        gateway("operator", sender.clerk()).must(capture(sender, id, document));
        zone.organisations().forEach(each -> gateway(each.id(), zone.consumer()).await("/capture/" + id, 200));
        return id;
    }

    /** An agency gives its word, and every gateway shows it. */
    void said(Party subject, String scheme, String classCode) {
        said(subject, scheme, word(subject, scheme, classCode, zone.person(scheme, "officer")));
    }

    /** An agency gives this word, and every gateway shows it. */
    void said(Party subject, String scheme, Request word) {
        gateway(scheme, zone.person(scheme, "officer")).must(word);
        zone.organisations().forEach(each -> {
            Gateway gateway = gateway(each.id(), zone.consumer());
            Await.until(
                    scheme + "'s word at " + each.id(),
                    Await.LAG,
                    () -> assertion(gateway.get(subject.subject()).json(), scheme),
                    slot -> slot.path("status").asText().equals("EFFECTIVE"));
        });
    }

    /** Waits until every gateway shows this status of a filing. */
    void awaitStatus(Party party, String status) {
        zone.organisations().forEach(each -> {
            Gateway gateway = gateway(each.id(), zone.consumer());
            Await.until(
                    "the filing " + status + " at " + each.id(),
                    Await.LAG,
                    () -> gateway.get(party.filing()),
                    answer -> answer.json().path("status").asText().equals(status));
        });
    }

    static String product(Gtin gtin) {
        return "/api/v1/products/" + gtin;
    }

    /** One scheme's slot in a subject's record. */
    static JsonNode assertion(JsonNode subject, String scheme) {
        for (JsonNode assertion : subject.path("assertions")) {
            if (assertion.path("scheme").asText().equals(scheme)) {
                return assertion;
            }
        }
        return MissingNode.getInstance();
    }

    private void decide(Party party, String agency, String step) {
        Person officer = zone.person(agency, "officer");
        gateway(agency, officer).must(decision(party, step, officer));
    }

    private Gateway gateway(String organisation, Person person) {
        return zone.gateway(organisation, person);
    }

    private static Request write(String method, String path, ObjectNode document, Person person, String id) {
        return Request.of(method, path, document).with(Map.of("Idempotency-Key", id, "Zone-Salt", person.salt(id)));
    }
}
