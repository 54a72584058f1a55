package org.zoneledger.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;

/** What is compared with, by Fabric's own client: one key a record, every agency's peer taking its share of the requests. */
final class Baseline {
    private static final int ATTEMPTS = 40;
    private static final long PAUSE_MILLIS = 200;

    private final List<Contract> contracts;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();

    Baseline(List<Network> peers) {
        contracts = peers.stream().map(peer -> peer.getContract("baseline")).toList();
    }

    /** How often something had to be tried again. */
    int repeated() {
        return repeated.get();
    }

    /**
     * Creates a record and waits until it is valid in a block; what fails for the moment is tried again.
     *
     * @return the transactions that were sent for it, one of which is valid
     */
    List<String> create(String key, String value) throws InterruptedException {
        return write("create", key, value);
    }

    /** Writes a value under a key that may have others; the rest is as with {@link #create}. */
    List<String> put(String key, String value) throws InterruptedException {
        return write("put", key, value);
    }

    private List<String> write(String function, String key, String value) throws InterruptedException {
        List<String> sent = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                Transaction transaction = contract()
                        .newProposal(function)
                        .addArguments(key, value)
                        .build()
                        .endorse();
                sent.add(transaction.getTransactionId());
                Status status = transaction.submitAsync().getStatus();
                if (status.isSuccessful()) {
                    return sent;
                }
            } catch (EndorseException e) {
                if (!sent.isEmpty() && said(e).contains("the record exists")) {
                    return sent;
                }
            } catch (SubmitException | CommitStatusException e) {
                // whether it was ordered shows at the next attempt
            }
            repeated.incrementAndGet();
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException("baseline: " + key + " could not be written");
    }

    /** Whether a record is read with the value it was created with; what fails for the moment is tried again. */
    boolean holds(String key, byte[] value) throws InterruptedException {
        return Arrays.equals(evaluate("read", key), value);
    }

    /** All values that a key had, as a JSON array; what fails for the moment is tried again. */
    byte[] history(String key) throws InterruptedException {
        return evaluate("history", key);
    }

    private byte[] evaluate(String function, String key) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return contract().evaluateTransaction(function, key);
            } catch (GatewayException e) {
                repeated.incrementAndGet();
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        throw new IllegalStateException("baseline: " + key + " could not be read");
    }

    private Contract contract() {
        return contracts.get(Math.floorMod(next.getAndIncrement(), contracts.size()));
    }

    /** Everything that the peers said. */
    static String said(GatewayException e) {
        StringBuilder said = new StringBuilder(String.valueOf(e.getMessage()));
        e.getDetails().forEach(detail -> said.append('\n').append(detail.getMessage()));
        return said.toString();
    }
}
