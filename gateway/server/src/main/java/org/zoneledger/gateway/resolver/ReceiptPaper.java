package org.zoneledger.gateway.resolver;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.Font;
import com.lowagie.text.Image;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.FontSelector;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfTemplate;
import com.lowagie.text.pdf.PdfWriter;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.log.Witness;
import org.zoneledger.domain.log.WitnessCertificate;
import org.zoneledger.domain.receipt.Absence;
import org.zoneledger.domain.receipt.CompactReceipt;
import org.zoneledger.domain.receipt.Receipt;

/** A receipt on A4, in Chinese and English: what it proves for people, and itself as QR codes of at least 0.5 mm a module. */
public final class ReceiptPaper {

    private static final float MARGIN = 15 * Paper.MM;
    private static final float CODE = 86 * Paper.MM;
    private static final int LONGEST_VALUE = 400;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final String root;
    private final BaseFont song;
    private final BaseFont latin;

    /**
     * @param root public URL of this gateway, no slash at the end
     */
    public ReceiptPaper(String root) {
        this.root = root;
        this.song = Paper.song();
        this.latin = Paper.latin();
    }

    /** The receipt as PDF; what is not in it is not on the paper. */
    public byte[] pdf(Receipt receipt) {
        PdfPTable proof = table(1, 2);
        fact(proof, Paper.both("verify.block"), Long.toString(receipt.entry().block()));
        fact(proof, Paper.both("paper.transaction"), receipt.entry().txId());
        vouch(proof, receipt.checkpoint(), receipt.certificates());
        String what = receipt.newest().isPresent() ? "paper.what.newest" : "paper.what";
        return pdf(what, recorded(receipt), proof, CompactReceipt.texts(receipt.bytes()));
    }

    /** The receipt of absence as PDF. */
    public byte[] pdf(Absence absence) {
        PdfPTable key = table(1, 2);
        fact(key, Paper.both("verify.absent"), absence.key());
        PdfPTable proof = table(1, 2);
        vouch(proof, absence.checkpoint(), absence.certificates());
        return pdf("paper.what.absent", key, proof, CompactReceipt.texts(absence.bytes()));
    }

    private byte[] pdf(String what, PdfPTable recorded, PdfPTable proof, List<String> texts) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
        PdfWriter writer = PdfWriter.getInstance(document, pdf);
        document.addTitle(Paper.EN.of("paper.title"));
        document.open();
        document.add(paragraph(Paper.both("paper.title"), 14));
        document.add(paragraph(Paper.ZH.of(what), 8));
        document.add(paragraph(Paper.EN.of(what), 8));
        document.add(paragraph(Paper.both("paper.recorded"), 11));
        document.add(recorded);
        document.add(paragraph(Paper.both("paper.proof"), 11));
        document.add(proof);
        document.add(paragraph(Paper.both("paper.check"), 11));
        document.add(paragraph(Paper.ZH.of("paper.how", texts.size(), root), 8));
        document.add(paragraph(Paper.EN.of("paper.how", texts.size(), root), 8));
        document.add(codes(texts, writer));
        document.close();
        return pdf.toByteArray();
    }

    private PdfPTable recorded(Receipt receipt) {
        PdfPTable table = table(1, 2);
        fact(table, Paper.both("verify.key"), receipt.entry().key());
        receipt.content().ifPresent(content -> content.properties()
                .forEach(field -> fact(table, label(field.getKey()), value(field.getValue()))));
        receipt.revealed()
                .values()
                .properties()
                .forEach(field -> fact(
                        table, label(field.getKey()) + " · " + Paper.both("paper.revealed"), value(field.getValue())));
        return table;
    }

    private void vouch(PdfPTable table, String signed, List<byte[]> certificates) {
        SignedNote note = SignedNote.read(signed);
        Checkpoint checkpoint = Checkpoint.read(note.text());
        fact(table, Paper.both("paper.log"), checkpoint.origin());
        fact(table, Paper.both("verify.size"), Long.toString(checkpoint.size()));
        fact(table, Paper.both("paper.root"), Base64.getEncoder().encodeToString(checkpoint.root()));
        for (byte[] der : certificates) {
            WitnessCertificate witness = WitnessCertificate.read(der);
            Witness.of(witness.origin(), witness.key())
                    .hasCosigned(note)
                    .ifPresent(at -> fact(table, Paper.both("verify." + witness.agency()), time(at)));
        }
    }

    private PdfPTable codes(List<String> texts, PdfWriter writer) {
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

    private static PdfPTable table(float... widths) {
        PdfPTable table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.getDefaultCell().setBorder(Rectangle.NO_BORDER);
        return table;
    }

    private void fact(PdfPTable table, String label, String value) {
        table.addCell(phrase(label + " ", 8));
        table.addCell(phrase(value, 8));
    }

    /** A field by the names people have for it, and by its own. */
    private static String label(String field) {
        String name = field.substring(field.lastIndexOf('/') + 1);
        return Paper.EN
                .find("paper.field." + name)
                .or(() -> Paper.EN.find("desk.field." + name))
                .map(en -> Paper.ZH
                                .find("paper.field." + name)
                                .or(() -> Paper.ZH.find("desk.field." + name))
                                .orElse("") + " " + en)
                .orElse(field);
    }

    private static String value(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : CanonicalJson.text(value);
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + " ..." : text;
    }

    private static String time(Instant at) {
        return SECONDS.format(ZonedDateTime.ofInstant(at, CreditRules.BEIJING));
    }

    private Paragraph paragraph(String text, float size) {
        Paragraph paragraph = new Paragraph(phrase(text, size));
        paragraph.setSpacingBefore(size / 2);
        paragraph.setSpacingAfter(size / 2);
        return paragraph;
    }

    /** Each letter in the font that has it. */
    private Phrase phrase(String text, float size) {
        FontSelector fonts = new FontSelector();
        fonts.addFont(new Font(latin, size));
        fonts.addFont(new Font(song, size));
        Phrase phrase = fonts.process(text);
        phrase.setLeading(size * 1.35f);
        return phrase;
    }
}
