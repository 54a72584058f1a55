package org.zoneledger.gateway.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Base64;
import org.hyperledger.fabric.client.identity.Identities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.TestAuthority.Credential;
import org.zoneledger.gateway.peer.TestTransaction;
import org.zoneledger.gateway.peer.Until;

/** What the owner's gateway takes for a reason to give out a value: records as three other agencies could have made them up. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class ReleaseResourceTest extends Disclosing {

    private static final String SECRET = "RESTRICTED-SCORE-9";
    private static final Sealed VALUES =
            sealed(object().put("platformScore", SECRET).put("subsidyAmount", "SUBSIDY-9"));

    private final String id = newId();
    private final String key = "access/" + id;
    private final Credential own = own();

    private final ObjectNode share = object().put("type", "share")
            .put("scheme", "commerce")
            .put("owner", "CommerceMSP")
            .put("status", "GRANTED")
            .put("version", 2);
    private final ObjectNode terms = object().put("uscc", Past.KNITTER).put("to", today().toString());
    private final ObjectNode access = object().put("type", "access")
            .put("permit", "share/" + id)
            .put("gateway", own.sha256())
            .put("version", 1);
    private final ObjectNode reading = object().put("uscc", Past.KNITTER);
    private String[] endorsers = {"CommerceMSP", "TaxMSP", "ForexMSP"};

    ReleaseResourceTest() {
        share.putObject("by").put("msp", "CustomsMSP");
        access.putObject("by").put("msp", "CustomsMSP");
        terms.putArray("fields").add("platformScore");
        reading.putObject("fields").set("platformScore", VALUES.digests().get("platformScore"));
    }

    @Test
    void gives_the_named_values_with_their_salts_and_no_others() throws Exception {
        plant();
        Answer answer = release(own, own);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("SUBSIDY-9");
        Sealed released = Sealed.read(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(released.values()).isEqualTo(object().put("platformScore", SECRET));
        assertThat(released.digests().get("platformScore"))
                .isEqualTo(VALUES.digests().get("platformScore"));
    }

    @Test
    void refuses_a_gateway_whose_certificate_did_not_write_the_record() throws Exception {
        plant();
        Credential other = People.GATEWAY.credential();
        refused(release(other, other), 403, "NOT_PERMITTED", "certificate");
    }

    @Test
    void refuses_the_right_certificate_with_the_signature_of_another_key() throws Exception {
        plant();
        refused(release(own, People.GATEWAY.credential()), 422, "SIGNATURE_INVALID", null);
    }

    @Test
    void refuses_a_signature_over_another_record_or_for_another_owner() throws Exception {
        plant();
        refused(release(own, signature(own, "access/another-1", "CommerceMSP")), 422, "SIGNATURE_INVALID", null);
        refused(release(own, signature(own, key, "TaxMSP")), 422, "SIGNATURE_INVALID", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUESTED", "REFUSED", "REVOKED"})
    void refuses_a_request_that_is(String status) throws Exception {
        share.put("status", status);
        notGranted();
    }

    @Test
    void refuses_a_grant_that_this_agencys_own_peer_did_not_endorse() throws Exception {
        endorsers = new String[] {"CustomsMSP", "TaxMSP", "ForexMSP"};
        notGranted();
    }

    @Test
    void refuses_a_grant_under_a_standing_rule_that_this_agencys_own_peer_did_not_endorse() throws Exception {
        String rule = "standing/commerce/CustomsMSP/" + id;
        peer().past(TestTransaction.of("tx-rule-" + id)
                .writing(
                        rule, object().put("type", "standing").put("version", 1).toString())
                .endorsedBy("CustomsMSP", "TaxMSP", "ForexMSP"));
        share.put("standing", rule);
        notGranted();
    }

    @Test
    void refuses_what_another_agency_owns() throws Exception {
        share.put("owner", "TaxMSP");
        notGranted();
    }

    @Test
    void refuses_a_reader_that_did_not_ask() throws Exception {
        ((ObjectNode) access.get("by")).put("msp", "ForexMSP");
        notGranted();
    }

    @Test
    void refuses_fields_beyond_the_request_and_another_subject() throws Exception {
        ((ObjectNode) reading.get("fields"))
                .set("subsidyAmount", VALUES.digests().get("subsidyAmount"));
        notGranted();
    }

    @Test
    void refuses_after_the_last_day_of_the_request() throws Exception {
        terms.put("to", Disclosing.today().minusDays(1).toString());
        notGranted();
    }

    @Test
    void refuses_another_subject_than_the_requests() throws Exception {
        terms.put("uscc", People.OTHER_ENTERPRISE);
        notGranted();
    }

    @Test
    void refuses_a_subjects_grant_because_it_is_none_of_this_agency() throws Exception {
        peer().past(TestTransaction.of("tx-grant-" + id)
                .writing(
                        "grant/" + id, withDigests(object().put("type", "grant").put("status", "GRANTED"), terms))
                .restricting("grant/" + id, sealed(terms).bytes()));
        access.put("permit", "grant/" + id);
        notGranted();
    }

    @Test
    void knows_no_record_that_is_not_on_the_ledger_and_no_value_with_another_digest() throws Exception {
        assertThat(release(own, own).code()).isEqualTo("NOT_FOUND");
        ((ObjectNode) reading.get("fields")).put("platformScore", "0a".repeat(32));
        plant();
        Answer answer = release(own, own);
        assertThat(answer.code()).isEqualTo("NOT_FOUND");
        assertThat(answer.json().path("field").asText()).isEqualTo("fields");
    }

    private void notGranted() throws Exception {
        plant();
        refused(release(own, own), 403, "NOT_GRANTED", "permit");
    }

    private static void refused(Answer answer, int status, String code, String field) {
        assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        if (field != null) {
            assertThat(answer.json().path("field").asText()).isEqualTo(field);
        }
        assertThat(answer.body()).doesNotContain(SECRET);
    }

    /** Puts everything on the ledger, and waits for the index. */
    private void plant() throws Exception {
        peer().past(TestTransaction.of("tx-share-" + id)
                .writing("share/" + id, withDigests(share, terms))
                .restricting("share/" + id, sealed(terms).bytes())
                .endorsedBy(endorsers));
        peer().past(TestTransaction.of("tx-access-" + id)
                .keeping("_implicit_org_CommerceMSP", "detail/commerce/" + Past.KNITTER, VALUES.bytes())
                .writing(key, withDigests(access, reading))
                .restricting(key, sealed(reading).bytes()));
        Until.holds("the index has the record", () -> {
            try {
                Answer answer = release(own, own);
                return !answer.code().equals("NOT_FOUND")
                        || !answer.json().path("field").asText().equals("access");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static String withDigests(ObjectNode open, ObjectNode restricted) {
        ObjectNode whole = open.deepCopy();
        whole.set("restricted", sealed(restricted).digests());
        return CanonicalJson.text(whole);
    }

    private Answer release(Credential shown, Credential signer) throws Exception {
        return release(shown, signature(signer, key, "CommerceMSP"));
    }

    private Answer release(Credential shown, String jws) throws Exception {
        ObjectNode body = object().put("access", key)
                .put("certificate", Base64.getEncoder().encodeToString(shown.der()));
        return as(People.NOBODY).post("/api/v1/releases", body.toString(), "Zone-Signature", jws);
    }

    private String signature(Credential signer, String access, String owner) {
        byte[] statement = CanonicalJson.bytes(object().put("access", access).put("owner", owner));
        return Jws.sign(statement, signer.key(), own.sha256());
    }

    private static Sealed sealed(ObjectNode values) {
        return Sealed.seal(values, new byte[16]);
    }

    /** The gateway under test itself, which has written the access record. */
    private static Credential own() {
        var files = People.directory().resolve("identity");
        try (var certificate = java.nio.file.Files.newBufferedReader(files.resolve("cert.pem"));
                var secret = java.nio.file.Files.newBufferedReader(files.resolve("key.pem"))) {
            return new Credential(Identities.readX509Certificate(certificate), Identities.readPrivateKey(secret));
        } catch (java.io.IOException | java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
