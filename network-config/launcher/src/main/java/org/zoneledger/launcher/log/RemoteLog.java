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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
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
    private static final int KEPT = 256;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int ATTEMPTS = 20;
    private static final long SECOND = 1000;

    private final URI gateway;
    private final HttpClient http;
    private final long size;
    private final Map<String, byte[]> tiles = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * @param size of the checkpoint that is looked at: no tile beyond it is asked for
     */
    RemoteLog(URI gateway, HttpClient http, long size) {
        this.gateway = gateway;
        this.http = http;
        this.size = size;
    }

    /** What a gateway answers to a path; waits when it is asked to. */
    static byte[] get(URI gateway, HttpClient http, String path) {
        try {
            HttpResponse<byte[]> answer = send(gateway, http, path);
            for (int i = 1; i < ATTEMPTS && answer.statusCode() == TOO_MANY_REQUESTS; i++) {
                Thread.sleep(SECOND);
                answer = send(gateway, http, path);
            }
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

    private static HttpResponse<byte[]> send(URI gateway, HttpClient http, String path)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(gateway.resolve(path)).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
    }

    @Override
    public byte[] subtree(int level, long index) {
        long first = index << (level % HEIGHT);
        int count = 1 << (level % HEIGHT);
        List<byte[]> hashes = hashes(tile(level / HEIGHT, first / WIDTH));
        int from = (int) (first % WIDTH);
        if (hashes.size() < from + count) {
            throw new ZoneException("a tile is shorter than it should be");
        }
        return MerkleTree.root(hashes.subList(from, from + count));
    }

    /**
     * Gives the entries from a place on, in their order, until it is told to stop; each is the one in the tree.
     *
     * @param goesOn takes an entry, and says whether to go on
     */
    void entries(long from, Predicate<LogEntry> goesOn) {
        boolean more = from < size;
        for (long number = from / WIDTH; more && number * WIDTH < size; number++) {
            long before = number * WIDTH;
            List<byte[]> bundle = bundle(number);
            List<byte[]> hashes = hashes(tile(0, number));
            for (int i = 0; more && i < bundle.size(); i++) {
                if (!Arrays.equals(MerkleTree.leafHash(bundle.get(i)), hashes.get(i))) {
                    throw new ZoneException("its entries are not those of its tree");
                }
                more = before + i < from || goesOn.test(LogEntry.read(CanonicalJson.read(bundle.get(i))));
            }
        }
    }

    private List<byte[]> bundle(long number) {
        long width = Math.min(WIDTH, size - number * WIDTH);
        ByteBuffer bundle = ByteBuffer.wrap(published("entries", number, width));
        List<byte[]> entries = new ArrayList<>();
        try {
            for (int i = 0; i < width; i++) {
                byte[] entry = new byte[Short.toUnsignedInt(bundle.getShort())];
                bundle.get(entry);
                entries.add(entry);
            }
        } catch (BufferUnderflowException e) {
            throw new ZoneException("a bundle of entries is shorter than it should be", e);
        }
        return entries;
    }

    private static List<byte[]> hashes(byte[] tile) {
        List<byte[]> hashes = new ArrayList<>();
        for (int at = 0; at < tile.length; at += HASH_BYTES) {
            hashes.add(Arrays.copyOfRange(tile, at, at + HASH_BYTES));
        }
        return hashes;
    }

    /** A tile; one that is full is held against the tile above it, so that whatever is read belongs to the root. */
    private byte[] tile(int level, long number) {
        String name = level + "/" + number;
        byte[] known = tiles.get(name);
        if (known == null) {
            long width = Math.min(WIDTH, (size >> (HEIGHT * level)) - number * WIDTH);
            known = published(Integer.toString(level), number, width);
            if (known.length != width * HASH_BYTES) {
                throw new ZoneException("a tile is not as long as it should be");
            }
            if (width == WIDTH
                    && !Arrays.equals(MerkleTree.root(hashes(known)), subtree(HEIGHT * (level + 1), number))) {
                throw new ZoneException("its tiles do not fit together");
            }
            tiles.put(name, known);
        }
        return known;
    }

    private byte[] published(String level, long number, long width) {
        return get(gateway, http, "/log/tile/" + level + "/" + path(number) + (width < WIDTH ? ".p/" + width : ""));
    }

    private static String path(long number) {
        String path = String.format(Locale.ROOT, "%03d", number % 1000);
        for (long rest = number / 1000; rest > 0; rest /= 1000) {
            path = String.format(Locale.ROOT, "x%03d/%s", rest % 1000, path);
        }
        return path;
    }
}
