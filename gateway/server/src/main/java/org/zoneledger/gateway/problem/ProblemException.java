package org.zoneledger.gateway.problem;

/** Carries a {@link Problem} of the gateway's own to the edge; it is an answer and therefore has no stack trace. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
