package org.zoneledger.launcher.demo;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A QR code out of block characters, two modules high each: light modules are drawn, for the dark ground of a terminal. */
final class QrBlocks {

    private static final int QUIET_ZONE = 2;

    private QrBlocks() {}

    static List<String> draw(String text) {
        BitMatrix dark = encode(text);
        List<String> lines = new ArrayList<>();
        for (int y = 0; y < dark.getHeight(); y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < dark.getWidth(); x++) {
                boolean upper = !dark.get(x, y);
                boolean lower = y + 1 < dark.getHeight() && !dark.get(x, y + 1);
                line.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static BitMatrix encode(String text) {
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.L,
                                    EncodeHintType.MARGIN,
                                    QUIET_ZONE));
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }
}
