package org.zoneledger.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;

class LogEntryTest {

    private static final String DIGEST = "a".repeat(64);
    private static final String TX = "b".repeat(64);
    private static final LogEntry OPEN = new LogEntry("zone", "", "filing/91330400MA28A0000X", DIGEST, 12, 3, TX);

    @Test
    void is_canonical_json_with_everything_that_places_a_write() {
        assertThat(new String(OPEN.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"block\":12,\"delete\":false,\"key\":\"filing/91330400MA28A0000X\",\"namespace\":\"zone\","
                                + "\"position\":3,\"txId\":\"" + TX + "\",\"valueDigest\":\"" + DIGEST + "\"}");
    }

    @Test
    void names_no_key_of_a_collection() {
        LogEntry restricted = new LogEntry("zone", "agencies", DIGEST, LogEntry.DELETED, 12, 3, TX);
        assertThat(new String(restricted.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"block\":12,\"collection\":\"agencies\",\"delete\":true,\"keyDigest\":\"" + DIGEST
                        + "\",\"namespace\":\"zone\",\"position\":3,\"txId\":\"" + TX + "\"}");
    }

    @Test
    void reads_what_it_has_written() {
        LogEntry deleted = new LogEntry("zone", "", "draft/1", LogEntry.DELETED, 12, 3, TX);
        LogEntry restricted = new LogEntry("zone", "agencies", DIGEST, DIGEST, 12, 3, TX);
        for (LogEntry entry : List.of(OPEN, deleted, restricted)) {
            assertThat(LogEntry.read(CanonicalJson.read(entry.bytes()))).isEqualTo(entry);
        }
    }

    @Test
    void refuses_an_entry_with_more_or_less_than_it_needs() {
        ObjectNode more = OPEN.node();
        more.put("note", "x");
        ObjectNode less = OPEN.node();
        less.remove("block");
        ObjectNode wrong = OPEN.node();
        wrong.put("delete", "no");
        ObjectNode both = OPEN.node();
        both.put("delete", true);
        for (ObjectNode node : List.of(more, less, wrong, both)) {
            assertThatThrownBy(() -> LogEntry.read(node)).isInstanceOf(RefusalException.class);
        }
    }
}
