package org.zoneledger.domain.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.CertificateRules;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.PartyCertificate;
import org.zoneledger.domain.provenance.EventRules.Mention;

/** One capture becomes one page: checked event by event, signed by its sender, provable event by event. */
public final class PageRules {

    /** Different products that the events of one page may name. */
    public static final int MAX_PRODUCTS = 200;

    /** Shape of a page head; the first had no {@code hashes}. */
    private static final int SCHEMA = 2;

    private PageRules() {}

    /** Ledger key of the compressed public events. */
    public static String key(String captureID) {
        return "page/" + captureID;
    }

    /** Ledger key of what is said about the page. */
    public static String headKey(String captureID) {
        return "pagehead/" + captureID;
    }

    /**
     * What a sender signs for a page: canonical {@code {"captureID","count","root","uscc"}}.
     *
     * @param captureID chosen by the sender, 8 to 64 characters
     * @param count number of events
     * @param root Merkle root over the public events, hexadecimal
     * @param uscc the sender
     */
    public record Statement(String captureID, long count, String root, Uscc uscc) {

        /** The statement for a page. */
        public static Statement of(String captureID, Uscc uscc, Page page) {
            return new Statement(DocumentId.check(captureID), page.events().size(), page.root(), uscc);
        }

        /** Reads canonical bytes. */
        public static Statement read(byte[] statement) {
            Fields fields = Fields.of(CanonicalJson.readCanonical(statement));
            Statement read = new Statement(
                    fields.value("captureID", DocumentId::check),
                    fields.integer("count", 1, Page.MAX_EVENTS),
                    fields.text("root", 64),
                    fields.value("uscc", Uscc::parse));
            fields.end();
            return read;
        }

        /** Canonical bytes: the payload of the sender's signature. */
        public byte[] bytes() {
            return CanonicalJson.bytes(node());
        }

        ObjectNode node() {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("captureID", captureID);
            node.put("count", count);
            node.put("root", root);
            node.put("uscc", uscc.value());
            return node;
        }
    }

    /** Every GTIN that the events of a page name, in order; refuses a page that names too many or an unreadable EPC. */
    public static SortedSet<String> gtins(Page page) {
        SortedSet<String> gtins = new TreeSet<>();
        Keys keys = new Keys();
        for (int i = 0; i < page.events().size(); i++) {
            int index = i;
            within(
                    index,
                    () -> gtins.addAll(
                            EventRules.gtins(EventRules.mentions(page.events().get(index), keys))));
        }
        if (gtins.size() > MAX_PRODUCTS) {
            throw Refusal.of(
                    Code.TOO_LARGE,
                    "epcisBody.eventList",
                    "a page names at most " + MAX_PRODUCTS + " different products");
        }
        return gtins;
    }

    /**
     * Decides on a capture.
     *
     * @param prior head of the page with this capture id, if any
     * @param filing the sender's filing, if any
     * @param products the stored products among {@link #gtins}, by GTIN
     * @param statement what the sender signed
     * @param jws the sender's detached signature over the statement
     * @param page the events
     * @param compressed the public events as they are stored
     */
    public static Decision capture(
            Optional<LedgerRecord> prior,
            Optional<LedgerRecord> filing,
            SortedMap<String, LedgerRecord> products,
            Statement statement,
            String jws,
            Page page,
            byte[] compressed,
            Caller caller,
            Instant at) {
        caller.mustBeClerkOf(statement.uscc());
        Competence.mustTakeCaptures(caller);
        if (statement.count() != page.events().size() || !statement.root().equals(page.root())) {
            throw Refusal.of(Code.ROOT_MISMATCH, "root", "the signed root is not that of the events sent");
        }
        if (prior.isPresent()) {
            return replay(prior.get(), statement);
        }
        JsonNode certificate = CertificateRules.mustBeGood(
                FilingRules.mustBeActive(filing, at).node().path("certificate"));
        PartyCertificate.mustHaveSigned(certificate, jws, statement.bytes());
        checkEvents(page, statement.uscc(), products, at);
        LedgerRecord head = LedgerRecord.from("page", statement.node(), caller, at);
        head.node().remove("document");
        head.node().put("jws", jws);
        head.node().set("certificate", certificate.path("sha256"));
        head.node().put("hashes", page.hashRoot());
        head.node().put("schema", SCHEMA);
        List<Write> writes = new ArrayList<>();
        writes.add(Write.open(key(statement.captureID()), compressed));
        if (!page.restricted().isEmpty()) {
            head.node().put("restricted", Sha256.hex(page.restrictedBytes()));
            writes.add(Write.restricted(key(statement.captureID()), page.restrictedBytes()));
        }
        writes.add(Write.open(headKey(statement.captureID()), head.bytes()));
        return Decision.of(headKey(statement.captureID()), 1, writes);
    }

    private static Decision replay(LedgerRecord prior, Statement statement) {
        if (prior.text("root").equals(statement.root())
                && prior.text("uscc").equals(statement.uscc().value())) {
            return Decision.replay(headKey(statement.captureID()), 1);
        }
        throw Refusal.of(Code.ID_REUSED, "captureID", "the id was used before for another capture");
    }

    private static void checkEvents(Page page, Uscc sender, SortedMap<String, LedgerRecord> products, Instant at) {
        Keys keys = new Keys();
        for (int i = 0; i < page.events().size(); i++) {
            int index = i;
            within(index, () -> checkEvent(page, index, keys, sender, products, at));
        }
    }

    private static void checkEvent(
            Page page, int index, Keys keys, Uscc sender, SortedMap<String, LedgerRecord> products, Instant at) {
        EventParts parts =
                new EventParts(page.events().get(index), page.restricted().getOrDefault(index, Sealed.none()));
        ObjectNode event = parts.join();
        parts.mustBeDividedByPolicy(event, at);
        PersonalData.refuseIn(event);
        EventRules.check(event, keys, at);
        EventForm.check(event, keys);
        checkHash(event);
        List<Mention> mentions = EventRules.mentions(event, keys);
        for (String gtin : EventRules.gtins(mentions)) {
            if (!products.containsKey(gtin)) {
                throw Refusal.of(
                        Code.PRODUCT_UNKNOWN, "", "the event names a product that no enterprise has registered");
            }
        }
        for (String gtin : EventRules.madeGtins(event, mentions)) {
            if (!products.get(gtin).text("uscc").equals(sender.value())) {
                throw Refusal.of(
                        Code.NOT_OWNER, "", "only the enterprise that registered a product brings it into being");
            }
        }
    }

    /** An event that is named by its hash must have that hash, as it was sent with all that is restricted. */
    private static void checkHash(ObjectNode event) {
        String eventID = event.path("eventID").asText();
        if (EventHash.isHash(eventID) && !eventID.equals(EventHash.of(event))) {
            throw Refusal.of(
                    Code.EVENT_INVALID, "eventID", "the event is named by a hash (CBV 2.0) that is not its own");
        }
    }

    private static void within(int index, Runnable check) {
        try {
            check.run();
        } catch (RefusalException e) {
            throw e.refusal().under(Page.at(index)).exception();
        }
    }
}
