package org.zoneledger.gateway.filing;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.filing.ImportFile;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.domain.filing.ImportRules;
import org.zoneledger.domain.filing.ImportRules.Leaf;
import org.zoneledger.domain.filing.ImportRules.Statement;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.gateway.filing.ImportJob.Mode;
import org.zoneledger.gateway.filing.ImportJob.State;
import org.zoneledger.gateway.ledger.LedgerClient;
import org.zoneledger.gateway.ledger.Submission;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;
import org.zoneledger.gateway.problem.ProblemException;

/**
 * Puts imports on the ledger, batch after batch, also those that a process before has left.
 *
 * <p>A batch is the same submission whenever it is sent, and the ledger passes over products that it has, so nothing is written twice.
 */
@ApplicationScoped
class ImportWorker {

    private static final Logger LOG = Logger.getLogger(ImportWorker.class);

    /** Imports that are written at the same time; each holds its file in memory. */
    private static final int AT_A_TIME = 2;

    private static final Set<String> PASSING =
            Set.of(GatewayCode.LEDGER_UNAVAILABLE.name(), GatewayCode.OUTCOME_UNKNOWN.name());
    private static final int ATTEMPTS = 5;
    private static final Pattern PRODUCT = Pattern.compile("products\\[([0-9]+)]\\.?(.*)");

    private final ImportJobs jobs;
    private final LedgerClient ledger;
    private final Duration retry;
    private final List<Thread> threads = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private volatile boolean running = true;

    /** The import does not go on in this process or at all; what is to be kept of it has been. */
    private static final class StopException extends RuntimeException {
        StopException() {
            super(null, null, false, false);
        }
    }

    private record Entry(int line, int item, Leaf leaf) {}

    @Inject
    ImportWorker(ImportJobs jobs, LedgerClient ledger) {
        this(jobs, ledger, Duration.ofSeconds(2));
    }

    /**
     * A worker.
     *
     * @param retry how long it waits for a ledger that does not answer
     */
    ImportWorker(ImportJobs jobs, LedgerClient ledger, Duration retry) {
        this.jobs = jobs;
        this.ledger = ledger;
        this.retry = retry;
    }

    void start(@Observes StartupEvent event) {
        for (int i = 0; i < AT_A_TIME; i++) {
            Thread thread = new Thread(this::work, "import-worker-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(5000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Says that there is something to do. */
    synchronized void wake() {
        notifyAll();
    }

    private void work() {
        while (running) {
            try {
                Optional<ImportJob> job = take();
                if (job.isPresent()) {
                    work(job.get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (running) {
                    LOG.errorf("imports: %s", e.getClass().getName());
                    pause();
                }
            }
        }
    }

    private void work(ImportJob job) {
        try {
            write(job);
        } catch (StopException e) {
            LOG.debugf("an import stopped");
        } catch (RuntimeException e) {
            if (running) {
                // a fault of this program: it would come again
                LOG.errorf("an import failed: %s", e.getClass().getName());
                fail(job, new Flaw(0, 0, "", GatewayCode.INTERNAL.name(), "the gateway failed"));
            }
        } finally {
            release(job);
        }
    }

    private synchronized Optional<ImportJob> take() throws InterruptedException {
        while (running) {
            for (ImportJob job : jobs.open()) {
                if (taken.add(name(job.statement()))) {
                    return Optional.of(job);
                }
            }
            wait(retry.toMillis());
        }
        return Optional.empty();
    }

    private synchronized void release(ImportJob job) {
        taken.remove(name(job.statement()));
    }

    private void write(ImportJob job) {
        byte[] file = jobs.file(job);
        Statement statement = job.statement();
        Set<Integer> unsigned = jobs.refused(job, false);
        Set<Integer> refused = jobs.refused(job, true);
        ImportFile signed = read(job, file, unsigned, (line, item, index, document) -> {});
        MerkleTree.Levels tree = new MerkleTree.Levels(signed.leafHashes());
        List<Entry> batch = new ArrayList<>();
        jobs.state(job, State.RUNNING);
        read(job, file, unsigned, (line, item, index, document) -> {
            if (index < job.next()) {
                return;
            }
            if (!refused.contains(item)) {
                batch.add(new Entry(line, item, new Leaf(document, index, path(tree, index))));
            }
            boolean isFull = (index + 1) % ImportRules.MAX_BATCH == 0;
            if (isFull || index + 1 == statement.count()) {
                commit(job, batch, index + 1);
                batch.clear();
            }
        });
        jobs.finish(job, State.DONE);
    }

    private static ImportFile read(ImportJob job, byte[] file, Set<Integer> leftOut, ImportFile.Leaf leaf) {
        Statement statement = job.statement();
        return ImportFile.read(file, job.format(), statement.importID(), statement.uscc(), leftOut, leaf);
    }

    private static List<String> path(MerkleTree.Levels tree, int index) {
        return tree.inclusionProof(index).stream()
                .map(HexFormat.of()::formatHex)
                .toList();
    }

    /** Writes a batch, without those of its products that the ledger refuses where that is asked for. */
    private void commit(ImportJob job, List<Entry> batch, int next) {
        List<Entry> open = new ArrayList<>(batch);
        int attempts = 0;
        while (!open.isEmpty()) {
            try {
                ledger.submit(submission(job, open, next));
                break;
            } catch (RefusalException e) {
                refused(job, open, e.refusal());
            } catch (ProblemException e) {
                if (!running) {
                    throw new StopException();
                }
                attempts += PASSING.contains(e.problem().code()) ? 0 : 1;
                if (attempts >= ATTEMPTS) {
                    Problem problem = e.problem();
                    throw fail(job, new Flaw(0, 0, "", problem.code(), problem.detail()));
                }
                jobs.state(job, State.WAITING);
                pause();
            }
        }
        jobs.advance(job, next, open.size());
    }

    private static Submission submission(ImportJob job, List<Entry> batch, int next) {
        return new Submission(
                TransactionName.FILING_IMPORT.wire() + " " + name(job.statement()) + " " + next,
                TransactionName.FILING_IMPORT,
                List.of(new String(job.statement().bytes(), StandardCharsets.UTF_8), job.jws(), job.actor()),
                Map.of(
                        "products",
                        ImportRules.bytes(batch.stream().map(Entry::leaf).toList())),
                List.of());
    }

    /** Takes the refused product out of the batch; ends the import when the refusal is not about one, or all were to be written. */
    private void refused(ImportJob job, List<Entry> open, Refusal refusal) {
        Matcher product = PRODUCT.matcher(refusal.field());
        if (!product.matches() || Integer.parseInt(product.group(1)) >= open.size()) {
            throw fail(job, Flaw.of(0, 0, refusal));
        }
        Entry entry = open.remove(Integer.parseInt(product.group(1)));
        Refusal own = new Refusal(refusal.code(), product.group(2), refusal.detail());
        Flaw flaw = Flaw.of(entry.line(), entry.item(), own);
        if (job.mode() == Mode.ALL) {
            throw fail(job, flaw);
        }
        jobs.refuse(job, flaw);
    }

    private StopException fail(ImportJob job, Flaw flaw) {
        jobs.refuse(job, flaw);
        jobs.finish(job, State.FAILED);
        return new StopException();
    }

    private void pause() {
        try {
            Thread.sleep(retry.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StopException();
        }
    }

    private static String name(Statement statement) {
        return statement.uscc() + " " + statement.importID();
    }
}
