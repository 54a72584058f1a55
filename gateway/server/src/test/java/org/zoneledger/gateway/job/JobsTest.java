package org.zoneledger.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.gateway.job.Job.Kind;
import org.zoneledger.gateway.job.Job.State;
import org.zoneledger.gateway.peer.TestConfig;

class JobsTest {

    private static final Job WORDS =
            Job.of(Kind.WORDS, "tax", "import-1", "digest", JsonNodeFactory.instance.objectNode(), "actor", 3);

    @TempDir
    private Path organisation;

    @TempDir
    private Path data;

    private TestConfig config;

    @BeforeEach
    void prepare() {
        TestConfig.prepare(organisation);
        config = new TestConfig(organisation, "localhost:1", data);
    }

    @Test
    void what_is_settled_and_what_was_refused_is_kept_together() throws SQLException {
        Jobs jobs = new Jobs(config);
        jobs.put(WORDS, List.of(new Flaw(9, 9, "uscc", "USCC_INVALID", "left out")), bytes("file"));
        jobs.settle(WORDS, 2, 1, List.of(new Flaw(3, 3, "id", "ID_REUSED", "refused")));
        jobs.close();
        jobs = new Jobs(config);
        Job job = jobs.find(Kind.WORDS, "tax", "import-1").orElseThrow();
        assertThat(job.next()).isEqualTo(2);
        assertThat(job.committed()).isEqualTo(1);
        assertThat(job.state()).isEqualTo(State.RUNNING);
        assertThat(jobs.refused(job, true)).containsExactly(3);
        assertThat(jobs.refused(job, false)).containsExactly(9);
        assertThat(jobs.open()).hasSize(1);
        jobs.finish(job, State.DONE);
        assertThat(jobs.open()).isEmpty();
        assertThat(jobs.file(job)).isNull();
        jobs.close();
    }

    @Test
    void jobs_of_another_kind_or_owner_under_the_same_id_are_others() throws SQLException {
        Jobs jobs = new Jobs(config);
        jobs.put(WORDS, List.of(), bytes("one"));
        Job other = Job.of(Kind.APPROVAL, "tax", "import-1", "digest", WORDS.terms(), "actor", 3);
        jobs.put(other, List.of(), bytes("two"));
        jobs.finish(other, State.FAILED);
        assertThat(jobs.file(WORDS)).isEqualTo(bytes("one"));
        assertThat(jobs.find(Kind.WORDS, "customs", "import-1")).isEmpty();
        assertThat(jobs.of(Kind.WORDS, "tax", 5)).hasSize(1);
        jobs.close();
    }

    @Test
    void imports_of_a_former_release_are_taken_over() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + data.resolve("imports.db"));
        try (Connection former = source.getConnection();
                var statement = former.createStatement()) {
            statement.execute("CREATE TABLE import_job (uscc TEXT NOT NULL, import_id TEXT NOT NULL,"
                    + " request TEXT NOT NULL, format TEXT NOT NULL, mode TEXT NOT NULL, jws TEXT NOT NULL,"
                    + " actor TEXT NOT NULL, statement BLOB NOT NULL, state TEXT NOT NULL, lines INTEGER NOT NULL,"
                    + " next INTEGER NOT NULL, committed INTEGER NOT NULL, at INTEGER NOT NULL, file BLOB,"
                    + " PRIMARY KEY (uscc, import_id))");
            statement.execute("CREATE TABLE import_flaw (uscc TEXT NOT NULL, import_id TEXT NOT NULL,"
                    + " item INTEGER NOT NULL, line INTEGER NOT NULL, field TEXT NOT NULL, code TEXT NOT NULL,"
                    + " detail TEXT NOT NULL, leaf INTEGER NOT NULL, PRIMARY KEY (uscc, import_id, item))");
            statement.execute(
                    "INSERT INTO import_job VALUES ('91330483MA2B00078U', 'import-7', 'digest', 'CSV', 'EACH',"
                            + " 'a..b', 'actor', CAST('{\"count\":2}' AS BLOB), 'RUNNING', 3, 1, 1, 5, CAST('file' AS BLOB))");
            statement.execute(
                    "INSERT INTO import_flaw VALUES ('91330483MA2B00078U', 'import-7', 2, 3, 'hs6', 'X', 'bad', 0)");
        }
        Jobs jobs = new Jobs(config);
        Job job = jobs.find(Kind.PRODUCTS, "91330483MA2B00078U", "import-7").orElseThrow();
        assertThat(job.terms().toString())
                .isEqualTo(
                        "{\"format\":\"CSV\",\"jws\":\"a..b\",\"mode\":\"EACH\",\"statement\":\"{\\\"count\\\":2}\"}");
        assertThat(job.next()).isEqualTo(1);
        assertThat(jobs.file(job)).isEqualTo(bytes("file"));
        assertThat(jobs.flaws(job)).containsExactly(new Flaw(3, 2, "hs6", "X", "bad"));
        jobs.close();
        new Jobs(config).close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
