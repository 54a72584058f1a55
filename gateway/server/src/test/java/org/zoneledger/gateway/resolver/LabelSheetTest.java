package org.zoneledger.gateway.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import com.lowagie.text.PageSize;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.provenance.Passport;

class LabelSheetTest {

    private static final String ROOT = "https://trace.example";
    private static final Passport.Text NAME = new Passport.Text("羊绒圆领毛衫", "Cashmere crew-neck sweater");
    private static final DigitalLink.Item BATCH = DigitalLink.Item.batch(Samples.SWEATER, "TX/260302");
    private static final Pattern AREA = Pattern.compile("([0-9.]+) ([0-9.]+) ([0-9.]+) ([0-9.]+) re");
    private static final double MM = 72 / 25.4;
    private static final double CELL = 63.5 * MM;
    private static final double ROW = 33.9 * MM;

    /** A black area, in points from the lower left corner of the page. */
    private record Area(double x, double y, double width, double height) {}

    @Test
    void has_as_many_pages_as_it_takes() throws Exception {
        assertThat(sheet(1).getNumberOfPages()).isEqualTo(1);
        assertThat(sheet(24).getNumberOfPages()).isEqualTo(1);
        assertThat(sheet(25).getNumberOfPages()).isEqualTo(2);
        assertThat(sheet(240).getNumberOfPages()).isEqualTo(10);
    }

    @Test
    void is_a4() throws Exception {
        assertThat(sheet(1).getPageSize(1).getWidth()).isEqualTo(PageSize.A4.getWidth());
        assertThat(sheet(1).getPageSize(1).getHeight()).isEqualTo(PageSize.A4.getHeight());
    }

    @Test
    void says_name_and_numbers() throws Exception {
        var item = new DigitalLink.Item(
                Samples.SWEATER, Optional.empty(), Optional.of("TX/260302"), Optional.of("S-0001"));
        byte[] pdf = new LabelSheet(ROOT, NAME).pdf(List.of(item), Optional.empty());
        assertThat(text(pdf, 1))
                .containsSubsequence("Cashmere crew-neck", "sweater", Samples.SWEATER.value(), "TX/260302", "S-0001")
                .doesNotContain("?from=");
        assertThat(isInChinese(pdf, "羊绒圆领毛衫")).isTrue();
        assertThat(isInChinese(pdf, "批号 Lot ")).isTrue();
        assertThat(isInChinese(pdf, "序列号 Serial ")).isTrue();
        assertThat(isInChinese(pdf, "后续标签")).isFalse();
    }

    @Test
    void says_where_further_labels_begin() throws Exception {
        byte[] pdf = new LabelSheet(ROOT, NAME).pdf(Collections.nCopies(24, BATCH), Optional.of("S-0241"));
        assertThat(text(pdf, 1)).contains("?from=S-0241");
        assertThat(isInChinese(pdf, "后续标签")).isTrue();
    }

    @Test
    void every_code_reads_back_and_keeps_clear_of_where_it_is_cut() throws Exception {
        List<Area> areas = areas(sheet(24));
        for (int place = 0; place < 24; place++) {
            double left = (595 - 3 * CELL - 5 * MM) / 2 + place % 3 * (CELL + 2.5 * MM);
            int row = place / 3;
            double top = 842 - (842 - 8 * ROW) / 2 - row * ROW;
            List<Area> own = areas.stream()
                    .filter(area -> area.x() > left && area.x() < left + CELL && area.y() < top && area.y() > top - ROW)
                    .toList();
            assertThat(QrImageTest.read(draw(own)).getText()).isEqualTo(ROOT + BATCH.path());
            double module = own.get(0).height();
            assertThat(own).allSatisfy(area -> {
                assertThat(area.x() - left).isGreaterThan(3 * MM + 3.9 * module);
                assertThat(area.y() - (top - ROW)).isGreaterThan(3 * MM + 3.9 * module);
                assertThat(top - area.y() - area.height()).isGreaterThan(3 * MM + 3.9 * module);
            });
            assertThat(module).as("0.5 mm a module is read by any phone").isGreaterThan(0.5 * MM);
        }
        assertThat(areas).allMatch(area -> area.x() > 7 * MM && area.y() > 12 * MM);
    }

    private static PdfReader sheet(int copies) throws Exception {
        return new PdfReader(new LabelSheet(ROOT, NAME).pdf(Collections.nCopies(copies, BATCH), Optional.empty()));
    }

    static String text(byte[] pdf, int page) throws Exception {
        return new PdfTextExtractor(new PdfReader(pdf)).getTextFromPage(page);
    }

    /** Whether the first page shows a text in the font whose codes are UTF-16. */
    private static boolean isInChinese(byte[] pdf, String text) throws Exception {
        String content = new String(new PdfReader(pdf).getPageContent(1), StandardCharsets.ISO_8859_1);
        String codes = new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1);
        return content.replaceAll("\\\\([()\\\\])", "$1").contains(codes);
    }

    private static List<Area> areas(PdfReader pdf) throws Exception {
        String content = new String(pdf.getPageContent(1), StandardCharsets.ISO_8859_1);
        return AREA.matcher(content)
                .results()
                .map(area -> new Area(
                        Double.parseDouble(area.group(1)),
                        Double.parseDouble(area.group(2)),
                        Double.parseDouble(area.group(3)),
                        Double.parseDouble(area.group(4))))
                .toList();
    }

    /** Draws what is black, four pixels a module, with white around. */
    private static BufferedImage draw(List<Area> areas) {
        double left = areas.stream().mapToDouble(Area::x).min().orElseThrow();
        double top = areas.stream().mapToDouble(Area::y).max().orElseThrow();
        double module = areas.get(0).height();
        int scale = 4;
        int margin = 4 * scale;
        int size = 300;
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < size * size; i++) {
            image.setRGB(i % size, i / size, 0xFFFFFF);
        }
        for (Area area : areas) {
            int x = margin + scale * (int) Math.round((area.x() - left) / module);
            int y = margin + scale * (int) Math.round((top - area.y()) / module);
            int length = scale * (int) Math.round(area.width() / module);
            for (int i = 0; i < length * scale; i++) {
                image.setRGB(x + i % length, y + i / length, 0);
            }
        }
        return image;
    }
}
