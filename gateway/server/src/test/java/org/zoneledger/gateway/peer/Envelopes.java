package org.zoneledger.gateway.peer;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWriteHash;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.Sha256;

/** Endorsed transactions as peers put them together: what a client submits and what a block holds. */
final class Envelopes {

    /** Nobody here checks who signed an envelope, only that somebody did. */
    private static final ByteString SIGNATURE = ByteString.copyFromUtf8("signature");

    private Envelopes() {}

    /** A public key that is removed. */
    static Write delete(String key) {
        return Write.open(key, new byte[0]);
    }

    static Envelope endorsed(
            Header header,
            ByteString chaincodeProposal,
            List<String> endorsers,
            byte[] answer,
            TxReadWriteSet results) {
        ChaincodeAction action = ChaincodeAction.newBuilder()
                .setResults(results.toByteString())
                .setResponse(Response.newBuilder().setStatus(200).setPayload(ByteString.copyFrom(answer)))
                .build();
        ChaincodeEndorsedAction.Builder endorsed = ChaincodeEndorsedAction.newBuilder()
                .setProposalResponsePayload(ProposalResponsePayload.newBuilder()
                        .setExtension(action.toByteString())
                        .build()
                        .toByteString());
        endorsers.forEach(
                msp -> endorsed.addEndorsements(Endorsement.newBuilder().setEndorser(identity(msp, new byte[0]))));
        Transaction transaction = Transaction.newBuilder()
                .addActions(TransactionAction.newBuilder()
                        .setPayload(ChaincodeActionPayload.newBuilder()
                                .setChaincodeProposalPayload(chaincodeProposal)
                                .setAction(endorsed)
                                .build()
                                .toByteString()))
                .build();
        return Envelope.newBuilder()
                .setPayload(Payload.newBuilder()
                        .setHeader(header)
                        .setData(transaction.toByteString())
                        .build()
                        .toByteString())
                .setSignature(SIGNATURE)
                .build();
    }

    /** An envelope with this payload. */
    static ByteString signed(ByteString payload) {
        return Envelope.newBuilder()
                .setPayload(payload)
                .setSignature(SIGNATURE)
                .build()
                .toByteString();
    }

    static ByteString identity(String msp, byte[] certificate) {
        return SerializedIdentity.newBuilder()
                .setMspid(msp)
                .setIdBytes(ByteString.copyFrom(certificate))
                .build()
                .toByteString();
    }

    /** What a transaction writes, private values as their hashes; an empty public value is a removed key. */
    static NsReadWriteSet results(String namespace, List<Write> writes) {
        KVRWSet.Builder open = KVRWSet.newBuilder();
        TreeMap<String, HashedRWSet.Builder> hashed = new TreeMap<>();
        for (Write write : writes) {
            if (write.collection().isEmpty()) {
                open.addWrites(kv(write).setIsDelete(write.value().length == 0));
            } else {
                hashed.computeIfAbsent(write.collection().get(), name -> HashedRWSet.newBuilder())
                        .addHashedWrites(KVWriteHash.newBuilder()
                                .setKeyHash(ByteString.copyFrom(
                                        Sha256.digest(kv(write).getKeyBytes().toByteArray())))
                                .setIsDelete(write.isPurge())
                                .setIsPurge(write.isPurge())
                                .setValueHash(
                                        write.isPurge()
                                                ? ByteString.EMPTY
                                                : ByteString.copyFrom(Sha256.digest(write.value()))));
            }
        }
        NsReadWriteSet.Builder set = NsReadWriteSet.newBuilder()
                .setNamespace(namespace)
                .setRwset(open.build().toByteString());
        hashed.forEach((collection, hashes) -> set.addCollectionHashedRwset(CollectionHashedReadWriteSet.newBuilder()
                .setCollectionName(collection)
                .setHashedRwset(hashes.build().toByteString())));
        return set.build();
    }

    /** The private values themselves, as a peer that is a member hands them out beside the block. */
    static TxPvtReadWriteSet restricted(String namespace, List<Write> writes) {
        TreeMap<String, KVRWSet.Builder> collections = new TreeMap<>();
        for (Write write : writes) {
            write.collection().ifPresent(collection -> collections
                    .computeIfAbsent(collection, name -> KVRWSet.newBuilder())
                    .addWrites(kv(write).setIsDelete(write.isPurge())));
        }
        NsPvtReadWriteSet.Builder set = NsPvtReadWriteSet.newBuilder().setNamespace(namespace);
        collections.forEach((collection, values) -> set.addCollectionPvtRwset(CollectionPvtReadWriteSet.newBuilder()
                .setCollectionName(collection)
                .setRwset(values.build().toByteString())));
        return TxPvtReadWriteSet.newBuilder().addNsPvtRwset(set).build();
    }

    private static KVWrite.Builder kv(Write write) {
        return KVWrite.newBuilder().setKey(write.key()).setValue(ByteString.copyFrom(write.value()));
    }
}
