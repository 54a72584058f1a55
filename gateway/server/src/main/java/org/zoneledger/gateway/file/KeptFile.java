package org.zoneledger.gateway.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.sqlite.SQLiteDataSource;

/**
 * What no block could rebuild, in an SQLite file of its own: a write is on the disk before its method returns. Whoever keeps it lets one
 * thread at a time in.
 */
public final class KeptFile implements AutoCloseable {

    private final Connection connection;
    private final String name;

    /** What is done with a statement. */
    public interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    /** What stands in for the question marks of a statement. */
    public interface Arguments {
        void to(PreparedStatement statement) throws SQLException;
    }

    /**
     * Opens a file, made when there is none.
     *
     * @param name such as outbox.db
     * @param shape statements that give the file its shape, each time in order
     */
    public KeptFile(Path directory, String name, String... shape) {
        this.name = name;
        try {
            Files.createDirectories(directory);
            SQLiteDataSource source = new SQLiteDataSource();
            source.setUrl("jdbc:sqlite:" + directory.resolve(name));
            connection = source.getConnection();
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                for (String each : shape) {
                    statement.execute(each);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(name + " cannot be opened", e);
        }
    }

    /** Does something with a statement and gives what that gives. */
    public <T> T run(String sql, Work<T> work) {
        try (var statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Writes. */
    public void write(String sql, Arguments arguments) {
        run(sql, statement -> {
            arguments.to(statement);
            return statement.executeUpdate();
        });
    }

    /** All writes or none. */
    public void together(Runnable writes) {
        try {
            connection.setAutoCommit(false);
            try {
                writes.run();
                connection.commit();
            } catch (RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private IllegalStateException failed(SQLException cause) {
        return new IllegalStateException(name + " cannot be used", cause);
    }
}
