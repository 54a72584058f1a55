package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.ResultsFile;
import org.zoneledger.domain.credit.ResultsFile.Word;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.job.Job.Kind;
import org.zoneledger.gateway.job.JobRun;
import org.zoneledger.gateway.job.Work;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Proposes the words of a file of results, each as one case. */
@ApplicationScoped
class WordsWork implements Work {

    private final Proposals proposals;
    private final Proposers proposers;

    WordsWork(Proposals proposals, Proposers proposers) {
        this.proposals = proposals;
        this.proposers = proposers;
    }

    /** What is kept until all words are proposed: the seed of the salts, which nobody else may learn, and the words. */
    static byte[] file(List<Word> words, byte[] seed) {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("seed", HexFormat.of().formatHex(seed));
        ArrayNode list = file.putArray("words");
        for (Word word : words) {
            list.addObject()
                    .put("line", word.line())
                    .put("uscc", word.uscc().value())
                    .set("assertion", word.assertion());
        }
        return CanonicalJson.bytes(file);
    }

    @Override
    public Kind kind() {
        return Kind.WORDS;
    }

    @Override
    public void run(JobRun run) {
        Person officer = proposers.of(run);
        JsonNode file = CanonicalJson.read(run.file());
        byte[] seed = HexFormat.of().parseHex(file.path("seed").asText());
        List<JobRun.Line> lines = new ArrayList<>();
        for (JsonNode word : file.path("words")) {
            int line = word.path("line").asInt();
            String id = ResultsFile.caseId(run.job().id(), line);
            // equal classes of two enterprises must not look alike: each line has a seed of its own
            String salt = Sha256.hex(seed, id.getBytes(StandardCharsets.UTF_8));
            Uscc uscc = Uscc.parse(word.path("uscc").asText());
            lines.add(new JobRun.Line(
                    line,
                    line,
                    () -> proposals.word(
                            run.job().owner(),
                            uscc,
                            word.path("assertion").deepCopy(),
                            WriteHeaders.of(id, salt, "0"),
                            officer)));
        }
        run.each(lines);
    }
}
