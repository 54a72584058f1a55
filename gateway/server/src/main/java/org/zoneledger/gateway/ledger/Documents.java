package org.zoneledger.gateway.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Version;

/** Sends a person's documents about versioned records to the ledger. */
@ApplicationScoped
public class Documents {

    private final LedgerClient ledger;
    private final Records records;

    Documents(LedgerClient ledger, Records records) {
        this.ledger = ledger;
        this.records = records;
    }

    /** Reads the JSON object a body holds; refuses with MALFORMED. */
    public static ObjectNode read(byte[] body) {
        if (CanonicalJson.read(body) instanceof ObjectNode document) {
            return document;
        }
        throw Refusal.of(Code.MALFORMED, "", "a JSON object is expected");
    }

    /** Takes the object {@code restricted} out of a document; empty when there is none. */
    public static ObjectNode takeRestricted(ObjectNode document) {
        JsonNode restricted = document.remove("restricted");
        if (restricted == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (restricted instanceof ObjectNode values) {
            return values;
        }
        throw Refusal.of(Code.MALFORMED, "restricted", "a JSON object is expected");
    }

    /** Seals what is restricted of a document, and leaves the digests in its place. */
    public static Sealed seal(ObjectNode document, WriteHeaders headers) {
        ObjectNode values = takeRestricted(document);
        if (values.isEmpty()) {
            return Sealed.none();
        }
        Sealed sealed = Sealed.seal(values, headers.mustHaveSalt());
        document.set("restricted", sealed.digests());
        return sealed;
    }

    /** Makes a document for the version that it is to become. */
    public interface Draft {
        PartyDocument of(String id, long version);
    }

    /**
     * Sends what a party has signed.
     *
     * @param key record that the document changes
     * @param owners agencies of which one must endorse
     */
    public Response sendSigned(
            TransactionName name, String key, Draft draft, List<String> owners, WriteHeaders headers, Person person) {
        String jws = headers.mustBeSigned();
        Optional<Version> before = records.byDocument(key, headers.id());
        PartyDocument made = draft.of(headers.id(), version(key, before, headers));
        return answer(commit(name, key, made, List.of(jws), Endorsing.ownedBy(owners), before, headers, person));
    }

    /**
     * Sends an officer's document under the sender's id.
     *
     * @param key record that the document changes
     * @param document public part; id and version are put in here
     * @param restricted the rest
     * @param owners agencies of which one must endorse
     */
    public Response send(
            TransactionName name,
            String key,
            ObjectNode document,
            Sealed restricted,
            List<String> owners,
            WriteHeaders headers,
            Person person) {
        return answer(commit(name, key, document, restricted, Endorsing.ownedBy(owners), headers, person));
    }

    /** The same, for those who go on when it stands on the ledger. */
    public Committed commit(
            TransactionName name,
            String key,
            ObjectNode document,
            Sealed restricted,
            Endorsing endorsing,
            WriteHeaders headers,
            Person person) {
        Optional<Version> before = records.byDocument(key, headers.id());
        document.put("id", headers.id());
        document.put("version", version(key, before, headers));
        return commit(
                name, key, new PartyDocument(document, restricted), List.of(), endorsing, before, headers, person);
    }

    private Committed commit(
            TransactionName name,
            String key,
            PartyDocument made,
            List<String> signature,
            Endorsing endorsing,
            Optional<Version> before,
            WriteHeaders headers,
            Person person) {
        if (before.isPresent()) {
            return again(before.get(), made.bytes());
        }
        List<String> arguments = new ArrayList<>(List.of(CanonicalJson.text(made.document())));
        arguments.addAll(signature);
        arguments.add(person.actor());
        Submission submission = new Submission(
                name.wire() + " " + key + " " + headers.id(),
                name,
                arguments,
                Submission.transients(name, made.restricted()),
                endorsing);
        try {
            return ledger.submit(submission);
        } catch (RefusalException e) {
            // the rules know the sender's id by its field in the document
            throw e.refusal().code() == Code.ID_REUSED ? idReused() : e;
        }
    }

    /** 201 for what was written now, 200 for what stood there already. */
    public static Response answer(Committed committed) {
        return Response.status(committed.replayed() ? 200 : 201)
                .header("ETag", "\"" + committed.version() + "\"")
                .entity(committed)
                .build();
    }

    private long version(String key, Optional<Version> before, WriteHeaders headers) {
        if (before.isPresent()) {
            return before.get().stored().version();
        }
        return headers.seen()
                        .orElseGet(() ->
                                records.find(key).map(Records.Stored::version).orElse(0L))
                + 1;
    }

    private static RefusalException idReused() {
        return Refusal.of(Code.ID_REUSED, "Idempotency-Key", "the id was used before for another document");
    }

    private static Committed again(Version before, byte[] document) {
        if (!before.document().equals(Sha256.hex(document))) {
            throw idReused();
        }
        return new Committed(
                before.stored().key(),
                before.stored().version(),
                true,
                Optional.of(before.txId()),
                OptionalLong.of(before.block()));
    }
}
