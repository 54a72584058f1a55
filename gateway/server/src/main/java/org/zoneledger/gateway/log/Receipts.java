package org.zoneledger.gateway.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.log.SignedNote.Signature;
import org.zoneledger.domain.log.WitnessCertificate;
import org.zoneledger.domain.merkle.MerkleMap;
import org.zoneledger.domain.merkle.MerkleMap.Leaf;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.domain.merkle.MerkleTree.Levels;
import org.zoneledger.domain.provenance.PageRules;
import org.zoneledger.domain.receipt.Absence;
import org.zoneledger.domain.receipt.Receipt;
import org.zoneledger.domain.receipt.Receipt.Place;
import org.zoneledger.domain.receipt.Receipt.Written;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Events.Paged;
import org.zoneledger.gateway.index.Log;
import org.zoneledger.gateway.index.Log.Placed;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Version;
import org.zoneledger.gateway.log.Checkpoints.Cosigned;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

/** Makes receipts from the index: each leads from a record or an event to the newest checkpoint that enough agencies have cosigned. */
@ApplicationScoped
public class Receipts {

    private final Log log;
    private final Records records;
    private final Events events;
    private final Checkpoints checkpoints;
    private final Witnesses witnesses;
    private final String chaincode;

    Receipts(Log log, Records records, Events events, Checkpoints checkpoints, Witnesses witnesses, ZoneConfig config) {
        this.log = log;
        this.records = records;
        this.events = events;
        this.checkpoints = checkpoints;
        this.witnesses = witnesses;
        this.chaincode = config.chaincode();
    }

    /**
     * The receipt of a version of a record; it says that the version is the newest, where it is that at the checkpoint.
     *
     * @throws org.zoneledger.gateway.problem.ProblemException BUSY when no checkpoint holds it yet
     */
    public Receipt ofRecord(Version version) {
        Cosigned cosigned = cosigned();
        Receipt receipt = receipt(
                cosigned,
                version.stored().key(),
                version.block(),
                Optional.of(version.stored().open()),
                Optional.empty());
        Written entry = receipt.entry();
        Leaf leaf = new Leaf(MerkleMap.key(entry.namespace(), entry.key()), receipt.index(), false);
        return mapProof(cosigned, entry.namespace(), entry.key())
                .filter(proof -> proof.leaf().equals(Optional.of(leaf)))
                .map(proof -> receipt.newest(proof.path()))
                .orElse(receipt);
    }

    /**
     * The receipt of an event.
     *
     * @throws org.zoneledger.gateway.problem.ProblemException BUSY when no checkpoint holds it yet
     */
    public Receipt ofEvent(Paged event) {
        String key = PageRules.headKey(event.page());
        Version head = records.versions(key).get(0);
        List<byte[]> leaves =
                events.ofPage(event.page()).stream().map(MerkleTree::leafHash).toList();
        Place place =
                new Place(head.stored().open(), event.position(), new Levels(leaves).inclusionProof(event.position()));
        ObjectNode content = (ObjectNode) CanonicalJson.read(event.body());
        return receipt(cosigned(), key, head.block(), Optional.of(content), Optional.of(place));
    }

    /**
     * The receipt that says that there is no record under a key.
     *
     * @param key one that maps hold
     * @throws org.zoneledger.domain.RefusalException WRONG_STATE when there is one
     * @throws org.zoneledger.gateway.problem.ProblemException BUSY when no checkpoint says so yet
     */
    public Absence ofAbsence(String key) {
        boolean isThere = records.versions(key).stream()
                .reduce((earlier, later) -> later)
                .filter(last -> !last.deleted())
                .isPresent();
        if (isThere) {
            throw Refusal.of(Code.WRONG_STATE, "key", "there is a record under this key");
        }
        Cosigned cosigned = cosigned();
        MerkleMap.Proof proof = mapProof(cosigned, Absence.NAMESPACE, key)
                .filter(found -> Absence.isAbsent(key, found))
                .orElseThrow(Receipts::notYet);
        Vouched vouched = Vouched.of(cosigned, witnesses.inForce());
        return new Absence(key, proof, vouched.note().note(), vouched.certificates());
    }

    private Optional<MerkleMap.Proof> mapProof(Cosigned cosigned, String namespace, String key) {
        boolean hasMap = cosigned.checkpoint().map().isPresent();
        return hasMap ? log.mapProof(namespace, key, cosigned.checkpoint().size()) : Optional.empty();
    }

    private Cosigned cosigned() {
        return checkpoints.latest().orElseThrow(Receipts::notYet);
    }

    private Receipt receipt(
            Cosigned cosigned, String key, long block, Optional<ObjectNode> content, Optional<Place> place) {
        Placed placed = log.inBlock(chaincode, key, block).orElseThrow(Receipts::notYet);
        long size = cosigned.checkpoint().size();
        if (placed.index() >= size) {
            throw notYet();
        }
        LogEntry entry = placed.entry();
        Vouched vouched = Vouched.of(cosigned, witnesses.inForce());
        return new Receipt(
                content,
                Sealed.none(),
                place,
                new Written(entry.namespace(), entry.key(), entry.block(), entry.position(), entry.txId()),
                placed.index(),
                log.prove(tree -> tree.inclusionProof(placed.index(), size)),
                vouched.note().note(),
                vouched.certificates());
    }

    /**
     * What a receipt carries of a checkpoint.
     *
     * @param note with no more cosignatures than are needed: each costs the receipt a certificate
     */
    private record Vouched(SignedNote note, List<byte[]> certificates) {

        static Vouched of(Cosigned cosigned, Map<String, WitnessCertificate> witnesses) {
            List<String> chosen = new ArrayList<>();
            List<Signature> kept = new ArrayList<>();
            List<byte[]> certificates = new ArrayList<>();
            for (String msp : cosigned.at().keySet()) {
                if (!Cosigned.isEnough(chosen) && witnesses.containsKey(msp)) {
                    chosen.add(msp);
                    WitnessCertificate certificate = witnesses.get(msp);
                    certificates.add(certificate.der());
                    cosigned.note().signatures().stream()
                            .filter(signature -> signature.isOf(
                                    Witnesses.speaker(certificate).witness()))
                            .forEach(kept::add);
                }
            }
            return new Vouched(cosigned.note().with(kept), certificates);
        }
    }

    private static RuntimeException notYet() {
        return Problem.of(
                        GatewayCode.BUSY,
                        "no checkpoint with enough cosignatures holds this yet; ask again in a second")
                .exception();
    }
}
