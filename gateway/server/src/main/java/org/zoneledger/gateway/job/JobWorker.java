package org.zoneledger.gateway.job;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.gateway.job.Job.Kind;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

/** Does jobs, also those that a process before has left. */
@ApplicationScoped
public class JobWorker {

    private static final Logger LOG = Logger.getLogger(JobWorker.class);

    /** Jobs that are done at the same time; each holds its file in memory. */
    private static final int AT_A_TIME = 2;

    /** Jobs of one owner that may be unfinished. */
    private static final int MAX_OPEN = 4;

    private final Jobs jobs;
    private final Map<Kind, Work> works;
    private final Duration retry;
    private final ExecutorService side = Executors.newFixedThreadPool(AT_A_TIME * JobRun.SIDE_BY_SIDE, work -> {
        Thread thread = new Thread(work, "job-line");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Thread> threads = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private volatile boolean running = true;

    @Inject
    JobWorker(Jobs jobs, @All List<Work> works) {
        this(jobs, works, Duration.ofSeconds(2));
    }

    /**
     * A worker.
     *
     * @param retry how long it waits for a ledger that does not answer
     */
    public JobWorker(Jobs jobs, List<Work> works, Duration retry) {
        this.jobs = jobs;
        this.works = works.stream().collect(Collectors.toMap(Work::kind, Function.identity()));
        this.retry = retry;
    }

    public void start(@Observes StartupEvent event) {
        for (int i = 0; i < AT_A_TIME; i++) {
            Thread thread = new Thread(this::work, "job-worker-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    public void stop(@Observes ShutdownEvent event) {
        running = false;
        side.shutdownNow();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(5000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The job of this name, unless it failed; refuses with ID_REUSED one whose request was another. */
    public Optional<Job> known(Kind kind, String owner, String id, String request) {
        Optional<Job> before = jobs.find(kind, owner, id).filter(known -> known.state() != Job.State.FAILED);
        if (before.isPresent() && !before.get().request().equals(request)) {
            throw Refusal.of(Code.ID_REUSED, "Idempotency-Key", "the id was used before for another import");
        }
        return before;
    }

    /**
     * Takes a job on, unless it is known: two copies of one are one. One that failed before is begun anew.
     *
     * <p>Refuses with ID_REUSED, and with WRONG_STATE when the owner has too many unfinished.
     */
    public synchronized Job accept(Job job, List<Flaw> leftOut, byte[] file) {
        Optional<Job> before = known(job.kind(), job.owner(), job.id(), job.request());
        return before.isPresent() ? before.get() : anew(job, leftOut, file);
    }

    /** Takes a job on, also when one of this name has ended; one that has not is left alone. */
    public synchronized Job repeat(Job job, byte[] file) {
        return jobs.find(job.kind(), job.owner(), job.id())
                .filter(Job::isOpen)
                .orElseGet(() -> anew(job, List.of(), file));
    }

    private Job anew(Job job, List<Flaw> leftOut, byte[] file) {
        long open = jobs.open().stream()
                .filter(known -> known.owner().equals(job.owner()))
                .count();
        if (open >= MAX_OPEN) {
            throw Refusal.of(Code.WRONG_STATE, "", MAX_OPEN + " imports are not finished; wait for one");
        }
        jobs.put(job, leftOut, file);
        notifyAll();
        return job;
    }

    private void work() {
        while (running) {
            try {
                Optional<Job> job = take();
                if (job.isPresent()) {
                    work(job.get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (running) {
                    LOG.errorf("jobs: %s", e.getClass().getName());
                    pause();
                }
            }
        }
    }

    private void work(Job job) {
        JobRun run = new JobRun(jobs, job, () -> running, side, retry);
        try {
            works.get(job.kind()).run(run);
        } catch (StopException e) {
            LOG.debugf("a job stopped");
        } catch (RuntimeException e) {
            if (running) {
                // a fault of this program: it would come again
                LOG.errorf("a job failed: %s", e.getClass().getName());
                run.fail(new Flaw(0, 0, "", GatewayCode.INTERNAL.name(), "the gateway failed"));
            }
        } finally {
            release(job);
        }
    }

    private synchronized Optional<Job> take() throws InterruptedException {
        while (running) {
            for (Job job : jobs.open()) {
                if (taken.add(job.name())) {
                    return Optional.of(job);
                }
            }
            wait(retry.toMillis());
        }
        return Optional.empty();
    }

    private synchronized void release(Job job) {
        taken.remove(job.name());
    }

    private void pause() {
        try {
            Thread.sleep(retry.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
