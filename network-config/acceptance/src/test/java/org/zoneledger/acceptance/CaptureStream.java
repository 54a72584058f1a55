package org.zoneledger.acceptance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.wire.provenance.v1.CaptureRequest;
import org.zoneledger.wire.provenance.v1.CaptureSummary;

/** A gateway's capture by gRPC, as {@code gateway/wire/capture.proto} describes it, for one person. */
final class CaptureStream implements AutoCloseable {

    private static final MethodDescriptor<CaptureRequest, CaptureSummary> CAPTURE =
            MethodDescriptor.<CaptureRequest, CaptureSummary>newBuilder()
                    .setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
                    .setFullMethodName(MethodDescriptor.generateFullMethodName(
                            "zoneledger.provenance.v1.CaptureService", "Capture"))
                    .setRequestMarshaller(ProtoUtils.marshaller(CaptureRequest.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(CaptureSummary.getDefaultInstance()))
                    .build();
    private static final long PATIENCE_SECONDS = 60;

    private final ManagedChannel channel;

    CaptureStream(Gateway gateway, Path tlsRoots) {
        try {
            var credentials = TlsChannelCredentials.newBuilder().trustManager(tlsRoots.toFile());
            if (gateway.person().certificate() != null) {
                credentials.keyManager(
                        stream(gateway.person().pem()), stream(gateway.person().keyPem()));
            }
            channel = Grpc.newChannelBuilder(gateway.address().getAuthority(), credentials.build())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document that a party signs as it does for {@code POST /capture}. */
    static CaptureRequest request(String id, Party sender, ObjectNode document) {
        Map<String, String> headers = Documents.captureHeaders(id, sender, document);
        return CaptureRequest.newBuilder()
                .setCaptureId(id)
                .setSalt(headers.get("Zone-Salt"))
                .setSignature(headers.get("Zone-Signature"))
                .setMediaType("application/ld+json")
                .setDocument(ByteString.copyFrom(CanonicalJson.bytes(document)))
                .build();
    }

    /**
     * Sends all and waits for the summary.
     *
     * @throws StatusRuntimeException as the stream ended
     */
    CaptureSummary send(List<CaptureRequest> requests) {
        var answer = new Answering();
        StreamObserver<CaptureRequest> call = open(answer);
        requests.forEach(call::onNext);
        call.onCompleted();
        try {
            return answer.summary.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw Status.fromThrowable(e).asRuntimeException();
        } catch (TimeoutException e) {
            throw new IllegalStateException("the stream is not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Sends some, gives the gateway the time to begin with them, and goes away. */
    void breakOff(List<CaptureRequest> requests, long millis) {
        StreamObserver<CaptureRequest> call = open(new Answering());
        requests.forEach(call::onNext);
        Await.pause(millis);
        call.onError(Status.CANCELLED.asException());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private StreamObserver<CaptureRequest> open(StreamObserver<CaptureSummary> answer) {
        return ClientCalls.asyncClientStreamingCall(channel.newCall(CAPTURE, CallOptions.DEFAULT), answer);
    }

    private static InputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static final class Answering implements StreamObserver<CaptureSummary> {
        private final CompletableFuture<CaptureSummary> summary = new CompletableFuture<>();

        @Override
        public void onNext(CaptureSummary value) {
            summary.complete(value);
        }

        @Override
        public void onError(Throwable refused) {
            summary.completeExceptionally(refused);
        }

        @Override
        public void onCompleted() {
            summary.completeExceptionally(new IllegalStateException("no summary"));
        }
    }
}
