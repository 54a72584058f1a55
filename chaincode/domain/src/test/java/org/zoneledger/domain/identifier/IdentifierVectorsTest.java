package org.zoneledger.domain.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.RefusalException;

class IdentifierVectorsTest {
    static List<JsonNode> usccs() {
        return IdentifierVectors.read("valid-uscc.json");
    }

    static List<JsonNode> customsCodes() {
        return IdentifierVectors.read("valid-customs-code.json");
    }

    static List<JsonNode> gs1Keys() {
        return IdentifierVectors.read("valid-gs1.json");
    }

    static List<JsonNode> digitalLinks() {
        return IdentifierVectors.read("valid-digital-link.json");
    }

    static List<JsonNode> epcs() {
        return IdentifierVectors.read("valid-epc.json");
    }

    static List<JsonNode> residentIds() {
        return IdentifierVectors.read("valid-resident-id.json");
    }

    static List<JsonNode> generated() {
        return IdentifierVectors.read("valid-generated.json");
    }

    @ParameterizedTest
    @MethodSource("usccs")
    void reads_a_credit_code(JsonNode vector) {
        Uscc uscc = Uscc.parse(vector.get("text").asText());
        assertThat(uscc.toString()).isEqualTo(vector.get("text").asText());
        assertThat(uscc.areaCode()).isEqualTo(vector.get("areaCode").asText());
        assertThat(uscc.hasValidOrganisationCode())
                .isEqualTo(vector.get("organisationCodeValid").asBoolean());
        assertThat(Uscc.withCheckDigit(uscc.value().substring(0, 17))).isEqualTo(uscc);
    }

    @ParameterizedTest
    @MethodSource("customsCodes")
    void reads_a_customs_code(JsonNode vector) {
        CustomsCode code = CustomsCode.parse(vector.get("text").asText());
        assertThat(code.toString()).isEqualTo(vector.get("text").asText());
        assertThat(code.place()).isEqualTo(vector.get("place").asText());
    }

    @ParameterizedTest
    @MethodSource("gs1Keys")
    void reads_and_pads_a_gs1_key(JsonNode vector) {
        assertThat(IdentifierVectors.readAndWrite(
                        vector.get("type").asText(), vector.get("text").asText()))
                .isEqualTo(vector.get("value").asText());
    }

    @ParameterizedTest
    @MethodSource("digitalLinks")
    void reads_a_digital_link_on_any_domain(JsonNode vector) {
        assertThat(DigitalLink.parse(vector.get("text").asText()).uri())
                .isEqualTo(vector.get("uri").asText());
    }

    @ParameterizedTest
    @MethodSource("epcs")
    void reads_both_spellings_of_an_epc_as_equals(JsonNode vector) {
        EpcUri epc = EpcUri.parse(vector.get("text").asText());
        assertThat(epc).isEqualTo(EpcUri.parse(vector.get("uri").asText()));
        assertThat(epc.uri()).isEqualTo(vector.get("uri").asText());
    }

    @ParameterizedTest
    @MethodSource("residentIds")
    void recognises_a_resident_id(JsonNode vector) {
        String text = vector.get("text").asText();
        assertThat(ResidentId.parse(text)).hasToString("ResidentId[masked]");
        assertThat(ResidentId.occursIn(text)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("generated")
    void reads_the_generated_identifiers(JsonNode vector) {
        String text = vector.get("text").asText();
        assertThat(IdentifierVectors.readAndWrite(vector.get("type").asText(), text))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uscc-invalid",
                "customs-code-invalid",
                "gtin-invalid",
                "sscc-invalid",
                "gln-invalid",
                "digital-link-invalid",
                "value-invalid"
            })
    void refuses_with_the_code_in_the_file_name_and_without_the_value(String reason) {
        for (JsonNode vector : IdentifierVectors.read("error-" + reason + ".json")) {
            String text = vector.get("text").asText();
            RefusalException thrown = catchThrowableOfType(
                    RefusalException.class,
                    () -> IdentifierVectors.readAndWrite(vector.get("type").asText(), text));
            assertThat(thrown).describedAs(vector.toString()).isNotNull();
            assertThat(thrown.refusal().code().name())
                    .describedAs(vector.toString())
                    .isEqualTo(reason.toUpperCase(Locale.ROOT).replace('-', '_'));
            if (!text.isEmpty()) {
                assertThat(thrown.refusal().detail() + thrown.getMessage()).doesNotContain(text);
            }
        }
    }

    @Test
    void the_generated_file_is_what_the_program_makes() throws IOException {
        assertThat(Files.readString(IdentifierVectors.GENERATED)).isEqualTo(IdentifierVectors.generated());
    }
}
