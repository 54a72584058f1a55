package org.zoneledger.launcher.topology;

/** The topology file does not describe a zone; the message says why. */
public final class InvalidTopologyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidTopologyException(String message) {
        super(message);
    }

    InvalidTopologyException(String message, Throwable cause) {
        super(message, cause);
    }
}
