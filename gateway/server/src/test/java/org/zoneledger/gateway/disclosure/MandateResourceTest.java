package org.zoneledger.gateway.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.hyperledger.fabric.client.identity.Identities;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.TestAuthority;
import org.zoneledger.gateway.peer.TestAuthority.Credential;

/** The one gateway is the auditors' and the owner's at once. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class MandateResourceTest extends Disclosing {

    @Test
    void an_auditor_reads_on_a_mandate_and_the_access_stands_in_the_auditors_name() throws Exception {
        details("SCORE-M1");
        String mandate = mandate("platformScore");
        String id = newId();
        Answer read = audit(mandate, id, "platformScore");
        assertThat(read.status()).as(read.toString()).isEqualTo(200);
        assertThat(read.json().at("/values/platformScore").asText()).isEqualTo("SCORE-M1");
        JsonNode access = CanonicalJson.read(peer().state("access/" + id).orElseThrow());
        assertThat(access.at("/by/certificate").asText())
                .isEqualTo(People.AUDITOR.credential().sha256());
        assertThat(access.at("/by/role").asText()).isEqualTo("AUDITOR");
        assertThat(access.path("permit").asText()).isEqualTo("mandate/" + mandate);
        assertThat(as(People.NOBODY)
                        .get(DETAILS)
                        .json()
                        .at("/restricted/platformScore")
                        .asText())
                .isEqualTo(Sealed.digest(
                        "platformScore",
                        read.json().at("/salts/platformScore").asText(),
                        read.json().at("/values/platformScore")));
    }

    @Test
    void the_enterprise_learns_of_the_read_and_of_its_ground() throws Exception {
        details("SCORE-M2");
        String mandate = mandate("platformScore");
        String id = newId();
        audit(mandate, id, "platformScore");
        JsonNode disclosures = as(People.CLERK)
                .get("/api/v1/subjects/" + Past.KNITTER + "/disclosures")
                .json()
                .path("disclosures");
        JsonNode newest = disclosures.get(0);
        assertThat(newest.at("/access/id").asText()).isEqualTo(id);
        assertThat(newest.at("/ground/type").asText()).isEqualTo("mandate");
    }

    @Test
    void the_same_read_again_is_the_same_record() throws Exception {
        details("SCORE-M3");
        String mandate = mandate("platformScore");
        String id = newId();
        audit(mandate, id, "platformScore");
        JsonNode again = audit(mandate, id, "platformScore").json();
        assertThat(again.at("/access/replayed").asBoolean()).isTrue();
        assertThat(again.at("/values/platformScore").asText()).isEqualTo("SCORE-M3");
    }

    @Test
    void nothing_is_read_beyond_a_mandate_or_after_its_end() throws Exception {
        details("SCORE-M4");
        notGranted(mandate("subsidyAmount"));
        String mandate = mandate("platformScore");
        ObjectNode end = object().put("reason", "audit over").put("legalBasis", "audit law");
        assertThat(as("TaxMSP", "/api/v1/mandates/" + mandate + "/end", end.deepCopy(), newId())
                        .code())
                .isEqualTo("NOT_OWNER");
        assertWritten(as("CustomsMSP", "/api/v1/mandates/" + mandate + "/end", end, newId()));
        notGranted(mandate);
        assertThat(as(People.AUDITOR)
                        .get("/api/v1/mandates/" + mandate)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("REVOKED");
    }

    @Test
    void the_audited_agency_records_no_mandate_over_itself() throws Exception {
        assertThat(record("CommerceMSP", newId(), "platformScore").code()).isEqualTo("NOT_PERMITTED");
    }

    private void notGranted(String mandate) throws Exception {
        Answer answer = audit(mandate, newId(), "platformScore");
        assertThat(answer.code()).as(answer.toString()).isEqualTo("NOT_GRANTED");
        assertThat(answer.body()).doesNotContain("SCORE-M4");
    }

    /** What the owner's gateway takes for a request of the auditors' gateway. */
    @Nested
    class Asked {

        private final Credential own = own();

        @Test
        void is_answered_when_the_auditors_gateway_has_signed_it() throws Exception {
            details("SCORE-M5");
            assertThat(ask(own, own, asked -> {}).status()).isEqualTo(200);
        }

        @Test
        void is_refused_from_a_gateway_and_for_an_auditor_that_the_authority_has_not_certified() throws Exception {
            Credential foreign = TestAuthority.named("commerce").holding("gateway");
            refused(ask(foreign, foreign, asked -> {}), "NOT_PERMITTED", "certificate");
            Credential auditor = TestAuthority.named("people").holding("auditor");
            refused(ask(own, own, asked -> asked.put("actor", base64(auditor))), "NOT_PERMITTED", "actor");
        }

        @Test
        void is_refused_from_an_auditors_certificate_and_for_an_officer() throws Exception {
            Credential auditor = People.AUDITOR.credential();
            refused(ask(auditor, auditor, asked -> {}), "NOT_PERMITTED", "certificate");
            refused(
                    ask(own, own, asked -> asked.put("actor", base64(People.OFFICER.credential()))),
                    "NOT_PERMITTED",
                    "actor");
        }

        @Test
        void is_refused_with_another_signature_or_for_another_owner() throws Exception {
            refused(ask(own, People.AUDITOR.credential(), asked -> {}), "SIGNATURE_INVALID", "jws");
            refused(ask(own, own, asked -> asked.put("owner", "TaxMSP")), "NOT_PERMITTED", "owner");
        }

        private void refused(Answer answer, String code, String field) {
            assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
            assertThat(answer.json().path("field").asText()).isEqualTo(field);
        }

        private Answer ask(Credential shown, Credential signer, Consumer<ObjectNode> edit) throws Exception {
            ObjectNode asked = object().put("mandate", mandate("platformScore"))
                    .put("id", newId())
                    .put("salt", SALT)
                    .put("actor", base64(People.AUDITOR.credential()))
                    .put("uscc", Past.KNITTER)
                    .put("owner", "CommerceMSP")
                    .put("certificate", base64(shown));
            asked.putArray("fields").add("platformScore");
            edit.accept(asked);
            String jws = Jws.sign(CanonicalJson.bytes(asked), signer.key(), shown.sha256());
            return as(People.NOBODY).post("/api/v1/releases/mandated", asked.toString(), "Zone-Signature", jws);
        }

        private static String base64(Credential credential) {
            return Base64.getEncoder().encodeToString(credential.der());
        }

        private static Credential own() {
            var files = People.directory().resolve("identity");
            try (var certificate = Files.newBufferedReader(files.resolve("cert.pem"));
                    var secret = Files.newBufferedReader(files.resolve("key.pem"))) {
                return new Credential(Identities.readX509Certificate(certificate), Identities.readPrivateKey(secret));
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Customs records it; the mandate's id. */
    private String mandate(String... fields) throws Exception {
        String id = newId();
        assertWritten(record("CustomsMSP", id, fields));
        return id;
    }

    private Answer record(String msp, String id, String... fields) throws Exception {
        ObjectNode body = object().put("scheme", "commerce").put("legalBasis", "audit law");
        ObjectNode terms = body.putObject("restricted")
                .put("ground", "RESTRICTED-GROUND-M")
                .put("from", today().toString())
                .put("to", today().plusDays(30).toString());
        List.of(fields).forEach(terms.putArray("fields")::add);
        return as(msp, "/api/v1/mandates", body, id);
    }

    private Answer audit(String mandate, String id, String... fields) throws Exception {
        ObjectNode body = object().put("uscc", Past.KNITTER);
        List.of(fields).forEach(body.putArray("fields")::add);
        return post(People.AUDITOR, "/api/v1/mandates/" + mandate + "/reads", body, id, "Zone-Salt", SALT);
    }
}
