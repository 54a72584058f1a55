package org.zoneledger.acceptance;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.orderer.AtomicBroadcastGrpc;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.canonical.Sha256;

/**
 * Goes round the gateways: somebody with a Fabric identity, straight to the peers and the orderers.
 *
 * <p>What is refused here is refused by the ledger itself and not by code that asks nicely.
 */
final class Bypass {

    private static final String CHANNEL = "zone";
    private static final String CHAINCODE = "zone";
    private static final long PATIENCE_SECONDS = 30;
    private static final long PAUSE_MILLIS = 500;
    private static final Map<String, ManagedChannel> LINES = new ConcurrentHashMap<>();

    private final Zone zone;

    Bypass(Zone zone) {
        this.zone = zone;
    }

    /**
     * A call of the chaincode.
     *
     * @param creator who signs the proposal
     * @param peer organisation whose peer is asked to collect the endorsements
     * @param endorsers organisations that are to endorse, each of which must
     * @param function such as {@code credit:assess}
     * @param arguments as the function wants them
     * @param restricted what travels in the transient map under that name
     */
    @SuppressWarnings("ArrayRecordComponent") // calls are made, never compared
    record Call(
            Person creator,
            String peer,
            List<String> endorsers,
            String function,
            List<String> arguments,
            byte[] restricted) {

        /** The same call with somebody's certificate as the last argument: the actor that a gateway names. */
        Call inTheNameOf(Person actor) {
            List<String> named = new ArrayList<>(arguments.subList(0, arguments.size() - 1));
            named.add(actor.actor());
            return new Call(creator, peer, endorsers, function, named, restricted);
        }
    }

    /** The ledger's refusal to endorse: the chaincode's own, where it is one, and everything the peers said. */
    static final class NotEndorsed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Refusal> refusal;

        NotEndorsed(GatewayException e) {
            super(said(e));
            this.refusal = e.getDetails().stream()
                    .map(ErrorDetail::getMessage)
                    .map(Refusal::find)
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        /** The code the chaincode refused with, empty when it was not the chaincode. */
        String code() {
            return refusal.map(found -> found.code().name()).orElse("");
        }
    }

    /**
     * Has a call endorsed; again as long as an endorser's peer cannot be reached, as any client would.
     *
     * @throws NotEndorsed when a peer or the chaincode refuses
     */
    Endorsed endorse(Call call) {
        Instant end = Instant.now().plusSeconds(PATIENCE_SECONDS);
        while (true) {
            try {
                return endorseOnce(call);
            } catch (EndorseException e) {
                if (e.getStatus().getCode() != Code.UNAVAILABLE || Instant.now().isAfter(end)) {
                    throw new NotEndorsed(e);
                }
                Await.pause(PAUSE_MILLIS);
            }
        }
    }

    private Endorsed endorseOnce(Call call) throws EndorseException {
        try (var gateway = org.hyperledger.fabric.client.Gateway.newInstance()
                .identity(new X509Identity(call.creator().msp(), call.creator().certificate()))
                .signer(Signers.newPrivateKeySigner(call.creator().key()))
                .hash(Hash.SHA256)
                .connection(line(call.peer() + "-peer"))
                .endorseOptions(options -> options.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .submitOptions(options -> options.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .commitStatusOptions(options -> options.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .connect()) {
            Proposal proposal = gateway.getNetwork(CHANNEL)
                    .getContract(CHAINCODE)
                    .newProposal(call.function())
                    .addArguments(call.arguments().toArray(new String[0]))
                    .putTransient("restricted", call.restricted())
                    .putTransient("seed", new byte[32])
                    .setEndorsingOrganizations(
                            call.endorsers().stream().map(zone::msp).toArray(String[]::new))
                    .build();
            return new Endorsed(call.creator(), proposal.endorse());
        }
    }

    /**
     * A transaction with its endorsements, not yet sent to the orderers.
     *
     * @param creator who signed its proposal
     * @param transaction the same
     */
    record Endorsed(Person creator, Transaction transaction) {

        /** Submits it as the creator and gives the code that the peers put on it when its block came. */
        TxValidationCode commit() {
            try {
                return transaction.submitAsync().getStatus().getCode();
            } catch (SubmitException | CommitStatusException e) {
                throw new AssertionError("the transaction was not ordered: " + said(e), e);
            }
        }

        /** The envelope for the orderers, signed by its creator. */
        Envelope envelope() {
            return signed(creator, unsigned().getPayload());
        }

        /** The envelope for the orderers with the same endorsed transaction, but sent by somebody else. */
        Envelope envelopeBy(Person other) {
            try {
                Payload payload = Payload.parseFrom(unsigned().getPayload());
                SerializedIdentity identity = SerializedIdentity.newBuilder()
                        .setMspid(other.msp())
                        .setIdBytes(ByteString.copyFromUtf8(other.pem()))
                        .build();
                SignatureHeader signatureHeader =
                        SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader()).toBuilder()
                                .setCreator(identity.toByteString())
                                .build();
                ChannelHeader channelHeader =
                        ChannelHeader.parseFrom(payload.getHeader().getChannelHeader()).toBuilder()
                                .setTxId(transactionId(signatureHeader))
                                .build();
                Payload theirs = payload.toBuilder()
                        .setHeader(payload.getHeader().toBuilder()
                                .setSignatureHeader(signatureHeader.toByteString())
                                .setChannelHeader(channelHeader.toByteString()))
                        .build();
                return signed(other, theirs.toByteString());
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        }

        private Envelope unsigned() {
            try {
                return PreparedTransaction.parseFrom(transaction.getBytes()).getEnvelope();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Hands an envelope to one orderer, without any peer, and gives the orderer's word on it. */
    Status broadcast(String organisation, Envelope envelope) {
        CompletableFuture<Status> word = new CompletableFuture<>();
        StreamObserver<Envelope> orderer = AtomicBroadcastGrpc.newStub(line(organisation + "-orderer"))
                .broadcast(new StreamObserver<BroadcastResponse>() {
                    @Override
                    public void onNext(BroadcastResponse response) {
                        word.complete(response.getStatus());
                    }

                    @Override
                    public void onError(Throwable problem) {
                        word.completeExceptionally(problem);
                    }

                    @Override
                    public void onCompleted() {
                        word.completeExceptionally(new IllegalStateException("the orderer said nothing"));
                    }
                });
        try {
            orderer.onNext(envelope);
            return word.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(organisation + "'s orderer did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            orderer.onCompleted();
        }
    }

    /** Closes every connection that was opened. */
    static void hangUp() {
        LINES.values().forEach(ManagedChannel::shutdownNow);
        LINES.clear();
    }

    private ManagedChannel line(String node) {
        return LINES.computeIfAbsent(node, name -> {
            try {
                var credentials = TlsChannelCredentials.newBuilder()
                        .trustManager(zone.tlsRoots().toFile())
                        .build();
                return Grpc.newChannelBuilder(zone.address(name), credentials).build();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Envelope signed(Person person, ByteString payload) {
        try {
            byte[] signature = Signers.newPrivateKeySigner(person.key()).sign(Sha256.digest(payload.toByteArray()));
            return Envelope.newBuilder()
                    .setPayload(payload)
                    .setSignature(ByteString.copyFrom(signature))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fabric's rule: SHA-256 over nonce and creator, hexadecimal. */
    private static String transactionId(SignatureHeader header) {
        return Sha256.hex(header.getNonce().toByteArray(), header.getCreator().toByteArray());
    }

    private static String said(GatewayException e) {
        return e.getStatus() + " "
                + e.getDetails().stream().map(ErrorDetail::getMessage).collect(Collectors.joining(" | "));
    }

    /** Bytes of a text argument or transient value. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
