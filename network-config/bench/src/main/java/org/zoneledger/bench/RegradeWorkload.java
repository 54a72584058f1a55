package org.zoneledger.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.hyperledger.fabric.client.Network;
import org.zoneledger.bench.Submitter.Person;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.launcher.topology.Organisation;

/**
 * C2: grades a second that {@link #OFFICERS} officers of the five agencies, each with a certificate of its own, have made at once, from
 * sending to being valid at every agency's peer; none may be in another's way.
 *
 * <p>A rule set that is enacted begins on a day to come, so what is made is each subject's first grade. The work is that of a new rule
 * set: every slot is loaded, the grade computed and written.
 */
final class RegradeWorkload implements AutoCloseable {
    static final int OFFICERS = 50;

    private static final int CHECKED = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 200;

    private final BenchZone zone;
    private final Peers peers;
    private final int count;
    private final Witnesses witnesses;
    private final PrintStream out;
    private final RandomGenerator random = RandomGenerator.getDefault();

    /**
     * @param count of subjects
     */
    RegradeWorkload(BenchZone zone, Peers peers, List<Network> agencies, int count, PrintStream out) {
        this.zone = zone;
        this.peers = peers;
        this.count = count;
        this.witnesses = new Witnesses(agencies);
        this.out = out;
    }

    Result run() throws IOException, InterruptedException {
        List<Uscc> subjects = new Subjects(zone, new Submitter(zone, peers, witnesses), witnesses, out).accepted(count);
        Submitter submitter = new Submitter(zone, peers, witnesses);
        List<Person> officers = officers(submitter);
        CpuTime cpu = new CpuTime(zone.setting());
        Map<String, Long> before = cpu.now();
        long begun = System.nanoTime();
        List<List<String>> transactions = Workers.run(
                OFFICERS,
                subjects,
                (subject, thread) -> submitter.send(
                        officers.get(thread), TransactionName.CREDIT_GRADE, List.of(subject.value()), Sealed.none()));
        double seconds = (witnesses.await(transactions, PATIENCE) - begun) / 1e9;
        Map<String, Long> after = cpu.now();
        int invalidated = submitter.invalidated().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        out.printf(
                Locale.ROOT,
                "  %,d grades by %d officers in %.1f s; sent again: %d; invalidated: %d %s%n",
                count,
                OFFICERS,
                seconds,
                submitter.repeated(),
                invalidated,
                submitter.invalidated());
        out.printf(
                Locale.ROOT,
                "  %.1f ms of the network's processors a grade; processors: %s%n",
                CpuTime.ofNetwork(before, after) / count,
                CpuTime.shares(before, after));
        if (invalidated > 0) {
            throw new IllegalStateException("grades of different subjects were in one another's way");
        }
        check(subjects);
        return Result.ofRate(Id.C2, "subjects/s", count / seconds);
    }

    private List<Person> officers(Submitter submitter) {
        List<Organisation> agencies = zone.agencies();
        List<Person> officers = new ArrayList<>();
        for (int i = 0; i < OFFICERS; i++) {
            officers.add(submitter.person(
                    agencies.get(i % agencies.size()), "officer-" + (1 + i / agencies.size()), "officer"));
        }
        return officers;
    }

    /** Some of them, drawn afterwards, have the grade at the gateway that everybody asks. */
    private void check(List<Uscc> subjects) throws IOException, InterruptedException {
        Caller consumer = new Caller(zone.consumer(), zone.gateway());
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; i < CHECKED; i++) {
            String path = "/api/v1/grades/"
                    + subjects.get(random.nextInt(subjects.size())).value();
            JsonNode grade = consumer.read(path).path("grade");
            while (grade.path("version").asLong() != 1) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(path + " does not have its first grade: " + grade);
                }
                Thread.sleep(PAUSE_MILLIS);
                grade = consumer.read(path).path("grade");
            }
        }
    }

    @Override
    public void close() {
        witnesses.close();
    }
}
