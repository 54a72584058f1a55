package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpc.server.GrpcServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.ledger.WriteHeaders;
import org.zoneledger.gateway.limit.CaptureLimit;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;
import org.zoneledger.gateway.problem.ProblemMappers;
import org.zoneledger.wire.provenance.v1.CaptureRefusal;
import org.zoneledger.wire.provenance.v1.CaptureRequest;
import org.zoneledger.wire.provenance.v1.CaptureSummary;

/**
 * Captures by gRPC ({@code wire/capture.proto}): documents of one stream, each of which becomes a page.
 *
 * <p>A stream has read one document more than is under way, and its sender waits at HTTP/2's own flow control. What is under way counts
 * against {@link CaptureLimit} like any other capture, and one stream has half of it at the most.
 */
@ApplicationScoped
class CaptureStreams {

    static final String SERVICE = "zoneledger.provenance.v1.CaptureService";

    /** Bytes of one message: a page of 1,000 events has about one million. */
    static final int MOST_BYTES = 2 << 20;

    /** Streams open at once: so many documents at the most are read and not under way. */
    static final int MOST_STREAMS = 8;

    static final int MOST_STREAMS_OF_ONE = 2;

    /** Refusals after which a stream ends: whoever sent it has a mistake to mend. */
    static final int MOST_REFUSED = 100;

    private static final int AFTER_ALL_LIMITS = 0;
    private static final long PAUSE_MILLIS = 20;

    private final Vertx vertx;
    private final Captures captures;
    private final CaptureLimit limit;
    private final GrpcServerOptions options = new GrpcServerOptions().setMaxMessageSize(MOST_BYTES);
    private final List<Uscc> open = new ArrayList<>();

    CaptureStreams(Vertx vertx, Captures captures, CaptureLimit limit) {
        this.vertx = vertx;
        this.captures = captures;
        this.limit = limit;
    }

    void register(@Observes Router router) {
        router.route(HttpMethod.POST, "/" + SERVICE + "/Capture")
                .order(AFTER_ALL_LIMITS)
                .handler(this::accept);
    }

    private void accept(RoutingContext context) {
        Optional<Person> clerk = Visitor.clerk(context);
        GrpcServer.server(vertx, options)
                .callHandler(call -> accept(call, clerk))
                .handle(context.request());
    }

    private void accept(GrpcServerRequest<Buffer, Buffer> call, Optional<Person> clerk) {
        if (clerk.isEmpty()) {
            end(call, GrpcStatus.PERMISSION_DENIED, "captures come from a clerk of an enterprise");
        } else if (!enter(clerk.get().enterprise())) {
            end(call, GrpcStatus.RESOURCE_EXHAUSTED, "too many streams of captures are open; open it again later");
        } else {
            new Stream(call, clerk.get()).begin();
        }
    }

    private synchronized boolean enter(Uscc enterprise) {
        return open.size() < MOST_STREAMS
                && Collections.frequency(open, enterprise) < MOST_STREAMS_OF_ONE
                && open.add(enterprise);
    }

    private synchronized void leave(Uscc enterprise) {
        open.remove(enterprise);
    }

    /** How many streams are open. */
    synchronized int count() {
        return open.size();
    }

    private static void end(GrpcServerRequest<Buffer, Buffer> call, GrpcStatus status, String detail) {
        call.response().status(status).statusMessage(detail).end();
    }

    private Captures.Captured capture(Person clerk, CaptureRequest request) {
        WriteHeaders headers = WriteHeaders.signed(request.getCaptureId(), request.getSalt(), request.getSignature());
        return captures.capture(clerk, headers, () -> document(request));
    }

    private static JsonNode document(CaptureRequest request) {
        byte[] document = request.getDocument().toByteArray();
        return switch (request.getMediaType()) {
            case "", "application/ld+json", MediaType.APPLICATION_JSON -> CanonicalJson.read(document);
            case MediaType.APPLICATION_XML, MediaType.TEXT_XML -> EpcisXmlWire.document(document);
            default ->
                throw Problem.of(
                                GatewayCode.MEDIA_TYPE_UNSUPPORTED,
                                "media_type",
                                "a document is EPCIS in JSON (application/ld+json) or XML (application/xml)")
                        .exception();
        };
    }

    /** One stream, all of it on its connection's event loop but the captures themselves. */
    private final class Stream {

        private final GrpcServerRequest<Buffer, Buffer> call;
        private final Person clerk;
        private final CaptureSummary.Builder summary = CaptureSummary.newBuilder();
        private int unsettled;
        private int underWay;
        private boolean hasMore = true;
        private boolean isOver;

        Stream(GrpcServerRequest<Buffer, Buffer> call, Person clerk) {
            this.call = call;
            this.clerk = clerk;
        }

        void begin() {
            call.pause();
            call.handler(this::read);
            call.endHandler(none -> {
                hasMore = false;
                finish();
            });
            call.invalidMessageHandler(
                    wrong -> refuseAll(GrpcStatus.RESOURCE_EXHAUSTED, "a document is larger than 2 MiB"));
            call.errorHandler(reset -> leave());
            call.exceptionHandler(broken -> leave());
            call.fetch(1);
        }

        private void read(Buffer message) {
            try {
                CaptureRequest request = CaptureRequest.parseFrom(message.getBytes());
                unsettled++;
                take(request);
            } catch (InvalidProtocolBufferException unreadable) {
                refuseAll(GrpcStatus.INVALID_ARGUMENT, "a message is no CaptureRequest");
            }
        }

        /** Begins with a document as soon as there is room, and asks for the next one then. */
        private void take(CaptureRequest request) {
            if (isOver) {
                return;
            }
            if (summary.getStopped()) {
                unsettled--;
                finish();
                return;
            }
            Optional<CaptureLimit.Slot> slot =
                    underWay < limit.mostOfOne() ? limit.take(request.getSerializedSize()) : Optional.empty();
            if (slot.isEmpty()) {
                vertx.setTimer(PAUSE_MILLIS, again -> take(request));
                return;
            }
            underWay++;
            vertx.executeBlocking(() -> capture(clerk, request), false).onComplete(done -> {
                slot.get().leave();
                underWay--;
                unsettled--;
                note(request, done);
                finish();
            });
            call.fetch(1);
        }

        private void note(CaptureRequest request, AsyncResult<Captures.Captured> done) {
            if (done.succeeded()) {
                summary.setCaptured(summary.getCaptured() + 1);
                summary.setReplayed(
                        summary.getReplayed() + (done.result().committed().replayed() ? 1 : 0));
                return;
            }
            Problem problem = ProblemMappers.problemOf(done.cause());
            summary.addRefused(CaptureRefusal.newBuilder()
                    .setCaptureId(request.getCaptureId())
                    .setStatus(problem.status())
                    .setCode(problem.code())
                    .setField(problem.field())
                    .setDetail(problem.detail()));
            summary.setStopped(summary.getRefusedCount() >= MOST_REFUSED);
        }

        /** Answers once all that was read is settled and nothing more is. */
        private void finish() {
            if (!isOver && unsettled == 0 && (!hasMore || summary.getStopped())) {
                leave();
                call.response().end(Buffer.buffer(summary.build().toByteArray()));
            }
        }

        private void refuseAll(GrpcStatus status, String detail) {
            if (!isOver) {
                leave();
                end(call, status, detail);
            }
        }

        private void leave() {
            if (!isOver) {
                isOver = true;
                CaptureStreams.this.leave(clerk.enterprise());
            }
        }
    }
}
