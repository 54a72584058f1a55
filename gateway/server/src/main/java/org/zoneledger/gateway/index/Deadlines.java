package org.zoneledger.gateway.index;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.audit.DeadlineRules.Kind;
import org.zoneledger.domain.audit.DeadlineRules.Source;

/** Reads which words of agencies came after their last day, or have not come though it is over. */
@ApplicationScoped
public class Deadlines {

    private static final String LATE = " FROM deadline WHERE (?1 = '' OR owner = ?1) AND id IN"
            + " (SELECT id FROM deadline WHERE met IS NULL AND due < ?2"
            + " UNION ALL SELECT id FROM deadline WHERE met > due)";

    private final Index index;

    public Deadlines(Index index) {
        this.index = index;
    }

    /**
     * A word that was or is late.
     *
     * @param id grows with the order of the ledger
     * @param key of the record that waited for it
     * @param owner MSP id of the agency whose it is
     * @param since day on which it was asked for
     * @param due its last day
     * @param source who says so
     * @param met day on which the record did not wait for it any more, if it does not
     */
    public record Late(
            long id,
            String key,
            Kind kind,
            String owner,
            LocalDate since,
            LocalDate due,
            Source source,
            Optional<LocalDate> met) {}

    /**
     * How many are late.
     *
     * @param waiting which have not come yet
     * @param decided which have come since
     */
    public record Count(String owner, long waiting, long decided) {}

    /**
     * An answer that says what it covers.
     *
     * @param height blocks of the ledger
     * @param counts by agency, all of them
     * @param late those of the page: the latest last day first, then the newest
     */
    public record Answer(long height, List<Count> counts, List<Late> late) {}

    /** After whose last day and number a page goes on. */
    public record Before(LocalDate due, long id) {

        /** The beginning of the first page. */
        public static final Before START = new Before(LocalDate.of(9999, 12, 31), Long.MAX_VALUE);
    }

    /**
     * A page, all of it on one state of the index.
     *
     * @param owner MSP id, or empty for every agency
     * @param today in Beijing
     */
    public Answer late(String owner, LocalDate today, Before before, int most) {
        return index.read(connection -> {
            return new Answer(
                    Acts.height(connection),
                    counts(connection, owner, today),
                    page(connection, owner, today, before, most));
        });
    }

    private static List<Count> counts(Connection connection, String owner, LocalDate today) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT owner, sum(met IS NULL), count(met)" + LATE + " GROUP BY owner ORDER BY owner")) {
            statement.setString(1, owner);
            statement.setString(2, today.toString());
            List<Count> counts = new ArrayList<>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                counts.add(new Count(rows.getString(1), rows.getLong(2), rows.getLong(3)));
            }
            return counts;
        }
    }

    private static List<Late> page(Connection connection, String owner, LocalDate today, Before before, int most)
            throws SQLException {
        try (var statement = connection.prepareStatement("SELECT id, key, kind, owner, since, due, source, met" + LATE
                + " AND (due, id) < (?3, ?4) ORDER BY due DESC, id DESC LIMIT ?5")) {
            statement.setString(1, owner);
            statement.setString(2, today.toString());
            statement.setString(3, before.due().toString());
            statement.setLong(4, before.id());
            statement.setInt(5, most);
            List<Late> found = new ArrayList<>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                found.add(new Late(
                        rows.getLong(1),
                        rows.getString(2),
                        Kind.valueOf(rows.getString(3)),
                        rows.getString(4),
                        LocalDate.parse(rows.getString(5)),
                        LocalDate.parse(rows.getString(6)),
                        Source.valueOf(rows.getString(7)),
                        Optional.ofNullable(rows.getString(8)).map(LocalDate::parse)));
            }
            return found;
        }
    }
}
