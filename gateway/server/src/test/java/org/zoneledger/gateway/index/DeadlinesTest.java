package org.zoneledger.gateway.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.audit.DeadlineRules.Kind;
import org.zoneledger.gateway.index.Deadlines.Before;
import org.zoneledger.gateway.index.Deadlines.Count;
import org.zoneledger.gateway.index.Deadlines.Late;
import org.zoneledger.gateway.peer.Chain;
import org.zoneledger.gateway.peer.TestTransaction;

class DeadlinesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

    @TempDir
    private Path directory;

    private final Chain chain = new Chain();
    private final BlockReader reader = new BlockReader("zone");
    private Index index;
    private int count;

    @BeforeEach
    void open() {
        index = new Index(directory.resolve("index.db"));
    }

    @AfterEach
    void close() throws SQLException {
        index.close();
    }

    @Test
    void a_filing_waits_for_one_agency_after_the_other() {
        put("filing/1", "2026-01-05", "{\"status\":\"SUBMITTED\",\"version\":1}");
        put("filing/1", "2026-02-10", "{\"status\":\"VERIFIED\",\"version\":2}");
        put("filing/1", "2026-02-11", "{\"status\":\"ACCEPTED\",\"version\":3}");
        assertThat(late())
                .extracting(Late::owner, Late::since, Late::due, Late::met)
                .containsExactly(
                        tuple("CommerceMSP", LocalDate.of(2026, 2, 11), LocalDate.of(2026, 3, 11), Optional.empty()),
                        tuple(
                                "MarketMSP",
                                LocalDate.of(2026, 1, 5),
                                LocalDate.of(2026, 2, 2),
                                Optional.of(LocalDate.of(2026, 2, 10))));
    }

    @Test
    void a_version_that_waits_for_the_same_word_begins_no_other_wait() {
        put("filing/1", "2026-01-05", "{\"status\":\"SUBMITTED\",\"version\":1}");
        put("filing/1", "2026-03-05", "{\"status\":\"SUBMITTED\",\"version\":2}");
        assertThat(late()).extracting(Late::since).containsExactly(LocalDate.of(2026, 1, 5));
    }

    @Test
    void a_second_round_is_a_wait_of_its_own() {
        put("filing/1", "2026-01-05", "{\"status\":\"SUBMITTED\",\"version\":1}");
        put("filing/1", "2026-01-06", "{\"status\":\"REJECTED\",\"version\":2}");
        put("filing/1", "2026-03-02", "{\"status\":\"SUBMITTED\",\"version\":3}");
        assertThat(late()).extracting(Late::since).containsExactly(LocalDate.of(2026, 3, 2));
    }

    @Test
    void each_verifier_of_an_amendment_is_late_by_itself() {
        String both = "{\"customsCode\":\"CustomsMSP\",\"nameZh\":\"MarketMSP\"}";
        put("amendment/1", "2026-01-05", "{\"pending\":" + both + ",\"status\":\"PENDING\",\"version\":1}");
        put(
                "amendment/1",
                "2026-01-07",
                "{\"pending\":{\"customsCode\":\"CustomsMSP\"},\"status\":\"PENDING\",\"version\":2}");
        assertThat(late()).extracting(Late::kind, Late::owner).containsExactly(tuple(Kind.AMENDMENT, "CustomsMSP"));
    }

    @Test
    void is_late_from_the_day_after_the_last_one_whether_it_waits_or_was_said() {
        String waits = "{\"decideBy\":\"2026-05-31\",\"owner\":\"TaxMSP\",\"status\":\"APPLIED\",\"version\":1}";
        String said = waits.replace("APPLIED", "REPAIRED");
        put("repair/1", "2026-05-18", waits);
        assertThat(late(LocalDate.of(2026, 5, 31))).isEmpty();
        assertThat(late()).hasSize(1);
        put("repair/1", "2026-05-31", said);
        assertThat(late()).isEmpty();
        put("repair/2", "2026-05-18", waits);
        put("repair/2", "2026-06-01", said);
        assertThat(late()).extracting(Late::key).containsExactly("repair/2");
        assertThat(new Deadlines(index).late("", TODAY, Before.START, 10).counts())
                .containsExactly(new Count("TaxMSP", 0, 1));
    }

    @Test
    void a_record_that_is_deleted_waits_for_nobody_any_more() {
        put("case/1", "2026-01-05", "{\"owner\":\"TaxMSP\",\"status\":\"PROPOSED\",\"version\":1}");
        add(TestTransaction.of("deletion")
                .at(Instant.parse("2026-01-06T02:00:00Z"))
                .deleting("case/1"));
        assertThat(late()).isEmpty();
    }

    private void put(String key, String day, String record) {
        add(TestTransaction.of("tx-" + count++)
                .at(Instant.parse(day + "T02:00:00Z"))
                .writing(key, record));
    }

    private void add(TestTransaction transaction) {
        Index.Checkpoint checkpoint = index.checkpoint();
        index.add(reader.read(chain.add(transaction).getBlock(), checkpoint.height(), checkpoint.hash()), List.of());
    }

    private List<Late> late() {
        return late(TODAY);
    }

    private List<Late> late(LocalDate today) {
        return new Deadlines(index).late("", today, Before.START, 100).late();
    }
}
