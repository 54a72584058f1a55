package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class CaptureResourceTest extends RunningGateway {

    @Nested
    class Jobs {

        @Test
        void are_those_of_the_own_enterprise_newest_first_page_by_page() throws Exception {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String id = newId();
                capture(id, Past.document(Past.commissioning("J" + i)));
                ids.add(0, id);
            }
            Answer first = as(People.CLERK).get("/capture?perPage=2");
            assertThat(first.status()).as(first.toString()).isEqualTo(200);
            assertThat(ids(first)).containsExactly(ids.get(0), ids.get(1));
            assertThat(first.json().at("/0/success").asBoolean()).isTrue();
            String link = first.header("Link");
            assertThat(link).contains("nextPageToken=" + ids.get(1)).contains("rel=\"next\"");
            Answer second = as(People.CLERK).get("/capture?perPage=2&nextPageToken=" + ids.get(1));
            assertThat(ids(second)).startsWith(ids.get(2)).doesNotContain(ids.get(0), ids.get(1));
            assertThat(ids(as(People.OTHER_CLERK).get("/capture?perPage=1000"))).doesNotContainAnyElementsOf(ids);
        }

        @Test
        void go_on_to_the_first_and_no_further() throws Exception {
            capture(newId(), Past.document(Past.commissioning("J9")));
            List<String> all = ids(as(People.CLERK).get("/capture?perPage=1000"));
            Answer last = as(People.CLERK).get("/capture?perPage=1000&nextPageToken=" + all.get(all.size() - 1));
            assertThat(ids(last)).isEmpty();
            assertThat(last.header("Link")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"perPage=0", "perPage=1001", "perPage=many", "nextPageToken=capture-unknown"})
        void are_refused_for_pages_that_there_are_not(String query) throws Exception {
            Answer answer = as(People.CLERK).get("/capture?" + query);
            assertThat(answer.code()).isEqualTo("VALUE_INVALID");
        }

        @Test
        void do_not_go_on_from_somebody_elses() throws Exception {
            String id = newId();
            capture(id, Past.document(Past.commissioning("J10")));
            assertThat(as(People.OTHER_CLERK)
                            .get("/capture?nextPageToken=" + id)
                            .code())
                    .isEqualTo("VALUE_INVALID");
        }

        private static List<String> ids(Answer answer) {
            List<String> ids = new ArrayList<>();
            answer.json().forEach(job -> ids.add(job.path("captureID").asText()));
            return ids;
        }
    }

    @Nested
    class Capture {

        @Test
        void is_accepted_once_it_is_on_the_ledger_and_says_where_its_job_is() throws Exception {
            String id = newId();
            Answer answer = capture(id, Past.document(Past.commissioning("C001")));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
            assertThat(answer.header("Location")).endsWith("/capture/" + id);
            JsonNode job = as(People.NOBODY).get("/capture/" + id).json();
            assertThat(job.path("captureID").asText()).isEqualTo(id);
            assertThat(job.path("running").asBoolean()).isFalse();
            assertThat(job.path("success").asBoolean()).isTrue();
            assertThat(job.path("captureErrorBehaviour").asText()).isEqualTo("rollback");
        }

        @Test
        void sent_twice_is_written_once() throws Exception {
            String id = newId();
            ObjectNode document = Past.document(Past.commissioning("C002"));
            Answer first = capture(id, document);
            Answer second = capture(id, document);
            assertThat(second.status()).isEqualTo(202);
            assertThat(second.json().path("replayed").asBoolean()).isTrue();
            assertThat(second.json().path("txId")).isEqualTo(first.json().path("txId"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"application/xml", "text/xml;charset=utf-8"})
        void in_xml_is_the_capture_that_the_sender_signed_in_json(String type) throws Exception {
            String id = newId();
            ObjectNode document = Past.document(Past.commissioning("X001"));
            String jws = Bodies.signature(People.CLERK, Past.KNITTER, id, document, SALT);
            String xml = """
                    <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" xmlns:m="urn:epcglobal:cbv:mda">
                      <EPCISBody><EventList><ObjectEvent>
                        <eventTime>2026-01-15T08:00:00Z</eventTime>
                        <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
                        <epcList><epc>urn:epc:id:sgtin:6930000.100001.X001</epc></epcList>
                        <action>ADD</action>
                        <ilmd><m:lotNumber>B20260115</m:lotNumber></ilmd>
                      </ObjectEvent></EventList></EPCISBody>
                    </e:EPCISDocument>
                    """;
            Answer answer = as(People.CLERK)
                    .send(
                            "POST",
                            "/capture",
                            xml.getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            type,
                            "Idempotency-Key",
                            id,
                            "Zone-Signature",
                            jws);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
            Answer again = capture(id, document);
            assertThat(again.json().path("replayed").asBoolean())
                    .as(again.toString())
                    .isTrue();
        }

        @Test
        void of_a_document_that_does_not_say_its_type_is_one_of_json() throws Exception {
            String id = newId();
            ObjectNode document = Past.document(Past.commissioning("C0011"));
            Answer answer = as(People.CLERK)
                    .send(
                            "POST",
                            "/capture",
                            CanonicalJson.bytes(document),
                            "Idempotency-Key",
                            id,
                            "Zone-Signature",
                            Bodies.signature(People.CLERK, Past.KNITTER, id, document, SALT));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        }

        @Test
        void in_xml_with_a_document_type_is_refused() throws Exception {
            Answer answer = as(People.CLERK)
                    .send(
                            "POST",
                            "/capture",
                            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>"
                                    .getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "application/xml",
                            "Idempotency-Key",
                            newId(),
                            "Zone-Signature",
                            "a..b");
            assertThat(answer.code()).isEqualTo("MALFORMED");
        }

        @Test
        void with_other_events_under_the_same_id_is_refused() throws Exception {
            String id = newId();
            capture(id, Past.document(Past.commissioning("C003")));
            Answer answer = capture(id, Past.document(Past.commissioning("C004")));
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("ID_REUSED");
        }

        @Test
        void keeps_what_is_restricted_off_the_channel() throws Exception {
            Answer answer = capture(
                    newId(), Past.document(Past.commissioning("C005"), Past.shipment("C005")), "Zone-Salt", SALT);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
            assertThat(peer().submissions().toString()).doesNotContain(Past.ORDER);
        }

        @Test
        void with_restricted_fields_needs_a_salt() throws Exception {
            Answer answer = capture(newId(), Past.document(Past.shipment("A001")));
            assertThat(answer.code()).isEqualTo("FIELD_MISSING");
            assertThat(answer.json().path("field").asText()).isEqualTo("Zone-Salt");
        }

        @Test
        void without_a_signature_is_refused_before_anything_is_read() throws Exception {
            Answer answer = post(People.CLERK, "/capture", "no JSON", newId());
            assertThat(answer.code()).isEqualTo("SIGNATURE_MISSING");
            assertThat(answer.json().path("field").asText()).isEqualTo("Zone-Signature");
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "a.b.c", "..", "eyJhbGciOiJub25lIn0.."})
        void with_an_unreadable_signature_is_refused(String jws) throws Exception {
            Answer answer = post(
                    People.CLERK,
                    "/capture",
                    Past.document(Past.commissioning("C006")),
                    newId(),
                    "Zone-Signature",
                    jws);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("SIGNATURE_INVALID");
        }

        @Test
        void with_a_signature_over_other_events_is_refused() throws Exception {
            String id = newId();
            String jws =
                    Bodies.signature(People.CLERK, Past.KNITTER, id, Past.document(Past.commissioning("C007")), SALT);
            Answer answer = post(
                    People.CLERK, "/capture", Past.document(Past.commissioning("C008")), id, "Zone-Signature", jws);
            assertThat(answer.code()).isEqualTo("SIGNATURE_INVALID");
            assertThat(as(People.NOBODY).get("/capture/" + id).status()).isEqualTo(404);
        }

        @ParameterizedTest
        @CsvSource({
            "schemaVersion, 1.2, VALUE_INVALID, schemaVersion",
            "type, Document, VALUE_INVALID, type",
            "epcisHeader, x, FIELD_UNKNOWN, ''"
        })
        void of_another_document_than_epcis_2_is_refused(String field, String value, String code, String at)
                throws Exception {
            ObjectNode document = Past.document(Past.commissioning("C009")).put(field, value);
            Answer answer = post(People.CLERK, "/capture", document, newId(), "Zone-Signature", "a..b");
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.json().path("field").asText()).isEqualTo(at);
        }

        @Test
        void with_one_bad_event_names_the_event_and_writes_none() throws Exception {
            String id = newId();
            ObjectNode bad = Past.commissioning("C010").put("eventTime", "yesterday");
            Answer answer = capture(id, Past.document(Past.commissioning("C011"), bad));
            assertThat(answer.code()).isEqualTo("TIME_INVALID");
            assertThat(answer.json().path("field").asText()).isEqualTo("epcisBody.eventList[1].eventTime");
            assertThat(as(People.NOBODY).get("/capture/" + id).status()).isEqualTo(404);
        }

        @Test
        void of_a_thousand_events_is_one_page() throws Exception {
            ObjectNode[] events = new ObjectNode[1000];
            for (int i = 0; i < events.length; i++) {
                events[i] = Past.commissioning("K" + i);
            }
            String id = newId();
            Answer answer = capture(id, Past.document(events));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
            assertThat(as(People.NOBODY)
                            .get("/epcs/urn:epc:id:sgtin:6930000.100001.K999/events")
                            .body())
                    .contains("K999");
        }
    }

    @Nested
    class Job {

        @Test
        void of_a_capture_that_never_came_is_not_found() throws Exception {
            assertThat(as(People.NOBODY).get("/capture/never-came").code()).isEqualTo("NOT_FOUND");
        }

        @Test
        void under_an_impossible_id_is_refused() throws Exception {
            assertThat(as(People.NOBODY).get("/capture/short").code()).isEqualTo("VALUE_INVALID");
        }
    }

    private Answer capture(String id, ObjectNode document, String... headers) throws Exception {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Zone-Signature";
        all[headers.length + 1] = Bodies.signature(People.CLERK, Past.KNITTER, id, document, SALT);
        return post(People.CLERK, "/capture", document, id, all);
    }
}
