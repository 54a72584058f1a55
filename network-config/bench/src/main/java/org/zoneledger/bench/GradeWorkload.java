package org.zoneledger.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hyperledger.fabric.client.Network;
import org.zoneledger.bench.Submitter.Person;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.identifier.Uscc;

/**
 * C1: what an agency's word costs the network's processors when the subject has {@link #INPUTS} inputs, all of which its grade is made
 * from anew, against the create of one key with a value as long as the whole grade.
 *
 * <p>Milliseconds of peers, orderers and chaincodes a transaction; as many at a time on both sides, three endorsers each. The cases
 * are proposed before, unmeasured.
 */
final class GradeWorkload implements AutoCloseable {
    static final int INPUTS = 100;

    private static final int PAIRS = 5;
    private static final int SUBJECTS = 16;
    private static final int WORDS_OF_EACH = 10;
    private static final int PROPOSED_AT_A_TIME = 64;
    private static final String SCHEME = "customs";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 200;

    /** What was done before a measurement is over by then, wherever it is kept. */
    private static final long QUIET_MILLIS = 2000;

    private final BenchZone zone;
    private final Baseline baseline;
    private final Submitter submitter;
    private final Witnesses witnesses;
    private final PrintStream out;
    private final CpuTime cpu;
    private final Map<String, Person> officers = new TreeMap<>();
    private final Map<String, Person> reviewers = new TreeMap<>();
    private final String run = UUID.randomUUID().toString();
    private int created;

    GradeWorkload(BenchZone zone, Peers peers, List<Network> agencies, Baseline baseline, PrintStream out) {
        this.zone = zone;
        this.baseline = baseline;
        this.witnesses = new Witnesses(agencies);
        this.submitter = new Submitter(zone, peers, witnesses);
        this.out = out;
        this.cpu = new CpuTime(zone.setting());
        zone.agencies().forEach(agency -> {
            officers.put(agency.id(), submitter.person(agency, "officer", "officer"));
            reviewers.put(agency.id(), submitter.person(agency, "reviewer", "reviewer"));
        });
    }

    Result run() throws Exception {
        List<Uscc> subjects = new Subjects(zone, submitter, witnesses, out).accepted(SUBJECTS);
        long begun = System.nanoTime();
        List<List<Decided>> inputs = subjects.stream().map(this::inputs).toList();
        propose(inputs);
        take(inputs);
        out.printf(
                Locale.ROOT,
                "  %d inputs of each of %d recorded in %.0f s%n",
                INPUTS,
                SUBJECTS,
                (System.nanoTime() - begun) / 1e9);
        Load ours = new Load(subjects);
        ours.check();
        Creates creates = new Creates(CanonicalJson.text(ours.grade(subjects.get(0), INPUTS)));
        warm(ours, creates);
        int before = submitter.repeated();
        List<Result.Sample> samples = new Pairs(cpu, out).run(PAIRS, "ms/transaction", ours, creates);
        out.printf(
                Locale.ROOT,
                "  sent again: %d proposals and words, %d creates; invalidated: %s%n",
                submitter.repeated() - before,
                baseline.repeated(),
                submitter.invalidated());
        return Result.ofPairs(Id.C1, "ms of processors' time a transaction", samples);
    }

    /** The words of the agencies and as many facts as are left, each agency its share. */
    private List<Decided> inputs(Uscc subject) {
        List<String> schemes = List.copyOf(officers.keySet());
        List<Decided> inputs = new ArrayList<>();
        schemes.forEach(scheme -> inputs.add(Decided.word(scheme, subject, 1)));
        for (int i = 0; inputs.size() < INPUTS; i++) {
            inputs.add(Decided.fact(schemes.get(i % schemes.size()), subject, 1 + i / schemes.size()));
        }
        return inputs;
    }

    private void propose(List<List<Decided>> decisions) {
        List<Decided> all = decisions.stream().flatMap(Collection::stream).toList();
        witnesses.await(
                Workers.run(PROPOSED_AT_A_TIME, all, (each, thread) -> {
                    CreditRules.Split proposal = each.proposal();
                    return submitter.send(
                            officers.get(each.scheme()),
                            TransactionName.CREDIT_PROPOSE,
                            List.of(CanonicalJson.text(proposal.document())),
                            proposal.restricted());
                }),
                PATIENCE);
    }

    /** Of each subject one after the other, because each makes the subject's grade; all subjects at a time. */
    private void take(List<List<Decided>> decisions) {
        Workers.run(SUBJECTS, decisions, (list, thread) -> {
            for (Decided each : list) {
                List<String> transaction = submitter.send(
                        reviewers.get(each.scheme()),
                        each.name(),
                        List.of(CanonicalJson.text(each.document())),
                        each.restricted());
                witnesses.await(List.of(transaction), PATIENCE);
            }
            return list;
        });
    }

    /** The decisions on the inputs have had the zone's chaincode compiled; the baseline's has done nothing yet. */
    private void warm(Load ours, Creates creates) throws Exception {
        creates.create(INPUTS * SUBJECTS, PROPOSED_AT_A_TIME);
        for (Pairs.Side side : List.of(ours, creates)) {
            side.prepare();
            side.measure();
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private double cost(int transactions, Work work) throws Exception {
        Map<String, Long> before = cpu.now();
        long begun = System.nanoTime();
        work.run();
        double rate = transactions / ((System.nanoTime() - begun) / 1e9);
        double each = CpuTime.ofNetwork(before, cpu.now()) / transactions;
        out.printf(Locale.ROOT, "    %d transactions, %.1f a second%n", transactions, rate);
        return each;
    }

    /** Our side. */
    private final class Load implements Pairs.Side {
        private final List<Uscc> subjects;
        private final Caller officer;
        private List<List<Decided>> words = List.of();
        private long given = 1;

        Load(List<Uscc> subjects) {
            this.subjects = subjects;
            this.officer = new Caller(zone.officer(zone.agency(SCHEME)), zone.gatewayOf(zone.agency(SCHEME)));
        }

        @Override
        public void prepare() throws InterruptedException {
            words = subjects.stream()
                    .map(subject -> IntStream.rangeClosed(1, WORDS_OF_EACH)
                            .mapToObj(i -> Decided.word(SCHEME, subject, given + i))
                            .toList())
                    .toList();
            given += WORDS_OF_EACH;
            propose(words);
            Thread.sleep(QUIET_MILLIS);
        }

        @Override
        public double measure() throws Exception {
            return cost(SUBJECTS * WORDS_OF_EACH, () -> take(words));
        }

        /** Every word has made a grade, and all inputs are in it. */
        @Override
        public void check() throws IOException, InterruptedException {
            for (Uscc subject : subjects) {
                JsonNode grade = grade(subject, INPUTS - 1 + given);
                if (grade.path("parts").size() != INPUTS) {
                    throw new IllegalStateException(
                            subject + " has a grade of " + grade.path("parts").size() + " inputs");
                }
            }
        }

        /** The grade as an officer is shown it, when it has this version. */
        private JsonNode grade(Uscc subject, long version) throws IOException, InterruptedException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                JsonNode grade =
                        officer.read("/api/v1/grades/" + subject.value()).path("grade");
                if (grade.path("version").asLong() == version) {
                    return grade;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            throw new IllegalStateException(subject + " has no grade of version " + version);
        }
    }

    /** The other side. */
    private final class Creates implements Pairs.Side {
        private final String value;

        Creates(String value) {
            this.value = value;
            out.printf(Locale.ROOT, "  a value has %,d bytes%n", value.getBytes(StandardCharsets.UTF_8).length);
        }

        @Override
        public void prepare() throws InterruptedException {
            Thread.sleep(QUIET_MILLIS);
        }

        @Override
        public double measure() throws Exception {
            int count = SUBJECTS * WORDS_OF_EACH;
            return cost(count, () -> create(count, SUBJECTS));
        }

        void create(int count, int atATime) {
            List<String> keys = IntStream.range(created, created + count)
                    .mapToObj(i -> "grade/" + run + "/" + i)
                    .toList();
            created += count;
            Workers.run(
                    atATime, keys, (key, thread) -> witnesses.await(List.of(baseline.create(key, value)), PATIENCE));
        }
    }

    @Override
    public void close() {
        witnesses.close();
    }
}
