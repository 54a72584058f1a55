package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.filing.ProductRules;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.provenance.PageRules;
import org.zoneledger.domain.provenance.PageRules.Statement;
import org.zoneledger.domain.provenance.RecallRules;

/** Captures, one page of events a transaction, and recalls. */
final class ProvenanceContract {

    /** Bytes of pages that are read at the same time: reading takes about twelve times as much memory. */
    private static final Semaphore BYTES_AT_A_TIME = new Semaphore(Page.MAX_BYTES, true);

    private ProvenanceContract() {}

    static Decision capture(Request request, LedgerStore store) {
        Statement statement = Statement.read(request.argument(0).getBytes(StandardCharsets.UTF_8));
        byte[] compressed = request.transientValue("events");
        byte[] restricted = request.transientValue("restricted");
        int size = contentSize(compressed);
        int bytes = Math.min(Page.MAX_BYTES, Math.max(size, restricted.length));
        BYTES_AT_A_TIME.acquireUninterruptibly(bytes);
        try {
            return capture(request, store, statement, compressed, Page.read(expand(compressed, size), restricted));
        } finally {
            BYTES_AT_A_TIME.release(bytes);
        }
    }

    static Decision recall(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(RecallRules.key(Request.id(document, "id")));
        var product =
                store.record(ProductRules.key(Gtin.parse(document.path("gtin").asText())));
        return store.apply(RecallRules.open(prior, product, document, request.caller(1), request.at()));
    }

    static Decision close(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(RecallRules.key(Request.id(document, "recall")));
        return store.apply(RecallRules.close(prior, document, request.caller(1), request.at()));
    }

    private static Decision capture(
            Request request, LedgerStore store, Statement statement, byte[] compressed, Page page) {
        var prior = store.record(PageRules.headKey(statement.captureID()));
        var filing = store.record(FilingRules.key(statement.uscc()));
        return store.apply(PageRules.capture(
                prior,
                filing,
                store.products(PageRules.gtins(page)),
                statement,
                request.argument(1),
                page,
                compressed,
                request.caller(2),
                request.at()));
    }

    /**
     * What one zstd frame says of the size of its content, known before anything is expanded.
     *
     * <p>A frame is stored as it was sent, so it may not be padded beyond what any content of its size needs.
     */
    private static int contentSize(byte[] compressed) {
        // the library throws where there is not a single byte
        long size = compressed.length == 0 ? -1 : Zstd.getFrameContentSize(compressed);
        if (size < 0 || size > Page.MAX_BYTES || compressed.length > Zstd.compressBound(size)) {
            throw Refusal.of(
                    Code.TOO_LARGE, "events", "one zstd frame of at most " + Page.MAX_BYTES + " bytes is expected");
        }
        return (int) size;
    }

    private static byte[] expand(byte[] compressed, int size) {
        byte[] events = new byte[size];
        try {
            if (Zstd.findFrameCompressedSize(compressed) == compressed.length
                    && Zstd.decompress(events, compressed) == size) {
                return events;
            }
        } catch (ZstdException e) {
            // answered below: the text of the library is not the same in every version
        }
        throw Refusal.of(Code.MALFORMED, "events", "the compressed events cannot be read");
    }
}
