package org.zoneledger.gateway.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.Until;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class ScanResourceTest extends RunningGateway {

    private static final String ITEMS = "/01/" + Past.SWEATER + "/21/";
    private static final String BATCH = "/01/" + Past.SWEATER + "/10/B20260115";
    private static final String JIAXING = "30.75,120.76";
    private static final String CHENGDU = "30.57,104.07";

    @Inject
    ZoneConfig config;

    @Test
    void scans_of_an_item_are_counted_whether_its_page_was_prepared_or_not() throws Exception {
        made("Q001");
        scan(ITEMS + "Q001", JIAXING);
        scan(ITEMS + "Q001", JIAXING);
        scan(BATCH + "/21/Q001", JIAXING);
        awaitScans(ITEMS + "Q001", 3);
        assertThat(thing(ITEMS + "Q001").path("farApart").asLong()).isZero();
        assertThat(thing(ITEMS + "Q001").path("first").asText()).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(page(ITEMS + "Q001")).contains("Scanned 3 times before", "Each item has a code of its own");
        assertThat(page(ITEMS + "Q001"))
                .as("turning the page to English is no scan")
                .contains("Scanned 3 times");
    }

    @Test
    void an_item_scanned_far_apart_within_an_hour_is_pointed_out() throws Exception {
        made("Q002");
        assertThat(scan(ITEMS + "Q002", JIAXING)).doesNotContain("scanned in places far apart");
        scan(ITEMS + "Q002", CHENGDU);
        awaitScans(ITEMS + "Q002", 2);
        assertThat(thing(ITEMS + "Q002").path("farApart").asLong()).isEqualTo(1);
        assertThat(page(ITEMS + "Q002"))
                .contains("This code was scanned in places far apart", "One of the two codes may be a copy")
                .doesNotContain("Nothing against it on record");
    }

    @Test
    void an_invented_serial_number_is_counted_under_its_batch_and_the_page_says_that_others_have_one()
            throws Exception {
        made("Q003");
        long before = thing(BATCH).path("unknown").asLong();
        scan(BATCH + "/21/INVENTED-1", JIAXING);
        scan(BATCH + "/21/INVENTED-2", CHENGDU);
        Until.holds("they are counted", () -> thing(BATCH).path("unknown").asLong() == before + 2);
        assertThat(scans().toString()).doesNotContain("INVENTED");
        assertThat(page(BATCH + "/21/INVENTED-1"))
                .contains("Other items here have serial numbers on record. This one has none");
    }

    @Test
    void nothing_is_kept_about_who_scanned_and_where() throws Exception {
        made("Q004");
        as(People.NOBODY)
                .get(
                        ITEMS + "Q004",
                        "Accept",
                        "text/html",
                        "Zone-Place",
                        "-33.4321,-70.6543",
                        "User-Agent",
                        "Traceable/1");
        awaitScans(ITEMS + "Q004", 1);
        for (String file : List.of("scans.db", "scans.db-wal")) {
            Path path = config.data().resolve(file);
            String bytes = Files.exists(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
            assertThat(bytes).as(file).doesNotContain("Traceable", "127.0.0.1", "-33", "-70", "33.43");
        }
    }

    private void made(String serial) throws Exception {
        String id = newId();
        var document = Past.document(Past.commissioning(serial));
        String jws = Bodies.signature(People.CLERK, Past.KNITTER, id, document, SALT);
        Answer answer = post(People.CLERK, "/capture", document, id, "Zone-Signature", jws, "Zone-Salt", SALT);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }

    private String scan(String path, String place) throws IOException, InterruptedException {
        Answer answer =
                as(People.NOBODY).get(path, "Accept", "text/html", "Accept-Language", "en", "Zone-Place", place);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private String page(String path) throws IOException, InterruptedException {
        return as(People.NOBODY).get(path + "?lang=en", "Accept", "text/html").body();
    }

    private void awaitScans(String thing, long scans) throws InterruptedException {
        Until.holds("the scans are counted", () -> thing(thing).path("scans").asLong() == scans);
    }

    private JsonNode scans() {
        try {
            return as(People.OFFICER).get("/api/v1/scans?gtin=" + Past.SWEATER).json();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode thing(String path) {
        for (JsonNode each : scans().path("things")) {
            if (each.path("thing").asText().equals(path)) {
                return each;
            }
        }
        return MissingNode.getInstance();
    }
}
