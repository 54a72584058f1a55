package org.zoneledger.gateway.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.file.KeptFile;
import org.zoneledger.gateway.job.Job.Kind;
import org.zoneledger.gateway.job.Job.State;

/**
 * Jobs as they were accepted, with their files until they are finished.
 *
 * <p>Like the outbox it cannot be rebuilt, so it has a file of its own: {@code imports.db}.
 */
@ApplicationScoped
public class Jobs {

    private static final String THIS = " WHERE kind = ? AND owner = ? AND id = ?";

    private final KeptFile file;

    public Jobs(ZoneConfig config) {
        file = new KeptFile(
                config.data(),
                "imports.db",
                "PRAGMA secure_delete=ON",
                "CREATE TABLE IF NOT EXISTS job (kind TEXT NOT NULL, owner TEXT NOT NULL,"
                        + " id TEXT NOT NULL, request TEXT NOT NULL, terms BLOB NOT NULL, actor TEXT NOT NULL,"
                        + " state TEXT NOT NULL, lines INTEGER NOT NULL, next INTEGER NOT NULL,"
                        + " committed INTEGER NOT NULL, at INTEGER NOT NULL, file BLOB,"
                        + " PRIMARY KEY (kind, owner, id))",
                // what the ledger refused is told from what was left out from the start
                "CREATE TABLE IF NOT EXISTS job_flaw (kind TEXT NOT NULL, owner TEXT NOT NULL,"
                        + " id TEXT NOT NULL, item INTEGER NOT NULL, line INTEGER NOT NULL, field TEXT NOT NULL,"
                        + " code TEXT NOT NULL, detail TEXT NOT NULL, by_ledger INTEGER NOT NULL,"
                        + " PRIMARY KEY (kind, owner, id, item))");
        takeOver();
    }

    /** Takes over the imports of products that were kept before there were other jobs. */
    private void takeOver() {
        boolean hasFormer = file.run(
                "SELECT 1 FROM sqlite_master WHERE name = 'import_job'",
                statement -> statement.executeQuery().next());
        if (!hasFormer) {
            return;
        }
        file.together(() -> List.of(
                        "INSERT INTO job SELECT 'PRODUCTS', uscc, import_id, request, CAST(json_object('format', format,"
                                + " 'jws', jws, 'mode', mode, 'statement', CAST(statement AS TEXT)) AS BLOB), actor,"
                                + " state, lines, next, committed, at, file FROM import_job",
                        "INSERT INTO job_flaw SELECT 'PRODUCTS', uscc, import_id, item, line, field, code, detail, leaf"
                                + " FROM import_flaw",
                        "DROP TABLE import_job",
                        "DROP TABLE import_flaw")
                .forEach(change -> file.run(change, PreparedStatement::executeUpdate)));
    }

    @PreDestroy
    public synchronized void close() {
        file.close();
    }

    /** Keeps a job and its file; one that ended before is begun anew. */
    synchronized void put(Job job, List<Flaw> leftOut, byte[] content) {
        file.together(() -> {
            run("DELETE FROM job_flaw" + THIS, job, PreparedStatement::executeUpdate);
            run("DELETE FROM job" + THIS, job, PreparedStatement::executeUpdate);
            run("INSERT INTO job VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", job, statement -> {
                statement.setString(4, job.request());
                statement.setBytes(5, CanonicalJson.bytes(job.terms()));
                statement.setString(6, job.actor());
                statement.setString(7, job.state().name());
                statement.setInt(8, job.lines());
                statement.setInt(9, job.next());
                statement.setInt(10, job.committed());
                statement.setLong(11, Instant.now().toEpochMilli());
                statement.setBytes(12, content);
                return statement.executeUpdate();
            });
            leftOut.forEach(flaw -> add(job, flaw, false));
        });
    }

    public synchronized Optional<Job> find(Kind kind, String owner, String id) {
        return file.run("SELECT * FROM job" + THIS, statement -> {
            statement.setString(1, kind.name());
            statement.setString(2, owner);
            statement.setString(3, id);
            return jobs(statement.executeQuery()).stream().findFirst();
        });
    }

    /** Jobs of an owner, the newest first. */
    public synchronized List<Job> of(Kind kind, String owner, int most) {
        return file.run("SELECT * FROM job WHERE kind = ? AND owner = ? ORDER BY at DESC, id LIMIT ?", statement -> {
            statement.setString(1, kind.name());
            statement.setString(2, owner);
            statement.setInt(3, most);
            return jobs(statement.executeQuery());
        });
    }

    /** Jobs that are not finished, the oldest first. */
    synchronized List<Job> open() {
        return file.run(
                "SELECT * FROM job WHERE state IN ('WAITING', 'RUNNING') ORDER BY at, kind, owner, id",
                statement -> jobs(statement.executeQuery()));
    }

    /** The file of a job that is not finished. */
    public synchronized byte[] file(Job job) {
        return run("SELECT file FROM job" + THIS, job, statement -> statement
                .executeQuery()
                .getBytes(1));
    }

    /** What is wrong with lines, and with the job as a whole, in the order of the file. */
    public synchronized List<Flaw> flaws(Job job) {
        return run("SELECT * FROM job_flaw" + THIS + " ORDER BY item", job, statement -> {
            List<Flaw> flaws = new ArrayList<>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                flaws.add(new Flaw(
                        rows.getInt("line"),
                        rows.getInt("item"),
                        rows.getString("field"),
                        rows.getString("code"),
                        rows.getString("detail")));
            }
            return flaws;
        });
    }

    /** Lines that are not written, by item: those that were left out from the start, or those that the ledger refused. */
    synchronized Set<Integer> refused(Job job, boolean byLedger) {
        return run("SELECT item FROM job_flaw" + THIS + " AND by_ledger = ? AND item > 0", job, statement -> {
            statement.setBoolean(4, byLedger);
            Set<Integer> items = new TreeSet<>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                items.add(rows.getInt(1));
            }
            return items;
        });
    }

    /** Keeps that the ledger refused an accepted line. */
    synchronized void refuse(Job job, Flaw flaw) {
        add(job, flaw, true);
    }

    synchronized void state(Job job, State state) {
        run("UPDATE job SET state = ?4 WHERE kind = ?1 AND owner = ?2 AND id = ?3", job, statement -> {
            statement.setString(4, state.name());
            return statement.executeUpdate();
        });
    }

    /**
     * Keeps that the accepted lines before one are settled.
     *
     * @param written how many of them are newly known to be on the ledger
     * @param flaws why others are not
     */
    synchronized void settle(Job job, int next, int written, List<Flaw> flaws) {
        file.together(() -> {
            flaws.forEach(flaw -> add(job, flaw, true));
            run(
                    "UPDATE job SET next = ?4, committed = committed + ?5, state = 'RUNNING'"
                            + " WHERE kind = ?1 AND owner = ?2 AND id = ?3",
                    job,
                    statement -> {
                        statement.setInt(4, next);
                        statement.setInt(5, written);
                        return statement.executeUpdate();
                    });
        });
    }

    /** Ends a job and forgets its file. */
    synchronized void finish(Job job, State state) {
        run("UPDATE job SET state = ?4, file = NULL WHERE kind = ?1 AND owner = ?2 AND id = ?3", job, statement -> {
            statement.setString(4, state.name());
            return statement.executeUpdate();
        });
    }

    private void add(Job about, Flaw flaw, boolean byLedger) {
        run("INSERT OR REPLACE INTO job_flaw VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", about, statement -> {
            statement.setInt(4, flaw.item());
            statement.setInt(5, flaw.line());
            statement.setString(6, flaw.field());
            statement.setString(7, flaw.code());
            statement.setString(8, flaw.detail());
            statement.setBoolean(9, byLedger);
            return statement.executeUpdate();
        });
    }

    private static List<Job> jobs(ResultSet rows) throws SQLException {
        List<Job> jobs = new ArrayList<>();
        while (rows.next()) {
            jobs.add(new Job(
                    Kind.valueOf(rows.getString("kind")),
                    rows.getString("owner"),
                    rows.getString("id"),
                    rows.getString("request"),
                    (ObjectNode) CanonicalJson.read(rows.getBytes("terms")),
                    rows.getString("actor"),
                    State.valueOf(rows.getString("state")),
                    rows.getInt("lines"),
                    rows.getInt("next"),
                    rows.getInt("committed")));
        }
        return jobs;
    }

    /** Runs a statement whose first three parameters name a job. */
    private <T> T run(String sql, Job about, KeptFile.Work<T> work) {
        return file.run(sql, statement -> {
            statement.setString(1, about.kind().name());
            statement.setString(2, about.owner());
            statement.setString(3, about.id());
            return work.on(statement);
        });
    }
}
