package org.zoneledger.contracts;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hyperledger.fabric.protos.peer.ChaincodeAdditionalParams;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.DelState;
import org.hyperledger.fabric.protos.peer.GetState;
import org.hyperledger.fabric.protos.peer.GetStateMultiple;
import org.hyperledger.fabric.protos.peer.GetStateMultipleResult;
import org.hyperledger.fabric.protos.peer.PutState;
import org.hyperledger.fabric.protos.peer.PutStateMetadata;
import org.hyperledger.fabric.protos.peer.WriteBatchState;
import org.hyperledger.fabric.protos.peer.WriteRecord;
import org.hyperledger.fabric.shim.Chaincode;
import org.hyperledger.fabric.shim.impl.ChaincodeInvocationTask;

/**
 * A transaction as the shim runs it, whose writes go to the peer in one message and whose reads can be asked for before. The messages are
 * those of Fabric's RFC 0011, which the shim for Go sends as well.
 */
final class Invocation extends ChaincodeInvocationTask implements Batches {

    private final ChaincodeMessage proposal;
    private final ChaincodeAdditionalParams peer;
    private final Map<GetState, ByteString> known = new HashMap<>();
    private final WriteBatchState.Builder writes = WriteBatchState.newBuilder();

    /**
     * @param send to the peer
     * @param peer what the peer says that it can
     */
    Invocation(
            ChaincodeMessage proposal,
            Consumer<ChaincodeMessage> send,
            Chaincode chaincode,
            ChaincodeAdditionalParams peer) {
        super(proposal, proposal.getType(), send, chaincode);
        this.proposal = proposal;
        this.peer = peer;
    }

    @Override
    public void readAhead(String collection, List<String> keys) {
        int limit = Math.max(1, peer.getMaxSizeGetMultipleKeys());
        for (int from = 0; peer.getUseGetMultipleKeys() && from < keys.size(); from += limit) {
            readTogether(collection, keys.subList(from, Math.min(from + limit, keys.size())));
        }
    }

    /** Where a peer cannot read, it answers nothing at all, and nothing for a restricted value that it lacks: asked for one, it says so. */
    private void readTogether(String collection, List<String> keys) {
        try {
            List<ByteString> values = GetStateMultipleResult.parseFrom(ask(
                            ChaincodeMessage.Type.GET_STATE_MULTIPLE,
                            GetStateMultiple.newBuilder()
                                    .setCollection(collection)
                                    .addAllKeys(keys)
                                    .build()))
                    .getValuesList();
            for (int i = 0; values.size() == keys.size() && i < keys.size(); i++) {
                if (collection.isEmpty() || !values.get(i).isEmpty()) {
                    known.put(
                            GetState.newBuilder()
                                    .setKey(keys.get(i))
                                    .setCollection(collection)
                                    .build(),
                            values.get(i));
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the peer's answer is no " + ChaincodeMessage.Type.GET_STATE_MULTIPLE, e);
        }
    }

    @Override
    public void write() {
        if (writes.getRecCount() > 0) {
            ask(ChaincodeMessage.Type.WRITE_BATCH_STATE, writes.build());
            writes.clear();
        }
    }

    /** What the shim asks of the peer, one key a message. */
    @Override
    protected ByteString invoke(ChaincodeMessage message) {
        try {
            if (message.getType() == ChaincodeMessage.Type.GET_STATE) {
                ByteString value = known.get(GetState.parseFrom(message.getPayload()));
                return value == null ? super.invoke(message) : value;
            }
            WriteRecord write = record(message.getType(), message.getPayload());
            if (write.getType() == WriteRecord.Type.UNDEFINED || !peer.getUseWriteBatch()) {
                return super.invoke(message);
            }
            writes.addRec(write);
            if (writes.getRecCount() >= peer.getMaxSizeWriteBatch()) {
                write();
            }
            return ByteString.EMPTY;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the shim's message is no " + message.getType(), e);
        }
    }

    /** A message as a part of a batch; of type UNDEFINED unless it writes. */
    private static WriteRecord record(ChaincodeMessage.Type type, ByteString payload)
            throws InvalidProtocolBufferException {
        WriteRecord.Builder write = WriteRecord.newBuilder();
        switch (type) {
            case PUT_STATE -> {
                PutState put = PutState.parseFrom(payload);
                write.setType(WriteRecord.Type.PUT_STATE)
                        .setCollection(put.getCollection())
                        .setKey(put.getKey())
                        .setValue(put.getValue());
            }
            case PUT_STATE_METADATA -> {
                PutStateMetadata put = PutStateMetadata.parseFrom(payload);
                write.setType(WriteRecord.Type.PUT_STATE_METADATA)
                        .setCollection(put.getCollection())
                        .setKey(put.getKey())
                        .setMetadata(put.getMetadata());
            }
            case DEL_STATE, PURGE_PRIVATE_DATA -> {
                DelState gone = DelState.parseFrom(payload);
                write.setType(
                                type == ChaincodeMessage.Type.DEL_STATE
                                        ? WriteRecord.Type.DEL_STATE
                                        : WriteRecord.Type.PURGE_PRIVATE_DATA)
                        .setCollection(gone.getCollection())
                        .setKey(gone.getKey());
            }
            default -> {}
        }
        return write.build();
    }

    private ByteString ask(ChaincodeMessage.Type type, Message payload) {
        return super.invoke(ChaincodeMessage.newBuilder()
                .setType(type)
                .setChannelId(proposal.getChannelId())
                .setTxid(proposal.getTxid())
                .setPayload(payload.toByteString())
                .build());
    }
}
