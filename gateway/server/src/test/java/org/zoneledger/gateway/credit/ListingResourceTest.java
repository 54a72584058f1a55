package org.zoneledger.gateway.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

/** Lists are led by two people, and an enterprise comes onto one of subjects step by step. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class ListingResourceTest extends RunningGateway {

    private static final String FACTS = "/api/v1/facts/" + Past.KNITTER;
    private static final String TITLE = "FAKE-REVIEWS-LIST";
    private static final String GROUND = "FORTY-FAKE-REVIEWS";

    private final LocalDate today = LocalDate.now(CreditRules.BEIJING);

    @Test
    void a_list_is_proposed_and_taken_and_then_checked_by_everybody() throws Exception {
        String path = "/api/v1/lists/goods-" + newId();
        proposed(path, goods(), true);
        JsonNode list = json(People.NOBODY, path);
        assertThat(list.path("owner").asText()).isEqualTo("CommerceMSP");
        assertThat(list.at("/reviewedBy/role").asText()).isEqualTo("REVIEWER");
        assertThat(json(People.NOBODY, "/api/v1/lists").at("/lists").findValuesAsText("listId"))
                .contains(list.path("listId").asText());

        JsonNode hits =
                json(People.NOBODY, "/api/v1/lists/check?goods=9706900010").path("hits");
        assertThat(hits.findValuesAsText("listId")).contains(list.path("listId").asText());
        assertThat(hits.at("/0/items").findValuesAsText("item")).containsExactly("9706");
        assertThat(page(People.NOBODY, "/lists")).contains("antiques of more than a hundred years", "9706");
        assertThat(json(People.NOBODY, "/api/v1/lists/check?goods=9706&on=2026-01-31")
                        .path("hits"))
                .isEmpty();
        assertThat(json(People.NOBODY, "/api/v1/lists/check?goods=6110110011").path("hits"))
                .isEmpty();
        assertThat(json(People.NOBODY, "/api/v1/lists/check?route=CN%3EDE").path("hits"))
                .isEmpty();
        assertThat(json(People.NOBODY, "/api/v1/lists/check?platform=shop.example")
                        .path("hits"))
                .isEmpty();
    }

    @Test
    void a_check_asks_about_one_thing_in_its_form() throws Exception {
        mustBeRefused("/api/v1/lists/check", "VALUE_INVALID", "goods");
        mustBeRefused("/api/v1/lists/check?goods=61&platform=shop.example", "VALUE_INVALID", "goods");
        mustBeRefused("/api/v1/lists/check?goods=6", "VALUE_INVALID", "goods");
        mustBeRefused("/api/v1/lists/check?route=China", "VALUE_INVALID", "route");
        mustBeRefused("/api/v1/lists/check?platform=Shop", "VALUE_INVALID", "platform");
        mustBeRefused("/api/v1/lists/check?subject=1", "USCC_INVALID", "subject");
        mustBeRefused("/api/v1/lists/check?goods=61&on=tomorrow", "TIME_INVALID", "on");
    }

    @Test
    void nobody_stands_on_a_list_without_notice_statement_decision_and_delivery() throws Exception {
        String listId = "subjects-" + newId();
        proposed("/api/v1/lists/" + listId, subjects(), true);
        String id = notified(listId);
        String listing = "/api/v1/listings/" + id;
        assertThat(json(People.CLERK, listing).path("status").asText()).isEqualTo("NOTIFIED");
        assertThat(json(People.CLERK, listing).path("respondBy").asText()).isGreaterThan(today.toString());
        String alert = "\"LISTING\",\"key\":\"listing/" + id;
        assertThat(json(People.CLERK, "/api/v1/alerts?days=366").toString()).contains(alert);
        assertThat(json(People.OFFICER, "/api/v1/alerts?days=366").toString())
                .contains(alert)
                .doesNotContain(GROUND);
        assertThat(json(People.OTHER_CLERK, "/api/v1/alerts?days=366").toString())
                .doesNotContain(id);
        assertThat(json(People.OFFICER, "/api/v1/listings").toString()).contains(GROUND);
        assertThat(page(People.CLERK, "/desk")).contains(GROUND, "--statement " + id, "Statement until");
        assertThat(page(People.OFFICER, "/desk")).contains(GROUND, "/desk/listings/" + id);
        assertThat(page(People.NOBODY, "/lists")).contains(TITLE).doesNotContain(Past.KNITTER);
        assertThat(as(People.OTHER_CLERK).get(listing).status()).isEqualTo(404);
        assertThat(json(People.OTHER_CLERK, "/api/v1/listings").path("listings"))
                .isEmpty();

        assertThat(post(People.OFFICER, listing + "/decisions", decision(), newId(), "Zone-Salt", SALT)
                        .code())
                .isEqualTo("PERIOD_INVALID");
        assertThat(stated(People.OTHER_CLERK, id, newId()).status()).isEqualTo(404);
        String statement = newId();
        assertWritten(stated(People.CLERK, id, statement));
        assertThat(stated(People.CLERK, id, statement).status()).isEqualTo(200);
        assertThat(json(People.OFFICER, listing).path("statement").asText()).isEqualTo("they were real");
        assertThat(json(People.OFFICER, "/api/v1/alerts?days=366").toString()).doesNotContain(alert);

        proposed(listing + "/decisions", decision(), false);
        assertThat(json(People.CLERK, listing).path("remedies").asText()).isEqualTo("after one year");
        assertThat(json(People.NOBODY, FACTS).toString()).doesNotContain(TITLE);
        String before = letter();
        assertThat(json(People.NOBODY, "/api/v1/lists/check?subject=" + Past.KNITTER)
                        .path("hits"))
                .isEmpty();

        String delivery = newId();
        assertWritten(delivered(id, delivery));
        assertThat(delivered(id, delivery).status()).isEqualTo(200);
        assertThat(json(People.NOBODY, FACTS).toString()).contains(TITLE);
        assertThat(letter()).isEqualTo("D");
        assertThat(page(People.NOBODY, "/lists")).contains("/enterprises/" + Past.KNITTER, "decision 8");
        assertThat(json(People.NOBODY, "/api/v1/lists/check?subject=" + Past.KNITTER)
                        .path("hits"))
                .extracting(hit -> hit.path("listId").asText())
                .containsExactly(listId);
        assertThat(lastTransaction("listing/" + id))
                .isEqualTo(lastTransaction("facts/commerce/" + Past.KNITTER))
                .isEqualTo(lastTransaction("grade/" + Past.KNITTER));

        proposed(FACTS.replace("/facts/", "/facts/commerce/") + "/" + id + "/withdrawal", withdrawal(), false);
        assertThat(letter()).isEqualTo(before);
        assertThat(page(People.NOBODY, "/lists")).doesNotContain(Past.KNITTER);
        assertThat(page(People.CLERK, "/desk")).doesNotContain(GROUND);
        assertThat(json(People.NOBODY, "/api/v1/lists/check?subject=" + Past.KNITTER)
                        .path("hits"))
                .isEmpty();
        for (People anybody : List.of(People.CLERK, People.OFFICER, People.REVIEWER)) {
            assertThat(as(anybody).get(FACTS).body()).as("%s", anybody).doesNotContain(TITLE);
            assertThat(as(anybody).get(listing).status()).as("%s", anybody).isEqualTo(404);
            assertThat(as(anybody).get("/api/v1/listings").body())
                    .as("%s", anybody)
                    .doesNotContain(GROUND);
        }
        assertThat(json(People.AUDITOR, listing).path("ground").asText()).isEqualTo(GROUND);
    }

    @Test
    void a_listing_is_no_fact_that_an_officer_states() throws Exception {
        ObjectNode body = withdrawal();
        body.withObject("/restricted")
                .putObject("fact")
                .put("kind", "LISTING")
                .put("severity", "SERIOUS")
                .put("title", TITLE)
                .put("source", "decision 7")
                .put("legalBasis", "order 44")
                .put("foundOn", today.toString());
        Answer answer =
                post(People.OFFICER, "/api/v1/facts/commerce/" + Past.KNITTER, body, newId(), "Zone-Salt", SALT);
        assertThat(answer.code()).isEqualTo("WRONG_STATE");
        assertThat(answer.json().path("field").asText()).isEqualTo("restricted.fact.kind");
    }

    @Test
    void an_enterprise_without_an_accepted_filing_is_given_no_notice() throws Exception {
        String listId = "subjects-" + newId();
        proposed("/api/v1/lists/" + listId, subjects(), true);
        assertThat(post(
                                People.OFFICER,
                                "/api/v1/listings",
                                notice(listId, "91330402MA2B00019E"),
                                newId(),
                                "Zone-Salt",
                                SALT)
                        .code())
                .isEqualTo("FILING_NOT_ACCEPTED");
        assertThat(post(
                                People.OFFICER,
                                "/api/v1/listings",
                                notice("no-such-list", Past.KNITTER),
                                newId(),
                                "Zone-Salt",
                                SALT)
                        .code())
                .isEqualTo("NOT_FOUND");
    }

    private String notified(String listId) throws Exception {
        String id = newId();
        assertWritten(post(People.OFFICER, "/api/v1/listings", notice(listId, Past.KNITTER), id, "Zone-Salt", SALT));
        return id;
    }

    private static ObjectNode notice(String listId, String uscc) {
        ObjectNode body = Bodies.object().put("list", listId);
        body.putObject("restricted").put("uscc", uscc).put("ground", GROUND);
        return body;
    }

    private Answer stated(People clerk, String listing, String id) throws Exception {
        ObjectNode body = Bodies.object();
        body.putObject("restricted").put("statement", "they were real");
        byte[] document = PartyDocument.statement(listing, body, HexFormat.of().parseHex(SALT), id, 2)
                .bytes();
        String jws =
                Jws.sign(document, clerk.credential().key(), clerk.credential().sha256());
        return post(
                clerk,
                "/api/v1/listings/" + listing + "/statements",
                body,
                id,
                "Zone-Salt",
                SALT,
                "Zone-Signature",
                jws);
    }

    private static ObjectNode decision() {
        ObjectNode body = Bodies.object().put("step", "LIST").put("legalBasis", "measures on fake reviews");
        body.putObject("restricted")
                .put("reason", "the statement is not borne out")
                .put("severity", "SERIOUS")
                .put("source", "decision 8")
                .put("remedies", "after one year");
        return body;
    }

    private Answer delivered(String listing, String id) throws Exception {
        ObjectNode body = Bodies.object();
        body.putObject("restricted").put("method", "ELECTRONIC").put("deliveredOn", today.toString());
        return post(People.OFFICER, "/api/v1/listings/" + listing + "/deliveries", body, id, "Zone-Salt", SALT);
    }

    private static ObjectNode withdrawal() {
        ObjectNode body = Bodies.object();
        body.putObject("restricted").put("legalBasis", "order 44");
        return body;
    }

    private static ObjectNode subjects() {
        return Bodies.object()
                .put("kind", "SUBJECT")
                .put("scheme", "commerce")
                .put("titleZh", TITLE)
                .put("titleEn", TITLE)
                .put("legalBasis", "measures on fake reviews")
                .put("validFrom", "2026-01-01");
    }

    private static ObjectNode goods() {
        ObjectNode list = Bodies.object()
                .put("kind", "GOODS")
                .put("titleZh", "文物")
                .put("titleEn", "Antiques")
                .put("legalBasis", "catalogue of goods not to be exported")
                .put("validFrom", "2026-02-01");
        list.putArray("items")
                .addObject()
                .put("item", "9706")
                .put("zh", "超过一百年的古物")
                .put("en", "antiques of more than a hundred years")
                .put("from", "2026-02-01");
        return list;
    }

    private void proposed(String path, ObjectNode body, boolean isPut) throws Exception {
        String id = newId();
        assertWritten(
                isPut
                        ? put(People.OFFICER, path, body, id, "Zone-Salt", SALT)
                        : post(People.OFFICER, path, body, id, "Zone-Salt", SALT));
        assertWritten(approve(id));
    }

    private String letter() throws Exception {
        return json(People.NOBODY, "/api/v1/grades/" + Past.KNITTER)
                .at("/grade/grade")
                .asText();
    }

    private String lastTransaction(String key) throws Exception {
        JsonNode versions = json(People.AUDITOR, "/api/v1/history/" + key).path("versions");
        return versions.path(versions.size() - 1).path("txId").asText();
    }

    private void mustBeRefused(String path, String code, String field) throws Exception {
        Answer answer = as(People.NOBODY).get(path);
        assertThat(answer.code()).as(path).isEqualTo(code);
        assertThat(answer.json().path("field").asText()).as(path).isEqualTo(field);
    }

    private String page(People person, String path) throws Exception {
        Answer answer = as(person).get(path + "?lang=en");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode json(People person, String path) throws Exception {
        Answer answer = as(person).get(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }
}
