package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.zoneledger.acceptance.Bypass.Call;
import org.zoneledger.acceptance.Bypass.NotEndorsed;
import org.zoneledger.domain.identifier.Gtin;

/** What the steps of one scenario know in common. */
public final class World {

    private static final Pattern WHO = Pattern.compile("(.+?)(?: at the (\\w+) gateway)?");
    private static final Pattern AGENCY_PERSON = Pattern.compile("the (\\w+) (officer|reviewer)");
    private static Maker maker;
    private static Subject subject;

    private final Zone zone = Zone.zone();
    private final Routine routine = new Routine(zone);
    private final Bypass bypass = new Bypass(zone);
    private Party party;
    private Party other;
    private Gateway sender;
    private Request request;
    private Answer answer;
    private NotEndorsed refusal;
    private Gtin product;

    /**
     * An enterprise with an active filing and products, for scenarios that add captures and change nothing else.
     *
     * @param party the enterprise
     * @param yarn what it makes
     * @param sweaters what it makes of that
     */
    record Maker(Party party, Gtin yarn, Gtin sweaters) {}

    /**
     * An enterprise with an active filing and something restricted in every kind of record, for scenarios that only read.
     *
     * @param maker the enterprise and its products
     * @param lot batch of the sweaters
     * @param filing request of its filing
     * @param word request of the customs word, a class that is not published
     * @param order number of the order on which the batch was shipped
     */
    record Subject(Maker maker, String lot, Request filing, Request word, String order) {}

    Zone zone() {
        return zone;
    }

    Routine routine() {
        return routine;
    }

    Bypass bypass() {
        return bypass;
    }

    /** The enterprise the scenario is about. */
    Party party() {
        return party;
    }

    void about(Party enterprise) {
        this.party = enterprise;
    }

    /** Another enterprise, which holds a certificate and has filed nothing. */
    Party other() {
        if (other == null) {
            other = routine.enterprise();
        }
        return other;
    }

    /** A person at the gateway they go to, or at another: {@code the clerk}, {@code a consumer at the audit gateway}. */
    Gateway who(String phrase) {
        Matcher who = WHO.matcher(phrase);
        if (!who.matches()) {
            throw new IllegalArgumentException(phrase);
        }
        String name = who.group(1);
        Gateway usual =
                switch (name) {
                    case "the clerk" -> zone.gateway("commerce", party.clerk());
                    case "another enterprise's clerk" -> zone.gateway("commerce", other().clerk());
                    case "a consumer" -> zone.gateway("operator", zone.consumer());
                    case "the auditor" -> zone.gateway("audit", zone.person("audit", "auditor"));
                    case "the operator" -> zone.gateway("operator", zone.person("operator", "operator"));
                    default -> agencyPerson(name);
                };
        return who.group(2) == null ? usual : zone.gateway(who.group(2), usual.person());
    }

    private Gateway agencyPerson(String name) {
        Matcher person = AGENCY_PERSON.matcher(name);
        if (!person.matches()) {
            throw new IllegalArgumentException("nobody knows who " + name + " is");
        }
        return zone.gateway(person.group(1), zone.person(person.group(1), person.group(2)));
    }

    /** Sends once and remembers who sent what and what was answered. */
    Answer send(Gateway gateway, Request what) {
        sender = gateway;
        request = what;
        answer = gateway.send(what);
        return answer;
    }

    /** Goes round the gateways and remembers how the ledger refused. */
    void attempt(Call call) {
        try {
            bypass.endorse(call);
        } catch (NotEndorsed e) {
            refusal = e;
        }
    }

    /** How the ledger refused the last attempt, null when it did not. */
    NotEndorsed refusal() {
        return refusal;
    }

    /** The newest versions of records, as an auditor sees them; fails unless one transaction wrote them all. */
    List<JsonNode> writtenTogether(String... keys) {
        List<JsonNode> newest = Stream.of(keys)
                .map(key ->
                        who("the auditor").get("/api/v1/history/" + key).json().path("versions"))
                .map(versions -> versions.path(versions.size() - 1))
                .toList();
        List<String> transactions =
                newest.stream().map(version -> version.path("txId").asText()).toList();
        assertThat(transactions).doesNotContain("").containsOnly(transactions.get(0));
        return newest;
    }

    /** The receipt of a record verifies by the command line. */
    void verifies(Gateway who, String key) throws IOException {
        Answer receipt = Await.until(
                "the receipt of " + key,
                Await.LAG,
                () -> who.get("/api/v1/receipts/" + key),
                answer -> answer.status() == 200);
        Path file = Files.createTempFile("receipt", ".json");
        Files.writeString(file, receipt.text());
        assertThat(zone.must("verify", file.toString()).out()).contains("verified");
    }

    /** The product of the enterprise, where the scenario needs only one. */
    Gtin product() {
        return product;
    }

    void makes(Gtin gtin) {
        product = gtin;
    }

    Gateway sender() {
        return sender;
    }

    Request request() {
        return request;
    }

    Answer answer() {
        return answer;
    }

    /** The enterprise with products that scenarios share, made when the first of them asks. */
    Maker maker() {
        if (maker == null) {
            Party enterprise = routine.filed("ACTIVE");
            maker = new Maker(enterprise, routine.registered(enterprise), routine.registered(enterprise));
        }
        party = maker.party();
        return maker;
    }

    /** The subject that scenarios share, made when the first of them asks. */
    Subject subject() {
        if (subject == null) {
            subject = makeSubject();
        }
        party = subject.maker().party();
        return subject;
    }

    private Subject makeSubject() {
        Party enterprise = routine.enterprise();
        Request filing = routine.filing(enterprise);
        routine.bring(enterprise, filing, "ACTIVE");
        Maker made = new Maker(enterprise, routine.registered(enterprise), routine.registered(enterprise));
        String yarnLot = Documents.lot();
        String lot = Documents.lot();
        String order = "urn:epcglobal:cbv:bt:6930000000018:" + Documents.mark("PO");
        routine.captured(
                enterprise,
                Documents.epcis(
                        Documents.made(made.yarn(), yarnLot),
                        Documents.knitted(made.yarn(), yarnLot, made.sweaters(), lot),
                        Documents.shipped(made.sweaters(), lot, order)));
        Request word = routine.word(enterprise, "customs", "REGULAR", zone.person("customs", "officer"));
        routine.said(enterprise, "customs", word);
        Routine.GOOD_WORDS.forEach((scheme, classCode) -> {
            if (!scheme.equals("customs")) {
                routine.said(enterprise, scheme, classCode);
            }
        });
        return new Subject(made, lot, filing, word, order);
    }
}
