package org.zoneledger.gateway.job;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Work over many lines that was accepted.
 *
 * @param owner whose it is: an enterprise's credit code, or a scheme of the agency
 * @param id chosen by the sender
 * @param request what makes a repetition the same job: digest of what was sent
 * @param terms what its kind needs to know of it, also when it is finished
 * @param actor the certificate of the person who sent it, as transactions carry it
 * @param lines lines that were sent
 * @param next first of the accepted lines, counted from 0, that is not settled yet
 * @param committed lines that are on the ledger
 */
public record Job(
        Kind kind,
        String owner,
        String id,
        String request,
        ObjectNode terms,
        String actor,
        State state,
        int lines,
        int next,
        int committed) {

    /** What is done with the lines. */
    public enum Kind {
        /** Products of an enterprise are written. */
        PRODUCTS,
        /** Credit words of an agency are proposed. */
        WORDS,
        /** Credit words that were proposed together are taken. */
        APPROVAL
    }

    /** How far a job is. */
    public enum State {
        /** For its turn, or for the ledger. */
        WAITING,
        RUNNING,
        /** Every line is written or refused. */
        DONE,
        /** It ended before; the same job sent again goes on. */
        FAILED
    }

    /** A job that waits for its turn. */
    public static Job of(
            Kind kind, String owner, String id, String request, ObjectNode terms, String actor, int lines) {
        return new Job(kind, owner, id, request, terms, actor, State.WAITING, lines, 0, 0);
    }

    public boolean isOpen() {
        return state == State.WAITING || state == State.RUNNING;
    }

    String name() {
        return kind + " " + owner + " " + id;
    }
}
