package org.zoneledger.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.protos.peer.FilteredBlock;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Watches the blocks of several peers, and knows what they took a transaction for, and when each of them took it for valid. */
final class Witnesses implements AutoCloseable {
    private final List<Map<String, Long>> valid = new ArrayList<>();
    private final Map<String, TxValidationCode> codes = new ConcurrentHashMap<>();
    private final List<CloseableIterator<FilteredBlock>> streams = new ArrayList<>();
    private final Object progress = new Object();
    private volatile boolean closed;

    Witnesses(List<Network> peers) {
        for (Network peer : peers) {
            Map<String, Long> seen = new ConcurrentHashMap<>();
            valid.add(seen);
            CloseableIterator<FilteredBlock> blocks =
                    peer.newFilteredBlockEventsRequest().startBlock(0).build().getEvents();
            streams.add(blocks);
            Thread thread = new Thread(() -> watch(blocks, seen), "witness");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void watch(CloseableIterator<FilteredBlock> blocks, Map<String, Long> seen) {
        try {
            while (blocks.hasNext()) {
                FilteredBlock block = blocks.next();
                long now = System.nanoTime();
                block.getFilteredTransactionsList().forEach(transaction -> {
                    if (transaction.getTxValidationCode() == TxValidationCode.VALID) {
                        seen.putIfAbsent(transaction.getTxid(), now);
                    }
                    codes.putIfAbsent(transaction.getTxid(), transaction.getTxValidationCode());
                });
                synchronized (progress) {
                    progress.notifyAll();
                }
            }
        } catch (RuntimeException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    /**
     * Waits until all peers have taken one transaction of each of these for valid.
     *
     * @param records of each what was sent for it, more than one transaction where something was tried again
     * @return when the last of them did, of {@link System#nanoTime}
     * @throws IllegalStateException if that takes too long
     */
    long await(Collection<List<String>> records, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        long last = Long.MIN_VALUE;
        for (List<String> record : records) {
            last = Math.max(last, await(record, end));
        }
        return last;
    }

    private long await(List<String> record, long end) {
        synchronized (progress) {
            while (true) {
                OptionalLong all = record.stream()
                        .flatMapToLong(each -> everywhere(each).stream())
                        .min();
                if (all.isPresent()) {
                    return all.getAsLong();
                }
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new IllegalStateException("not valid at every peer in time: " + record);
                }
                try {
                    progress.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted", e);
                }
            }
        }
    }

    /** What the peers took a transaction for; empty when it has not come in a block in time. */
    Optional<TxValidationCode> code(String transaction, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (progress) {
            for (long left = patience.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                TxValidationCode code = codes.get(transaction);
                if (code != null) {
                    return Optional.of(code);
                }
                progress.wait(left);
            }
        }
        return Optional.empty();
    }

    private OptionalLong everywhere(String transaction) {
        long last = Long.MIN_VALUE;
        for (Map<String, Long> seen : valid) {
            Long at = seen.get(transaction);
            if (at == null) {
                return OptionalLong.empty();
            }
            last = Math.max(last, at);
        }
        return OptionalLong.of(last);
    }

    @Override
    public void close() {
        closed = true;
        streams.forEach(CloseableIterator::close);
    }
}
