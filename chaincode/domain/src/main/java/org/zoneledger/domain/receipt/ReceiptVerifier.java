package org.zoneledger.domain.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.log.Witness;
import org.zoneledger.domain.log.WitnessCertificate;
import org.zoneledger.domain.merkle.MerkleMap;
import org.zoneledger.domain.merkle.MerkleMap.Leaf;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.domain.provenance.EventParts;
import org.zoneledger.domain.receipt.Receipt.Place;
import org.zoneledger.domain.receipt.Receipt.Written;
import org.zoneledger.domain.receipt.Verdict.Proof;
import org.zoneledger.domain.receipt.Verdict.Step;

/** Checks receipts with nothing but the root certificates of the agencies; needs no network and no clock. */
public final class ReceiptVerifier {

    private final SortedMap<String, X509Certificate> roots;
    private final int quorum;

    /**
     * @param roots the agencies' root certificates by the agency's name; more than half of them must have cosigned
     */
    public ReceiptVerifier(Map<String, X509Certificate> roots) {
        this.roots = new TreeMap<>(roots);
        this.quorum = roots.size() / 2 + 1;
    }

    /** How a check goes on, or where it ends. */
    private static final class Failed extends RuntimeException {
        private final transient Step step;

        Failed(Step step, String reason) {
            super(reason, null, false, false);
            this.step = step;
        }
    }

    /** Checks a receipt, or a receipt of absence, as it was given out. */
    public Verdict verify(byte[] json) {
        try {
            JsonNode read = Receipt.json(json);
            return Absence.isIn(read) ? verify(Absence.read(read)) : verify(Receipt.read(read));
        } catch (RefusalException e) {
            String field = e.refusal().field();
            return Verdict.failed(
                    Step.FORMAT,
                    (field.isEmpty() ? "" : field + ": ") + e.refusal().detail());
        }
    }

    /** Checks a receipt. */
    public Verdict verify(Receipt receipt) {
        return checked(receipt.checkpoint(), (note, checkpoint) -> {
            byte[] value = CanonicalJson.bytes(written(receipt));
            mustBeRevealed(receipt);
            mustBeInLog(receipt, value, checkpoint);
            mustBeNewest(receipt, checkpoint);
            return new Proof(
                    receipt.entry().key(),
                    Optional.of(receipt.entry()),
                    receipt.newest().isPresent(),
                    receipt.revealed().values().properties().stream()
                            .map(Map.Entry::getKey)
                            .toList(),
                    checkpoint.size(),
                    cosigned(receipt.certificates(), note, checkpoint));
        });
    }

    /** Checks a receipt of absence. */
    public Verdict verify(Absence absence) {
        return checked(absence.checkpoint(), (note, checkpoint) -> {
            if (!checkpoint.map().filter(absence::isProven).isPresent()) {
                throw new Failed(
                        Step.ABSENT, "the map of the checkpoint does not show that there is no record under this key");
            }
            return new Proof(
                    absence.key(),
                    Optional.empty(),
                    false,
                    List.of(),
                    checkpoint.size(),
                    cosigned(absence.certificates(), note, checkpoint));
        });
    }

    /** The steps behind the first, which is that a checkpoint can be read. */
    private interface Check {
        Proof proof(SignedNote note, Checkpoint checkpoint);
    }

    private static Verdict checked(String checkpoint, Check check) {
        try {
            SignedNote note = SignedNote.read(checkpoint);
            return Verdict.verified(check.proof(note, Checkpoint.read(note.text())));
        } catch (RefusalException e) {
            return Verdict.failed(Step.FORMAT, e.refusal().detail());
        } catch (Failed e) {
            return Verdict.failed(e.step, e.getMessage());
        }
    }

    /** What the ledger holds under the key: the record, or the head of the page that the event leads to. */
    private static ObjectNode written(Receipt receipt) {
        ObjectNode content = receipt.content()
                .orElseThrow(() -> new Failed(Step.CONTENT, "the receipt is without its content, which is needed"));
        if (receipt.place().isEmpty()) {
            return content;
        }
        Place place = receipt.place().get();
        ObjectNode head = place.head();
        if (!receipt.entry().key().equals("pagehead/" + head.path("captureID").asText())) {
            throw new Failed(Step.CONTENT, "the head of the page belongs to another key");
        }
        boolean inPage = MerkleTree.verifyInclusion(
                MerkleTree.leafHash(CanonicalJson.bytes(content)),
                place.index(),
                head.path("count").asLong(),
                place.path(),
                root(head));
        if (!inPage) {
            throw new Failed(Step.PAGE, "the event is not the one that its page holds at this place");
        }
        return head;
    }

    private static void mustBeRevealed(Receipt receipt) {
        JsonNode digests =
                receipt.content().orElseThrow().path(receipt.place().isPresent() ? EventParts.SEALED : "restricted");
        if (!receipt.revealed().namedBy(digests).equals(receipt.revealed())) {
            throw new Failed(Step.REVEALED, "a field that was shown is not the one whose digest the content names");
        }
    }

    private static byte[] root(ObjectNode head) {
        try {
            return HexFormat.of().parseHex(head.path("root").asText());
        } catch (IllegalArgumentException notHexadecimal) {
            throw new Failed(Step.PAGE, "the head of the page has no root");
        }
    }

    private static void mustBeInLog(Receipt receipt, byte[] value, Checkpoint checkpoint) {
        Written entry = receipt.entry();
        LogEntry logged = new LogEntry(
                entry.namespace(), "", entry.key(), Sha256.hex(value), entry.block(), entry.position(), entry.txId());
        if (!MerkleTree.verifyInclusion(
                logged.leafHash(), receipt.index(), checkpoint.size(), receipt.path(), checkpoint.root())) {
            throw new Failed(Step.LOG, "the log of the checkpoint does not hold this content at this place");
        }
    }

    private static void mustBeNewest(Receipt receipt, Checkpoint checkpoint) {
        if (receipt.newest().isEmpty()) {
            return;
        }
        Written entry = receipt.entry();
        Leaf leaf = new Leaf(MerkleMap.key(entry.namespace(), entry.key()), receipt.index(), false);
        MerkleMap.Proof proof =
                new MerkleMap.Proof(Optional.of(leaf), receipt.newest().get());
        if (!checkpoint
                .map()
                .filter(map -> MerkleMap.verify(leaf.key(), proof, map))
                .isPresent()) {
            throw new Failed(
                    Step.NEWEST, "the map of the checkpoint does not name this write as the newest under its key");
        }
    }

    private SortedMap<String, Instant> cosigned(List<byte[]> witnesses, SignedNote note, Checkpoint checkpoint) {
        SortedMap<String, Instant> cosigned = new TreeMap<>();
        List<String> doubts = new ArrayList<>();
        for (byte[] der : witnesses) {
            WitnessCertificate certificate = WitnessCertificate.read(der);
            X509Certificate root = roots.get(certificate.agency());
            if (root == null || !certificate.isSameZone(checkpoint.origin())) {
                doubts.add(certificate.origin() + " is no agency of this zone");
                continue;
            }
            Optional<Instant> at =
                    Witness.of(certificate.origin(), certificate.key()).hasCosigned(note);
            if (at.isEmpty()) {
                doubts.add(certificate.agency() + " has not cosigned this checkpoint");
                continue;
            }
            mustBeCertified(certificate, root, at.get());
            cosigned.put(certificate.agency(), at.get());
        }
        if (cosigned.size() < quorum) {
            throw new Failed(
                    Step.COSIGNATURES,
                    cosigned.size() + " of the " + quorum + " agencies needed have cosigned"
                            + (doubts.isEmpty() ? "" : ": " + String.join("; ", doubts)));
        }
        return cosigned;
    }

    private static void mustBeCertified(WitnessCertificate certificate, X509Certificate root, Instant at) {
        try {
            certificate.x509().verify(root.getPublicKey());
            certificate.x509().checkValidity(Date.from(at));
            root.checkValidity(Date.from(at));
        } catch (GeneralSecurityException e) {
            throw new Failed(
                    Step.CERTIFICATES,
                    "the certificate of " + certificate.agency() + " is not one that its root vouches for at " + at);
        }
    }
}
