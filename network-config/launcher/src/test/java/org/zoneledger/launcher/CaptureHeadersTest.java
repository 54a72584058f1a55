package org.zoneledger.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.domain.proof.PartyCertificate;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.provenance.PageRules.Statement;
import org.zoneledger.issuer.Credential;
import org.zoneledger.issuer.CryptoConfig;
import org.zoneledger.issuer.Issuer;

class CaptureHeadersTest {
    private static final Uscc SENDER = Uscc.withCheckDigit("91330483MA2B8D9X6");
    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
    private static final JsonNode DOCUMENT = CanonicalJson.read("""
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
              "schemaVersion":"2.0","creationDate":"2026-10-01T08:00:00Z","epcisBody":{"eventList":[
              {"type":"ObjectEvent","eventTime":"2026-10-01T08:00:00Z","eventTimeZoneOffset":"+08:00","action":"OBSERVE",
               "bizStep":"shipping","epcList":["https://id.gs1.org/01/06901234567892/21/1"],
               "bizTransactionList":[{"type":"po","bizTransaction":"urn:zoneledger:order:1"}]}]}}""");

    @TempDir
    private Path directory;

    private Credential sender;

    @BeforeEach
    void issue() throws IOException {
        sender = Issuer.open(directory, CryptoConfig.read(Path.of("../../crypto-config/crypto-config.yaml")))
                .party(SENDER.value());
    }

    @Test
    void prove_who_sends_the_page_that_the_document_makes() {
        Map<String, String> headers = headers("capture-1");
        byte[] seed = HexFormat.of().parseHex(headers.get("Zone-Salt"));
        Statement statement = Statement.of("capture-1", SENDER, Page.split(DOCUMENT, seed, NOW));
        Jws.mustVerify(
                headers.get("Zone-Signature"), statement.bytes(), PartyCertificate.fromPem(sender.certificatePem()));
        assertThat(headers).containsEntry("Idempotency-Key", "capture-1");
    }

    @Test
    void make_a_repetition_the_same_capture() {
        assertThat(headers("capture-1").get("Zone-Salt"))
                .isEqualTo(headers("capture-1").get("Zone-Salt"))
                .isNotEqualTo(headers("capture-2").get("Zone-Salt"));
        assertThat(CaptureHeaders.captureID(DOCUMENT)).isEqualTo(CaptureHeaders.captureID(DOCUMENT.deepCopy()));
    }

    @Test
    void of_an_event_alone_are_those_of_the_document_that_holds_it() {
        JsonNode event = DOCUMENT.at("/epcisBody/eventList/0");
        assertThat(CaptureHeaders.of(event, "capture-1", SENDER, sender, NOW).get("Zone-Salt"))
                .isEqualTo(headers("capture-1").get("Zone-Salt"));
        byte[] seed = HexFormat.of().parseHex(headers("capture-1").get("Zone-Salt"));
        Statement statement = Statement.of("capture-1", SENDER, Page.split(DOCUMENT, seed, NOW));
        Jws.mustVerify(
                CaptureHeaders.of(event, "capture-1", SENDER, sender, NOW).get("Zone-Signature"),
                statement.bytes(),
                PartyCertificate.fromPem(sender.certificatePem()));
    }

    @Test
    void are_not_made_for_an_id_the_ledger_would_refuse() {
        assertThatThrownBy(() -> headers("short")).isInstanceOf(RefusalException.class);
    }

    private Map<String, String> headers(String captureID) {
        return CaptureHeaders.of(DOCUMENT, captureID, SENDER, sender, NOW);
    }
}
