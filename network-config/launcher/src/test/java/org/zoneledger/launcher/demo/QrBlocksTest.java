package org.zoneledger.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class QrBlocksTest {
    private static final String LINK = "http://localhost:17055/01/06930000100247/10/L260319";
    private static final int SCALE = 4;

    @Test
    void reads_back_as_the_link_it_was_drawn_from() throws ReaderException {
        List<String> lines = QrBlocks.draw(LINK);

        assertThat(new QRCodeReader().decode(photograph(lines)).getText()).isEqualTo(LINK);
    }

    @Test
    void fits_a_terminal() {
        assertThat(QrBlocks.draw(LINK)).hasSizeLessThan(24).allMatch(line -> line.length() < 60);
    }

    private static BinaryBitmap photograph(List<String> lines) {
        int width = lines.get(0).length() * SCALE;
        int height = lines.size() * 2 * SCALE;
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int row = y / SCALE;
                char block = lines.get(row / 2).charAt(x / SCALE);
                boolean light = block == '█' || block == (row % 2 == 0 ? '▀' : '▄');
                pixels[y * width + x] = light ? 0xFFFFFF : 0;
            }
        }
        return new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
    }
}
