package org.zoneledger.gateway.filing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class ProductResourceTest extends RunningGateway {

    @Test
    void a_product_is_registered_and_read_by_any_of_its_numbers() throws Exception {
        Gtin gtin = Gtin.withCheckDigit("693000000101");
        Answer written = put(People.CLERK, "/api/v1/products/" + gtin.value().substring(1), Bodies.product(), newId());
        assertThat(written.status()).as(written.toString()).isEqualTo(201);
        assertThat(written.json().path("key").asText()).isEqualTo("product/" + gtin.value());
        Answer read = as(People.NOBODY).get("/api/v1/products/" + gtin.value());
        assertThat(read.json().path("uscc").asText()).isEqualTo(Past.KNITTER);
        assertThat(read.header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void a_product_is_described_anew_under_the_next_version() throws Exception {
        Gtin gtin = Gtin.withCheckDigit("693000000102");
        put(People.CLERK, "/api/v1/products/" + gtin, Bodies.product(), newId());
        Answer second = put(
                People.CLERK,
                "/api/v1/products/" + gtin,
                Bodies.product().put("brand", "New"),
                newId(),
                "If-Match",
                "\"1\"");
        assertThat(second.json().path("version").asInt()).isEqualTo(2);
        assertThat(as(People.NOBODY)
                        .get("/api/v1/products/" + gtin)
                        .json()
                        .path("brand")
                        .asText())
                .isEqualTo("New");
    }

    @Test
    void an_enterprise_registers_nothing_in_anothers_name() throws Exception {
        ObjectNode body = Bodies.product().put("uscc", People.OTHER_ENTERPRISE);
        Answer answer = put(People.CLERK, "/api/v1/products/" + Past.SWEATER, body, newId());
        assertThat(answer.code()).isEqualTo("USCC_INVALID");
    }

    @Test
    void an_enterprise_without_an_accepted_filing_registers_nothing() throws Exception {
        Gtin gtin = Gtin.withCheckDigit("693000000103");
        Answer answer = put(People.OTHER_CLERK, "/api/v1/products/" + gtin, Bodies.product(), newId());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("FILING_NOT_ACCEPTED");
    }

    @Test
    void path_and_body_name_the_same_product() throws Exception {
        ObjectNode body = Bodies.product().put("gtin", Past.YARN);
        Answer answer = put(People.CLERK, "/api/v1/products/" + Past.SWEATER, body, newId());
        assertThat(answer.code()).isEqualTo("GTIN_INVALID");
        assertThat(answer.json().path("field").asText()).isEqualTo("gtin");
    }
}
