package org.zoneledger.gateway.index;

import com.github.luben.zstd.Zstd;
import org.zoneledger.domain.provenance.Page;

/** Compression of a page's events (RFC 8878), one frame that says its size. */
public final class Zstandard {

    /** Fast, and eleven times smaller for events; higher levels cost the sender more than they save. */
    private static final int LEVEL = 1;

    private Zstandard() {}

    public static byte[] compress(byte[] content) {
        return Zstd.compress(content, LEVEL);
    }

    /** Expands what the ledger holds, which its rules have kept within {@link Page#MAX_BYTES}. */
    public static byte[] expand(byte[] compressed) {
        long size = Zstd.getFrameContentSize(compressed);
        if (size < 0 || size > Page.MAX_BYTES) {
            throw new IllegalStateException("a page of the ledger has an impossible size");
        }
        return Zstd.decompress(compressed, (int) size);
    }
}
