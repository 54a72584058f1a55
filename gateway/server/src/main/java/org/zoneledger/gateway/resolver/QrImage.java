package org.zoneledger.gateway.resolver;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;
import org.zoneledger.domain.canonical.Zlib;

/** A QR code with the quiet zone of four modules (ISO/IEC 18004), with error correction level M where no other is said. */
final class QrImage {
    private static final int QUIET_ZONE = 4;
    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private final ByteMatrix modules;
    private final int width;

    /**
     * Encodes a URL.
     *
     * @throws IllegalArgumentException when it is too long for any QR code
     */
    QrImage(String url) {
        this(url, ErrorCorrectionLevel.M);
    }

    /**
     * Encodes any text.
     *
     * @throws IllegalArgumentException when it is too long for any QR code of this level
     */
    QrImage(String text, ErrorCorrectionLevel level) {
        try {
            this.modules = Encoder.encode(text, level).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("No QR code holds this text.", e);
        }
        this.width = modules.getWidth() + 2 * QUIET_ZONE;
    }

    /**
     * The code as SVG: a white square and one black path.
     *
     * @param size width and height in pixels
     */
    String svg(int size) {
        StringBuilder path = new StringBuilder();
        draw((x, y, length) -> {
            path.append('M').append(x).append(' ').append(y);
            path.append('h').append(length).append("v1h-").append(length).append('z');
        });
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%1$d" viewBox="0 0 %2$d %2$d" shape-rendering="crispEdges">\
                <path fill="#fff" d="M0 0h%2$dv%2$dH0z"/><path d="%3$s"/></svg>
                """, size, width, path);
    }

    /** Black modules in a row, counted from the upper left corner of the quiet zone. */
    interface Run {
        void at(int x, int y, int length);
    }

    /** Modules from edge to edge, quiet zone included. */
    int width() {
        return width;
    }

    /** Gives what is black, row by row. */
    void draw(Run black) {
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                int start = x;
                while (x < modules.getWidth() && modules.get(x, y) == 1) {
                    x++;
                }
                if (x > start) {
                    black.at(start + QUIET_ZONE, y + QUIET_ZONE, x - start);
                }
            }
        }
    }

    /**
     * The code as PNG (ISO/IEC 15948), one bit a pixel.
     *
     * @param size width and height in pixels; larger when a module would be less than a pixel
     */
    byte[] png(int size) {
        int pixels = Math.max(size, width);
        int scale = pixels / width;
        int margin = (pixels - scale * modules.getWidth()) / 2;
        int rowBytes = 1 + (pixels + 7) / 8;
        byte[] rows = new byte[rowBytes * pixels];
        for (int y = 0; y < pixels; y++) {
            for (int x = 0; x < pixels; x++) {
                if (!isBlack(x - margin, y - margin, scale)) {
                    rows[y * rowBytes + 1 + x / 8] |= (byte) (0x80 >> (x % 8));
                }
            }
        }
        byte[] header = ByteBuffer.allocate(13)
                .putInt(pixels)
                .putInt(pixels)
                .put((byte) 1)
                .array();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(PNG_SIGNATURE);
        png.writeBytes(chunk("IHDR", header));
        png.writeBytes(chunk("IDAT", Zlib.deflated(rows)));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private boolean isBlack(int x, int y, int scale) {
        int end = scale * modules.getWidth();
        return x >= 0 && y >= 0 && x < end && y < end && modules.get(x / scale, y / scale) == 1;
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] typeBytes = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(typeBytes);
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(typeBytes)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }
}
