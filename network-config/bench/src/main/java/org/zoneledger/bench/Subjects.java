package org.zoneledger.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.zoneledger.bench.Submitter.Person;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.issuer.Credential;

/** Enterprises that the zone has not heard of, brought as far as credit needs: their filings are accepted and their slots vacant. */
final class Subjects {
    private static final int AT_A_TIME = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String REGISTERED_IN = "91330483MA";
    private static final int DIGITS = 7;

    private final BenchZone zone;
    private final Submitter submitter;
    private final Witnesses witnesses;
    private final PrintStream out;
    private long number = new SecureRandom().nextLong((long) Math.pow(ALPHABET.length(), DIGITS) / 2);

    Subjects(BenchZone zone, Submitter submitter, Witnesses witnesses, PrintStream out) {
        this.zone = zone;
        this.submitter = submitter;
        this.witnesses = witnesses;
        this.out = out;
    }

    /** So many more, each with a certificate of its own, which signs its filing. */
    List<Uscc> accepted(int count) {
        long begun = System.nanoTime();
        List<Uscc> subjects = IntStream.range(0, count).mapToObj(i -> uscc()).toList();
        Person verifier = submitter.person(zone.agency("market"), "officer", "officer");
        Person accepter = submitter.person(zone.agency("customs"), "officer", "officer");
        all(subjects, this::submit);
        all(subjects, subject -> decide(verifier, subject, "VERIFY", 2));
        all(subjects, subject -> decide(accepter, subject, "ACCEPT", 3));
        out.printf(
                Locale.ROOT,
                "  %,d enterprises filed and accepted in %.0f s%n",
                count,
                (System.nanoTime() - begun) / 1e9);
        return subjects;
    }

    private interface Step {
        List<String> of(Uscc subject) throws InterruptedException;
    }

    /** Every agency's peer has a step before the next one begins. */
    private void all(List<Uscc> subjects, Step step) {
        witnesses.await(Workers.run(AT_A_TIME, subjects, (subject, thread) -> step.of(subject)), PATIENCE);
    }

    private List<String> submit(Uscc subject) throws InterruptedException {
        Credential party = zone.party(subject);
        byte[] seed = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        PartyDocument filing = PartyDocument.of(
                subject,
                zone.filingForm(party),
                Optional.of(seed),
                UUID.randomUUID().toString(),
                1);
        return submitter.send(
                submitter.person(zone.registrar(), party),
                TransactionName.FILING_SUBMIT,
                List.of(
                        CanonicalJson.text(filing.document()),
                        Jws.sign(filing.bytes(), party.key(), party.fingerprint())),
                filing.restricted());
    }

    private List<String> decide(Person officer, Uscc subject, String step, int version) throws InterruptedException {
        ObjectNode decision = JsonNodeFactory.instance
                .objectNode()
                .put("uscc", subject.value())
                .put("step", step)
                .put("reason", "资料核对一致")
                .put("legalBasis", "海关总署公告2018年第194号")
                .put("id", UUID.randomUUID().toString())
                .put("version", version);
        return submitter.send(
                officer, TransactionName.FILING_DECIDE, List.of(CanonicalJson.text(decision)), Sealed.none());
    }

    private Uscc uscc() {
        StringBuilder digits = new StringBuilder();
        for (long rest = number++; digits.length() < DIGITS; rest /= ALPHABET.length()) {
            digits.insert(0, ALPHABET.charAt((int) (rest % ALPHABET.length())));
        }
        return Uscc.withCheckDigit(REGISTERED_IN + digits);
    }
}
