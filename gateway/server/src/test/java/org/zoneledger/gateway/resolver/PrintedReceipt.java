package org.zoneledger.gateway.resolver;

import com.google.zxing.DecodeHintType;
import com.lowagie.text.pdf.PRStream;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A receipt on paper, as somebody reads it and as somebody scans it. */
public final class PrintedReceipt {

    private static final Pattern AREA = Pattern.compile("([0-9.]+) ([0-9.]+) ([0-9.]+) ([0-9.]+) re");
    private static final int SCALE = 4;

    private final PdfReader pdf;

    public PrintedReceipt(byte[] pdf) throws IOException {
        this.pdf = new PdfReader(pdf);
    }

    public int pages() {
        return pdf.getNumberOfPages();
    }

    /** What is in Latin letters; lines may be broken anywhere between words. */
    public String text() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int page = 1; page <= pages(); page++) {
            text.append(new PdfTextExtractor(pdf).getTextFromPage(page)).append(' ');
        }
        return text.toString().replaceAll("\\s+", " ");
    }

    /** What the QR codes say. */
    public List<String> codes() throws Exception {
        List<String> codes = new ArrayList<>();
        for (int page = 1; page <= pages(); page++) {
            PdfDictionary drawn =
                    pdf.getPageN(page).getAsDict(PdfName.RESOURCES).getAsDict(PdfName.XOBJECT);
            if (drawn != null) {
                for (PdfName name : drawn.getKeys()) {
                    byte[] code = PdfReader.getStreamBytes((PRStream) drawn.getAsStream(name));
                    BufferedImage image = draw(new String(code, StandardCharsets.ISO_8859_1));
                    codes.add(QrImageTest.read(image, Map.of(DecodeHintType.PURE_BARCODE, true))
                            .getText());
                }
            }
        }
        return codes;
    }

    private static BufferedImage draw(String code) {
        List<MatchResult> areas = AREA.matcher(code).results().toList();
        double module = number(areas.get(0), 4);
        double top = areas.stream().mapToDouble(area -> number(area, 2)).max().orElseThrow();
        double left = areas.stream().mapToDouble(area -> number(area, 1)).min().orElseThrow();
        int modules = (int) Math.round(top / module) + 1;
        int size = SCALE * (modules + 8);
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < size * size; i++) {
            image.setRGB(i % size, i / size, 0xFFFFFF);
        }
        for (MatchResult area : areas) {
            int x = SCALE * (4 + (int) Math.round((number(area, 1) - left) / module));
            int y = SCALE * (4 + (int) Math.round((top - number(area, 2)) / module));
            int length = SCALE * (int) Math.round(number(area, 3) / module);
            for (int i = 0; i < length * SCALE; i++) {
                image.setRGB(x + i % length, y + i / length, 0);
            }
        }
        return image;
    }

    private static double number(MatchResult area, int group) {
        return Double.parseDouble(area.group(group));
    }
}
