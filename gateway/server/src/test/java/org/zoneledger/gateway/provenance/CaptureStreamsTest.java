package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zoneledger.gateway.peer.CaptureSender;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.Until;
import org.zoneledger.wire.provenance.v1.CaptureRefusal;
import org.zoneledger.wire.provenance.v1.CaptureRequest;
import org.zoneledger.wire.provenance.v1.CaptureSummary;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class CaptureStreamsTest extends RunningGateway {

    @Inject
    CaptureStreams streams;

    private final List<ManagedChannel> channels = new ArrayList<>();

    @AfterEach
    void nothing_is_left_open() throws InterruptedException {
        channels.forEach(ManagedChannel::shutdownNow);
        Until.holds("all streams have ended", () -> streams.count() == 0);
    }

    @Test
    void documents_become_pages_and_one_that_is_refused_holds_none_up() throws Exception {
        String good = newId();
        String bad = newId();
        String xml = newId();
        List<CaptureRequest.Builder> documents = List.of(
                CaptureSender.signed(good, Past.document(Past.commissioning("G001"))),
                CaptureSender.signed(bad, Past.document(Past.commissioning("G002")))
                        .setDocument(ByteString.copyFromUtf8("{\"type\":\"EPCISDocument\"}")),
                inXml(xml, "G003"));
        CaptureSummary summary = settled(documents);
        assertThat(summary.getCaptured()).as(summary.toString()).isEqualTo(2);
        assertThat(summary.getReplayed()).isZero();
        assertThat(summary.getStopped()).isFalse();
        assertThat(summary.getRefusedList()).singleElement().satisfies(refused -> {
            assertThat(refused.getCaptureId()).isEqualTo(bad);
            assertThat(refused.getCode()).isEqualTo("FIELD_MISSING");
            assertThat(refused.getStatus()).isEqualTo(422);
            assertThat(refused.getField()).isNotEmpty();
        });
        for (String id : List.of(good, xml)) {
            assertThat(as(People.NOBODY).get("/capture/" + id).status()).isEqualTo(200);
        }
        assertThat(as(People.NOBODY).get("/capture/" + bad).status()).isEqualTo(404);
        assertThat(settled(documents).getReplayed()).as("sent again").isEqualTo(2);
    }

    @Test
    void a_document_that_says_it_is_something_else_is_refused_by_its_field() throws Exception {
        CaptureRequest.Builder request = CaptureSender.signed(newId(), Past.document(Past.commissioning("G004")))
                .setMediaType("text/csv");
        CaptureRefusal refused = settled(List.of(request)).getRefused(0);
        assertThat(refused.getCode()).isEqualTo("MEDIA_TYPE_UNSUPPORTED");
        assertThat(refused.getField()).isEqualTo("media_type");
    }

    @Test
    void what_is_missing_beside_a_document_is_named_as_the_routes_name_it() throws Exception {
        ObjectNode restricted = Past.document(Past.shipment("A001"));
        CaptureSummary summary = settled(List.of(
                CaptureSender.signed(newId(), restricted),
                CaptureSender.signed(newId(), restricted).clearSignature(),
                CaptureSender.signed(newId(), restricted).clearCaptureId()));
        assertThat(summary.getRefusedList())
                .extracting(CaptureRefusal::getField)
                .containsExactlyInAnyOrder("Zone-Salt", "Zone-Signature", "Idempotency-Key");
    }

    @ParameterizedTest
    @EnumSource(names = {"NOBODY", "OFFICER", "AUDITOR"})
    void are_refused_from_others_than_clerks(People person) throws Exception {
        assertRefused(sender(person).end(), Status.Code.PERMISSION_DENIED);
    }

    @Test
    void a_message_that_is_too_large_ends_the_stream() throws Exception {
        CaptureSender sender = sender(People.CLERK)
                .send(CaptureRequest.newBuilder()
                        .setDocument(ByteString.copyFrom(new byte[CaptureStreams.MOST_BYTES])));
        assertRefused(sender.answer(), Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void a_stream_of_mistakes_is_ended_before_it_is_over() throws Exception {
        CaptureSender sender = sender(People.CLERK);
        IntStream.range(0, CaptureStreams.MOST_REFUSED)
                .forEach(i -> sender.send(CaptureRequest.newBuilder().setCaptureId("mistake-" + i)));
        CaptureSummary summary = sender.answer().get(30, TimeUnit.SECONDS);
        assertThat(summary.getStopped()).isTrue();
        assertThat(summary.getRefusedCount()).isGreaterThanOrEqualTo(CaptureStreams.MOST_REFUSED);
        assertThat(summary.getCaptured()).isZero();
    }

    @Test
    void one_enterprise_does_not_hold_all_streams() throws Exception {
        List<CaptureSender> open = new ArrayList<>();
        for (int i = 0; i < CaptureStreams.MOST_STREAMS_OF_ONE; i++) {
            open.add(sender(People.CLERK));
        }
        Until.holds("its streams are open", () -> streams.count() == CaptureStreams.MOST_STREAMS_OF_ONE);
        assertRefused(sender(People.CLERK).answer(), Status.Code.RESOURCE_EXHAUSTED);
        assertThat(sender(People.OTHER_CLERK).end().get(30, TimeUnit.SECONDS).getRefusedCount())
                .isZero();
        open.forEach(CaptureSender::cancel);
        Until.holds("who goes away leaves", () -> streams.count() == 0);
        assertThat(sender(People.CLERK).end().get(30, TimeUnit.SECONDS).getCaptured())
                .isZero();
    }

    private CaptureRequest.Builder inXml(String id, String serial) {
        return CaptureSender.signed(id, Past.document(Past.commissioning(serial)))
                .setMediaType("application/xml")
                .setDocument(ByteString.copyFromUtf8("""
                        <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" xmlns:m="urn:epcglobal:cbv:mda">
                          <EPCISBody><EventList><ObjectEvent>
                            <eventTime>2026-01-15T08:00:00Z</eventTime>
                            <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
                            <epcList><epc>urn:epc:id:sgtin:6930000.100001.%s</epc></epcList>
                            <action>ADD</action>
                            <ilmd><m:lotNumber>B20260115</m:lotNumber></ilmd>
                          </ObjectEvent></EventList></EPCISBody>
                        </e:EPCISDocument>
                        """.formatted(serial)));
    }

    private CaptureSummary settled(List<CaptureRequest.Builder> documents) throws Exception {
        CaptureSender sender = sender(People.CLERK);
        documents.forEach(sender::send);
        return sender.end().get(30, TimeUnit.SECONDS);
    }

    private CaptureSender sender(People person) throws Exception {
        ManagedChannel channel = channel(person);
        channels.add(channel);
        return new CaptureSender(channel);
    }

    private static void assertRefused(CompletableFuture<CaptureSummary> answer, Status.Code code) {
        assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS))
                .satisfies(refused -> assertThat(Status.fromThrowable(refused).getCode())
                        .as(refused.toString())
                        .isEqualTo(code));
    }
}
