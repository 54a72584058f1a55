package org.zoneledger.gateway.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.zoneledger.domain.audit.DeadlineRules;
import org.zoneledger.domain.audit.DeadlineRules.Wait;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.gateway.index.LedgerBlock.LedgerTransaction;
import org.zoneledger.gateway.index.LedgerBlock.PublicWrite;

/** Words that a record has waited for: a wait begins with the version that asks for the word, and ends with the first one that does not. */
final class DeadlineProjection implements Projection {

    private static final Set<String> TYPES =
            Set.of("filing", "amendment", "correction", "case", "repair", "listing", "share");

    @Override
    public void apply(Connection connection, LedgerBlock block) throws SQLException {
        for (LedgerTransaction transaction : block.transactions()) {
            LocalDate day = LocalDate.ofInstant(transaction.at(), CreditRules.BEIJING);
            for (PublicWrite write : transaction.writes()) {
                String type = write.key().substring(0, Math.max(0, write.key().indexOf('/')));
                if (TYPES.contains(type)) {
                    JsonNode record = CanonicalJson.read(write.deleted() ? new byte[] {'{', '}'} : write.value());
                    apply(connection, write.key(), type, record, day);
                }
            }
        }
    }

    private static void apply(Connection connection, String key, String type, JsonNode record, LocalDate day)
            throws SQLException {
        Set<String> open = new HashSet<>();
        try (var statement =
                connection.prepareStatement("SELECT kind, owner FROM deadline WHERE key = ? AND met IS NULL")) {
            statement.setString(1, key);
            var rows = statement.executeQuery();
            while (rows.next()) {
                open.add(rows.getString(1) + ' ' + rows.getString(2));
            }
        }
        for (Wait wait : DeadlineRules.waits(type, record, day)) {
            if (!open.remove(wait.kind().name() + ' ' + wait.owner())) {
                begin(connection, key, wait, day);
            }
        }
        for (String over : open) {
            String[] words = over.split(" ", 2);
            try (var statement = connection.prepareStatement(
                    "UPDATE deadline SET met = ? WHERE key = ? AND kind = ? AND owner = ? AND met IS NULL")) {
                statement.setString(1, day.toString());
                statement.setString(2, key);
                statement.setString(3, words[0]);
                statement.setString(4, words[1]);
                statement.executeUpdate();
            }
        }
    }

    private static void begin(Connection connection, String key, Wait wait, LocalDate day) throws SQLException {
        try (var statement =
                connection.prepareStatement("INSERT INTO deadline VALUES (NULL, ?, ?, ?, ?, ?, ?, NULL)")) {
            statement.setString(1, key);
            statement.setString(2, wait.kind().name());
            statement.setString(3, wait.owner());
            statement.setString(4, day.toString());
            statement.setString(5, wait.due().toString());
            statement.setString(6, wait.source().name());
            statement.executeUpdate();
        }
    }
}
