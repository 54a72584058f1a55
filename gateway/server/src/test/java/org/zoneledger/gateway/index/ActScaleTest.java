package org.zoneledger.gateway.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.gateway.index.Acts.Question;
import org.zoneledger.gateway.index.LedgerBlock.LedgerTransaction;
import org.zoneledger.gateway.index.LedgerBlock.LoggedWrite;
import org.zoneledger.gateway.index.LedgerBlock.PublicWrite;
import org.zoneledger.gateway.index.LedgerBlock.Signer;

/**
 * Auditors' questions over many entries of the log: counted right, and how long the first page takes. {@code -Dscale=1000000} for the
 * figures in the README of the house; without it a size that every build can bear.
 */
class ActScaleTest {

    private static final int ENTRIES = Integer.getInteger("scale", 20_000);
    private static final int BLOCK = 500;
    private static final int SUBJECTS = 2000;
    private static final int QUERIES = 60;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> AGENCIES =
            List.of("CommerceMSP", "CustomsMSP", "ForexMSP", "MarketMSP", "TaxMSP");
    private static final List<String> TYPES = List.of("filing", "product", "assertion", "grant", "use");
    private static final List<TransactionName> NAMES = List.of(
            TransactionName.FILING_DECIDE,
            TransactionName.FILING_REGISTER,
            TransactionName.CREDIT_ASSESS,
            TransactionName.DISCLOSURE_GRANT,
            TransactionName.FILING_USE);

    @TempDir
    private Path directory;

    private final Random random = new Random(20261127);

    @Test
    void the_first_page_is_right_and_quick_whatever_the_log_holds() throws Exception {
        Path file = directory.resolve("index.db");
        Index index = new Index(file);
        long begun = System.nanoTime();
        for (int number = 0; number < ENTRIES / BLOCK; number++) {
            index.add(block(number), List.of());
        }
        say(
                "%,d entries: %,.0f entries/s into the index, %,d MiB",
                ENTRIES, ENTRIES / ((System.nanoTime() - begun) / 1e9), Files.size(file) >> 20);
        Acts acts = new Acts(index);
        time(acts, "everything", question(), ENTRIES);
        time(acts, "a subject", question(subject(7)), ENTRIES / SUBJECTS);
        time(acts, "a type", question(null, "grant"), ENTRIES / TYPES.size());
        time(acts, "an agency", question(null, null, "TaxMSP"), ENTRIES / AGENCIES.size());
        time(acts, "an agency's transactions of a name", question(null, null, "TaxMSP", "credit:assess"), ENTRIES / 25);
        time(acts, "an officer", question(null, null, null, null, actor(3)), ENTRIES / 100);
        time(acts, "a ground", question(null, null, null, null, null, "Article 17."), ENTRIES / 62);
        time(
                acts,
                "the last tenth of the time",
                question(
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        START.plusSeconds(ENTRIES * 9L / 10).toString()),
                ENTRIES / 10);
        index.close();
    }

    private static void time(Acts acts, String what, Question question, int about) {
        long[] nanos = new long[QUERIES];
        Acts.Answer answer = acts.find(question, Long.MAX_VALUE, 100);
        assertThat(answer.matched()).as(what).isBetween(about * 3L / 4, about * 5L / 4 + 20);
        assertThat(answer.logSize()).isEqualTo(ENTRIES);
        assertThat(answer.acts()).hasSize((int) Math.min(100, answer.matched()));
        for (int i = 0; i < QUERIES; i++) {
            long begun = System.nanoTime();
            acts.find(question, Long.MAX_VALUE, 100);
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        say(
                "%s: first page of %,d acts in %.1f ms (p50), %.1f ms (p95)",
                what, answer.matched(), nanos[QUERIES / 2] / 1e6, nanos[QUERIES * 95 / 100] / 1e6);
    }

    private LedgerBlock block(int number) {
        List<LedgerTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < BLOCK; i++) {
            transactions.add(transaction(number, i));
        }
        return new LedgerBlock(number, "hash-" + number, Optional.empty(), transactions);
    }

    private LedgerTransaction transaction(int block, int position) {
        int entry = block * BLOCK + position;
        int type = random.nextInt(TYPES.size());
        int agency = random.nextInt(AGENCIES.size());
        String key = TYPES.get(type) + "/" + entry;
        byte[] value = ("{\"legalBasis\":\"Article " + random.nextInt(50) + ".\",\"uscc\":\""
                        + subject(random.nextInt(SUBJECTS)) + "\",\"version\":1}")
                .getBytes(StandardCharsets.UTF_8);
        return new LedgerTransaction(
                "tx-" + entry,
                position,
                0,
                START.plusSeconds(entry),
                Optional.of(NAMES.get(type)),
                new Signer(AGENCIES.get(agency), "officer", "", actor(random.nextInt(20) * 5 + agency)),
                AGENCIES.subList(0, 3),
                List.of(new PublicWrite(key, value, false)),
                List.of(),
                List.of(new LoggedWrite("zone", "", key, Sha256.hex(value))));
    }

    private static String subject(int number) {
        return String.format(Locale.ROOT, "91330400MA%07dX", number);
    }

    private static String actor(int number) {
        return Sha256.hex(("officer " + number).getBytes(StandardCharsets.UTF_8));
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** A question by its conditions in the order of the record, the seventh a time; null is none. */
    private static Question question(String... conditions) {
        List<Optional<String>> given = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            given.add(i < conditions.length ? Optional.ofNullable(conditions[i]) : Optional.empty());
        }
        return new Question(
                given.get(0),
                given.get(1),
                given.get(2),
                given.get(3),
                given.get(4),
                given.get(5),
                given.get(6).map(Instant::parse),
                Optional.empty());
    }
}
