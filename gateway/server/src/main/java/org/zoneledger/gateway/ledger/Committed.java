package org.zoneledger.gateway.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What stands on the ledger after a write: valid, in a block.
 *
 * @param key key of the record
 * @param version its version
 * @param replayed the same document had been written before; nothing was written now
 * @param txId transaction that wrote it, when this gateway knows
 * @param block block that holds it, when this gateway knows
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Committed(String key, long version, boolean replayed, Optional<String> txId, OptionalLong block) {}
