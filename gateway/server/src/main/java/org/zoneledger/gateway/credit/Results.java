package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.CaseRules;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.ResultsFile;
import org.zoneledger.domain.credit.ResultsFile.Word;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.domain.filing.ImportRules;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.job.Job;
import org.zoneledger.gateway.job.Job.Kind;
import org.zoneledger.gateway.job.JobWorker;
import org.zoneledger.gateway.job.Jobs;
import org.zoneledger.gateway.ledger.WriteHeaders;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

/** An agency's results from a file: one person proposes all its words, a second one takes them. */
@ApplicationScoped
public class Results {

    /** Bad lines that an answer names. */
    private static final int MOST_FLAWS = 100;

    private final Jobs jobs;
    private final JobWorker worker;
    private final Records records;

    Results(Jobs jobs, JobWorker worker, Records records) {
        this.jobs = jobs;
        this.worker = worker;
        this.records = records;
    }

    /**
     * How far an import of words is.
     *
     * @param state of the proposing: WAITING, RUNNING, DONE or FAILED
     * @param approval state of the second person's part: NONE, or as above
     * @param lines words in the file
     * @param proposed how many of them are proposed
     * @param approved how many of these a second person has taken
     * @param refused how many a second person has refused
     * @param failed lines that could not be proposed or taken
     * @param errors why, line by line; line 0 is about the import as a whole
     * @param by SHA-256 of the certificate of who proposed it
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Progress(
            String importID,
            String scheme,
            String state,
            String approval,
            int lines,
            int proposed,
            int approved,
            int refused,
            int failed,
            List<Flaw> errors,
            String by) {

        /** Whether a second person has something to take. */
        public boolean isOpen() {
            return !state.equals("WAITING")
                    && !state.equals("RUNNING")
                    && !approval.equals("WAITING")
                    && !approval.equals("RUNNING")
                    && proposed > approved + refused;
        }
    }

    /** Takes a file on when every line of it can be proposed; otherwise refuses with LINES_REFUSED and says why, line by line. */
    public Progress propose(String scheme, byte[] body, WriteHeaders headers, Person officer) {
        officer.caller().mustBeOfficerOf(Competence.ownerOf(scheme));
        String importID = headers.importID();
        byte[] seed = headers.mustHaveSalt();
        String request = Sha256.hex(seed, body);
        Optional<Job> before = worker.known(Kind.WORDS, scheme, importID, request);
        if (before.isPresent()) {
            return progress(before.get());
        }
        List<Word> words = check(scheme, body);
        ObjectNode terms = JsonNodeFactory.instance.objectNode();
        var lines = terms.putArray("lines");
        for (Word word : words) {
            DocumentId.check(ResultsFile.caseId(importID, word.line()));
            lines.add(word.line());
        }
        Job job = Job.of(Kind.WORDS, scheme, importID, request, terms, officer.actor(), words.size());
        return progress(worker.accept(job, List.of(), WordsWork.file(words, seed)));
    }

    private List<Word> check(String scheme, byte[] body) {
        ResultsFile file = ResultsFile.read(
                body, scheme, LocalDate.now(CreditRules.BEIJING), uscc -> records.find(CreditRules.key(scheme, uscc))
                        .isPresent());
        List<Flaw> flaws = file.flaws();
        if (!flaws.isEmpty()) {
            int lines = flaws.size() + file.words().size();
            throw Problem.of(
                            GatewayCode.LINES_REFUSED,
                            flaws.size() + " of " + lines + " lines are refused; nothing is proposed")
                    .with(flaws.subList(0, Math.min(flaws.size(), MOST_FLAWS)))
                    .exception();
        }
        return file.words();
    }

    /** Takes on the still open cases of an import for a second person. */
    public Progress approve(String scheme, String importID, Person person) {
        person.caller().mustReviewFor(Competence.ownerOf(scheme));
        Job proposed = find(scheme, importID);
        if (proposed.isOpen()) {
            throw Refusal.of(Code.WRONG_STATE, "importID", "the words of the file are still being proposed");
        }
        if (digest(proposed).equals(person.caller().certificate())) {
            throw Refusal.of(Code.NOT_PERMITTED, "by", "a second person decides on what the first has proposed");
        }
        List<Integer> open = new ArrayList<>();
        statuses(proposed).forEach((line, status) -> {
            if (status.equals("PROPOSED")) {
                open.add(line);
            }
        });
        Job job = Job.of(
                Kind.APPROVAL,
                scheme,
                importID,
                person.caller().certificate(),
                JsonNodeFactory.instance.objectNode(),
                person.actor(),
                open.size());
        worker.repeat(job, ApprovalWork.file(open));
        return progress(proposed);
    }

    /** How far an import of the agency is; refuses with NOT_FOUND. */
    public Progress progress(String scheme, String importID, Person person) {
        person.caller().mustReviewFor(Competence.ownerOf(scheme));
        return progress(find(scheme, importID));
    }

    /** The last imports of a scheme, the newest first. */
    public List<Progress> recent(String scheme, int most) {
        return jobs.of(Kind.WORDS, scheme, most).stream().map(this::progress).toList();
    }

    private Job find(String scheme, String importID) {
        return jobs.find(Kind.WORDS, scheme, ImportRules.checkImportID(importID))
                .orElseThrow(
                        () -> Refusal.of(Code.NOT_FOUND, "importID", "the agency has no such import at this gateway"));
    }

    private Progress progress(Job job) {
        Optional<Job> approval = jobs.find(Kind.APPROVAL, job.owner(), job.id());
        List<Flaw> errors = new ArrayList<>(jobs.flaws(job));
        approval.map(jobs::flaws).ifPresent(errors::addAll);
        List<String> statuses = List.copyOf(statuses(job).values());
        return new Progress(
                job.id(),
                job.owner(),
                job.state().name(),
                approval.map(each -> each.state().name()).orElse("NONE"),
                job.lines(),
                statuses.size(),
                count(statuses, "APPROVED"),
                count(statuses, "REFUSED"),
                (int) errors.stream().filter(flaw -> flaw.item() > 0).count(),
                errors,
                digest(job));
    }

    private static int count(List<String> statuses, String status) {
        return (int) statuses.stream().filter(status::equals).count();
    }

    /** Status of the cases that the import has made, by line. */
    private SortedMap<Integer, String> statuses(Job job) {
        SortedMap<Integer, String> statuses = records.numbered(CaseRules.key(job.id()) + "-", "status");
        // a case of such an id that somebody else has proposed is not one of the file
        Set<Integer> flawed = jobs.flaws(job).stream().map(Flaw::item).collect(Collectors.toSet());
        List<Integer> own = new ArrayList<>();
        job.terms().path("lines").forEach(line -> own.add(line.asInt()));
        own.removeAll(flawed);
        statuses.keySet().retainAll(own);
        return statuses;
    }

    private static String digest(Job job) {
        return Sha256.hex(Base64.getDecoder().decode(job.actor().getBytes(StandardCharsets.US_ASCII)));
    }
}
