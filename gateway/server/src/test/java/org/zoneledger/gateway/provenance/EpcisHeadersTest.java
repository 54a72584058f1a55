package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class EpcisHeadersTest extends RunningGateway {

    @Nested
    class Options {

        @ParameterizedTest
        @CsvSource({
            "/capture, GET POST",
            "/capture/capture-1, GET",
            "/events, GET POST",
            "/events/none-such, GET",
            "/eventTypes, GET",
            "/eventTypes/ObjectEvent/events, GET",
            "/epcs, GET",
            "/bizSteps/shipping/events, GET",
            "/dispositions, GET",
            "/readPoints, GET",
            "/bizLocations, GET",
            "/queries, GET POST",
            "/queries/none-such, GET DELETE",
            "/queries/none-such/subscriptions, GET POST"
        })
        void tell_methods_versions_and_formats(String path, String methods) throws Exception {
            Answer answer = options(path);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
            assertThat(answer.header("Allow").split(", *"))
                    .contains(methods.split(" "))
                    .contains("OPTIONS");
            boolean isCapture = path.equals("/capture");
            assertThat(answer.header("GS1-EPCIS-Version")).isEqualTo("2.0");
            assertThat(answer.header("GS1-EPCIS-Min")).isEqualTo(isCapture ? "1.1" : "2.0");
            assertThat(answer.header("GS1-EPCIS-Max")).isEqualTo("2.0");
            assertThat(answer.header("GS1-CBV-Version")).isEqualTo("2.0");
            assertThat(answer.header("GS1-EPC-Format")).isEqualTo("Always_GS1_Digital_Link");
            assertThat(answer.header("GS1-CBV-XML-Format")).isEqualTo("No_Preference");
            assertThat(answer.header("GS1-Extensions")).isEqualTo("zone=https://zoneledger.org/ns/");
            assertThat(answer.header("GS1-Vendor-Version")).startsWith("zoneledger-");
        }

        @Test
        void of_captures_tell_their_limits() throws Exception {
            Answer capture = options("/capture");
            assertThat(capture.header("GS1-EPCIS-Capture-Limit")).isEqualTo("1000");
            assertThat(capture.header("GS1-EPCIS-Capture-File-Size-Limit")).isEqualTo(Integer.toString(9 << 20));
            assertThat(capture.header("GS1-Capture-Error-Behaviour")).isEqualTo("rollback");
            assertThat(options("/events").header("GS1-EPCIS-Capture-Limit")).isEqualTo("1");
            assertThat(options("/epcs").header("GS1-EPCIS-Capture-Limit")).isEmpty();
        }

        @Test
        void of_other_routes_are_left_alone() throws Exception {
            assertThat(options("/api/v1/recalls").header("GS1-EPCIS-Version")).isEmpty();
        }

        private Answer options(String path) throws Exception {
            return as(People.NOBODY).send("OPTIONS", path, null);
        }
    }

    @Nested
    class Requests {

        @ParameterizedTest
        @CsvSource({
            "GS1-EPCIS-Version, 2.0",
            "GS1-EPCIS-Version, 2.0.0",
            "GS1-EPCIS-Min, 1.2",
            "GS1-EPCIS-Max, 2.0",
            "GS1-EPCIS-Max, 10",
            "GS1-CBV-Version, 2.0",
            "GS1-CBV-Min, 2",
            "GS1-EPC-Format, No_Preference",
            "GS1-EPC-Format, Always_GS1_Digital_Link",
            "GS1-CBV-XML-Format, No_Preference",
            "GS1-Extensions, other=https://example.org/ns"
        })
        void for_what_is_served_are_served(String header, String value) throws Exception {
            assertThat(as(People.NOBODY).get("/events?perPage=1", header, value).status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @CsvSource({
            "GS1-EPCIS-Version, 1.2",
            "GS1-EPCIS-Version, two",
            "GS1-EPCIS-Min, 2.1",
            "GS1-EPCIS-Max, 1.2",
            "GS1-EPCIS-Max, ''",
            "GS1-CBV-Version, 3.0",
            "GS1-CBV-Min, 2.0.0.1",
            "GS1-CBV-Max, 1",
            "GS1-EPC-Format, Always_EPC_URN",
            "GS1-EPC-Format, Never_Translates",
            "GS1-CBV-XML-Format, Always_URN"
        })
        void for_what_is_not_served_are_refused_by_the_header(String header, String value) throws Exception {
            for (String path : new String[] {"/events", "/epcs", "/bizSteps/shipping/events", "/capture/capture-1"}) {
                Answer answer = as(People.NOBODY).get(path, header, value);
                assertThat(answer.status()).as(answer.toString()).isEqualTo(406);
                assertThat(answer.code()).isEqualTo("NOT_ACCEPTABLE");
                assertThat(answer.json().path("field").asText()).isEqualTo(header);
            }
        }

        @Test
        void to_go_on_after_an_error_are_refused_and_to_roll_back_are_not() throws Exception {
            assertThat(captured("application/json", "GS1-Capture-Error-Behaviour", "proceed")
                            .status())
                    .isEqualTo(406);
            assertThat(captured("application/json", "GS1-Capture-Error-Behaviour", "rollback")
                            .code())
                    .isEqualTo("SIGNATURE_MISSING");
        }

        @Test
        void name_the_version_of_the_document_that_they_bring() throws Exception {
            assertThat(captured("application/xml", "GS1-EPCIS-Version", "1.2").code())
                    .isEqualTo("SIGNATURE_MISSING");
            assertThat(captured("application/json", "GS1-EPCIS-Version", "1.2").status())
                    .isEqualTo(406);
            assertThat(captured("application/json", "GS1-EPC-Format", "Always_EPC_URN")
                            .code())
                    .isEqualTo("SIGNATURE_MISSING");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/api/v1/recalls", "/q/none", "/01/" + Past.SWEATER})
        void to_other_routes_are_not_looked_at(String path) throws Exception {
            assertThat(as(People.NOBODY).get(path, "GS1-EPCIS-Version", "1.2").status())
                    .isNotEqualTo(406);
        }

        private Answer captured(String type, String header, String value) throws Exception {
            return as(People.CLERK)
                    .send(
                            "POST",
                            "/capture",
                            "x".getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            type,
                            "Idempotency-Key",
                            newId(),
                            header,
                            value);
        }
    }
}
