package org.zoneledger.gateway.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.log.SignedNote.Signature;
import org.zoneledger.domain.log.Witness;
import org.zoneledger.gateway.access.Neighbours;
import org.zoneledger.gateway.index.Log;

/** Asks the other agencies' witnesses (C2SP tlog-witness). */
@ApplicationScoped
class WitnessClient {

    private static final Logger LOG = Logger.getLogger(WitnessClient.class);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Neighbours neighbours;
    private final Witnesses witnesses;
    private final Log log;
    private final Map<String, Long> cosigned = new ConcurrentHashMap<>();

    WitnessClient(Neighbours neighbours, Witnesses witnesses, Log log) {
        this.neighbours = neighbours;
        this.witnesses = witnesses;
        this.log = log;
    }

    /** An agency's cosignature of a round's checkpoint, or nothing for now. */
    Optional<Signature> ask(String msp, Round round) throws InterruptedException {
        long size = round.checkpoint().size();
        try {
            HttpResponse<byte[]> answer = send(msp, cosigned.getOrDefault(msp, 0L), size, round.note());
            if (answer.statusCode() == 409) {
                long last = size(answer);
                cosigned.put(msp, last);
                if (last > size) {
                    return Optional.empty();
                }
                answer = send(msp, last, size, round.note());
            }
            if (answer.statusCode() != 200) {
                LOG.debugf("%s does not cosign size %d: %d", msp, size, answer.statusCode());
                return Optional.empty();
            }
            cosigned.put(msp, size);
            return good(msp, text(answer), round);
        } catch (IOException | RefusalException | NumberFormatException e) {
            LOG.debugf("%s does not cosign: %s", msp, e.getMessage());
            return Optional.empty();
        }
    }

    private HttpResponse<byte[]> send(String msp, long old, long size, SignedNote note)
            throws IOException, InterruptedException {
        List<byte[]> proof = log.prove(tree -> tree.consistencyProof(old, size));
        HttpRequest request = neighbours
                .request(msp, "/log/add-checkpoint")
                .timeout(ANSWER)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(new AddCheckpoint(old, proof, note).body()))
                .build();
        return neighbours.send(msp, request);
    }

    /** The first line that is a cosignature by the agency's key in force. */
    private Optional<Signature> good(String msp, String lines, Round round) {
        Optional<Witness> witness = witnesses.of(msp).map(Witnesses::speaker);
        return lines.lines()
                .map(Signature::read)
                .filter(signature -> witness.isPresent()
                        && witness.get()
                                .hasCosigned(new SignedNote(round.checkpoint().text(), List.of(signature)))
                                .isPresent())
                .findFirst();
    }

    private static long size(HttpResponse<byte[]> answer) {
        return Long.parseLong(text(answer).strip());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
