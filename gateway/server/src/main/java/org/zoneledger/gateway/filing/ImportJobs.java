package org.zoneledger.gateway.filing;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sqlite.SQLiteDataSource;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.domain.filing.ImportRules.Statement;
import org.zoneledger.domain.filing.ProductFile.Format;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.filing.ImportJob.Mode;
import org.zoneledger.gateway.filing.ImportJob.State;

/**
 * Imports as they were accepted, with their files until they are finished.
 *
 * <p>Like the outbox it cannot be rebuilt, so it has a file of its own: {@code imports.db}.
 */
@ApplicationScoped
class ImportJobs {

    private final Connection connection;

    ImportJobs(ZoneConfig config) {
        try {
            Files.createDirectories(config.data());
            SQLiteDataSource source = new SQLiteDataSource();
            source.setUrl("jdbc:sqlite:" + config.data().resolve("imports.db"));
            connection = source.getConnection();
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                statement.execute("PRAGMA secure_delete=ON");
                statement.execute("CREATE TABLE IF NOT EXISTS import_job (uscc TEXT NOT NULL, import_id TEXT NOT NULL,"
                        + " request TEXT NOT NULL, format TEXT NOT NULL, mode TEXT NOT NULL, jws TEXT NOT NULL,"
                        + " actor TEXT NOT NULL, statement BLOB NOT NULL, state TEXT NOT NULL, lines INTEGER NOT NULL,"
                        + " next INTEGER NOT NULL, committed INTEGER NOT NULL, at INTEGER NOT NULL, file BLOB,"
                        + " PRIMARY KEY (uscc, import_id))");
                // a leaf is among the signed lines; others were left out before
                statement.execute("CREATE TABLE IF NOT EXISTS import_flaw (uscc TEXT NOT NULL, import_id TEXT NOT NULL,"
                        + " item INTEGER NOT NULL, line INTEGER NOT NULL, field TEXT NOT NULL, code TEXT NOT NULL,"
                        + " detail TEXT NOT NULL, leaf INTEGER NOT NULL, PRIMARY KEY (uscc, import_id, item))");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the imports cannot be opened", e);
        }
    }

    @PreDestroy
    synchronized void close() throws SQLException {
        connection.close();
    }

    /** Keeps an import and its file; one that failed before is begun anew. */
    synchronized void put(ImportJob job, List<Flaw> leftOut, byte[] file) {
        together(() -> {
            delete("import_flaw", job.statement());
            delete("import_job", job.statement());
            run(
                    "INSERT INTO import_job VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    job.statement(),
                    statement -> {
                        statement.setString(3, job.request());
                        statement.setString(4, job.format().name());
                        statement.setString(5, job.mode().name());
                        statement.setString(6, job.jws());
                        statement.setString(7, job.actor());
                        statement.setBytes(8, job.statement().bytes());
                        statement.setString(9, job.state().name());
                        statement.setInt(10, job.lines());
                        statement.setInt(11, job.next());
                        statement.setInt(12, job.committed());
                        statement.setLong(13, Instant.now().toEpochMilli());
                        statement.setBytes(14, file);
                        return statement.executeUpdate();
                    });
            leftOut.forEach(flaw -> add(job.statement(), flaw, false));
        });
    }

    synchronized Optional<ImportJob> find(Uscc uscc, String importID) {
        return query("SELECT * FROM import_job WHERE uscc = ? AND import_id = ?", statement -> {
            statement.setString(1, uscc.value());
            statement.setString(2, importID);
            return jobs(statement.executeQuery()).stream().findFirst();
        });
    }

    /** Imports that are not finished, the oldest first. */
    synchronized List<ImportJob> open() {
        return query(
                "SELECT * FROM import_job WHERE state IN ('WAITING', 'RUNNING') ORDER BY at, uscc, import_id",
                statement -> jobs(statement.executeQuery()));
    }

    /** The file of an import that is not finished. */
    synchronized byte[] file(ImportJob job) {
        return run(
                "SELECT file FROM import_job WHERE uscc = ? AND import_id = ?",
                job.statement(),
                statement -> statement.executeQuery().getBytes(1));
    }

    /** What is wrong with lines, and with the import as a whole, in the order of the file. */
    synchronized List<Flaw> flaws(ImportJob job) {
        return run(
                "SELECT * FROM import_flaw WHERE uscc = ? AND import_id = ? ORDER BY item",
                job.statement(),
                statement -> {
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

    /** Products of the file that are not written, by item: those that were never signed, or those that the ledger refused. */
    synchronized Set<Integer> refused(ImportJob job, boolean signed) {
        return run(
                "SELECT item FROM import_flaw WHERE uscc = ? AND import_id = ? AND leaf = ? AND item > 0",
                job.statement(),
                statement -> {
                    statement.setBoolean(3, signed);
                    Set<Integer> items = new TreeSet<>();
                    var rows = statement.executeQuery();
                    while (rows.next()) {
                        items.add(rows.getInt(1));
                    }
                    return items;
                });
    }

    /** Keeps that the ledger refused a signed line. */
    synchronized void refuse(ImportJob job, Flaw flaw) {
        add(job.statement(), flaw, true);
    }

    synchronized void state(ImportJob job, State state) {
        run("UPDATE import_job SET state = ?3 WHERE uscc = ?1 AND import_id = ?2", job.statement(), statement -> {
            statement.setString(3, state.name());
            return statement.executeUpdate();
        });
    }

    /**
     * Keeps that the leaves before one are settled.
     *
     * @param written how many of them are newly known to be on the ledger
     */
    synchronized void advance(ImportJob job, int next, int written) {
        run(
                "UPDATE import_job SET next = ?3, committed = committed + ?4, state = 'RUNNING'"
                        + " WHERE uscc = ?1 AND import_id = ?2",
                job.statement(),
                statement -> {
                    statement.setInt(3, next);
                    statement.setInt(4, written);
                    return statement.executeUpdate();
                });
    }

    /** Ends an import and forgets its file. */
    synchronized void finish(ImportJob job, State state) {
        run(
                "UPDATE import_job SET state = ?3, file = NULL WHERE uscc = ?1 AND import_id = ?2",
                job.statement(),
                statement -> {
                    statement.setString(3, state.name());
                    return statement.executeUpdate();
                });
    }

    private void add(Statement about, Flaw flaw, boolean leaf) {
        run("INSERT OR REPLACE INTO import_flaw VALUES (?, ?, ?, ?, ?, ?, ?, ?)", about, statement -> {
            statement.setInt(3, flaw.item());
            statement.setInt(4, flaw.line());
            statement.setString(5, flaw.field());
            statement.setString(6, flaw.code());
            statement.setString(7, flaw.detail());
            statement.setBoolean(8, leaf);
            return statement.executeUpdate();
        });
    }

    private void delete(String table, Statement about) {
        run("DELETE FROM " + table + " WHERE uscc = ? AND import_id = ?", about, PreparedStatement::executeUpdate);
    }

    private static List<ImportJob> jobs(ResultSet rows) throws SQLException {
        List<ImportJob> jobs = new ArrayList<>();
        while (rows.next()) {
            jobs.add(new ImportJob(
                    Statement.read(rows.getBytes("statement")),
                    rows.getString("request"),
                    Format.valueOf(rows.getString("format")),
                    Mode.valueOf(rows.getString("mode")),
                    rows.getString("jws"),
                    rows.getString("actor"),
                    State.valueOf(rows.getString("state")),
                    rows.getInt("lines"),
                    rows.getInt("next"),
                    rows.getInt("committed")));
        }
        return jobs;
    }

    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    /** Runs a statement whose first two parameters name an import. */
    private <T> T run(String sql, Statement about, Work<T> work) {
        return query(sql, statement -> {
            statement.setString(1, about.uscc().value());
            statement.setString(2, about.importID());
            return work.on(statement);
        });
    }

    private <T> T query(String sql, Work<T> work) {
        try (var statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("the imports cannot be used", e);
        }
    }

    private void together(Runnable changes) {
        try {
            connection.setAutoCommit(false);
            try {
                changes.run();
                connection.commit();
            } catch (RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the imports cannot be used", e);
        }
    }
}
