package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.wire.provenance.v1.CaptureRequest;
import org.zoneledger.wire.provenance.v1.CaptureSummary;

/** Documents are streamed by gRPC. */
public final class CaptureStreamSteps {

    /** Long enough for some of what was sent to be on the ledger, too short for all of it. */
    private static final long BREAK_MILLIS = 1500;

    private final World world;
    private final String lot = Documents.lot();
    private final List<CaptureRequest> requests = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private CaptureSummary summary;

    public CaptureStreamSteps(World world) {
        this.world = world;
    }

    @When("the clerk streams {int} documents, and {int} about a product nobody has registered")
    public void streams(int good, int bad) {
        make(good);
        for (int i = 0; i < bad; i++) {
            requests.add(i * 7, request(Documents.made(Documents.gtin(), lot)));
        }
        sendsAgain();
    }

    @When("the clerk's stream of {int} documents breaks when {int} are sent")
    public void breaks(int count, int sent) {
        make(count);
        try (CaptureStream stream = stream("the clerk")) {
            stream.breakOff(requests.subList(0, sent), BREAK_MILLIS);
        }
    }

    @When("the same stream is sent again")
    public void sendsAgain() {
        send("the clerk");
    }

    @When("another enterprise's clerk streams what the clerk has signed")
    public void another() {
        requests.clear();
        make(1);
        send("another enterprise's clerk");
    }

    @Then("{int} are captured, {int} were there before, and {int} is/are refused with {int} {word}")
    public void areCaptured(int captured, int before, int refused, int status, String code) {
        assertThat(summary.getCaptured()).as("%s", summary).isEqualTo(captured);
        assertThat(summary.getReplayed()).as("%s", summary).isEqualTo(before);
        assertThat(summary.getStopped()).isFalse();
        assertThat(summary.getRefusedList()).hasSize(refused).allSatisfy(each -> {
            assertThat(each.getStatus()).as("%s", each).isEqualTo(status);
            assertThat(each.getCode()).isEqualTo(code);
        });
    }

    @Then("all {int} are captured")
    public void allAreCaptured(int count) {
        assertThat(summary.getCaptured()).as("%s", summary).isEqualTo(count);
        assertThat(summary.getRefusedList()).isEmpty();
    }

    @Then("everybody finds each event of the {int} once")
    public void everybodyFinds(int count) {
        assertThat(events).hasSize(count);
        String batch = Documents.batch(world.maker().sweaters(), lot);
        SoftAssertions softly = new SoftAssertions();
        world.zone().organisations().forEach(each -> {
            Gateway consumer = world.zone().gateway(each.id(), world.zone().consumer());
            List<String> found = Await.until(
                    "the events of " + batch + " at " + each.id(),
                    Await.LAG,
                    () -> ProvenanceSteps.allEvents(consumer, batch, 500).stream()
                            .map(CaptureStreamSteps::eventID)
                            .toList(),
                    ids -> ids.size() >= count);
            softly.assertThat(found).as(each.id()).containsExactlyInAnyOrderElementsOf(events);
        });
        softly.assertAll();
    }

    @Then("a stream ends for these people with:")
    public void endsWith(DataTable table) {
        for (Map<String, String> row : table.asMaps()) {
            try (CaptureStream stream = stream(row.get("who"))) {
                StatusRuntimeException end =
                        catchThrowableOfType(StatusRuntimeException.class, () -> stream.send(List.of()));
                assertThat(end).as(row.get("who")).isNotNull();
                assertThat(end.getStatus().getCode()).as("%s", end).hasToString(row.get("status"));
            }
        }
    }

    private void make(int count) {
        Gtin sweaters = world.maker().sweaters();
        for (int i = 0; i < count; i++) {
            ObjectNode made = Documents.made(sweaters, lot);
            events.add(eventID(made));
            requests.add(request(made));
        }
    }

    private CaptureRequest request(ObjectNode event) {
        return CaptureStream.request(Documents.id("capture"), world.maker().party(), Documents.epcis(event));
    }

    private void send(String who) {
        try (CaptureStream stream = stream(who)) {
            summary = stream.send(requests);
        }
    }

    private CaptureStream stream(String who) {
        return new CaptureStream(world.who(who), world.zone().tlsRoots());
    }

    private static String eventID(JsonNode event) {
        return event.path("eventID").asText();
    }
}
