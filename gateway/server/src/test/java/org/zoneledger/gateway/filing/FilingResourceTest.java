package org.zoneledger.gateway.filing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.RunningPeer;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class FilingResourceTest extends RunningGateway {

    private static final String KNITTERS = "/api/v1/filings/" + Past.KNITTER;
    private static final String OTHERS = "/api/v1/filings/" + People.OTHER_ENTERPRISE;

    @Nested
    class Get {

        @ParameterizedTest
        @EnumSource(names = {"NOBODY", "OTHER_CLERK", "GATEWAY", "STRANGER"})
        void shows_the_public_only_what_is_public(People person) throws Exception {
            Answer answer = as(person).get(KNITTERS);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("status").asText()).isEqualTo("ACCEPTED");
            assertThat(answer.body()).doesNotContain(Past.ADDRESS).doesNotContain("salts");
        }

        @ParameterizedTest
        @EnumSource(names = {"CLERK", "OFFICER", "REVIEWER", "AUDITOR"})
        void shows_the_enterprise_itself_and_the_agencies_what_is_restricted_and_its_salts(People person)
                throws Exception {
            Answer answer = as(person).get(KNITTERS);
            assertThat(answer.json().path("registeredAddress").asText()).isEqualTo(Past.ADDRESS);
            assertThat(answer.json().path("salts").path("registeredAddress").asText())
                    .hasSize(32);
        }

        @Test
        void names_the_version_as_etag_and_is_kept_by_no_cache() throws Exception {
            Answer answer = as(People.NOBODY).get(KNITTERS);
            assertThat(answer.header("ETag")).isEqualTo("\"3\"");
            assertThat(answer.header("Cache-Control")).contains("no-store");
        }

        @Test
        void knows_no_filing_of_an_enterprise_that_has_not_filed() throws Exception {
            Answer answer = as(People.NOBODY).get("/api/v1/filings/91330402MA2B00019E");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("NOT_FOUND");
        }
    }

    @Nested
    class Put {

        @Test
        void writes_a_version_once_however_often_it_is_sent() throws Exception {
            ObjectNode body = Bodies.filing(People.OTHER_CLERK);
            String id = newId();
            Answer first = put(People.OTHER_CLERK, OTHERS, body, id);
            assertThat(first.status()).as(first.toString()).isEqualTo(201);
            Answer second = put(People.OTHER_CLERK, OTHERS, body, id);
            assertThat(second.status()).isEqualTo(200);
            Map<String, Object> expected = committed(first);
            expected.put("replayed", "true");
            assertThat(committed(second)).isEqualTo(expected);
            assertThat(second.header("ETag"))
                    .isEqualTo(first.header("ETag"))
                    .isEqualTo("\"" + expected.get("version") + "\"");
        }

        @Test
        void refuses_another_document_under_the_same_id() throws Exception {
            ObjectNode body = Bodies.filing(People.OTHER_CLERK);
            String id = newId();
            put(People.OTHER_CLERK, OTHERS, body, id);
            Answer answer = put(People.OTHER_CLERK, OTHERS, body.put("nameEn", "Another Name"), id);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("ID_REUSED");
            assertThat(answer.json().path("field").asText()).isEqualTo("Idempotency-Key");
        }

        @Test
        void refuses_what_was_made_for_a_version_that_is_gone() throws Exception {
            put(People.OTHER_CLERK, OTHERS, Bodies.filing(People.OTHER_CLERK), newId());
            Answer answer =
                    put(People.OTHER_CLERK, OTHERS, Bodies.filing(People.OTHER_CLERK), newId(), "If-Match", "\"0\"");
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("VERSION_CONFLICT");
        }

        @Test
        void refuses_a_filing_that_customs_has_accepted() throws Exception {
            Answer answer = put(People.CLERK, KNITTERS, Bodies.filing(People.CLERK), newId());
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("WRONG_STATE");
        }

        @Test
        void keeps_restricted_values_off_the_channel_and_shows_them_to_the_sender_again() throws Exception {
            ObjectNode body = Bodies.filing(People.OTHER_CLERK);
            body.putObject("restricted").put("licenceNo", "RESTRICTED-LICENCE-9");
            Answer written = put(People.OTHER_CLERK, OTHERS, body, newId(), "Zone-Salt", SALT);
            assertThat(written.status()).as(written.toString()).isEqualTo(201);
            assertThat(written.body()).doesNotContain("RESTRICTED-LICENCE-9");
            assertThat(peer().submissions().toString()).doesNotContain("RESTRICTED-LICENCE-9");
            assertThat(as(People.OTHER_CLERK)
                            .get(OTHERS)
                            .json()
                            .path("licenceNo")
                            .asText())
                    .isEqualTo("RESTRICTED-LICENCE-9");
            assertThat(as(People.CLERK).get(OTHERS).body()).doesNotContain("RESTRICTED-LICENCE-9");
        }

        @Test
        void wants_a_salt_for_restricted_values() throws Exception {
            ObjectNode body = Bodies.filing(People.OTHER_CLERK);
            body.putObject("restricted").put("licenceNo", "RESTRICTED-LICENCE-9");
            Answer answer = put(People.OTHER_CLERK, OTHERS, body, newId());
            assertThat(answer.code()).isEqualTo("FIELD_MISSING");
            assertThat(answer.json().path("field").asText()).isEqualTo("Zone-Salt");
        }

        @Test
        void refuses_a_path_and_a_body_that_name_different_enterprises() throws Exception {
            ObjectNode body = Bodies.filing(People.OTHER_CLERK).put("uscc", Past.KNITTER);
            Answer answer = put(People.OTHER_CLERK, OTHERS, body, newId());
            assertThat(answer.code()).isEqualTo("USCC_INVALID");
        }

        @ParameterizedTest
        @CsvSource({
            "nameZh, , FIELD_MISSING, nameZh",
            "nameEn, '', VALUE_INVALID, nameEn",
            "areaCode, 33, VALUE_INVALID, areaCode",
            "colour, red, FIELD_UNKNOWN, ''",
            "certificate, no certificate, CERTIFICATE_INVALID, certificate"
        })
        void names_the_field_that_a_rule_refuses(String field, String value, String code, String at) throws Exception {
            ObjectNode body = Bodies.filing(People.OTHER_CLERK);
            if (value == null) {
                body.remove(field);
            } else {
                body.put(field, value);
            }
            Answer answer = put(People.OTHER_CLERK, OTHERS, body, newId());
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.json().path("field").asText()).isEqualTo(at);
        }

        private static Map<String, Object> committed(Answer answer) {
            Map<String, Object> fields = new TreeMap<>();
            answer.json()
                    .properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText()));
            assertThat(fields.keySet()).containsAll(List.of("key", "version", "replayed", "txId", "block"));
            return fields;
        }
    }

    @Nested
    class Decisions {

        @Test
        void take_a_filing_through_its_life_each_step_by_its_own_agency() throws Exception {
            put(People.OTHER_CLERK, OTHERS, Bodies.filing(People.OTHER_CLERK), newId());
            assertThat(decide("VERIFY", "CustomsMSP").code()).isEqualTo("NOT_OWNER");
            assertThat(decide("ACCEPT", "CustomsMSP").code()).isEqualTo("WRONG_STATE");
            assertThat(decide("REJECT", "MarketMSP").status()).isEqualTo(201);
            assertThat(status()).isEqualTo("REJECTED");
            put(People.OTHER_CLERK, OTHERS, Bodies.filing(People.OTHER_CLERK), newId());
            assertThat(status()).isEqualTo("SUBMITTED");
        }

        @Test
        void sent_again_are_answered_again_though_the_filing_has_moved_on() throws Exception {
            put(People.OTHER_CLERK, OTHERS, Bodies.filing(People.OTHER_CLERK), newId());
            RunningPeer.get().speaksFor("MarketMSP");
            String id = newId();
            Answer first = post(People.OFFICER, OTHERS + "/decisions", Bodies.decision("REJECT"), id);
            assertThat(first.status()).as(first.toString()).isEqualTo(201);
            RunningPeer.get().speaksFor("CommerceMSP");
            put(People.OTHER_CLERK, OTHERS, Bodies.filing(People.OTHER_CLERK), newId());
            Answer again = post(People.OFFICER, OTHERS + "/decisions", Bodies.decision("REJECT"), id);
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.json().path("txId")).isEqualTo(first.json().path("txId"));
            assertThat(status()).isEqualTo("SUBMITTED");
        }

        private Answer decide(String step, String msp) throws Exception {
            RunningPeer.get().speaksFor(msp);
            Answer answer = post(People.OFFICER, OTHERS + "/decisions", Bodies.decision(step), newId());
            RunningPeer.get().speaksFor("CommerceMSP");
            return answer;
        }

        private String status() throws Exception {
            return as(People.NOBODY).get(OTHERS).json().path("status").asText();
        }
    }
}
