package org.zoneledger.gateway.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Tier;
import org.zoneledger.gateway.index.LedgerBlock.LedgerTransaction;
import org.zoneledger.gateway.index.LedgerBlock.PublicWrite;
import org.zoneledger.gateway.index.LedgerBlock.RestrictedWrite;

/** Every version of a record by what auditors ask for: whom it is about, who wrote it, on which ground, when. */
final class ActProjection implements Projection {

    @Override
    public void apply(Connection connection, LedgerBlock block) throws SQLException {
        try (var insert =
                connection.prepareStatement("INSERT INTO act VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (LedgerTransaction transaction : block.transactions()) {
                String withheld = withheld(transaction);
                for (PublicWrite write : transaction.writes()) {
                    if (!write.key().startsWith("page/") && write.key().indexOf('/') > 0) {
                        insert(insert, block.number(), transaction, write, withheld);
                        // counted once, however many records the transaction wrote
                        withheld = "";
                    }
                }
            }
            insert.executeBatch();
        }
    }

    private static void insert(
            PreparedStatement insert, long block, LedgerTransaction transaction, PublicWrite write, String withheld)
            throws SQLException {
        JsonNode record = write.deleted() ? CanonicalJson.read("{}") : CanonicalJson.read(write.value());
        String name = transaction.name().map(TransactionName::wire).orElse("");
        insert.setString(1, write.key());
        insert.setLong(2, block);
        insert.setInt(3, transaction.position());
        insert.setLong(4, transaction.at().toEpochMilli());
        insert.setString(5, write.key().substring(0, write.key().indexOf('/')));
        insert.setString(6, record.path("uscc").asText());
        insert.setString(7, name);
        insert.setString(8, transaction.signer().msp());
        insert.setString(9, transaction.signer().certificate());
        insert.setString(10, Acts.basis(name, record));
        insert.setString(11, withheld);
        insert.addBatch();
    }

    private static String withheld(LedgerTransaction transaction) {
        SortedSet<Tier> tiers = new TreeSet<>();
        for (RestrictedWrite write : transaction.restricted()) {
            if (write.collection().equals(Write.PEOPLE)) {
                tiers.add(Tier.T4);
            } else if (!write.collection().equals(Write.AGENCIES)) {
                tiers.add(Tier.T2);
            }
        }
        return tiers.stream().map(Tier::name).collect(Collectors.joining(" "));
    }
}
