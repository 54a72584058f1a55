package org.zoneledger.launcher;

/** Something outside the launcher went wrong; the message says what, for whom and where to look, in words for the person at the keyboard. */
public final class ZoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ZoneException(String message) {
        super(message);
    }

    public ZoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
