package org.zoneledger.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.zoneledger.domain.identifier.Gtin;

/** What the people of a zone do every day, done right and repeated until it is settled: where scenarios start from. */
final class Routine {

    /** A class of each scheme that the law publishes, or the best where it publishes none. */
    static final Map<String, String> GOOD_WORDS = Map.of(
            "customs", "ADVANCED_CERTIFIED", "tax", "A", "forex", "A", "market", "NORMAL", "commerce", "EXCELLENT");

    /** The last step before each status but the first. */
    private static final Map<String, Turn> LIFE = Map.of(
            "VERIFIED", new Turn("SUBMITTED", "market", "VERIFY"),
            "REJECTED", new Turn("SUBMITTED", "market", "REJECT"),
            "ACCEPTED", new Turn("VERIFIED", "customs", "ACCEPT"),
            "ACTIVE", new Turn("ACCEPTED", "commerce", "ACTIVATE"),
            "SUSPENDED", new Turn("ACTIVE", "market", "SUSPEND"),
            "CANCELLED", new Turn("ACTIVE", "customs", "CANCEL"));

    private final Zone zone;

    /**
     * A step in a filing's life.
     *
     * @param from status before it
     * @param agency whose officer takes it
     * @param step its name
     */
    private record Turn(String from, String agency, String step) {}

    Routine(Zone zone) {
        this.zone = zone;
    }

    /** An enterprise that holds a certificate and has filed nothing. */
    Party enterprise() {
        return Party.issue(zone, Documents.uscc());
    }

    /** The enterprise's form, on top of the filing that everybody sees, if there is one. */
    Request filing(Party party) {
        Request form = write(
                "PUT", party.filing(), Documents.filing(party), party.clerk(), Documents.id("filing-" + party.uscc()));
        return Documents.signed(form.on(version(party.filing())), party);
    }

    Request decision(Party party, String step, Person officer) {
        return write(
                "POST",
                party.decisions(),
                Documents.decision(step),
                officer,
                Documents.id(step.toLowerCase(Locale.ROOT)));
    }

    /** The whole form as it is to be, on top of the amendment that everybody sees, if there is one. */
    Request amendment(Party party, ObjectNode form) {
        Request amendment = write("PUT", party.amendment(), form, party.clerk(), Documents.id("amendment"));
        return Documents.signed(amendment.on(version(party.amendment())), party);
    }

    /** A verifier's word on its fields of an amendment: CONFIRM or REFUSE. */
    Request review(Party party, String step, Person officer) {
        return write(
                "POST", party.amendment() + "/decisions", Documents.decision(step), officer, Documents.id("review"));
    }

    /**
     * A new certificate of an enterprise.
     *
     * @param renewed the enterprise with the certificate it is to have
     * @param signer the enterprise with the certificate it signs with
     */
    Request certificate(Party renewed, Party signer) {
        Request form = write(
                "PUT",
                renewed.certificate(),
                Documents.certificate(renewed),
                renewed.clerk(),
                Documents.id("certificate"));
        return Documents.signed(form.on(version(renewed.filing())), signer);
    }

    Request revocation(Party party) {
        return Request.of("POST", party.certificate() + "/revocation", Documents.grounds())
                .with("Idempotency-Key", Documents.id("revocation"));
    }

    Request use(Party party, String procedure, List<String> fields) {
        return Request.of("POST", party.uses(), Documents.use(procedure, fields))
                .with("Idempotency-Key", Documents.id(procedure));
    }

    /** A product that nobody has registered yet. */
    Request product(Party party, Gtin gtin) {
        return product(party, gtin, 0);
    }

    /** A product on top of this version. */
    Request product(Party party, Gtin gtin, long seen) {
        Request form = write("PUT", product(gtin), Documents.product(), party.clerk(), Documents.id("product"));
        return Documents.signed(form.on(seen), party);
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

    /** An enterprise whose filing has this status at every gateway. */
    Party filed(String status) {
        Party party = enterprise();
        bring(party, filing(party), status);
        return party;
    }

    /** Files with this request and takes the filing through its life up to this status. */
    void bring(Party party, Request filing, String status) {
        Turn turn = LIFE.get(status);
        if (turn == null) {
            gateway("commerce", party.clerk()).must(filing);
        } else {
            bring(party, filing, turn.from());
            decide(party, turn.agency(), turn.step());
        }
        awaitStatus(party, status);
    }

    /** Registers a product of an enterprise whose filing is active and waits until every gateway knows it. */
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

    /** The request by which a second person takes what was proposed with another one. */
    static Request approval(Request proposal) {
        String id = proposal.headers().get("Idempotency-Key");
        return Request.of("POST", "/api/v1/cases/" + id + "/approval", Documents.object());
    }

    /** Waits until every agency's peer holds a case, which whoever went round the gateways has proposed. */
    void awaitCase(String id) {
        for (String agency : List.of("customs", "tax", "forex", "market", "commerce")) {
            gateway(agency, zone.person(agency, "officer")).await("/api/v1/cases/" + id, 200);
        }
    }

    /** One person of an agency proposes a decision, and a second one takes it. */
    Answer decided(String agency, Request proposal) {
        gateway(agency, zone.person(agency, "officer")).must(proposal);
        return gateway(agency, zone.person(agency, "reviewer")).must(approval(proposal));
    }

    /** An agency gives this word, and every gateway shows it. */
    void said(Party subject, String scheme, Request word) {
        decided(scheme, word);
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
        awaitPublic(party.filing(), "the filing " + status, filing -> filing.path("status")
                .asText()
                .equals(status));
    }

    /** Waits until every gateway shows a record to everybody as expected. */
    void awaitPublic(String path, String what, Predicate<JsonNode> expected) {
        zone.organisations().forEach(each -> {
            Gateway gateway = gateway(each.id(), zone.consumer());
            Await.until(
                    what + " at " + each.id(),
                    Await.LAG,
                    () -> gateway.get(path),
                    answer -> expected.test(answer.json()));
        });
    }

    /** The version of a record that everybody sees at the single window; 0 when there is none. */
    long version(String path) {
        return gateway("commerce", zone.consumer())
                .get(path)
                .json()
                .path("version")
                .asLong(0);
    }

    static String product(Gtin gtin) {
        return Documents.PRODUCTS + gtin;
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
