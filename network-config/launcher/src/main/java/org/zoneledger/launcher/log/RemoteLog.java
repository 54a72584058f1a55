package org.zoneledger.launcher.log;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.domain.merkle.Subtrees;
import org.zoneledger.launcher.ZoneException;

/** An agency's log as its gateway publishes it (C2SP tlog-tiles). Throws {@link ZoneException} where it does not answer. */
final class RemoteLog implements Subtrees {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int HEIGHT = 8;
    private static final int WIDTH = 1 << HEIGHT;
    private static final int HASH_BYTES = 32;

    private final URI gateway;
    private final HttpClient http;
    private final long size;
    private final Map<String, byte[]> tiles = new HashMap<>();

    /**
     * @param size of the checkpoint that is looked at: no tile beyond it is asked for
     */
    RemoteLog(URI gateway, HttpClient http, long size) {
        this.gateway = gateway;
        this.http = http;
        this.size = size;
    }

    /** What a gateway answers to a path. */
    static byte[] get(URI gateway, HttpClient http, String path) {
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(gateway.resolve(path))
                            .timeout(PATIENCE)
                            .build(),
                    BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new ZoneException(path + " was answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new ZoneException("it does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZoneException("interrupted", e);
        }
    }

    @Override
    public byte[] subtree(int level, long index) {
        long first = index << (level % HEIGHT);
        int count = 1 << (level % HEIGHT);
        byte[] hashes = tile(level / HEIGHT, first / WIDTH);
        int from = (int) (first % WIDTH) * HASH_BYTES;
        if (hashes.length < from + count * HASH_BYTES) {
            throw new ZoneException("a tile is shorter than it should be");
        }
        List<byte[]> leaves = new ArrayList<>(count);
        for (int at = from; at < from + count * HASH_BYTES; at += HASH_BYTES) {
            leaves.add(Arrays.copyOfRange(hashes, at, at + HASH_BYTES));
        }
        return MerkleTree.root(leaves);
    }

    /** The entry at a place, which must be the one in the tree. */
    LogEntry entry(long index) {
        long number = index / WIDTH;
        long width = Math.min(WIDTH, size - number * WIDTH);
        ByteBuffer bundle = ByteBuffer.wrap(published("entries", number, width));
        byte[] entry = {};
        try {
            for (long at = number * WIDTH; at <= index; at++) {
                entry = new byte[Short.toUnsignedInt(bundle.getShort())];
                bundle.get(entry);
            }
        } catch (BufferUnderflowException e) {
            throw new ZoneException("a bundle of entries is shorter than it should be", e);
        }
        if (!Arrays.equals(MerkleTree.leafHash(entry), subtree(0, index))) {
            throw new ZoneException("its entries are not those of its tree");
        }
        return LogEntry.read(CanonicalJson.read(entry));
    }

    private byte[] tile(int level, long number) {
        return published(Integer.toString(level), number, (size >> (HEIGHT * level)) - number * WIDTH);
    }

    private byte[] published(String level, long number, long width) {
        String path = "/log/tile/" + level + "/" + path(number) + (width < WIDTH ? ".p/" + width : "");
        return tiles.computeIfAbsent(path, wanted -> get(gateway, http, wanted));
    }

    private static String path(long number) {
        String path = String.format(Locale.ROOT, "%03d", number % 1000);
        for (long rest = number / 1000; rest > 0; rest /= 1000) {
            path = String.format(Locale.ROOT, "x%03d/%s", rest % 1000, path);
        }
        return path;
    }
}
