package org.zoneledger.domain.canonical;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** Compression that every reader has (RFC 1950): for codes on paper and pictures, never for what is hashed. */
public final class Zlib {

    private Zlib() {}

    /** The data as small as it gets. */
    public static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
