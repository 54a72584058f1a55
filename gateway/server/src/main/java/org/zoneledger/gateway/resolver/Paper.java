package org.zoneledger.gateway.resolver;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.lowagie.text.Element;
import com.lowagie.text.Font;
import com.lowagie.text.Image;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.FontSelector;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfTemplate;
import com.lowagie.text.pdf.PdfWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.log.Witness;
import org.zoneledger.domain.log.WitnessCertificate;

/** What is printed in Chinese and English: the fonts that every reader of PDF has, the length of a millimetre, a text in both languages. */
public final class Paper {

    public static final float MM = 72 / 25.4f;

    public static final Texts ZH = Texts.in(Language.ZH);
    public static final Texts EN = Texts.in(Language.EN);

    private static final float CODE = 86 * MM;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private Paper() {}

    static BaseFont song() {
        return font("STSong-Light", "UniGB-UCS2-H");
    }

    static BaseFont latin() {
        return font(BaseFont.HELVETICA, BaseFont.CP1252);
    }

    /** A text in Chinese and English. */
    public static String both(String text) {
        return ZH.of(text) + " " + EN.of(text);
    }

    /** Who has cosigned the checkpoint of a receipt, and when: a row for each. */
    public static void vouch(PdfPTable table, String signed, List<byte[]> certificates) {
        SignedNote note = SignedNote.read(signed);
        Checkpoint checkpoint = Checkpoint.read(note.text());
        fact(table, both("paper.log"), checkpoint.origin());
        fact(table, both("verify.size"), Long.toString(checkpoint.size()));
        fact(table, both("paper.root"), Base64.getEncoder().encodeToString(checkpoint.root()));
        for (byte[] der : certificates) {
            WitnessCertificate witness = WitnessCertificate.read(der);
            Witness.of(witness.origin(), witness.key())
                    .hasCosigned(note)
                    .ifPresent(at -> fact(table, both("verify." + witness.agency()), time(at)));
        }
    }

    /** QR codes below one another, numbered, and never on two pages. */
    public static PdfPTable codes(List<String> texts, PdfWriter writer) {
        PdfPTable table = table(1, 1);
        table.setSplitRows(false);
        for (int i = 0; i < texts.size(); i++) {
            PdfPCell cell = new PdfPCell();
            cell.setBorder(Rectangle.NO_BORDER);
            cell.addElement(image(texts.get(i), writer));
            Paragraph number = paragraph((i + 1) + " / " + texts.size(), 8);
            number.setAlignment(Element.ALIGN_CENTER);
            cell.addElement(number);
            table.addCell(cell);
        }
        table.completeRow();
        return table;
    }

    private static Image image(String text, PdfWriter writer) {
        QrImage code = new QrImage(text, ErrorCorrectionLevel.L);
        float module = CODE / code.width();
        PdfTemplate drawn = writer.getDirectContent().createTemplate(CODE, CODE);
        code.draw((x, y, length) -> drawn.rectangle(x * module, CODE - (y + 1) * module, length * module, module));
        drawn.fill();
        return Image.getInstance(drawn);
    }

    /** A table as wide as the page, without lines. */
    public static PdfPTable table(float... widths) {
        PdfPTable table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.getDefaultCell().setBorder(Rectangle.NO_BORDER);
        return table;
    }

    /** A row of a label and a value. */
    public static void fact(PdfPTable table, String label, String value) {
        table.addCell(phrase(label + " ", 8));
        table.addCell(phrase(value, 8));
    }

    /** A moment in Beijing, to the second, with its offset. */
    public static String time(Instant at) {
        return SECONDS.format(ZonedDateTime.ofInstant(at, CreditRules.BEIJING));
    }

    /** A paragraph of this size. */
    public static Paragraph paragraph(String text, float size) {
        Paragraph paragraph = new Paragraph(phrase(text, size));
        paragraph.setSpacingBefore(size / 2);
        paragraph.setSpacingAfter(size / 2);
        return paragraph;
    }

    /** Each letter in the font that has it. */
    public static Phrase phrase(String text, float size) {
        FontSelector fonts = new FontSelector();
        fonts.addFont(new Font(latin(), size));
        fonts.addFont(new Font(song(), size));
        Phrase phrase = fonts.process(text);
        phrase.setLeading(size * 1.35f);
        return phrase;
    }

    private static BaseFont font(String name, String encoding) {
        try {
            return BaseFont.createFont(name, encoding, BaseFont.NOT_EMBEDDED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
