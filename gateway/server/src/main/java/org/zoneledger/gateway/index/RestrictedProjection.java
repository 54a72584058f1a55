package org.zoneledger.gateway.index;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;

/** Puts private values beside the hashes that the ledger holds of them; a value with another hash is not taken. */
final class RestrictedProjection {

    private static final Set<String> ABOUT_SOMEBODY = Set.of(
            "draft/",
            "share/",
            "correction/",
            "access/",
            "grant/",
            "note/",
            "person/",
            "repair/",
            "listing/",
            "threshold/");

    private RestrictedProjection() {}

    static void apply(Connection connection, long block, List<RestrictedValue> values) throws SQLException {
        try (var statement = connection.prepareStatement(
                "UPDATE restricted SET key = ?, body = ?, subject = ?"
                        + " WHERE purged = 0 AND collection = ? AND key_hash = ? AND block = ? AND position = ? AND value_hash = ?")) {
            for (RestrictedValue value : values) {
                statement.setString(1, value.key());
                statement.setBytes(2, value.value());
                statement.setString(3, subject(value));
                statement.setString(4, value.collection());
                statement.setString(5, Sha256.hex(value.key().getBytes(StandardCharsets.UTF_8)));
                statement.setLong(6, block);
                statement.setInt(7, value.txPosition());
                statement.setString(8, Sha256.hex(value.value()));
                statement.executeUpdate();
            }
        }
    }

    /** The enterprise a value is about or meant for, where only the value says so. */
    private static String subject(RestrictedValue value) {
        if (!ABOUT_SOMEBODY.contains(value.key().substring(0, value.key().indexOf('/') + 1))) {
            return null;
        }
        // a grant names its enterprise in public, and its reader here
        String field = value.key().startsWith("grant/") ? "/values/reader" : "/values/uscc";
        return CanonicalJson.read(value.value()).at(field).textValue();
    }
}
