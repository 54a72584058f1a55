package org.zoneledger.gateway.answer;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.gateway.index.Index;

/**
 * Finished answers that are the same for all who may ask, kept until a block or a day passes; at most 16 MiB, the least recently
 * asked for goes first.
 *
 * <p>Any block ends them all: an answer says how many blocks it covers, and may rest on any of them.
 */
@ApplicationScoped
public class Prepared {
    private static final long MOST_BYTES = 16L << 20;
    private static final int SMALLEST_GZIP = 1024;
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final Index index;
    private final LinkedHashMap<Object, Answer> answers = new LinkedHashMap<>(64, 0.75f, true);
    private Moment moment = new Moment(-1, LocalDate.MIN);
    private long bytes;

    Prepared(Index index) {
        this.index = index;
    }

    /** What answers rest on: the ledger so far, and the day, on which credit words and use-by dates end. */
    private record Moment(long height, LocalDate day) {}

    /**
     * One finished answer.
     *
     * @param gzip the same compressed (RFC 1952), when that is shorter
     */
    public record Answer(Body plain, Optional<Body> gzip) {
        private long size() {
            long compressed = gzip.map(body -> body.content().length).orElse(0);
            return compressed + plain.content().length;
        }
    }

    /**
     * Bytes and their strong validator.
     *
     * @param tag first 32 hexadecimal digits of their SHA-256
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Body(byte[] content, String tag) {
        static Body of(byte[] content) {
            return new Body(content, Sha256.hex(content).substring(0, 32));
        }
    }

    /**
     * The answer under a key, made now when there is none of this moment.
     *
     * @param key form, language and path; what it is made from must follow from the key and the index
     * @param make gives the content; what it throws is not kept
     */
    public Answer get(Object key, Supplier<byte[]> make) {
        // the height is taken first: what a block adds meanwhile is at worst made once more
        Moment now = now();
        Optional<Answer> kept = kept(now, key);
        if (kept.isPresent()) {
            return kept.get();
        }
        Answer made = answer(make.get());
        keep(now, key, made);
        return made;
    }

    /** The answer under a key, if it is finished. */
    public Optional<Answer> find(Object key) {
        return kept(now(), key);
    }

    private Moment now() {
        return new Moment(index.checkpoint().height(), LocalDate.now(CHINA));
    }

    private synchronized Optional<Answer> kept(Moment now, Object key) {
        if (!now.equals(moment)) {
            answers.clear();
            bytes = 0;
            moment = now;
        }
        return Optional.ofNullable(answers.get(key));
    }

    private synchronized void keep(Moment now, Object key, Answer made) {
        if (!now.equals(moment)) {
            return;
        }
        Answer before = answers.put(key, made);
        bytes += made.size() - (before == null ? 0 : before.size());
        var oldest = answers.values().iterator();
        while (bytes > MOST_BYTES && oldest.hasNext()) {
            bytes -= oldest.next().size();
            oldest.remove();
        }
    }

    private static Answer answer(byte[] content) {
        Optional<Body> gzip = Optional.of(content)
                .filter(whole -> whole.length >= SMALLEST_GZIP)
                .map(Prepared::gzip)
                .filter(small -> small.length < content.length)
                .map(Body::of);
        return new Answer(Body.of(content), gzip);
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
