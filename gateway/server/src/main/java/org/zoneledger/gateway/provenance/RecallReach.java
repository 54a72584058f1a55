package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.provenance.RecallRules;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.provenance.Affected.Token;
import org.zoneledger.gateway.provenance.RecallResource.Reach;

/** What a recall reaches, page by page, as whoever asks may see it. */
@RequestScoped
public class RecallReach {

    private final Records records;
    private final Recalls recalls;
    private final Affected affected;
    private final TraceView traces;
    private final Index index;

    RecallReach(Records records, Recalls recalls, Affected affected, TraceView traces, Index index) {
        this.records = records;
        this.recalls = recalls;
        this.affected = affected;
        this.traces = traces;
        this.index = index;
    }

    /**
     * A page.
     *
     * @param recall as it stands on the ledger
     * @param next token of the next page, if there is one
     */
    public record Page(ObjectNode recall, Reach reach, Optional<String> next) {}

    /**
     * A page of what a recall reaches.
     *
     * @param token of a page before, or null for the first
     * @throws org.zoneledger.domain.RefusalException NOT_FOUND; VALUE_INVALID for a token of nobody
     */
    public Page page(String id, String token, int most) {
        String key = RecallRules.key(DocumentId.check(id));
        ObjectNode recall = records.find(key)
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "", "the ledger has no such recall"))
                .open();
        Token start = Token.parse(token, index.checkpoint().height());
        Affected.Reached reached = affected.page(recall, recalls.opened(key), start, most);
        Optional<String> cut =
                reached.next().isPresent() ? Optional.of("more") : reached.cut().map(Enum::name);
        return new Page(
                recall,
                new Reach(key, start.height(), cut.isEmpty(), cut, traces.of(reached.found())),
                reached.next().map(Token::toString));
    }
}
