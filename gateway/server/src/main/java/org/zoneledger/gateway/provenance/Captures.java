package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.provenance.PageRules.Statement;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.index.Zstandard;
import org.zoneledger.gateway.ledger.Committed;
import org.zoneledger.gateway.ledger.LedgerClient;
import org.zoneledger.gateway.ledger.Submission;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Makes pages of what clerks send, and puts them on the ledger. */
@ApplicationScoped
class Captures {

    private final LedgerClient ledger;

    Captures(LedgerClient ledger) {
        this.ledger = ledger;
    }

    /** A page, and where it is on the ledger. */
    record Captured(Page page, Committed committed) {}

    /**
     * Captures a document; what it refuses names the event and the field.
     *
     * @param clerk who sends it
     * @param document EPCISDocument in JSON, read once it is clear that it is signed
     */
    Captured capture(Person clerk, WriteHeaders headers, Supplier<JsonNode> document) {
        String jws = headers.mustBeSigned();
        String captureID = headers.id();
        Page page = Page.split(document.get(), headers.salt().orElse(new byte[Sealed.SEED_BYTES]), Instant.now());
        if (!page.restricted().isEmpty()) {
            headers.mustHaveSalt();
        }
        Statement statement = Statement.of(captureID, clerk.enterprise(), page);
        Committed committed = ledger.submit(new Submission(
                TransactionName.PROVENANCE_CAPTURE.wire() + " " + captureID,
                TransactionName.PROVENANCE_CAPTURE,
                List.of(new String(statement.bytes(), StandardCharsets.UTF_8), jws, clerk.actor()),
                Map.of(
                        "events", Zstandard.compress(page.eventBytes()),
                        "restricted", page.restrictedBytes()),
                List.of()));
        return new Captured(page, committed);
    }
}
