package org.zoneledger.gateway.resolver;

import com.lowagie.text.Chunk;
import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.Font;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.ColumnText;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.provenance.Passport;

/**
 * Labels to print on A4, three by eight of 63.5 x 33.9 mm: the QR code as areas, names and numbers beside it, nothing nearer than 3 mm to
 * where they are cut.
 */
final class LabelSheet {

    /** Labels of one sheet. */
    static final int LABELS = 24;

    private static final int COLUMNS = 3;
    private static final int ROWS = 8;
    private static final float WIDTH = 63.5f * Paper.MM;
    private static final float HEIGHT = 33.9f * Paper.MM;
    private static final float GAP = 2.5f * Paper.MM;
    private static final float LEFT = (PageSize.A4.getWidth() - COLUMNS * WIDTH - (COLUMNS - 1) * GAP) / 2;
    private static final float TOP = (PageSize.A4.getHeight() - ROWS * HEIGHT) / 2;
    private static final float MARGIN = 3 * Paper.MM;
    private static final float CODE = HEIGHT - 2 * MARGIN;
    private static final float NUMBERS = 11 * Paper.MM;
    private static final float FOOT = 7 * Paper.MM;

    private final String root;
    private final Passport.Text name;
    private final BaseFont song;
    private final BaseFont latin;

    /**
     * A sheet for one product.
     *
     * @param root public URL of this gateway, no slash at the end
     */
    LabelSheet(String root, Passport.Text name) {
        this.root = root;
        this.name = name;
        this.song = Paper.song();
        this.latin = Paper.latin();
    }

    /**
     * The sheets as PDF.
     *
     * @param labels what each label leads to, at least one
     * @param next serial number with which further sheets begin, said below the last label
     */
    byte[] pdf(List<DigitalLink.Item> labels, Optional<String> next) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        Document document = new Document(PageSize.A4);
        PdfWriter writer = PdfWriter.getInstance(document, pdf);
        document.addTitle(Paper.EN.name(name));
        document.open();
        PdfContentByte page = writer.getDirectContent();
        for (int i = 0; i < labels.size(); i++) {
            int place = i % LABELS;
            if (place == 0 && i > 0) {
                document.newPage();
            }
            int row = place / COLUMNS;
            float x = LEFT + place % COLUMNS * (WIDTH + GAP);
            float y = PageSize.A4.getHeight() - TOP - row * HEIGHT;
            label(page, labels.get(i), x + MARGIN, y - MARGIN);
        }
        next.ifPresent(serial -> ColumnText.showTextAligned(
                page,
                Element.ALIGN_CENTER,
                number(Paper.both("label.next"), "?from=" + serial),
                PageSize.A4.getWidth() / 2,
                FOOT,
                0));
        document.close();
        return pdf.toByteArray();
    }

    /** Draws one label below and to the right of a point. */
    private void label(PdfContentByte page, DigitalLink.Item item, float x, float y) {
        QrImage code = new QrImage(root + item.path());
        float module = CODE / code.width();
        code.draw((column, row, length) ->
                page.rectangle(x + column * module, y - (row + 1) * module, length * module, module));
        page.fill();
        float left = x + CODE;
        float right = x + WIDTH - 2 * MARGIN;
        List<Phrase> names = new ArrayList<>();
        names.add(new Phrase(10, Paper.ZH.name(name), new Font(song, 8.5f, Font.BOLD)));
        Paper.EN.otherName(name).ifPresent(zh -> names.add(new Phrase(9, Paper.EN.name(name), new Font(latin, 7))));
        write(page, names, left, y - CODE + NUMBERS, right, y);
        List<Phrase> numbers = new ArrayList<>();
        numbers.add(number("GTIN", item.gtin().value()));
        item.batch().ifPresent(batch -> numbers.add(number(Paper.both("label.batch"), batch)));
        item.serial().ifPresent(serial -> numbers.add(number(Paper.both("label.serial"), serial)));
        write(page, numbers, left, y - CODE, right, y - CODE + NUMBERS);
    }

    private Phrase number(String label, String value) {
        Phrase number = new Phrase(8.5f, label + " ", new Font(song, 6.5f));
        number.add(new Chunk(value, new Font(latin, 7)));
        return number;
    }

    /** Writes lines into a box; what does not go into it is left out. */
    private static void write(
            PdfContentByte page, List<Phrase> lines, float left, float bottom, float right, float top) {
        ColumnText box = new ColumnText(page);
        box.setSimpleColumn(left, bottom, right, top);
        for (Phrase line : lines) {
            box.addElement(new Paragraph(line));
        }
        box.go();
    }
}
