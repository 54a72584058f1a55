package org.zoneledger.gateway.index;

import java.sql.Connection;
import java.sql.SQLException;

/** Turns a block into rows; a pure function of the block, so that a replay from block 0 gives equal tables. */
interface Projection {
    void apply(Connection connection, LedgerBlock block) throws SQLException;
}
