package org.zoneledger.gateway.log;

import java.util.List;

/**
 * The agencies' logs in the words of one language.
 *
 * @param size entries of the own peer's log
 * @param agencies a line each
 * @param divergences what was shown here that contradicts the own log, newest first
 */
public record LogView(String size, List<Agency> agencies, List<String> divergences) {

    /** How an agency's log is seen. */
    public enum State {
        AGREES("good"),
        FEW("warn"),
        SILENT("warn"),
        DIVERGES("bad");

        private final String tone;

        State(String tone) {
            this.tone = tone;
        }

        public String tone() {
            return tone;
        }
    }

    /** An agency, how it stands, and what its last checkpoint says. */
    public record Agency(String name, String tone, String state, List<String> facts) {}
}
