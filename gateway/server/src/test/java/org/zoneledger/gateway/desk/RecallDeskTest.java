package org.zoneledger.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.MarketProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.RunningPeer;

/** Recalls at the desk of market regulation. */
@QuarkusTest
@TestProfile(MarketProfile.class)
class RecallDeskTest extends RunningGateway {

    private static final String GROUNDS = "&legalBasis=" + encoded("product quality law");

    @TestHTTPResource(value = "/", tls = true)
    URL base;

    @BeforeEach
    void the_peer_endorses_for_market_regulation() {
        RunningPeer.get().speaksFor("MarketMSP");
    }

    @Test
    void are_opened_shown_with_what_they_reach_and_closed() throws Exception {
        String id = newId();
        Answer opened = send("/desk/recalls", id, 0, recalling("YARN1"));
        assertThat(opened.status()).as(opened.toString()).isEqualTo(303);
        assertThat(opened.header("Location")).endsWith("done=recall");
        String desk = desk(People.OFFICER);
        assertThat(desk)
                .contains("href=\"/desk/recalls/" + id + "?lang=en\"")
                .contains("action=\"/desk/recalls/" + id + "?lang=en\"")
                .contains("<dd>YARN1</dd>", "azo dyes above the limit", "in force");
        assertThat(desk(People.REVIEWER)).contains("href=\"/desk/recalls/" + id).doesNotContain("<form");

        String reach = as(People.REVIEWER)
                .get("/desk/recalls/" + id + "?lang=en", "Accept", "text/html")
                .body();
        assertThat(reach)
                .contains("href=\"/01/" + Past.YARN + "/10/YARN1?lang=en\"")
                .contains("href=\"/01/" + Past.SWEATER + "/")
                .contains("Had it last", "Tongxiang Knitting · " + Past.KNITTER);

        Answer closed = send("/desk/recalls/" + id, newId(), 1, "&reason=returned" + GROUNDS);
        assertThat(closed.status()).as(closed.toString()).isEqualTo(303);
        assertThat(desk(People.OFFICER)).doesNotContain(id);
    }

    @Test
    void of_a_whole_product_need_no_batches_and_no_advice() throws Exception {
        String id = newId();
        Answer opened = send("/desk/recalls", id, 0, recalling(""));
        assertThat(opened.status()).as(opened.toString()).isEqualTo(303);
        assertThat(desk(People.OFFICER)).contains("<dd>every batch</dd>");
        send("/desk/recalls/" + id, newId(), 1, "&reason=returned" + GROUNDS);
    }

    @Test
    void that_are_refused_say_why_on_the_desk() throws Exception {
        Answer wrong = send("/desk/recalls", newId(), 0, recalling("YARN1").replace(Past.YARN, "12345"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("Not done:").contains("This is no valid GTIN.");
        Answer unknown = send("/desk/recalls", newId(), 0, recalling("YARN1").replace(Past.YARN, "00000096385074"));
        assertThat(unknown.body()).contains("No enterprise has registered this product.");
    }

    private static String recalling(String batches) {
        return "&gtin=" + Past.YARN + "&batches=" + batches + "&reasonZh=" + encoded("芳香胺超标") + "&reasonEn="
                + encoded("azo dyes above the limit") + "&adviceZh=&adviceEn=" + GROUNDS;
    }

    private String desk(People person) throws Exception {
        return as(person).get("/desk?lang=en", "Accept", "text/html").body();
    }

    private Answer send(String action, String id, long version, String fields) throws Exception {
        String form = "id=" + id + "&salt=" + SALT + "&version=" + version + fields;
        return as(People.OFFICER)
                .send(
                        "POST",
                        action + "?lang=en",
                        form.getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Origin",
                        "https://" + base.getAuthority());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
