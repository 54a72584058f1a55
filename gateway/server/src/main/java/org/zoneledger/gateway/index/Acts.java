package org.zoneledger.gateway.index;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zoneledger.domain.disclosure.Tier;
import org.zoneledger.gateway.index.LedgerBlock.Signer;

/** Reads what was written, by whom and on which ground, and says how much there is. */
@ApplicationScoped
public class Acts {

    private static final String FROM =
            " FROM act a JOIN record_version v ON v.key = a.key AND v.block = a.block AND v.position = a.position";

    private final Index index;

    public Acts(Index index) {
        this.index = index;
    }

    /**
     * What is asked for; all of it must hold, and what is empty does not count.
     *
     * @param subject credit code of the enterprise that a record is about
     * @param type of record: what its key begins with
     * @param msp organisation that wrote
     * @param name transaction that wrote, such as filing:decide
     * @param actor digest of the certificate of the person who wrote
     * @param basis words of the legal basis
     * @param from earliest time, by the transaction's own clock
     * @param to first time that is too late
     */
    public record Question(
            Optional<String> subject,
            Optional<String> type,
            Optional<String> msp,
            Optional<String> name,
            Optional<String> actor,
            Optional<String> basis,
            Optional<Instant> from,
            Optional<Instant> to) {}

    /**
     * One version of a record, without its content.
     *
     * @param id grows with the order of the ledger
     */
    public record Act(
            long id,
            String key,
            long version,
            long block,
            int position,
            String txId,
            Instant at,
            String name,
            Signer signer,
            List<String> endorsers,
            String subject,
            String legalBasis,
            boolean deleted,
            List<String> withheld) {}

    /**
     * An answer that says what it covers.
     *
     * @param height blocks of the ledger
     * @param logSize entries of the log
     * @param matched acts that the question matches, on this page or not
     * @param withheld by tier, how many of them wrote something that no auditor's peer holds
     * @param acts newest first
     */
    public record Answer(long height, long logSize, long matched, Map<Tier, Long> withheld, List<Act> acts) {}

    /** The ground that a version names, if any. */
    public static String basis(String transaction, JsonNode record) {
        return record.at(
                        switch (transaction) {
                            case "filing:decide",
                                    "filing:review",
                                    "disclosure:decide",
                                    "filing:answer",
                                    "credit:conclude" -> "/decision/legalBasis";
                            case "filing:revoke" -> "/certification/legalBasis";
                            default -> "/legalBasis";
                        })
                .asText();
    }

    /**
     * A page of an answer, all of it on one state of the index.
     *
     * @param before id of the act after which it goes on, or the largest number
     */
    public Answer find(Question question, long before, int most) {
        return index.read(connection -> {
            Where where = Where.of(question);
            long matched;
            try (var statement = connection.prepareStatement("SELECT count(*) FROM act a" + where.clause())) {
                where.set(statement, 1);
                matched = statement.executeQuery().getLong(1);
            }
            Map<Tier, Long> withheld = withheld(connection, where);
            List<Act> acts = before(connection, where, before, most);
            return new Answer(height(connection), LogProjection.size(connection), matched, withheld, acts);
        });
    }

    /** The acts of an answer that come after another one, without counting again. */
    public List<Act> before(Question question, long before, int most) {
        return index.read(connection -> before(connection, Where.of(question), before, most));
    }

    private static List<Act> before(Connection connection, Where where, long before, int most) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT a.id, a.key, v.version, a.block, a.position, v.tx_id, a.at, a.name, a.msp, v.role, v.uscc,"
                        + " a.actor, v.endorsers, a.subject, a.basis, v.deleted, a.withheld"
                        + FROM + where.and("a.id < ?") + " ORDER BY a.id DESC LIMIT ?")) {
            int next = where.set(statement, 1);
            statement.setLong(next++, before);
            statement.setInt(next, most);
            List<Act> acts = new ArrayList<>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                acts.add(act(rows));
            }
            return acts;
        }
    }

    /**
     * What stood of an enterprise's records at the end of a moment: of each key the last version until then, page heads left out.
     *
     * @return by key; those deleted by then are not there
     */
    public List<Records.Version> standing(String subject, Instant at) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT v.*" + FROM + " WHERE a.id IN"
                    + " (SELECT max(b.id) FROM act b WHERE b.at <= ?2 AND b.key IN"
                    + " (SELECT key FROM act WHERE subject = ?1 AND type <> 'pagehead') GROUP BY b.key)"
                    + " AND v.deleted = 0 ORDER BY a.key")) {
                statement.setString(1, subject);
                statement.setLong(2, at.toEpochMilli());
                List<Records.Version> versions = new ArrayList<>();
                var rows = statement.executeQuery();
                while (rows.next()) {
                    versions.add(Records.version(connection, rows));
                }
                return versions;
            }
        });
    }

    /**
     * How often an organisation has read what leaves a record.
     *
     * @param purposes how many accesses were recorded by purpose, or by kind of permit where the permit says the purpose
     */
    public record Reads(String msp, Map<String, Long> purposes) {}

    /** Recorded accesses by organisation and purpose. */
    public List<Reads> reads(Question period) {
        return index.read(connection -> {
            Where where = Where.of(period);
            Map<String, Map<String, Long>> found = new TreeMap<>();
            try (var statement = connection.prepareStatement(
                    "SELECT a.msp, coalesce(json_extract(CAST(v.body AS TEXT), '$.purpose'),"
                            + " substr(json_extract(CAST(v.body AS TEXT), '$.permit'), 1,"
                            + " instr(json_extract(CAST(v.body AS TEXT), '$.permit'), '/') - 1), ''),"
                            + " count(*)" + FROM + where.and("a.type = 'access'") + " GROUP BY 1, 2")) {
                where.set(statement, 1);
                var rows = statement.executeQuery();
                while (rows.next()) {
                    found.computeIfAbsent(rows.getString(1), msp -> new TreeMap<>())
                            .put(rows.getString(2), rows.getLong(3));
                }
            }
            return found.entrySet().stream()
                    .map(each -> new Reads(each.getKey(), each.getValue()))
                    .toList();
        });
    }

    /** A transaction that the peers did not accept. */
    public record Refused(String txId, long block, int position, int code) {}

    /**
     * Transactions that were ordered and not valid.
     *
     * @param height blocks of the ledger that the answer covers
     * @param matched how many there are, on this page or not
     * @param refused newest first
     */
    public record AllRefused(long height, long matched, List<Refused> refused) {}

    /** A page of them, which goes on before a place in the ledger. */
    public AllRefused refused(long beforeBlock, int beforePosition, int most) {
        return index.read(connection -> {
            long matched;
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT count(*) FROM ledger_transaction WHERE code <> 0")) {
                matched = rows.getLong(1);
            }
            try (var statement = connection.prepareStatement("SELECT tx_id, block, position, code"
                    + " FROM ledger_transaction WHERE code <> 0 AND (block, position) < (?, ?)"
                    + " ORDER BY block DESC, position DESC LIMIT ?")) {
                statement.setLong(1, beforeBlock);
                statement.setInt(2, beforePosition);
                statement.setInt(3, most);
                List<Refused> found = new ArrayList<>();
                var rows = statement.executeQuery();
                while (rows.next()) {
                    found.add(new Refused(rows.getString(1), rows.getLong(2), rows.getInt(3), rows.getInt(4)));
                }
                return new AllRefused(height(connection), matched, found);
            }
        });
    }

    /** Few acts write what is withheld, so these are asked for what else must hold. */
    private static Map<Tier, Long> withheld(Connection connection, Where where) throws SQLException {
        Map<Tier, Long> withheld = new TreeMap<>();
        try (var statement = connection.prepareStatement(
                "SELECT withheld, count(*) FROM act a" + where.and("withheld <> ''") + " GROUP BY withheld")) {
            where.set(statement, 1);
            var rows = statement.executeQuery();
            while (rows.next()) {
                for (String tier : words(rows.getString(1))) {
                    withheld.merge(Tier.valueOf(tier), rows.getLong(2), Long::sum);
                }
            }
        }
        return withheld;
    }

    private static Act act(ResultSet row) throws SQLException {
        return new Act(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getInt(5),
                row.getString(6),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getString(8),
                new Signer(row.getString(9), row.getString(10), row.getString(11), row.getString(12)),
                List.of(row.getString(13).split(",", -1)),
                row.getString(14),
                row.getString(15),
                row.getBoolean(16),
                words(row.getString(17)));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    static long height(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT height FROM checkpoint")) {
            return rows.getLong(1);
        }
    }

    /** Conditions and their values. */
    private record Where(String sql, List<Object> values) {

        static Where of(Question question) {
            List<String> conditions = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            add(conditions, values, "a.subject = ?", question.subject());
            add(conditions, values, "a.type = ?", question.type());
            add(conditions, values, "a.msp = ?", question.msp());
            add(conditions, values, "a.name = ?", question.name());
            add(conditions, values, "a.actor = ?", question.actor());
            add(conditions, values, "instr(a.basis, ?) > 0", question.basis());
            add(conditions, values, "a.at >= ?", question.from().map(Instant::toEpochMilli));
            add(conditions, values, "a.at < ?", question.to().map(Instant::toEpochMilli));
            return new Where(String.join(" AND ", conditions), values);
        }

        private static void add(List<String> conditions, List<Object> values, String condition, Optional<?> value) {
            value.ifPresent(present -> {
                conditions.add(condition);
                values.add(present);
            });
        }

        /** With its WHERE, or empty when everything is asked for. */
        String clause() {
            return sql.isEmpty() ? "" : " WHERE " + sql;
        }

        /** The same with one condition more, whose values come after. */
        String and(String condition) {
            return " WHERE " + (sql.isEmpty() ? "" : sql + " AND ") + condition;
        }

        int set(PreparedStatement statement, int first) throws SQLException {
            int next = first;
            for (Object value : values) {
                statement.setObject(next++, value);
            }
            return next;
        }
    }
}
