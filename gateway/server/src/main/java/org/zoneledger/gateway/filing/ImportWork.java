package org.zoneledger.gateway.filing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.filing.ImportFile;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.domain.filing.ImportRules;
import org.zoneledger.domain.filing.ImportRules.Leaf;
import org.zoneledger.domain.filing.ImportRules.Statement;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.gateway.filing.ProductImport.Mode;
import org.zoneledger.gateway.job.Job.Kind;
import org.zoneledger.gateway.job.JobRun;
import org.zoneledger.gateway.job.Work;
import org.zoneledger.gateway.ledger.LedgerClient;
import org.zoneledger.gateway.ledger.Submission;

/**
 * Puts imports of products on the ledger, batch after batch.
 *
 * <p>A batch is the same submission whenever it is sent, and the ledger passes over products that it has, so nothing is written twice.
 */
@ApplicationScoped
class ImportWork implements Work {

    private static final Pattern PRODUCT = Pattern.compile("products\\[([0-9]+)]\\.?(.*)");

    private final LedgerClient ledger;

    ImportWork(LedgerClient ledger) {
        this.ledger = ledger;
    }

    private record Entry(int line, int item, Leaf leaf) {}

    @Override
    public Kind kind() {
        return Kind.PRODUCTS;
    }

    @Override
    public void run(JobRun run) {
        byte[] file = run.file();
        ProductImport sent = ProductImport.of(run.job());
        Set<Integer> unsigned = run.refused(false);
        Set<Integer> refused = run.refused(true);
        ImportFile signed = read(sent, file, unsigned, (line, item, index, document) -> {});
        MerkleTree.Levels tree = new MerkleTree.Levels(signed.leafHashes());
        List<Entry> batch = new ArrayList<>();
        run.begins();
        read(sent, file, unsigned, (line, item, index, document) -> {
            if (index < run.job().next()) {
                return;
            }
            if (!refused.contains(item)) {
                batch.add(new Entry(line, item, new Leaf(document, index, path(tree, index))));
            }
            boolean isFull = (index + 1) % ImportRules.MAX_BATCH == 0;
            if (isFull || index + 1 == sent.statement().count()) {
                commit(run, sent, batch, index + 1);
                batch.clear();
            }
        });
        run.done();
    }

    private static ImportFile read(ProductImport sent, byte[] file, Set<Integer> leftOut, ImportFile.Leaf leaf) {
        Statement statement = sent.statement();
        return ImportFile.read(file, sent.format(), statement.importID(), statement.uscc(), leftOut, leaf);
    }

    private static List<String> path(MerkleTree.Levels tree, int index) {
        return tree.inclusionProof(index).stream()
                .map(HexFormat.of()::formatHex)
                .toList();
    }

    /** Writes a batch, without those of its products that the ledger refuses where that is asked for. */
    private void commit(JobRun run, ProductImport sent, List<Entry> batch, int next) {
        List<Entry> open = new ArrayList<>(batch);
        while (!open.isEmpty()) {
            try {
                run.step(() -> ledger.submit(submission(run, sent, open, next)));
                break;
            } catch (RefusalException e) {
                refused(run, sent, open, e.refusal());
            }
        }
        run.advance(next, open.size());
    }

    private static Submission submission(JobRun run, ProductImport sent, List<Entry> batch, int next) {
        Statement statement = sent.statement();
        return new Submission(
                TransactionName.FILING_IMPORT.wire() + " " + statement.uscc() + " " + statement.importID() + " " + next,
                TransactionName.FILING_IMPORT,
                List.of(sent.statementText(), sent.jws(), run.job().actor()),
                Map.of(
                        "products",
                        ImportRules.bytes(batch.stream().map(Entry::leaf).toList())),
                List.of());
    }

    /** Takes the refused product out of the batch; ends the import when the refusal is not about one, or all were to be written. */
    private static void refused(JobRun run, ProductImport sent, List<Entry> open, Refusal refusal) {
        Matcher product = PRODUCT.matcher(refusal.field());
        if (!product.matches() || Integer.parseInt(product.group(1)) >= open.size()) {
            throw run.fail(Flaw.of(0, 0, refusal));
        }
        Entry entry = open.remove(Integer.parseInt(product.group(1)));
        Refusal own = new Refusal(refusal.code(), product.group(2), refusal.detail());
        Flaw flaw = Flaw.of(entry.line(), entry.item(), own);
        if (sent.mode() == Mode.ALL) {
            throw run.fail(flaw);
        }
        run.refuse(flaw);
    }
}
