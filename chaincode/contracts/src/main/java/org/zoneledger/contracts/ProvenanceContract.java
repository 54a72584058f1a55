package org.zoneledger.contracts;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.filing.ProductRules;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.provenance.PageRules;
import org.zoneledger.domain.provenance.PageRules.Statement;

/** Captures: one page of events a transaction. */
final class ProvenanceContract {

    private ProvenanceContract() {}

    static Decision capture(Request request, LedgerStore store) {
        Statement statement = Statement.read(request.argument(0).getBytes(StandardCharsets.UTF_8));
        byte[] compressed = request.transientValue("events");
        Page page = Page.read(expand(compressed), request.transientValue("restricted"));
        var prior = store.record(PageRules.headKey(statement.captureID()));
        var filing = store.record(FilingRules.key(statement.uscc()));
        return store.apply(PageRules.capture(
                prior,
                filing,
                products(page, store),
                statement,
                request.argument(1),
                page,
                compressed,
                request.caller(2),
                request.at()));
    }

    private static SortedMap<String, LedgerRecord> products(Page page, LedgerStore store) {
        SortedMap<String, LedgerRecord> products = new TreeMap<>();
        for (String gtin : PageRules.gtins(page)) {
            store.record(ProductRules.key(Gtin.parse(gtin))).ifPresent(product -> products.put(gtin, product));
        }
        return products;
    }

    /**
     * One zstd frame that says how large its content is, which is checked before anything is expanded.
     *
     * <p>A frame is stored as it was sent, so it may not be padded beyond what any content of its size needs.
     */
    private static byte[] expand(byte[] compressed) {
        // the library throws where there is not a single byte
        long size = compressed.length == 0 ? -1 : Zstd.getFrameContentSize(compressed);
        if (size < 0 || size > Page.MAX_BYTES || compressed.length > Zstd.compressBound(size)) {
            throw Refusal.of(
                    Code.TOO_LARGE, "events", "one zstd frame of at most " + Page.MAX_BYTES + " bytes is expected");
        }
        byte[] events = new byte[(int) size];
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
