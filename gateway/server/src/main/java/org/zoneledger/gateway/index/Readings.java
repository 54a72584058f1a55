package org.zoneledger.gateway.index;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.audit.ReadingRules.Read;
import org.zoneledger.domain.audit.ReadingRules.Reader;

/** Reads the access records of a period: who read, for what, about whom. */
@ApplicationScoped
public class Readings {

    private final Index index;

    public Readings(Index index) {
        this.index = index;
    }

    /**
     * Access records.
     *
     * @param height blocks of the ledger that they are from
     */
    public record Answer(long height, List<Read> reads) {}

    /**
     * All of a period. The purpose is that of the access record, or of the share request that it rests on, or else the kind of its
     * permit.
     *
     * @param to first moment that is too late
     */
    public Answer between(Instant from, Instant to) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT a.at, a.msp, v.role, v.uscc, a.actor,"
                    + " coalesce(v.body ->> '$.purpose', p.body ->> '$.purpose',"
                    + " substr(v.body ->> '$.permit', 1, instr(v.body ->> '$.permit', '/') - 1), ''), r.subject"
                    + " FROM act a JOIN record_version v ON v.key = a.key AND v.block = a.block AND v.position = a.position"
                    + " LEFT JOIN record p ON p.key = v.body ->> '$.permit'"
                    + " LEFT JOIN restricted r ON r.key = a.key AND r.block = a.block AND r.position = a.position"
                    + " WHERE a.type = 'access' AND a.at >= ? AND a.at < ? ORDER BY a.id")) {
                statement.setLong(1, from.toEpochMilli());
                statement.setLong(2, to.toEpochMilli());
                List<Read> reads = new ArrayList<>();
                var rows = statement.executeQuery();
                while (rows.next()) {
                    reads.add(new Read(
                            Instant.ofEpochMilli(rows.getLong(1)),
                            new Reader(rows.getString(2), rows.getString(3), rows.getString(4)),
                            rows.getString(6),
                            rows.getString(5),
                            Optional.ofNullable(rows.getString(7))));
                }
                return new Answer(Acts.height(connection), reads);
            }
        });
    }
}
