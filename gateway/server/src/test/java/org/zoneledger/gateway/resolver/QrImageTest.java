package org.zoneledger.gateway.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrImageTest {
    private static final String URL = "https://trace.example/01/06930000001018/10/TX260302/21/A%2F1";
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");

    @ParameterizedTest
    @ValueSource(ints = {64, 100, 333, 512, 2048})
    void as_png_reads_back(int size) throws Exception {
        assertThat(read(image(new QrImage(URL).png(size))).getText()).isEqualTo(URL);
    }

    @Test
    void as_svg_reads_back() throws Exception {
        assertThat(read(draw(new QrImage(URL).svg(300))).getText()).isEqualTo(URL);
    }

    @Test
    void has_error_correction_level_m() throws Exception {
        assertThat(read(image(new QrImage(URL).png(512)))
                        .getResultMetadata()
                        .get(ResultMetadataType.ERROR_CORRECTION_LEVEL))
                .isEqualTo("M");
    }

    @Test
    void has_the_size_asked_for() throws Exception {
        BufferedImage image = image(new QrImage(URL).png(333));
        assertThat(image.getWidth()).isEqualTo(333);
        assertThat(image.getHeight()).isEqualTo(333);
        assertThat(new QrImage(URL).svg(333)).contains("width=\"333\" height=\"333\"");
    }

    @Test
    void is_never_smaller_than_a_pixel_a_module() throws Exception {
        String longest = "https://trace.example/01/06930000001018/22/" + "%2F".repeat(20) + "/10/" + "%2F".repeat(20)
                + "/21/" + "%2F".repeat(20);
        BufferedImage image = image(new QrImage(longest).png(64));
        assertThat(image.getWidth()).isGreaterThan(64);
        assertThat(read(image, Map.of(DecodeHintType.PURE_BARCODE, true)).getText())
                .isEqualTo(longest);
    }

    @Test
    void keeps_a_quiet_zone_of_four_modules() throws Exception {
        Matcher viewBox = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(new QrImage(URL).svg(300));
        assertThat(viewBox.find()).isTrue();
        int width = Integer.parseInt(viewBox.group(1));
        BufferedImage image = image(new QrImage(URL).png(10 * width));
        for (int i = 0; i < image.getWidth(); i++) {
            assertThat(isWhite(image, i, 39) && isWhite(image, 39, i) && isWhite(image, image.getWidth() - 40, i))
                    .isTrue();
        }
        assertThat(isWhite(image, 40, 40)).isFalse();
    }

    @Test
    void refuses_what_no_code_can_hold() {
        assertThatThrownBy(() -> new QrImage("x".repeat(3000))).isInstanceOf(IllegalArgumentException.class);
    }

    static Result read(BufferedImage image) throws Exception {
        return read(image, Map.of());
    }

    static Result read(BufferedImage image, Map<DecodeHintType, ?> hints) throws Exception {
        int width = image.getWidth();
        int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        RGBLuminanceSource source = new RGBLuminanceSource(width, image.getHeight(), pixels);
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)), hints);
    }

    static BufferedImage image(byte[] png) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /** Draws the black path of an SVG at four pixels a module. */
    static BufferedImage draw(String svg) {
        int scale = 4;
        Matcher viewBox = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
        assertThat(viewBox.find()).isTrue();
        int width = scale * Integer.parseInt(viewBox.group(1));
        BufferedImage image = new BufferedImage(width, width, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * width; i++) {
            image.setRGB(i % width, i / width, 0xFFFFFF);
        }
        for (MatchResult run : RUN.matcher(svg).results().toList()) {
            int x = Integer.parseInt(run.group(1));
            int y = Integer.parseInt(run.group(2));
            int modules = Integer.parseInt(run.group(3));
            for (int i = 0; i < modules * scale * scale; i++) {
                image.setRGB(x * scale + i % (modules * scale), y * scale + i / (modules * scale), 0);
            }
        }
        return image;
    }

    private static boolean isWhite(BufferedImage image, int x, int y) {
        return (image.getRGB(x, y) & 0xFFFFFF) == 0xFFFFFF;
    }
}
