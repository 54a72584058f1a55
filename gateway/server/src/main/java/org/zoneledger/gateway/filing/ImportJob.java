package org.zoneledger.gateway.filing;

import org.zoneledger.domain.filing.ImportRules.Statement;
import org.zoneledger.domain.filing.ProductFile.Format;

/**
 * One import that was accepted.
 *
 * @param statement what the enterprise signed
 * @param request what makes a repetition the same import: digest of format, mode and file
 * @param jws the enterprise's signature
 * @param actor the clerk's certificate, as transactions carry it
 * @param lines products in the file
 * @param next first leaf that is not settled yet
 * @param committed products that are on the ledger
 */
record ImportJob(
        Statement statement,
        String request,
        Format format,
        Mode mode,
        String jws,
        String actor,
        State state,
        int lines,
        int next,
        int committed) {

    /** What becomes of the good lines of a file that has bad ones. */
    enum Mode {
        /** Nothing is written. */
        ALL,
        /** They are written. */
        EACH
    }

    /** How far an import is. */
    enum State {
        /** For its turn, or for the ledger. */
        WAITING,
        RUNNING,
        /** Every signed line is written or refused. */
        DONE,
        /** It ended before; the same import sent again goes on. */
        FAILED
    }

    boolean isOpen() {
        return state == State.WAITING || state == State.RUNNING;
    }
}
