package org.zoneledger.contracts;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeAdditionalParams;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.DelState;
import org.hyperledger.fabric.protos.peer.GetState;
import org.hyperledger.fabric.protos.peer.GetStateMultiple;
import org.hyperledger.fabric.protos.peer.GetStateMultipleResult;
import org.hyperledger.fabric.protos.peer.PutState;
import org.hyperledger.fabric.protos.peer.PutStateMetadata;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.WriteBatchState;
import org.hyperledger.fabric.protos.peer.WriteRecord;
import org.hyperledger.fabric.shim.impl.ChaincodeInvocationTask;
import org.hyperledger.fabric.traces.Traces;

/** A peer's side of the stream to the chaincode, over a ledger in memory; one transaction at a time. */
final class MemoryPeer implements StreamObserver<ChaincodeMessage> {

    private static final String CHANNEL = "zone";
    private static final String PACKAGE = "zone_1:abc";
    private static final String MISSING = "private data matching public hash version is not available";

    private final MemoryLedger ledger;
    private final PeerStream chaincode;
    private final List<ChaincodeMessage> said = new ArrayList<>();
    private WriteSet writes = new WriteSet();
    private CompletableFuture<ChaincodeMessage> ended = new CompletableFuture<>();
    private boolean isFailing;
    private Optional<String> missing = Optional.empty();
    private int count;

    /** The shim logs every refusal; kept here, because loggers that nobody holds forget their level. */
    private static final Logger SHIM = Logger.getLogger(ChaincodeInvocationTask.class.getName());

    static {
        Traces.initialize(new Properties());
        SHIM.setLevel(Level.OFF);
    }

    MemoryPeer(MemoryLedger ledger, ChaincodeAdditionalParams able) {
        this.ledger = ledger;
        this.chaincode = PeerStream.register(PACKAGE, new ZoneChaincode(), this);
        chaincode.onNext(message(ChaincodeMessage.Type.REGISTERED, ByteString.EMPTY));
        chaincode.onNext(message(ChaincodeMessage.Type.READY, able.toByteString()));
    }

    /** One that takes one key a message, as peers did before 3.1. */
    static MemoryPeer old(MemoryLedger ledger) {
        return new MemoryPeer(ledger, ChaincodeAdditionalParams.getDefaultInstance());
    }

    /** One that takes batches of so many. */
    static MemoryPeer batching(MemoryLedger ledger, int most) {
        return new MemoryPeer(
                ledger,
                ChaincodeAdditionalParams.newBuilder()
                        .setUseGetMultipleKeys(true)
                        .setMaxSizeGetMultipleKeys(most)
                        .setUseWriteBatch(true)
                        .setMaxSizeWriteBatch(most)
                        .build());
    }

    /** Cannot read many keys at a time, as a peer whose database fails for a moment. */
    MemoryPeer failing() {
        isFailing = true;
        return this;
    }

    /** Has not been given the private value of a place yet. */
    MemoryPeer without(String place) {
        missing = Optional.of(place);
        return this;
    }

    /** What the chaincode says to a proposal; nothing is on the ledger yet. */
    Endorsement endorse(Proposal proposal) throws Exception {
        said.clear();
        writes = new WriteSet();
        ended = new CompletableFuture<>();
        count++;
        chaincode.onNext(message(ChaincodeMessage.Type.TRANSACTION, input(proposal)).toBuilder()
                .setProposal(signed(proposal))
                .build());
        ChaincodeMessage last = ended.get(10, TimeUnit.SECONDS);
        if (last.getType() == ChaincodeMessage.Type.ERROR) {
            throw new AssertionError(last.getPayload().toStringUtf8());
        }
        Response response = Response.parseFrom(last.getPayload());
        return new Endorsement(
                response.getStatus(),
                response.getMessage(),
                response.getPayload().toByteArray(),
                writes);
    }

    /** What the chaincode sent for the last proposal, in order. */
    List<ChaincodeMessage.Type> said() {
        return said.stream().map(ChaincodeMessage::getType).toList();
    }

    /** Another message to the chaincode. */
    void send(ChaincodeMessage.Type type) {
        chaincode.onNext(message(type, ByteString.EMPTY));
    }

    @Override
    public void onNext(ChaincodeMessage message) {
        try {
            said.add(message);
            switch (message.getType()) {
                case REGISTER -> {}
                case COMPLETED, ERROR -> ended.complete(message);
                default -> chaincode.onNext(answer(message));
            }
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private ChaincodeMessage answer(ChaincodeMessage message) throws InvalidProtocolBufferException {
        ByteString payload = message.getPayload();
        switch (message.getType()) {
            case GET_STATE -> {
                GetState asked = GetState.parseFrom(payload);
                String place = place(asked.getCollection(), asked.getKey());
                return missing.filter(place::equals).isPresent()
                        ? message(ChaincodeMessage.Type.ERROR, ByteString.copyFromUtf8(MISSING))
                        : message(ChaincodeMessage.Type.RESPONSE, value(place));
            }
            case GET_STATE_MULTIPLE -> {
                return message(
                        ChaincodeMessage.Type.RESPONSE,
                        values(GetStateMultiple.parseFrom(payload)).toByteString());
            }
            case WRITE_BATCH_STATE ->
                WriteBatchState.parseFrom(payload).getRecList().forEach(this::write);
            case PUT_STATE -> {
                PutState put = PutState.parseFrom(payload);
                writes.put(
                        place(put.getCollection(), put.getKey()), put.getValue().toByteArray());
            }
            case PUT_STATE_METADATA -> {
                PutStateMetadata put = PutStateMetadata.parseFrom(payload);
                writes.bind(
                        place(put.getCollection(), put.getKey()),
                        put.getMetadata().getValue().toByteArray());
            }
            case PURGE_PRIVATE_DATA -> {
                DelState gone = DelState.parseFrom(payload);
                writes.purge(place(gone.getCollection(), gone.getKey()));
            }
            default -> throw new AssertionError("the chaincode sent " + message.getType());
        }
        return message(ChaincodeMessage.Type.RESPONSE, ByteString.EMPTY);
    }

    private GetStateMultipleResult values(GetStateMultiple asked) {
        GetStateMultipleResult.Builder values = GetStateMultipleResult.newBuilder();
        if (!isFailing) {
            asked.getKeysList().forEach(key -> values.addValues(value(place(asked.getCollection(), key))));
        }
        return values.build();
    }

    private ByteString value(String place) {
        byte[] value = ledger.value(place);
        return value == null || missing.filter(place::equals).isPresent()
                ? ByteString.EMPTY
                : ByteString.copyFrom(value);
    }

    private void write(WriteRecord write) {
        String place = place(write.getCollection(), write.getKey());
        switch (write.getType()) {
            case PUT_STATE -> writes.put(place, write.getValue().toByteArray());
            case PUT_STATE_METADATA ->
                writes.bind(place, write.getMetadata().getValue().toByteArray());
            case PURGE_PRIVATE_DATA -> writes.purge(place);
            default -> throw new AssertionError("the chaincode wrote by " + write.getType());
        }
    }

    private static String place(String collection, String key) {
        return collection.isEmpty() ? key : WriteSet.place(collection, key);
    }

    private ChaincodeMessage message(ChaincodeMessage.Type type, ByteString payload) {
        return ChaincodeMessage.newBuilder()
                .setType(type)
                .setChannelId(CHANNEL)
                .setTxid("transaction " + count)
                .setPayload(payload)
                .build();
    }

    private static ByteString input(Proposal proposal) {
        ChaincodeInput.Builder input =
                ChaincodeInput.newBuilder().addArgs(ByteString.copyFromUtf8(proposal.function()));
        proposal.arguments().forEach(argument -> input.addArgs(ByteString.copyFromUtf8(argument)));
        return input.build().toByteString();
    }

    private SignedProposal signed(Proposal proposal) {
        Instant at = proposal.at();
        ChannelHeader channel = ChannelHeader.newBuilder()
                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                .setChannelId(CHANNEL)
                .setTxId("transaction " + count)
                .setTimestamp(
                        Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()))
                .build();
        SignatureHeader creator = SignatureHeader.newBuilder()
                .setCreator(ByteString.copyFrom(proposal.creator()))
                .build();
        ChaincodeProposalPayload.Builder payload = ChaincodeProposalPayload.newBuilder();
        proposal.transients().forEach((name, value) -> payload.putTransientMap(name, ByteString.copyFrom(value)));
        return SignedProposal.newBuilder()
                .setProposalBytes(org.hyperledger.fabric.protos.peer.Proposal.newBuilder()
                        .setHeader(Header.newBuilder()
                                .setChannelHeader(channel.toByteString())
                                .setSignatureHeader(creator.toByteString())
                                .build()
                                .toByteString())
                        .setPayload(payload.build().toByteString())
                        .build()
                        .toByteString())
                .build();
    }

    @Override
    public void onError(Throwable cause) {
        throw new AssertionError(cause);
    }

    @Override
    public void onCompleted() {
        said.clear();
    }
}
