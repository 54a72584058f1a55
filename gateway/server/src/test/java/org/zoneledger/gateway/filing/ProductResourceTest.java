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
        String id = newId();
        String jws = Bodies.signature(People.CLERK, Past.KNITTER, gtin, Bodies.product(), id, 1);
        Answer written = put(
                People.CLERK,
                "/api/v1/products/" + gtin.value().substring(1),
                Bodies.product(),
                id,
                "Zone-Signature",
                jws);
        assertWritten(written);
        assertThat(written.json().path("key").asText()).isEqualTo("product/" + gtin.value());
        Answer read = as(People.NOBODY).get("/api/v1/products/" + gtin.value());
        assertThat(read.json().path("uscc").asText()).isEqualTo(Past.KNITTER);
        assertThat(read.json().path("jws").asText()).isEqualTo(jws);
        assertThat(read.header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void a_product_is_described_anew_under_the_next_version() throws Exception {
        Gtin gtin = Gtin.withCheckDigit("693000000102");
        assertWritten(putProduct(People.CLERK, Past.KNITTER, gtin, Bodies.product(), newId(), 1));
        ObjectNode anew = Bodies.product().put("brand", "New");
        Answer second = putProduct(People.CLERK, Past.KNITTER, gtin, anew, newId(), 2, "If-Match", "\"1\"");
        assertThat(second.json().path("version").asInt()).isEqualTo(2);
        assertThat(as(People.NOBODY)
                        .get("/api/v1/products/" + gtin)
                        .json()
                        .path("brand")
                        .asText())
                .isEqualTo("New");
    }

    @Test
    void a_product_that_is_not_signed_is_refused() throws Exception {
        Answer answer = put(People.CLERK, "/api/v1/products/" + Past.SWEATER, Bodies.product(), newId());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("SIGNATURE_MISSING");
        assertThat(answer.json().path("field").asText()).isEqualTo("Zone-Signature");
    }

    @Test
    void a_product_is_signed_for_its_own_number_and_version_by_its_own_enterprise() throws Exception {
        Gtin gtin = Gtin.withCheckDigit("693000000104");
        Gtin other = Gtin.withCheckDigit("693000000105");
        ObjectNode body = Bodies.product();
        String id = newId();
        for (String jws : new String[] {
            Bodies.signature(People.OTHER_CLERK, Past.KNITTER, gtin, body, id, 1),
            Bodies.signature(People.CLERK, People.OTHER_ENTERPRISE, gtin, body, id, 1),
            Bodies.signature(People.CLERK, Past.KNITTER, other, body, id, 1),
            Bodies.signature(People.CLERK, Past.KNITTER, gtin, body, id, 2),
            Bodies.signature(People.CLERK, Past.KNITTER, gtin, body.deepCopy().put("brand", "New"), id, 1)
        }) {
            Answer answer = put(People.CLERK, "/api/v1/products/" + gtin, body, id, "Zone-Signature", jws);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("SIGNATURE_INVALID");
        }
        assertThat(version("/api/v1/products/" + gtin)).isZero();
    }

    @Test
    void an_enterprise_registers_nothing_in_anothers_name() throws Exception {
        ObjectNode body = Bodies.product().put("uscc", People.OTHER_ENTERPRISE);
        Answer answer = put(People.CLERK, "/api/v1/products/" + Past.SWEATER, body, newId(), "Zone-Signature", "a..b");
        assertThat(answer.code()).isEqualTo("USCC_INVALID");
    }

    @Test
    void an_enterprise_without_an_active_filing_registers_nothing() throws Exception {
        Gtin gtin = Gtin.withCheckDigit("693000000103");
        Answer answer = putProduct(People.OTHER_CLERK, People.OTHER_ENTERPRISE, gtin, Bodies.product(), newId(), 1);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("FILING_NOT_ACTIVE");
    }

    @Test
    void path_and_body_name_the_same_product() throws Exception {
        ObjectNode body = Bodies.product().put("gtin", Past.YARN);
        Answer answer = put(People.CLERK, "/api/v1/products/" + Past.SWEATER, body, newId(), "Zone-Signature", "a..b");
        assertThat(answer.code()).isEqualTo("GTIN_INVALID");
        assertThat(answer.json().path("field").asText()).isEqualTo("gtin");
    }
}
