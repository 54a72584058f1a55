package org.zoneledger.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.issuer.Credential;
import org.zoneledger.launcher.topology.Organisation;

/**
 * Sends the zone's transactions straight to the peers, round the gateways: signed by the person who acts, endorsed by that person's agency
 * and two others in turn.
 */
final class Submitter {
    private static final int ATTEMPTS = 40;
    private static final long PAUSE_MILLIS = 200;
    private static final Duration DOUBT = Duration.ofSeconds(10);

    /** The actor that only a gateway names. */
    private static final String NOBODY_ELSE = "";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final BenchZone zone;
    private final Peers peers;
    private final Witnesses witnesses;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Map<String, Integer> invalidated = new ConcurrentSkipListMap<>();

    Submitter(BenchZone zone, Peers peers, Witnesses witnesses) {
        this.zone = zone;
        this.peers = peers;
        this.witnesses = witnesses;
    }

    /**
     * Somebody who may send transactions.
     *
     * @param agency whose peer is asked and which endorses first
     * @param contract under the person's certificate
     */
    record Person(Organisation agency, Contract contract) {}

    /** Somebody whom an agency has certified. */
    Person person(Organisation agency, Credential credential) {
        Contract contract = peers.connect(agency, credential)
                .getContract(zone.setting().topology().chaincode().name());
        return new Person(agency, contract);
    }

    /** One of an agency's own people, by name and role. */
    Person person(Organisation agency, String name, String role) {
        return person(agency, zone.person(agency, name, role));
    }

    /** How often something had to be sent again. */
    int repeated() {
        return repeated.get();
    }

    /** How many transactions the peers took for invalid, by what they said. */
    Map<String, Integer> invalidated() {
        return Map.copyOf(invalidated);
    }

    /**
     * Sends a transaction and waits until it is valid in a block; what fails for the moment is tried again.
     *
     * @param arguments all but the actor
     * @return the transactions that were sent for it, one of which is valid
     */
    List<String> send(Person person, TransactionName name, List<String> arguments, Sealed restricted)
            throws InterruptedException {
        byte[] seed = new byte[2 * Sealed.SEED_BYTES];
        RANDOM.nextBytes(seed);
        List<String> sent = new ArrayList<>();
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                Proposal.Builder proposal = person.contract()
                        .newProposal(name.wire())
                        .addArguments(Stream.concat(arguments.stream(), Stream.of(NOBODY_ELSE))
                                .toArray(String[]::new))
                        .putTransient("seed", seed)
                        .setEndorsingOrganizations(endorsers(person.agency()));
                if (!restricted.isEmpty()) {
                    proposal.putTransient("restricted", restricted.bytes());
                }
                Transaction transaction = proposal.build().endorse();
                sent.add(transaction.getTransactionId());
                Optional<TxValidationCode> code = submit(transaction);
                if (code.equals(Optional.of(TxValidationCode.VALID))) {
                    return sent;
                }
                last = code.map(TxValidationCode::name).orElse("it was not ordered");
                code.ifPresent(each -> invalidated.merge(each.name(), 1, Integer::sum));
            } catch (EndorseException e) {
                last = Baseline.said(e);
            }
            repeated.incrementAndGet();
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException(name.wire() + " could not be written: " + last);
    }

    /** What the peers take it for; empty when it does not come in a block. */
    private Optional<TxValidationCode> submit(Transaction transaction) throws InterruptedException {
        try {
            return Optional.of(transaction.submitAsync().getStatus().getCode());
        } catch (SubmitException | CommitStatusException e) {
            // a peer says this also where orderers have it already from one another; made anew it would be in its own
            // way
            return witnesses.code(transaction.getTransactionId(), DOUBT);
        }
    }

    private String[] endorsers(Organisation first) {
        List<String> others = zone.agencies().stream()
                .filter(agency -> !agency.equals(first))
                .map(Organisation::msp)
                .toList();
        int turn = next.getAndIncrement();
        return Stream.of(
                        first.msp(),
                        others.get(Math.floorMod(turn, others.size())),
                        others.get(Math.floorMod(turn + 1, others.size())))
                .toArray(String[]::new);
    }
}
