package org.zoneledger.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.MarketProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningPeer;

/** False origins at the desk of market regulation. */
@QuarkusTest
@TestProfile(MarketProfile.class)
class OriginDeskTest extends DeskPages {

    private static final String SUBJECT = "/desk/enterprises/" + Past.KNITTER;
    private static final String FACT = "/desk/facts/market/" + Past.KNITTER;
    private static final String BATCH = "/01/" + Past.YARN + "/10/YARN1";

    @BeforeEach
    void the_peer_endorses_for_market_regulation() {
        RunningPeer.get().speaksFor("MarketMSP");
    }

    @Test
    void are_found_of_the_batches_that_the_form_names_and_withdrawn_by_two() throws Exception {
        look(People.OFFICER, SUBJECT, "market-subject");
        // a GTIN as it stands under a bar code
        Map<String, String> form = finding("goods.gtin", Past.YARN.substring(1), "goods.batches", " YARN1  YARN2 ");
        assertDone(send(People.OFFICER, FACT, form), "proposed");
        String worklist = page(People.REVIEWER, "/desk");
        assertThat(worklist).contains("False origin · serious", Past.YARN + ", batches YARN1, YARN2");
        take(worklist, form.get("id"));
        assertThat(page(People.NOBODY, BATCH)).contains("Its origin is not what it says");
        assertThat(page(People.OFFICER, SUBJECT)).contains(Past.YARN + ", batches YARN1, YARN2");

        String action = FACT + "/" + form.get("id");
        Map<String, String> wrong = with(form(page(People.OFFICER, SUBJECT), action), "legalBasis", "order 44");
        assertDone(send(People.OFFICER, action, wrong), "proposed");
        take(page(People.REVIEWER, "/desk"), wrong.get("id"));
        assertThat(page(People.NOBODY, BATCH)).doesNotContain("Its origin is not what it says");
    }

    @Test
    void that_are_refused_say_why_at_the_field_of_the_goods() throws Exception {
        refused("A false origin names its goods, and no other finding does.", "gtin");
        refused("This is no valid GTIN.", "gtin", "goods.gtin", "6930000000029");
        refused("No enterprise has registered this product.", "gtin", "goods.gtin", "96385074");
        refused("A value is not of the expected form.", "batches", "goods.gtin", Past.YARN, "goods.batches", "A A");
        refused(
                "A false origin names its goods, and no other finding does.",
                "gtin",
                "kind",
                "PENALTY",
                "goods.gtin",
                Past.YARN);
        assertThat(page(People.REVIEWER, "/desk")).doesNotContain("wool from elsewhere");
    }

    private void refused(String why, String field, String... changes) throws Exception {
        Answer answer = send(People.OFFICER, FACT, finding(changes));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.body())
                .containsPattern(
                        "name=\"goods\\." + field + "\"[^>]*aria-invalid=\"true\"[^>]*><strong id=\"error\">" + why)
                .contains("value=\"wool from elsewhere\"");
    }

    private Map<String, String> finding(String... changes) throws Exception {
        Map<String, String> form = with(
                form(page(People.OFFICER, SUBJECT), FACT),
                "kind",
                "FALSE_ORIGIN",
                "severity",
                "SERIOUS",
                "title",
                "wool from elsewhere",
                "source",
                "decision 8 of 2026",
                "legalBasis",
                "product quality law, article 53",
                "foundOn",
                today.toString(),
                "publishedFrom",
                today.toString());
        return with(form, changes);
    }

    private void take(String worklist, String id) throws Exception {
        String action = "/desk/cases/" + id;
        assertDone(send(People.REVIEWER, action, with(form(worklist, action), "step", "APPROVE")), "approved");
    }
}
