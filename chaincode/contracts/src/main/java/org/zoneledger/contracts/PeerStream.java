package org.zoneledger.contracts;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hyperledger.fabric.protos.peer.ChaincodeAdditionalParams;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.shim.Chaincode;
import org.hyperledger.fabric.shim.ChaincodeStub;

/** What a peer says to the chaincode: it is registered, what the peer can, transactions, and answers to what these ask. */
final class PeerStream implements StreamObserver<ChaincodeMessage>, Chaincode {

    /** A transaction waits for its peer most of the time, so there are more threads than cores. */
    private static final int THREADS = 16;

    private static final int WAITING = 1000;

    private static final Logger LOG = Logger.getLogger(PeerStream.class.getName());

    private final ZoneChaincode zone;
    private final StreamObserver<ChaincodeMessage> peer;
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING));
    private ChaincodeAdditionalParams able = ChaincodeAdditionalParams.getDefaultInstance();

    private PeerStream(ZoneChaincode zone, StreamObserver<ChaincodeMessage> peer) {
        this.zone = zone;
        this.peer = peer;
    }

    /**
     * Registers with a peer that has connected.
     *
     * @param id of the package, as the peer knows it
     */
    static PeerStream register(String id, ZoneChaincode zone, StreamObserver<ChaincodeMessage> peer) {
        PeerStream stream = new PeerStream(zone, peer);
        stream.send(ChaincodeMessage.newBuilder()
                .setType(ChaincodeMessage.Type.REGISTER)
                .setPayload(ChaincodeID.newBuilder().setName(id).build().toByteString())
                .build());
        return stream;
    }

    @Override
    public void onNext(ChaincodeMessage message) {
        switch (message.getType()) {
            case REGISTERED, KEEPALIVE -> {}
            case READY -> ready(message.getPayload());
            case INIT, TRANSACTION -> start(message);
            case RESPONSE, ERROR -> answer(message);
            default -> LOG.log(Level.WARNING, "a peer sent {0}, which is nothing for a chaincode", message.getType());
        }
    }

    private void ready(ByteString payload) {
        try {
            able = ChaincodeAdditionalParams.parseFrom(payload);
        } catch (InvalidProtocolBufferException e) {
            LOG.log(Level.WARNING, "what the peer can is not readable; it is asked one key a message", e);
        }
    }

    private void start(ChaincodeMessage proposal) {
        Invocation task = new Invocation(proposal, this::send, this, able);
        running.put(task.getTxKey(), task);
        try {
            threads.execute(() -> {
                try {
                    task.call();
                } finally {
                    running.remove(task.getTxKey());
                }
            });
        } catch (RejectedExecutionException e) {
            running.remove(task.getTxKey());
            send(ChaincodeMessage.newBuilder()
                    .setType(ChaincodeMessage.Type.ERROR)
                    .setChannelId(proposal.getChannelId())
                    .setTxid(proposal.getTxid())
                    .setPayload(ByteString.copyFromUtf8("too many transactions wait already"))
                    .build());
        }
    }

    private void answer(ChaincodeMessage message) {
        Invocation task = running.get(message.getChannelId() + message.getTxid());
        if (task == null) {
            LOG.log(Level.WARNING, "a peer answers a transaction that does not run: {0}", message.getTxid());
            return;
        }
        try {
            task.postMessage(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(ChaincodeMessage message) {
        synchronized (peer) {
            peer.onNext(message);
        }
    }

    @Override
    public Response init(ChaincodeStub stub) {
        return zone.init(stub);
    }

    @Override
    public Response invoke(ChaincodeStub stub) {
        return zone.invoke(stub, running.get(stub.getChannelId() + stub.getTxId()));
    }

    @Override
    public void onError(Throwable cause) {
        LOG.log(Level.WARNING, "the peer is gone: {0}", cause.getMessage());
        threads.shutdownNow();
    }

    @Override
    public void onCompleted() {
        threads.shutdownNow();
        peer.onCompleted();
    }
}
