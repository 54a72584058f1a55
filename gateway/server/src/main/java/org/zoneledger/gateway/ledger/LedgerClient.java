package org.zoneledger.gateway.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.jboss.logging.Logger;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Outcome;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

/**
 * Puts transactions on the ledger: endorse, keep, submit, learn the outcome. What it returns is valid and in a block.
 *
 * <p>An endorsed transaction is on disk before it is sent. Whatever happens then, the same envelope is sent again until its outcome
 * is known; nothing is endorsed anew while an older envelope of the same submission may still be in flight.
 */
@ApplicationScoped
public class LedgerClient {

    private static final Logger LOG = Logger.getLogger(LedgerClient.class);

    /** Refusals that an endorser may give because it is a block behind; asked once more elsewhere. */
    private static final Set<Code> MAY_BE_STALE = Set.of(
            Code.NOT_FOUND,
            Code.WRONG_STATE,
            Code.VERSION_CONFLICT,
            Code.FILING_NOT_ACCEPTED,
            Code.FILING_NOT_ACTIVE,
            Code.PRODUCT_UNKNOWN,
            Code.NOT_GRANTED,
            Code.RESTRICTED_MISMATCH);

    private static final int ENDORSE_ATTEMPTS = 6;
    private static final int CONFLICT_ATTEMPTS = 4;

    /**
     * How long the client waits.
     *
     * @param stale before a refusal that may be stale is asked again
     * @param retry before anything that failed is tried again
     * @param settle for the outcome of an envelope
     * @param readYourWrite for the index to hold what became valid
     * @param leftovers before it looks again for envelopes that nobody waits for
     */
    record Pace(Duration stale, Duration retry, Duration settle, Duration readYourWrite, Duration leftovers) {

        static final Pace USUAL = new Pace(
                Duration.ofMillis(250),
                Duration.ofMillis(400),
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5));
    }

    private final LedgerConnection connection;
    private final Endorsers endorsers;
    private final Outbox outbox;
    private final Index index;
    private final String chaincode;
    private final Pace pace;
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(256).toArray(ReentrantLock[]::new);
    private volatile boolean running = true;

    @Inject
    LedgerClient(LedgerConnection connection, Endorsers endorsers, Outbox outbox, Index index, ZoneConfig config) {
        this(connection, endorsers, outbox, index, config, Pace.USUAL);
    }

    LedgerClient(
            LedgerConnection connection,
            Endorsers endorsers,
            Outbox outbox,
            Index index,
            ZoneConfig config,
            Pace pace) {
        this.connection = connection;
        this.endorsers = endorsers;
        this.outbox = outbox;
        this.index = index;
        this.chaincode = config.chaincode();
        this.pace = pace;
    }

    void start(@Observes StartupEvent event) {
        Thread keeper = new Thread(this::keepSettling, "outbox-keeper");
        keeper.setDaemon(true);
        keeper.start();
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    /**
     * Returns when the submission, or the same one earlier, is valid on the ledger and in this gateway's index.
     *
     * @throws org.zoneledger.domain.RefusalException when a rule refuses it; nothing is written
     * @throws org.zoneledger.gateway.problem.ProblemException LEDGER_UNAVAILABLE when nothing was sent, OUTCOME_UNKNOWN when it may
     *     have been: sending the same document under the same id is safe then; CONFLICT when others changed what it reads
     */
    public Committed submit(Submission submission) {
        ReentrantLock lock = lock(submission.id());
        lock.lock();
        try {
            Optional<Outbox.Entry> open = outbox.find(submission.id());
            if (open.isPresent()) {
                // the answer to a repetition names the transaction, which the index must have for that
                index.await(settle(open.get()).block(), pace.readYourWrite());
            }
            // An earlier envelope that became valid is now answered by the rules as a replay.
            return submitAnew(submission);
        } finally {
            lock.unlock();
        }
    }

    private Committed submitAnew(Submission submission) {
        for (int attempt = 0; attempt < CONFLICT_ATTEMPTS; attempt++) {
            Transaction transaction = endorse(submission);
            JsonNode answer = CanonicalJson.read(transaction.getResult());
            String key = answer.path("key").asText();
            long version = answer.path("version").asLong();
            if (answer.path("replayed").asBoolean()) {
                Optional<Outcome> written = index.writerOf(key, version);
                return new Committed(
                        key,
                        version,
                        true,
                        written.map(Outcome::txId),
                        written.map(outcome -> OptionalLong.of(outcome.block())).orElse(OptionalLong.empty()));
            }
            var entry = new Outbox.Entry(submission.id(), transaction.getTransactionId(), transaction.getBytes());
            outbox.put(entry);
            Outcome outcome = settle(entry);
            if (outcome.isValid()) {
                index.await(outcome.block(), pace.readYourWrite());
                return new Committed(
                        key, version, false, Optional.of(outcome.txId()), OptionalLong.of(outcome.block()));
            }
            if (outcome.code() != TxValidationCode.MVCC_READ_CONFLICT_VALUE) {
                throw Problem.of(
                                GatewayCode.CONFLICT,
                                "the peers did not accept the transaction: "
                                        + TxValidationCode.forNumber(outcome.code()))
                        .exception();
            }
        }
        throw Problem.of(GatewayCode.CONFLICT, "others keep changing the record; send it again")
                .exception();
    }

    private Transaction endorse(Submission submission) {
        Set<String> failed = new HashSet<>();
        boolean askedAgain = false;
        for (int attempt = 0; attempt < ENDORSE_ATTEMPTS; attempt++) {
            List<String> chosen = endorsers.next(submission.endorsing(), failed);
            if (chosen.size() < submission.endorsing().needed()) {
                break;
            }
            try {
                return proposal(submission, chosen).endorse();
            } catch (EndorseException e) {
                Optional<Refusal> refusal = refusal(e);
                if (refusal.isPresent()) {
                    if (askedAgain || !MAY_BE_STALE.contains(refusal.get().code())) {
                        throw refusal.get().exception();
                    }
                    askedAgain = true;
                    pause(pace.stale(), GatewayCode.LEDGER_UNAVAILABLE);
                } else {
                    LOG.warnf(
                            "endorsement by %s failed: %s",
                            chosen, e.getStatus().getCode());
                    e.getDetails().forEach(detail -> failed.add(detail.getMspId()));
                    pause(pace.retry(), GatewayCode.LEDGER_UNAVAILABLE);
                }
            }
        }
        throw Problem.of(
                        GatewayCode.LEDGER_UNAVAILABLE,
                        "not enough agencies' peers answer; nothing was written, send it again")
                .exception();
    }

    private Proposal proposal(Submission submission, List<String> endorsing) {
        return connection
                .network()
                .getContract(chaincode)
                .newProposal(submission.name().wire())
                .addArguments(submission.arguments().toArray(String[]::new))
                .putAllTransient(submission.transients())
                .setEndorsingOrganizations(endorsing.toArray(String[]::new))
                .build();
    }

    private static Optional<Refusal> refusal(EndorseException e) {
        return Stream.concat(
                        e.getDetails().stream().map(detail -> detail.getMessage()),
                        Stream.ofNullable(e.getStatus().getDescription()))
                .map(Refusal::find)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Sends the envelope until its outcome is known; then it is out of the outbox. */
    private Outcome settle(Outbox.Entry entry) {
        Transaction transaction = connection.gateway().newTransaction(entry.envelope());
        Instant end = Instant.now().plus(pace.settle());
        while (true) {
            Optional<Outcome> outcome = index.outcome(entry.txId()).or(() -> send(transaction));
            if (outcome.isPresent()) {
                outbox.remove(entry.submission());
                return outcome.get();
            }
            if (Instant.now().isAfter(end)) {
                throw Problem.of(
                                GatewayCode.OUTCOME_UNKNOWN,
                                "the orderers or the peer did not answer in time; the gateway keeps trying, and sending "
                                        + "the same document under the same id is safe")
                        .exception();
            }
            pause(pace.retry(), GatewayCode.OUTCOME_UNKNOWN);
        }
    }

    private static Optional<Outcome> send(Transaction transaction) {
        try {
            Status status = transaction.submitAsync().getStatus();
            return Optional.of(new Outcome(
                    status.getTransactionId(),
                    status.getBlockNumber(),
                    status.getCode().getNumber()));
        } catch (SubmitException e) {
            LOG.warnf(
                    "submit of %s: %s",
                    transaction.getTransactionId(), e.getStatus().getCode());
        } catch (CommitStatusException e) {
            LOG.warnf(
                    "status of %s: %s",
                    transaction.getTransactionId(), e.getStatus().getCode());
        }
        return Optional.empty();
    }

    private void keepSettling() {
        while (running) {
            try {
                settleLeftovers();
            } catch (RuntimeException e) {
                LOG.warnf("leftovers are not settled yet: %s", e.getMessage());
            }
            try {
                Thread.sleep(pace.leftovers().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void settleLeftovers() {
        for (Outbox.Entry entry : outbox.all()) {
            ReentrantLock lock = lock(entry.submission());
            if (lock.tryLock()) {
                try {
                    if (outbox.find(entry.submission()).isPresent()) {
                        Outcome outcome = settle(entry);
                        LOG.infof("settled %s: %s", outcome.txId(), TxValidationCode.forNumber(outcome.code()));
                    }
                } catch (RuntimeException e) {
                    LOG.warnf("%s is still open: %s", entry.txId(), e.getMessage());
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    private ReentrantLock lock(String submission) {
        return locks[Math.floorMod(submission.hashCode(), locks.length)];
    }

    private static void pause(Duration duration, GatewayCode whenStopped) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(whenStopped, "the gateway is stopping; send it again under the same id")
                    .exception();
        }
    }
}
