package org.zoneledger.gateway.resolver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lowagie.text.Document;
import com.lowagie.text.PageSize;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfWriter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.receipt.Absence;
import org.zoneledger.domain.receipt.CompactReceipt;
import org.zoneledger.domain.receipt.Receipt;

/** A receipt on A4, in Chinese and English: what it proves for people, and itself as QR codes of at least 0.5 mm a module. */
public final class ReceiptPaper {

    private static final float MARGIN = 15 * Paper.MM;
    private static final int LONGEST_VALUE = 400;

    private final String root;

    /**
     * @param root public URL of this gateway, no slash at the end
     */
    public ReceiptPaper(String root) {
        this.root = root;
    }

    /**
     * The receipt as PDF; what is not in it is not on the paper.
     *
     * @param against recalls and findings of false origin about the goods, said beside it
     */
    public byte[] pdf(Receipt receipt, List<ObjectNode> against) {
        PdfPTable proof = Paper.table(1, 2);
        Paper.fact(
                proof, Paper.both("verify.block"), Long.toString(receipt.entry().block()));
        Paper.fact(proof, Paper.both("paper.transaction"), receipt.entry().txId());
        Paper.vouch(proof, receipt.checkpoint(), receipt.certificates());
        String what = receipt.newest().isPresent() ? "paper.what.newest" : "paper.what";
        return pdf(what, against, recorded(receipt), proof, CompactReceipt.texts(receipt.bytes()));
    }

    /** The receipt of absence as PDF. */
    public byte[] pdf(Absence absence) {
        PdfPTable key = Paper.table(1, 2);
        Paper.fact(key, Paper.both("verify.absent"), absence.key());
        PdfPTable proof = Paper.table(1, 2);
        Paper.vouch(proof, absence.checkpoint(), absence.certificates());
        return pdf("paper.what.absent", List.of(), key, proof, CompactReceipt.texts(absence.bytes()));
    }

    private byte[] pdf(String what, List<ObjectNode> against, PdfPTable recorded, PdfPTable proof, List<String> texts) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
        PdfWriter writer = PdfWriter.getInstance(document, pdf);
        document.addTitle(Paper.EN.of("paper.title"));
        document.open();
        document.add(Paper.paragraph(Paper.both("paper.title"), 14));
        document.add(Paper.paragraph(Paper.ZH.of(what), 8));
        document.add(Paper.paragraph(Paper.EN.of(what), 8));
        if (!against.isEmpty()) {
            document.add(Paper.paragraph(Paper.both("paper.against"), 11));
            document.add(against(against));
        }
        document.add(Paper.paragraph(Paper.both("paper.recorded"), 11));
        document.add(recorded);
        document.add(Paper.paragraph(Paper.both("paper.proof"), 11));
        document.add(proof);
        document.add(Paper.paragraph(Paper.both("paper.check"), 11));
        document.add(Paper.paragraph(Paper.ZH.of("paper.how", texts.size(), root), 8));
        document.add(Paper.paragraph(Paper.EN.of("paper.how", texts.size(), root), 8));
        document.add(Paper.codes(texts, writer));
        document.close();
        return pdf.toByteArray();
    }

    private static PdfPTable against(List<ObjectNode> against) {
        PdfPTable table = Paper.table(1, 2);
        for (ObjectNode each : against) {
            String type = each.path("type").asText();
            String key = type + "/" + each.path("id").asText();
            Paper.fact(
                    table,
                    Paper.both("paper.against." + type),
                    key + ", " + each.path("legalBasis").asText());
        }
        return table;
    }

    private static PdfPTable recorded(Receipt receipt) {
        PdfPTable table = Paper.table(1, 2);
        Paper.fact(table, Paper.both("verify.key"), receipt.entry().key());
        receipt.content().ifPresent(content -> content.properties()
                .forEach(field -> Paper.fact(table, label(field.getKey()), value(field.getValue()))));
        receipt.revealed()
                .values()
                .properties()
                .forEach(field -> Paper.fact(
                        table, label(field.getKey()) + " · " + Paper.both("paper.revealed"), value(field.getValue())));
        return table;
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
}
