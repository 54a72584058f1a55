package org.zoneledger.gateway.filing;

import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;

/** One record as an answer: what the visitor may see of it, with its version as ETag. */
public final class RecordAnswer {

    private RecordAnswer() {}

    /** The answer; refuses with NOT_FOUND when there is no record. */
    public static Response of(Optional<Records.Stored> found, String recordType, Visitor visitor) {
        Records.Stored record =
                found.orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "", "the ledger has no such " + recordType));
        return Response.ok(visitor.view(
                        recordType, record.open().path("uscc").asText(), record.open(), record.restricted()))
                .header("ETag", "\"" + record.version() + "\"")
                .build();
    }
}
