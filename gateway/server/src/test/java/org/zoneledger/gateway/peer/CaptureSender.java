package org.zoneledger.gateway.peer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.wire.provenance.v1.CaptureRequest;
import org.zoneledger.wire.provenance.v1.CaptureSummary;

/** One stream of captures to the gateway under test. */
public final class CaptureSender {

    private static final MethodDescriptor<CaptureRequest, CaptureSummary> CAPTURE =
            MethodDescriptor.<CaptureRequest, CaptureSummary>newBuilder()
                    .setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
                    .setFullMethodName("zoneledger.provenance.v1.CaptureService/Capture")
                    .setRequestMarshaller(ProtoUtils.marshaller(CaptureRequest.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(CaptureSummary.getDefaultInstance()))
                    .build();

    private final CompletableFuture<CaptureSummary> answer = new CompletableFuture<>();
    private final StreamObserver<CaptureRequest> requests;

    public CaptureSender(Channel channel) {
        requests = ClientCalls.asyncClientStreamingCall(
                channel.newCall(CAPTURE, CallOptions.DEFAULT), new StreamObserver<>() {
                    @Override
                    public void onNext(CaptureSummary summary) {
                        answer.complete(summary);
                    }

                    @Override
                    public void onError(Throwable refused) {
                        answer.completeExceptionally(refused);
                    }

                    @Override
                    public void onCompleted() {
                        answer.completeExceptionally(new IllegalStateException("no summary"));
                    }
                });
    }

    /** A document of {@link Past#KNITTER}, signed by its clerk. */
    public static CaptureRequest.Builder signed(String id, ObjectNode document) {
        return CaptureRequest.newBuilder()
                .setCaptureId(id)
                .setSignature(
                        Bodies.signature(People.CLERK, Past.KNITTER, id, document, "00112233445566778899aabbccddeeff"))
                .setDocument(ByteString.copyFrom(CanonicalJson.bytes(document)));
    }

    public CaptureSender send(CaptureRequest.Builder request) {
        requests.onNext(request.build());
        return this;
    }

    public CaptureSender send(CaptureRequest request) {
        requests.onNext(request);
        return this;
    }

    /** Says that nothing more comes. */
    public CompletableFuture<CaptureSummary> end() {
        requests.onCompleted();
        return answer;
    }

    public CompletableFuture<CaptureSummary> answer() {
        return answer;
    }

    /** Goes away in the middle. */
    public void cancel() {
        requests.onError(Status.CANCELLED.asException());
    }
}
