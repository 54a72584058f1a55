package org.zoneledger.gateway.credit;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.StandingVisitors;
import org.zoneledger.gateway.job.JobRun;

/** In whose name a job goes on. */
@ApplicationScoped
class Proposers {

    private final StandingVisitors visitors;

    Proposers(StandingVisitors visitors) {
        this.visitors = visitors;
    }

    /** The person who sent it; the job ends when this gateway would not let them in any more. */
    Person of(JobRun run) {
        return visitors.holder(run.job().actor(), Instant.now())
                .orElseThrow(() -> run.fail(Flaw.of(
                        0,
                        0,
                        new Refusal(Code.CERTIFICATE_REVOKED, "", "the certificate of who sent it counts no longer"))));
    }
}
