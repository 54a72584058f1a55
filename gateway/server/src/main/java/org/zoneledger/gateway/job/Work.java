package org.zoneledger.gateway.job;

/** What one kind of job does. It may be begun again after a stop, so that each of its steps is safe to repeat. */
public interface Work {

    Job.Kind kind();

    /** Does what is left of the job; ends by itself when every line is settled. */
    void run(JobRun run);
}
