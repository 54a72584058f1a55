package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Links;
import org.zoneledger.gateway.index.Things;
import org.zoneledger.gateway.provenance.Trace.Direction;
import org.zoneledger.gateway.provenance.TraceReader.Found;
import org.zoneledger.gateway.provenance.TraceReader.Listed;
import org.zoneledger.gateway.provenance.TraceReader.Question;

/** What a recall reaches: its batches, their items, what was made of them and what they are packed in, batch after batch. */
@ApplicationScoped
class Affected {

    private final TraceReader traces;
    private final Index index;

    Affected(TraceReader traces, Index index) {
        this.traces = traces;
        this.index = index;
    }

    /**
     * Where a list goes on.
     *
     * @param start number of the batch or item, in the order of the recall
     * @param height blocks that count
     * @param offset things of its trace that were listed
     */
    record Token(int start, long height, int offset) {

        static Token parse(String text, long height) {
            if (text == null) {
                return new Token(0, height, 0);
            }
            if (text.matches("[0-9]{1,5}\\.[0-9]{1,15}\\.[0-9]{1,5}")) {
                String[] parts = text.split("\\.", -1);
                Token token =
                        new Token(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
                if (token.height <= height && token.offset <= Trace.MOST_NODES) {
                    return token;
                }
            }
            throw Refusal.of(Code.VALUE_INVALID, "nextPageToken", "a token out of a Link header is expected");
        }

        @Override
        public String toString() {
            return start + "." + height + "." + offset;
        }
    }

    /**
     * A page.
     *
     * @param found a thing that two batches lead to is listed with both
     * @param next where the next page begins, if there is one
     * @param cut why a trace ended early
     */
    record Reached(List<Found> found, Optional<Token> next, Optional<Trace.Cut> cut) {}

    /**
     * Things that a recall reaches.
     *
     * @param opened blocks up to its opening: what was declared wrong later does not get out of it
     * @param most at most so many
     */
    Reached page(ObjectNode recall, long opened, Token token, int most) {
        List<String> starts = starts(recall);
        List<Found> found = new ArrayList<>();
        Optional<Trace.Cut> cut = Optional.empty();
        int offset = token.offset();
        for (int i = token.start(); i < starts.size(); i++) {
            Question question = new Question(
                    starts.get(i),
                    Direction.forward,
                    Optional.empty(),
                    token.height(),
                    Math.min(opened, token.height()));
            Listed listed = traces.page(question, offset, most - found.size());
            found.addAll(listed.found());
            cut = cut.or(listed::cut);
            boolean more = listed.hasMore();
            if (more || found.size() >= most) {
                Token next = more
                        ? new Token(i, token.height(), offset + listed.found().size())
                        : new Token(i + 1, token.height(), 0);
                return new Reached(found, Optional.of(next).filter(each -> each.start() < starts.size()), cut);
            }
            offset = 0;
        }
        return new Reached(found, Optional.empty(), cut);
    }

    /** The batches a recall names, or every batch and item of the product that an event names. */
    private List<String> starts(ObjectNode recall) {
        Gtin gtin = Gtin.parse(recall.path("gtin").asText());
        if (recall.has("batches")) {
            return Competence.texts(recall.path("batches")).stream()
                    .map(batch -> Things.of(DigitalLink.Item.batch(gtin, batch)).uri())
                    .toList();
        }
        return index.read(connection -> {
            try (Links links = new Links(connection, 0)) {
                return links.beginning(DigitalLink.Item.product(gtin).uri() + "/");
            }
        });
    }
}
