package org.zoneledger.gateway.index;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.zoneledger.domain.canonical.Sha256;

/** Puts private values beside the hashes that the ledger holds of them; a value with another hash is not taken. */
final class RestrictedProjection {

    private RestrictedProjection() {}

    static void apply(Connection connection, long block, List<RestrictedValue> values) throws SQLException {
        try (var statement = connection.prepareStatement("UPDATE restricted SET key = ?, body = ?"
                + " WHERE collection = ? AND key_hash = ? AND block = ? AND position = ? AND value_hash = ?")) {
            for (RestrictedValue value : values) {
                statement.setString(1, value.key());
                statement.setBytes(2, value.value());
                statement.setString(3, value.collection());
                statement.setString(4, Sha256.hex(value.key().getBytes(StandardCharsets.UTF_8)));
                statement.setLong(5, block);
                statement.setInt(6, value.txPosition());
                statement.setString(7, Sha256.hex(value.value()));
                statement.executeUpdate();
            }
        }
    }
}
