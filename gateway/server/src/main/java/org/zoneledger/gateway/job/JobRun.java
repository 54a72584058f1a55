package org.zoneledger.gateway.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.gateway.job.Job.State;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;
import org.zoneledger.gateway.problem.ProblemException;

/** A job in the hands of one thread of this process. */
public final class JobRun {

    private static final Set<String> PASSING =
            Set.of(GatewayCode.LEDGER_UNAVAILABLE.name(), GatewayCode.OUTCOME_UNKNOWN.name());
    private static final int ATTEMPTS = 5;

    /** Lines that are under way at the same time. */
    static final int SIDE_BY_SIDE = 8;

    private final Jobs jobs;
    private final Job job;
    private final BooleanSupplier isRunning;
    private final ExecutorService side;
    private final Duration retry;

    JobRun(Jobs jobs, Job job, BooleanSupplier isRunning, ExecutorService side, Duration retry) {
        this.jobs = jobs;
        this.job = job;
        this.isRunning = isRunning;
        this.side = side;
        this.retry = retry;
    }

    public Job job() {
        return job;
    }

    /** What was sent. */
    public byte[] file() {
        return jobs.file(job);
    }

    /** Lines that are not written, by item: those that were left out from the start, or those that the ledger refused. */
    public Set<Integer> refused(boolean byLedger) {
        return jobs.refused(job, byLedger);
    }

    public void begins() {
        jobs.state(job, State.RUNNING);
    }

    /**
     * Takes a step. A ledger that does not answer is waited for; what else a gateway meets is tried a few times, and then ends the job.
     *
     * @throws RefusalException when a rule refuses it
     */
    public void step(Runnable step) {
        int attempts = 0;
        while (true) {
            try {
                step.run();
                return;
            } catch (ProblemException e) {
                if (!isRunning.getAsBoolean()) {
                    throw new StopException();
                }
                attempts += PASSING.contains(e.problem().code()) ? 0 : 1;
                if (attempts >= ATTEMPTS) {
                    Problem problem = e.problem();
                    throw fail(new Flaw(0, 0, "", problem.code(), problem.detail()));
                }
                jobs.state(job, State.WAITING);
                pause();
            }
        }
    }

    /** One line of a job whose lines do not depend on each other. */
    public record Line(int line, int item, Runnable step) {}

    /** Takes the steps of lines, some side by side, from the first that is not settled; those that are refused are kept with the reason. */
    public void each(List<Line> lines) {
        begins();
        for (int from = job.next(); from < lines.size(); from += SIDE_BY_SIDE) {
            List<Line> some = lines.subList(from, Math.min(from + SIDE_BY_SIDE, lines.size()));
            List<Flaw> flaws = together(some);
            jobs.settle(job, from + some.size(), some.size() - flaws.size(), flaws);
        }
        jobs.finish(job, State.DONE);
    }

    private List<Flaw> together(List<Line> lines) {
        List<Callable<Optional<Flaw>>> steps = lines.stream()
                .<Callable<Optional<Flaw>>>map(line -> () -> flaw(line))
                .toList();
        try {
            List<Flaw> flaws = new ArrayList<>();
            for (Future<Optional<Flaw>> step : side.invokeAll(steps)) {
                step.get().ifPresent(flaws::add);
            }
            return flaws;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StopException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Optional<Flaw> flaw(Line line) {
        try {
            step(line.step());
            return Optional.empty();
        } catch (RefusalException e) {
            return Optional.of(Flaw.of(line.line(), line.item(), e.refusal()));
        }
    }

    /** Keeps that accepted lines before one are settled. */
    public void advance(int next, int written) {
        jobs.settle(job, next, written, List.of());
    }

    /** Keeps that the ledger refused a line. */
    public void refuse(Flaw flaw) {
        jobs.refuse(job, flaw);
    }

    public void done() {
        jobs.finish(job, State.DONE);
    }

    /** Ends the job for a reason; for the caller to throw. */
    public StopException fail(Flaw flaw) {
        jobs.refuse(job, flaw);
        jobs.finish(job, State.FAILED);
        return new StopException();
    }

    private void pause() {
        try {
            Thread.sleep(retry.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StopException();
        }
    }
}
