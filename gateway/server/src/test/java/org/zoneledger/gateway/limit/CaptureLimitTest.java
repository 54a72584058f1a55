package org.zoneledger.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.ManagedChannel;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.CaptureSender;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.Until;

@QuarkusTest
@TestProfile(LimitsProfile.class)
class CaptureLimitTest extends RunningGateway {

    private static final long KIB = 1024;

    @Inject
    CaptureLimit limit;

    @Test
    void captures_beyond_what_a_blocked_ledger_takes_are_sent_away_unread_and_taken_later() throws Exception {
        CountDownLatch ledger = new CountDownLatch(1);
        peer().beforeSubmit(tx -> await(ledger));
        ExecutorService senders = Executors.newFixedThreadPool(LimitsProfile.CAPTURES);
        List<Future<Answer>> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < LimitsProfile.CAPTURES; i++) {
                String serial = "L" + i;
                waiting.add(senders.submit(() -> capture("/capture", serial)));
            }
            Until.holds("all that may be are under way", () -> limit.count() == LimitsProfile.CAPTURES);
            for (String path : List.of("/capture", "/events", "/capture/")) {
                Answer refused = capture(path, "L9");
                assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
                assertThat(refused.code()).isEqualTo("BUSY");
                assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            }
            assertThat(as(People.NOBODY).get("/events?perPage=1").status())
                    .as("others are served")
                    .isEqualTo(200);
        } finally {
            ledger.countDown();
            peer().beforeSubmit(tx -> {});
            senders.shutdown();
        }
        for (Future<Answer> answer : waiting) {
            assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(202);
        }
        Until.holds("nothing is under way", () -> limit.count() == 0);
        assertThat(capture("/capture", "L9").status()).isEqualTo(202);
    }

    @Test
    void a_stream_takes_no_more_than_its_part_and_is_done_when_the_ledger_goes_on() throws Exception {
        CountDownLatch ledger = new CountDownLatch(1);
        peer().beforeSubmit(tx -> await(ledger));
        ManagedChannel channel = channel(People.CLERK);
        try {
            CaptureSender sender = new CaptureSender(channel);
            for (int i = 0; i < 4; i++) {
                sender.send(CaptureSender.signed(newId(), Past.document(Past.commissioning("LS" + i))));
            }
            var summary = sender.end();
            Until.holds("its part is under way", () -> limit.count() == limit.mostOfOne());
            assertThat(limit.mostOfOne()).isLessThan(LimitsProfile.CAPTURES);
            assertThat(summary).isNotDone();
            assertThat(limit.take(KIB)).as("there is room for others").hasValueSatisfying(CaptureLimit.Slot::leave);
            ledger.countDown();
            assertThat(summary.get(30, TimeUnit.SECONDS).getCaptured()).isEqualTo(4);
        } finally {
            ledger.countDown();
            peer().beforeSubmit(tx -> {});
            channel.shutdownNow();
        }
        Until.holds("nothing is under way", () -> limit.count() == 0);
    }

    @Test
    void bytes_are_counted_but_one_capture_is_taken_whatever_its_size() {
        CaptureLimit bytes = new CaptureLimit(10, 4 * KIB, 9 * KIB);
        var large = bytes.take(9 * KIB);
        assertThat(large).isPresent();
        assertThat(bytes.take(1)).isEmpty();
        large.get().leave();
        assertThat(bytes.take(3 * KIB)).isPresent();
        assertThat(bytes.take(2 * KIB)).isEmpty();
        assertThat(bytes.take(KIB)).isPresent();
    }

    @Test
    void work_counts_until_it_is_done_also_when_its_sender_has_gone() {
        CaptureLimit one = new CaptureLimit(1, KIB, KIB);
        CaptureLimit.Slot slot = one.take(1).orElseThrow();
        assertThat(slot.enter()).isTrue();
        slot.leave();
        assertThat(one.take(1)).as("the connection has gone, the work goes on").isEmpty();
        slot.leave();
        assertThat(one.take(1)).isPresent();
        assertThat(slot.enter()).as("nobody is there any more").isFalse();
    }

    private Answer capture(String path, String serial) throws Exception {
        String id = newId();
        ObjectNode event = Past.commissioning(serial).put("eventID", "urn:uuid:" + serial);
        ObjectNode document = Past.document(event);
        String jws = Bodies.signature(People.CLERK, Past.KNITTER, id, document, SALT);
        ObjectNode body = path.equals("/events") ? event : document;
        return post(People.CLERK, path, body, id, "Zone-Salt", SALT, "Zone-Signature", jws);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
