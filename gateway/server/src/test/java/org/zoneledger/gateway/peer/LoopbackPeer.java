package org.zoneledger.gateway.peer;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.grpc.Grpc;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.DeliverResponse;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.proof.Attributes;

/**
 * A peer and the network behind it on this machine's loopback, by Fabric's own gRPC services: endorses with a {@link Chaincode}, orders
 * every envelope into a block of its own, and can be told what goes wrong.
 */
public final class LoopbackPeer implements AutoCloseable {

    private final ServerCredentials credentials;
    private final Chaincode chaincode;
    private final int port;
    private Server server;

    private final Chain chain = new Chain();
    private final WrittenState state = new WrittenState();
    private final Map<String, List<Write>> endorsed = new HashMap<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();

    private final List<Endorsement> endorsements = new ArrayList<>();
    private final List<Envelope> submissions = new ArrayList<>();

    private final Queue<Refusal> refusals = new ArrayDeque<>();
    private final Set<String> down = new HashSet<>();
    private final Queue<Loss> losses = new ArrayDeque<>();
    private final Queue<Integer> flags = new ArrayDeque<>();
    private boolean withholding;
    private boolean withholdingRestricted;
    private boolean orderersDown;
    private Consumer<String> beforeSubmit = txId -> {};

    private record Outcome(long block, int code) {}

    /** An endorsement that was asked for: the transaction and the MSPs that were to sign. */
    public record Endorsement(String txId, String name, List<String> msps) {}

    /** Where the connection breaks after a submit was answered. */
    public enum Loss {
        /** The envelope never reached the orderers. */
        BEFORE_ORDERING,
        /** It was ordered, but nobody said so. */
        AFTER_ORDERING
    }

    /**
     * Starts a peer.
     *
     * @param directory with cert.pem and key.pem of the TLS server
     * @param port 0 for any
     */
    public LoopbackPeer(Path directory, int port, Chaincode chaincode) {
        try {
            credentials = TlsServerCredentials.create(file(directory, "cert.pem"), file(directory, "key.pem"));
            this.chaincode = chaincode;
            chain.addConfig();
            server = listen(port);
            this.port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File file(Path directory, String name) {
        return directory.resolve(name).toFile();
    }

    private Server listen(int on) throws IOException {
        return Grpc.newServerBuilderForPort(on, credentials)
                .addService(new GatewayService())
                .addService(new DeliverService())
                .maxInboundMessageSize(100 << 20)
                .build()
                .start();
    }

    public String endpoint() {
        return "localhost:" + port;
    }

    @Override
    public synchronized void close() {
        server.shutdownNow();
        notifyAll();
    }

    /** The next endorsement is refused like this by every endorser. */
    public synchronized void refuseNext(Refusal refusal) {
        refusals.add(refusal);
    }

    /** The peers of this organisation do not answer. */
    public synchronized void takeDown(String msp) {
        down.add(msp);
    }

    public synchronized void bringUp(String msp) {
        down.remove(msp);
    }

    /** The connection breaks after the next submit, before its outcome is told. */
    public synchronized void loseNext(Loss loss) {
        losses.add(loss);
    }

    /** The next envelope is ordered and flagged like this. */
    public synchronized void flagNext(int code) {
        flags.add(code);
    }

    /** Whether no orderer takes envelopes. */
    public synchronized void takeOrderersDown(boolean taken) {
        orderersDown = taken;
    }

    /** Whether blocks are kept back from whoever follows them. */
    public synchronized void withhold(boolean blocks) {
        withholding = blocks;
        notifyAll();
    }

    /** Whether the peer does not have private values yet, though it has their blocks. */
    public synchronized void withholdRestricted(boolean values) {
        withholdingRestricted = values;
    }

    /** Breaks every connection; the peer is there again at once. */
    public synchronized void restart() {
        breakConnections();
    }

    /** Called with every transaction id that is submitted, before anything else happens. */
    public synchronized void beforeSubmit(Consumer<String> hook) {
        beforeSubmit = hook;
    }

    /** Every endorsement asked for, in order. */
    public synchronized List<Endorsement> endorsements() {
        return List.copyOf(endorsements);
    }

    /** Every envelope submitted, in order. */
    public synchronized List<Envelope> submissions() {
        return List.copyOf(submissions);
    }

    public synchronized int height() {
        return chain.height();
    }

    /** The value of a public key. */
    public synchronized Optional<byte[]> state(String key) {
        return state.open(key);
    }

    /** How many of the submitted transactions are valid. */
    public synchronized long validTransactions() {
        return outcomes.values().stream()
                .filter(outcome -> outcome.code() == TxValidationCode.VALID_VALUE)
                .count();
    }

    /** Puts a transaction of the past on the ledger. */
    public synchronized void past(TestTransaction transaction, Decision decision) {
        state.apply(decision.writes());
        chain.add(transaction);
        notifyAll();
    }

    /** A transaction of the past that decided nothing. */
    public synchronized void past(TestTransaction transaction) {
        chain.add(transaction);
        notifyAll();
    }

    /** Somebody has an envelope ordered that holds nothing readable; the peers flag it. */
    public synchronized void orderGarbage() {
        ByteString garbage = Envelopes.signed(ByteString.copyFrom(new byte[] {(byte) 0xff, 1, 2, 3}));
        chain.add(List.of(garbage), new byte[] {TxValidationCode.BAD_PAYLOAD_VALUE}, Map.of());
        notifyAll();
    }

    /** Blocks from now on are ordered by others than the channel's configuration names. */
    public synchronized void orderWith(TestOrderers others) {
        chain.orderWith(others);
    }

    private synchronized EndorseResponse endorse(EndorseRequest request) throws InvalidProtocolBufferException {
        Proposal proposal = Proposal.parseFrom(request.getProposedTransaction().getProposalBytes());
        ChaincodeProposalPayload payload = ChaincodeProposalPayload.parseFrom(proposal.getPayload());
        Header header = Header.parseFrom(proposal.getHeader());
        Chaincode.Call call = call(header, payload);
        List<String> msps = List.copyOf(request.getEndorsingOrganizationsList());
        endorsements.add(new Endorsement(request.getTransactionId(), call.name(), msps));
        Set<String> silent = msps.stream().filter(down::contains).collect(Collectors.toSet());
        if (!silent.isEmpty()) {
            throw failure(io.grpc.Status.Code.UNAVAILABLE, silent, "connection refused");
        }
        Decision decision;
        try {
            Refusal refusal = refusals.poll();
            if (refusal != null) {
                throw refusal.exception();
            }
            decision = chaincode.decide(call, state);
        } catch (RefusalException e) {
            throw failure(
                    io.grpc.Status.Code.ABORTED,
                    Set.copyOf(msps),
                    "chaincode response 500, " + e.refusal().toJson());
        }
        endorsed.put(request.getTransactionId(), decision.writes());
        TxReadWriteSet results = TxReadWriteSet.newBuilder()
                .addNsRwset(Envelopes.results("zone", decision.writes()))
                .build();
        ByteString open = payload.toBuilder().clearTransientMap().build().toByteString();
        return EndorseResponse.newBuilder()
                .setPreparedTransaction(Envelopes.endorsed(header, open, msps, decision.answer(), results))
                .build();
    }

    private static Chaincode.Call call(Header header, ChaincodeProposalPayload payload)
            throws InvalidProtocolBufferException {
        List<String> arguments =
                ChaincodeInvocationSpec.parseFrom(payload.getInput())
                        .getChaincodeSpec()
                        .getInput()
                        .getArgsList()
                        .stream()
                        .map(ByteString::toStringUtf8)
                        .toList();
        Map<String, byte[]> transients = new TreeMap<>();
        payload.getTransientMapMap().forEach((name, value) -> transients.put(name, value.toByteArray()));
        var time = ChannelHeader.parseFrom(header.getChannelHeader()).getTimestamp();
        SerializedIdentity creator = SerializedIdentity.parseFrom(
                SignatureHeader.parseFrom(header.getSignatureHeader()).getCreator());
        return new Chaincode.Call(
                creator.getMspid(),
                signer(creator.getIdBytes()),
                arguments.get(0),
                arguments.subList(1, arguments.size()),
                transients,
                Instant.ofEpochSecond(time.getSeconds(), time.getNanos()));
    }

    private static String signer(ByteString pem) {
        try {
            return Sha256.hex(Attributes.certificate(pem.toByteArray()).getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A failure as a peer's gateway reports it: every endorser that failed, with what it said. */
    private static RuntimeException failure(io.grpc.Status.Code code, Set<String> msps, String message) {
        Status.Builder status = Status.newBuilder()
                .setCode(code.value())
                .setMessage("failed to endorse transaction, see attached details for more info");
        msps.forEach(msp -> status.addDetails(Any.pack(ErrorDetail.newBuilder()
                .setAddress("peer." + msp)
                .setMspId(msp)
                .setMessage(message)
                .build())));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private SubmitResponse submit(SubmitRequest request) throws InvalidProtocolBufferException {
        Consumer<String> hook;
        synchronized (this) {
            hook = beforeSubmit;
        }
        hook.accept(request.getTransactionId());
        synchronized (this) {
            submissions.add(request.getPreparedTransaction());
            if (orderersDown) {
                throw io.grpc.Status.UNAVAILABLE.asRuntimeException();
            }
            if (losses.peek() != Loss.BEFORE_ORDERING) {
                order(request.getTransactionId(), request.getPreparedTransaction());
            }
            return SubmitResponse.getDefaultInstance();
        }
    }

    private void order(String txId, Envelope envelope) {
        boolean first = !outcomes.containsKey(txId);
        Integer flag = flags.poll();
        int code = !first ? TxValidationCode.DUPLICATE_TXID_VALUE : flag == null ? TxValidationCode.VALID_VALUE : flag;
        List<Write> writes = endorsed.getOrDefault(txId, List.of());
        boolean isRestricted =
                writes.stream().anyMatch(write -> write.collection().isPresent());
        if (code == TxValidationCode.VALID_VALUE) {
            state.apply(writes);
        }
        if (first) {
            outcomes.put(txId, new Outcome(chain.height(), code));
        }
        chain.add(
                List.of(envelope.toByteString()),
                new byte[] {(byte) code},
                isRestricted && code == TxValidationCode.VALID_VALUE
                        ? Map.of(0L, Envelopes.restricted("zone", writes))
                        : Map.of());
        notifyAll();
    }

    private synchronized CommitStatusResponse status(SignedCommitStatusRequest signed)
            throws InvalidProtocolBufferException {
        String txId = CommitStatusRequest.parseFrom(signed.getRequest()).getTransactionId();
        if (losses.poll() != null) {
            breakConnections();
            throw io.grpc.Status.UNAVAILABLE.asRuntimeException();
        }
        Outcome outcome = outcomes.get(txId);
        if (outcome == null) {
            throw io.grpc.Status.DEADLINE_EXCEEDED.asRuntimeException();
        }
        return CommitStatusResponse.newBuilder()
                .setBlockNumber(outcome.block())
                .setResultValue(outcome.code())
                .build();
    }

    /** Drops every connection, and listens again on the same port. */
    private void breakConnections() {
        Server old = server;
        old.shutdownNow();
        try {
            old.awaitTermination(2, TimeUnit.SECONDS);
            server = listen(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next block from a number on, when there is one and nobody keeps it back. */
    private synchronized Optional<BlockAndPrivateData> await(int number, long millis) throws InterruptedException {
        long end = System.currentTimeMillis() + millis;
        while (withholding || chain.height() <= number) {
            long left = end - System.currentTimeMillis();
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        BlockAndPrivateData block = chain.blocks().get(number);
        return Optional.of(
                withholdingRestricted ? block.toBuilder().clearPrivateDataMap().build() : block);
    }

    private interface Answer<Q, A> {
        A to(Q request) throws InvalidProtocolBufferException;
    }

    private static <Q, A> void answer(Q request, StreamObserver<A> observer, Answer<Q, A> answer) {
        try {
            observer.onNext(answer.to(request));
            observer.onCompleted();
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            observer.onError(e);
        }
    }

    private final class GatewayService extends GatewayGrpc.GatewayImplBase {

        @Override
        public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> observer) {
            answer(request, observer, LoopbackPeer.this::endorse);
        }

        @Override
        public void submit(SubmitRequest request, StreamObserver<SubmitResponse> observer) {
            answer(request, observer, LoopbackPeer.this::submit);
        }

        @Override
        public void commitStatus(SignedCommitStatusRequest request, StreamObserver<CommitStatusResponse> observer) {
            answer(request, observer, LoopbackPeer.this::status);
        }

        /** The one query that gateways send: the height of the channel. */
        @Override
        public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> observer) {
            ByteString info =
                    BlockchainInfo.newBuilder().setHeight(height()).build().toByteString();
            observer.onNext(EvaluateResponse.newBuilder()
                    .setResult(Response.newBuilder().setStatus(200).setPayload(info))
                    .build());
            observer.onCompleted();
        }
    }

    private final class DeliverService extends DeliverGrpc.DeliverImplBase {

        @Override
        public StreamObserver<Envelope> deliverWithPrivateData(StreamObserver<DeliverResponse> observer) {
            return new StreamObserver<>() {
                @Override
                public void onNext(Envelope request) {
                    Thread thread = new Thread(() -> sendBlocks(request, observer), "deliver");
                    thread.setDaemon(true);
                    thread.start();
                }

                @Override
                public void onError(Throwable gone) {
                    // the follower hung up; its thread ends at the next block
                }

                @Override
                public void onCompleted() {
                    // the request is complete, the blocks are not
                }
            };
        }
    }

    private void sendBlocks(Envelope request, StreamObserver<DeliverResponse> observer) {
        try {
            long start = SeekInfo.parseFrom(
                            Payload.parseFrom(request.getPayload()).getData())
                    .getStart()
                    .getSpecified()
                    .getNumber();
            int next = (int) start;
            Server mine = server;
            while (!mine.isShutdown()) {
                Optional<BlockAndPrivateData> block = await(next, 200);
                if (block.isPresent()) {
                    observer.onNext(DeliverResponse.newBuilder()
                            .setBlockAndPrivateData(block.get())
                            .build());
                    next++;
                }
            }
            observer.onError(io.grpc.Status.UNAVAILABLE.asRuntimeException());
        } catch (InvalidProtocolBufferException e) {
            observer.onError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException hungUp) {
            // the follower is gone
        }
    }
}
