package org.zoneledger.gateway.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.PageSize;
import com.lowagie.text.pdf.ColumnText;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfPageEventHelper;
import com.lowagie.text.pdf.PdfWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.receipt.CompactReceipt;
import org.zoneledger.domain.receipt.Receipt;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.audit.ActResource.Line;
import org.zoneledger.gateway.index.Acts.Answer;
import org.zoneledger.gateway.index.Acts.Question;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.OwnIdentity;
import org.zoneledger.gateway.ledger.SignedPdf;
import org.zoneledger.gateway.log.Receipts;
import org.zoneledger.gateway.problem.ProblemException;
import org.zoneledger.gateway.resolver.Paper;

/**
 * An answer to an auditor on A4, in Chinese and English, signed by this gateway. Attached are the rows as a table, a manifest that names the
 * question, what the answer covers and the SHA-256 of the table, and the receipt of the newest row, which ties the answer to the log that the
 * agencies cosign; manifest and receipt stand there as QR codes too.
 */
@ApplicationScoped
class AnswerPaper {

    static final String FORMAT = "zoneledger.org/audit-answer/v1";

    private static final float MARGIN = 15 * Paper.MM;
    private static final float FOOT = 8 * Paper.MM;
    private static final Color LINE = new Color(0xBB, 0xBB, 0xBB);

    private final Receipts receipts;
    private final Records records;
    private final Visitor visitor;
    private final OwnIdentity identity;
    private final ObjectMapper json;
    private final ZoneConfig zone;

    AnswerPaper(
            Receipts receipts,
            Records records,
            Visitor visitor,
            OwnIdentity identity,
            ObjectMapper json,
            ZoneConfig zone) {
        this.receipts = receipts;
        this.records = records;
        this.visitor = visitor;
        this.identity = identity;
        this.json = json;
        this.zone = zone;
    }

    /**
     * The answer as PDF.
     *
     * @param lines all rows, newest first
     * @param table the same as CSV
     */
    byte[] signed(Question question, Answer answer, List<Line> lines, byte[] table) {
        Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        byte[] manifest = CanonicalJson.bytes(manifest(question, answer, table, at));
        Optional<Receipt> receipt = lines.stream().findFirst().flatMap(this::receipt);
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN + FOOT);
        PdfWriter writer = PdfWriter.getInstance(document, pdf);
        writer.setPageEvent(new Foot(Sha256.hex(manifest)));
        document.addTitle(Paper.EN.of("answer.title"));
        document.open();
        try {
            attach(writer, "acts.csv", table);
            attach(writer, "manifest.json", manifest);
            if (receipt.isPresent()) {
                attach(writer, "receipt.json", receipt.get().bytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        head(document, question, answer, at);
        proof(document, manifest, table, receipt);
        document.add(Paper.paragraph(Paper.both("answer.rows"), 11));
        document.add(rows(lines));
        document.newPage();
        codes(document, writer, manifest, receipt);
        document.close();
        return SignedPdf.sign(pdf.toByteArray(), identity, Paper.EN.of("answer.title"), at);
    }

    private ObjectNode manifest(Question question, Answer answer, byte[] table, Instant at) {
        ObjectNode manifest = json.createObjectNode();
        manifest.put("format", FORMAT)
                .put("answeredAt", Fields.format(at))
                .put("answeredBy", zone.msp())
                .put("certificate", Sha256.hex(identity.der()))
                .put("height", answer.height())
                .put("logSize", answer.logSize())
                .put("matched", answer.matched())
                .put("table", Sha256.hex(table));
        manifest.set("withheld", json.valueToTree(answer.withheld()));
        ObjectNode asked = manifest.putObject("question");
        json.<ObjectNode>valueToTree(question).properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                asked.set(field.getKey(), field.getValue());
            }
        });
        return manifest;
    }

    /** Of the newest row, when a checkpoint with enough cosignatures holds it already. */
    private Optional<Receipt> receipt(Line newest) {
        try {
            return records.version(newest.key(), newest.version())
                    .filter(version -> !version.deleted()
                            && visitor.isOpen(version.stored().open()))
                    .map(receipts::ofRecord);
        } catch (ProblemException notYet) {
            return Optional.empty();
        }
    }

    private static void attach(PdfWriter writer, String name, byte[] content) throws IOException {
        writer.addFileAttachment(name, content, null, name);
    }

    private void head(Document document, Question question, Answer answer, Instant at) {
        document.add(Paper.paragraph(Paper.both("answer.title"), 14));
        document.add(Paper.paragraph(Paper.ZH.of("answer.what"), 8));
        document.add(Paper.paragraph(Paper.EN.of("answer.what"), 8));
        PdfPTable facts = Paper.table(1, 2);
        asked(facts, "subject", question.subject());
        asked(facts, "type", question.type());
        asked(facts, "agency", question.msp().map(AnswerPaper::agency));
        asked(facts, "transaction", question.name().map(AnswerPaper::transaction));
        question.actor().ifPresent(actor -> Paper.fact(facts, Paper.both("audit.certificate"), actor));
        asked(facts, "legalBasis", question.basis());
        asked(facts, "from", question.from().map(Paper::time));
        question.to().ifPresent(to -> Paper.fact(facts, Paper.both("answer.before"), Paper.time(to)));
        if (facts.size() == 0) {
            Paper.fact(facts, Paper.both("answer.asked"), Paper.both("answer.everything"));
        }
        document.add(Paper.paragraph(Paper.both("answer.asked"), 11));
        document.add(facts);
        PdfPTable covers = Paper.table(1, 2);
        Paper.fact(covers, Paper.both("answer.by"), agency(zone.msp()));
        Paper.fact(covers, Paper.both("answer.at"), Paper.time(at));
        Paper.fact(covers, Paper.both("answer.height"), Long.toString(answer.height()));
        Paper.fact(covers, Paper.both("verify.size"), Long.toString(answer.logSize()));
        Paper.fact(covers, Paper.both("answer.matched"), Long.toString(answer.matched()));
        answer.withheld()
                .forEach((tier, count) -> Paper.fact(
                        covers,
                        Paper.both("answer.withheld") + " · " + Paper.both("tier." + tier.name() + ".name"),
                        Long.toString(count)));
        document.add(Paper.paragraph(Paper.both("answer.covers"), 11));
        document.add(covers);
    }

    private void proof(Document document, byte[] manifest, byte[] table, Optional<Receipt> receipt) {
        PdfPTable facts = Paper.table(1, 2);
        Paper.fact(facts, "acts.csv (SHA-256)", Sha256.hex(table));
        Paper.fact(facts, "manifest.json (SHA-256)", Sha256.hex(manifest));
        Paper.fact(facts, Paper.both("answer.certificate"), Sha256.hex(identity.der()));
        receipt.ifPresent(each -> {
            Paper.fact(facts, "receipt.json", each.entry().key());
            Paper.vouch(facts, each.checkpoint(), each.certificates());
        });
        document.add(Paper.paragraph(Paper.both("paper.check"), 11));
        document.add(facts);
        document.add(Paper.paragraph(Paper.ZH.of("answer.how"), 8));
        document.add(Paper.paragraph(Paper.EN.of("answer.how"), 8));
        String tied = receipt.isPresent() ? "answer.receipt" : "answer.noReceipt";
        document.add(Paper.paragraph(Paper.ZH.of(tied), 8));
        document.add(Paper.paragraph(Paper.EN.of(tied), 8));
    }

    private static void codes(Document document, PdfWriter writer, byte[] manifest, Optional<Receipt> receipt) {
        document.add(Paper.paragraph("manifest.json", 9));
        document.add(Paper.codes(List.of(new String(manifest, StandardCharsets.UTF_8)), writer));
        receipt.ifPresent(each -> {
            document.add(Paper.paragraph("receipt.json", 9));
            document.add(Paper.codes(CompactReceipt.texts(each.bytes()), writer));
        });
    }

    private static PdfPTable rows(List<Line> lines) {
        PdfPTable table = Paper.table(1, 2.3f);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            PdfPCell what = cell();
            what.addElement(Paper.phrase((i + 1) + ". " + transaction(line.transaction()), 8));
            what.addElement(Paper.phrase(Paper.time(Instant.parse(line.at())), 7));
            what.addElement(Paper.phrase(line.key(), 7));
            what.addElement(Paper.phrase(
                    Paper.both("verify.version") + " " + line.version()
                            + (line.deleted() ? " · " + Paper.both("audit.deleted") : ""),
                    7));
            table.addCell(what);
            PdfPCell who = cell();
            fact(who, "audit.subject", line.subject());
            fact(who, "audit.by", by(line));
            fact(who, "audit.certificate", line.by().certificate());
            fact(
                    who,
                    "audit.endorsers",
                    line.endorsers().stream().map(AnswerPaper::agency).collect(Collectors.joining(" · ")));
            fact(who, "desk.field.legalBasis", line.legalBasis());
            fact(who, "answer.withheld", String.join(" ", line.withheld()));
            fact(who, "audit.block", line.block() + " · " + line.txId());
            table.addCell(who);
        }
        return table;
    }

    private static String by(Line line) {
        String whose =
                line.by().uscc().isEmpty() ? agency(line.by().msp()) : line.by().uscc();
        String role = "audit.role." + line.by().role();
        return whose + " · "
                + Paper.EN.find(role).map(found -> Paper.both(role)).orElse("");
    }

    private static PdfPCell cell() {
        PdfPCell cell = new PdfPCell();
        cell.setBorder(PdfPCell.TOP);
        cell.setBorderColor(LINE);
        cell.setPaddingBottom(4);
        return cell;
    }

    private static void fact(PdfPCell cell, String label, String value) {
        if (!value.isEmpty()) {
            cell.addElement(Paper.phrase(Paper.both(label) + ": " + value, 7));
        }
    }

    private static void asked(PdfPTable table, String field, Optional<String> value) {
        value.ifPresent(text -> Paper.fact(table, Paper.both("audit.field." + field), text));
    }

    private static String agency(String msp) {
        return both(new AuditWords(Paper.ZH).agency(msp), new AuditWords(Paper.EN).agency(msp));
    }

    private static String transaction(String name) {
        return both(new AuditWords(Paper.ZH).transaction(name), new AuditWords(Paper.EN).transaction(name));
    }

    private static String both(String zh, String en) {
        return zh.equals(en) ? zh : zh + " " + en;
    }

    /** The number of the page and the digest of the manifest at the foot of each. */
    private static final class Foot extends PdfPageEventHelper {
        private final String manifest;

        private Foot(String manifest) {
            this.manifest = manifest;
        }

        @Override
        public void onEndPage(PdfWriter writer, Document document) {
            ColumnText.showTextAligned(
                    writer.getDirectContent(),
                    Element.ALIGN_CENTER,
                    Paper.phrase(
                            "manifest.json SHA-256 " + manifest + " · "
                                    + Paper.ZH.of("answer.page", writer.getPageNumber()) + " "
                                    + Paper.EN.of("answer.page", writer.getPageNumber()),
                            7),
                    (document.left() + document.right()) / 2,
                    MARGIN,
                    0);
        }
    }
}
