package org.zoneledger.gateway.job;

/** The job does not go on in this process or at all; what is to be kept of it has been. */
public final class StopException extends RuntimeException {

    StopException() {
        super(null, null, false, false);
    }
}
