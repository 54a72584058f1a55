package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.ResultsFile;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.job.Job.Kind;
import org.zoneledger.gateway.job.JobRun;
import org.zoneledger.gateway.job.Work;

/** Takes the words of a file of results that one person has proposed, for a second one. */
@ApplicationScoped
class ApprovalWork implements Work {

    private final Cases cases;
    private final Proposers proposers;

    ApprovalWork(Cases cases, Proposers proposers) {
        this.cases = cases;
        this.proposers = proposers;
    }

    /** What is kept until all are taken: the lines whose cases were open. */
    static byte[] file(Collection<Integer> lines) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        lines.forEach(list::add);
        return CanonicalJson.bytes(list);
    }

    @Override
    public Kind kind() {
        return Kind.APPROVAL;
    }

    @Override
    public void run(JobRun run) {
        Person reviewer = proposers.of(run);
        List<JobRun.Line> lines = new ArrayList<>();
        for (JsonNode each : CanonicalJson.read(run.file())) {
            int line = each.asInt();
            lines.add(new JobRun.Line(
                    line, line, () -> cases.approve(ResultsFile.caseId(run.job().id(), line), reviewer)));
        }
        run.each(lines);
    }
}
