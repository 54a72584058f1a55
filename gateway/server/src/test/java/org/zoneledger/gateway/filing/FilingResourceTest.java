package org.zoneledger.gateway.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.LoopbackPeer.Endorsement;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.RunningPeer;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class FilingResourceTest extends RunningGateway {

    private static final String KNITTERS = "/api/v1/filings/" + Past.KNITTER;
    private static final String OTHERS = "/api/v1/filings/" + People.OTHER_ENTERPRISE;
    private static final String SPINNERS = "/api/v1/filings/" + People.SPINNER;

    @Nested
    class Get {

        @ParameterizedTest
        @EnumSource(names = {"NOBODY", "OTHER_CLERK", "GATEWAY", "STRANGER"})
        void shows_the_public_only_what_is_public(People person) throws Exception {
            Answer answer = as(person).get(KNITTERS);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("status").asText()).isEqualTo("ACTIVE");
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
            assertThat(answer.header("ETag")).isEqualTo("\"4\"");
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
            long version = version(OTHERS) + 1;
            Answer first = putSigned(People.OTHER_CLERK, OTHERS, body, id, version);
            assertWritten(first);
            Answer second = putSigned(People.OTHER_CLERK, OTHERS, body, id, version);
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
            long version = version(OTHERS) + 1;
            putSigned(People.OTHER_CLERK, OTHERS, body, id, version);
            Answer answer = putSigned(People.OTHER_CLERK, OTHERS, body.put("nameEn", "Another Name"), id, version);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("ID_REUSED");
            assertThat(answer.json().path("field").asText()).isEqualTo("Idempotency-Key");
        }

        @Test
        void refuses_what_was_made_for_a_version_that_is_gone() throws Exception {
            ObjectNode body = Bodies.filing(People.OTHER_CLERK);
            putSigned(People.OTHER_CLERK, OTHERS, body, newId());
            Answer answer = putSigned(People.OTHER_CLERK, OTHERS, body, newId(), 1, "If-Match", "\"0\"");
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("VERSION_CONFLICT");
        }

        @Test
        void refuses_to_file_again_what_is_active() throws Exception {
            Answer answer = putSigned(People.CLERK, KNITTERS, Bodies.filing(People.CLERK), newId());
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("WRONG_STATE");
        }

        @Test
        void keeps_restricted_values_off_the_channel_and_shows_them_to_the_sender_again() throws Exception {
            ObjectNode body = Bodies.filing(People.OTHER_CLERK);
            body.putObject("restricted").put("licenceNo", "RESTRICTED-LICENCE-9");
            Answer written = putSigned(People.OTHER_CLERK, OTHERS, body, newId(), "Zone-Salt", SALT);
            assertWritten(written);
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
            Answer answer = put(People.OTHER_CLERK, OTHERS, body, newId(), "Zone-Signature", "a..b");
            assertThat(answer.code()).isEqualTo("FIELD_MISSING");
            assertThat(answer.json().path("field").asText()).isEqualTo("Zone-Salt");
        }

        @Test
        void refuses_a_path_and_a_body_that_name_different_enterprises() throws Exception {
            ObjectNode body = Bodies.filing(People.OTHER_CLERK).put("uscc", Past.KNITTER);
            Answer answer = put(People.OTHER_CLERK, OTHERS, body, newId(), "Zone-Signature", "a..b");
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
            Answer answer = put(People.OTHER_CLERK, OTHERS, body, newId(), "Zone-Signature", "a..b");
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.json().path("field").asText()).isEqualTo(at);
        }

        @Test
        void makes_the_version_after_the_one_that_the_sender_saw_and_signed_for() throws Exception {
            ObjectNode body = Bodies.filing(People.OTHER_CLERK);
            assertWritten(putSigned(People.OTHER_CLERK, OTHERS, body, newId()));
            long seen = version(OTHERS);
            String ifMatch = "\"" + seen + "\"";
            Answer forAnother = putSigned(People.OTHER_CLERK, OTHERS, body, newId(), seen + 2, "If-Match", ifMatch);
            assertThat(forAnother.code()).isEqualTo("SIGNATURE_INVALID");
            Answer answer = putSigned(People.OTHER_CLERK, OTHERS, body, newId(), seen + 1, "If-Match", ifMatch);
            assertWritten(answer);
            assertThat(answer.json().path("version").asLong()).isEqualTo(seen + 1);
            assertThat(version(OTHERS)).isEqualTo(seen + 1);
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
    class Signatures {

        @ParameterizedTest
        @ValueSource(strings = {"", "/amendment", "/certificate"})
        void that_are_missing_are_asked_for_and_nothing_is_sent_to_the_ledger(String route) throws Exception {
            int submitted = peer().submissions().size();
            Answer answer = put(People.CLERK, KNITTERS + route, Bodies.filing(People.CLERK), newId());
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("SIGNATURE_MISSING");
            assertThat(answer.json().path("field").asText()).isEqualTo("Zone-Signature");
            assertThat(peer().submissions()).hasSize(submitted);
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "a.b.c", "..", "a..b", "eyJhbGciOiJub25lIn0.."})
        void that_cannot_be_read_are_refused(String jws) throws Exception {
            Answer answer =
                    put(People.OTHER_CLERK, OTHERS, Bodies.filing(People.OTHER_CLERK), newId(), "Zone-Signature", jws);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("SIGNATURE_INVALID");
        }

        @Test
        void are_by_the_registered_key_over_these_bytes_under_this_id() throws Exception {
            long before = version(OTHERS);
            ObjectNode body = Bodies.filing(People.OTHER_CLERK);
            ObjectNode other = body.deepCopy().put("nameEn", "Another Name");
            String id = newId();
            String uscc = People.OTHER_ENTERPRISE;
            for (String jws : List.of(
                    Bodies.signature(People.CLERK, uscc, body, SALT, id, before + 1),
                    Bodies.signature(People.OTHER_CLERK, uscc, other, SALT, id, before + 1),
                    Bodies.signature(People.OTHER_CLERK, uscc, body, SALT, newId(), before + 1),
                    Bodies.signature(People.OTHER_CLERK, uscc, body, SALT, id, before + 2))) {
                Answer answer = put(People.OTHER_CLERK, OTHERS, body, id, "Zone-Signature", jws);
                assertThat(answer.status()).isEqualTo(422);
                assertThat(answer.code()).isEqualTo("SIGNATURE_INVALID");
            }
            assertThat(version(OTHERS)).isEqualTo(before);
        }

        @Test
        void bind_the_restricted_values_by_their_salts() throws Exception {
            ObjectNode body = Bodies.filing(People.OTHER_CLERK);
            body.putObject("restricted").put("licenceNo", "RESTRICTED-LICENCE-9");
            String id = newId();
            String jws =
                    Bodies.signature(People.OTHER_CLERK, People.OTHER_ENTERPRISE, body, SALT, id, version(OTHERS) + 1);
            String another = SALT.replace('0', '1');
            Answer answer = put(People.OTHER_CLERK, OTHERS, body, id, "Zone-Signature", jws, "Zone-Salt", another);
            assertThat(answer.code()).isEqualTo("SIGNATURE_INVALID");
        }

        @Test
        void stand_in_the_record_for_everybody_to_check() throws Exception {
            assertWritten(putSigned(People.OTHER_CLERK, OTHERS, Bodies.filing(People.OTHER_CLERK), newId()));
            JsonNode filing = as(People.NOBODY).get(OTHERS).json();
            byte[] signed = PartyDocument.of(
                            Uscc.parse(People.OTHER_ENTERPRISE),
                            Bodies.filing(People.OTHER_CLERK),
                            Optional.empty(),
                            filing.path("id").asText(),
                            filing.path("version").asLong())
                    .bytes();
            var clerk = People.OTHER_CLERK.credential();
            assertThatCode(() -> Jws.mustVerify(
                            filing.path("jws").asText(),
                            signed,
                            clerk.certificate().getEncoded()))
                    .doesNotThrowAnyException();
        }
    }

    @Nested
    class Decisions {

        @Test
        void take_a_filing_through_its_life_each_step_by_its_own_agency() throws Exception {
            files();
            assertThat(take("VERIFY", "CustomsMSP").code()).isEqualTo("NOT_OWNER");
            assertThat(take("ACCEPT", "CustomsMSP").code()).isEqualTo("WRONG_STATE");
            assertWritten(take("VERIFY", "MarketMSP"));
            assertThat(status()).isEqualTo("VERIFIED");
            assertThat(take("REJECT", "MarketMSP").code()).isEqualTo("NOT_OWNER");
            assertWritten(take("REJECT", "CustomsMSP"));
            assertThat(status()).isEqualTo("REJECTED");
            files();
            assertThat(status()).isEqualTo("SUBMITTED");
        }

        @Test
        void activate_a_filing_up_to_a_day_and_suspend_and_resume_it() throws Exception {
            spinnerIsActiveFor(People.SPINNERS_CLERK);
            assertThat(spinners().path("validTo").asText()).isEqualTo("2036-01-31");
            assertWritten(decide("MarketMSP", People.SPINNER, Bodies.decision("SUSPEND")));
            assertThat(spinners().path("status").asText()).isEqualTo("SUSPENDED");
            assertThat(decide("CustomsMSP", People.SPINNER, Bodies.decision("RESUME"))
                            .code())
                    .isEqualTo("NOT_OWNER");
            assertWritten(decide("MarketMSP", People.SPINNER, Bodies.decision("RESUME")));
            assertThat(spinners().path("status").asText()).isEqualTo("ACTIVE");
        }

        @Test
        void sent_again_are_answered_again_though_the_filing_has_moved_on() throws Exception {
            files();
            RunningPeer.get().speaksFor("MarketMSP");
            String id = newId();
            Answer first = post(People.OFFICER, OTHERS + "/decisions", Bodies.decision("REJECT"), id);
            assertWritten(first);
            RunningPeer.get().speaksFor("CommerceMSP");
            files();
            Answer again = post(People.OFFICER, OTHERS + "/decisions", Bodies.decision("REJECT"), id);
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.json().path("txId")).isEqualTo(first.json().path("txId"));
            assertThat(status()).isEqualTo("SUBMITTED");
        }

        private void files() throws Exception {
            assertWritten(putSigned(People.OTHER_CLERK, OTHERS, Bodies.filing(People.OTHER_CLERK), newId()));
        }

        private Answer take(String step, String msp) throws Exception {
            return decide(msp, People.OTHER_ENTERPRISE, Bodies.decision(step));
        }

        private String status() throws Exception {
            return as(People.NOBODY).get(OTHERS).json().path("status").asText();
        }
    }

    @Nested
    class Amendments {

        @ParameterizedTest
        @EnumSource(names = {"NOBODY", "OTHER_CLERK", "GATEWAY", "STRANGER"})
        void show_the_public_that_a_restricted_field_changes_but_not_its_value(People person) throws Exception {
            Answer answer = as(person).get(KNITTERS + "/amendment");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("ETag")).isEqualTo("\"1\"");
            assertThat(answer.json().path("status").asText()).isEqualTo("PENDING");
            assertThat(answer.json().path("pending").path("registeredAddress").asText())
                    .isEqualTo("MarketMSP");
            assertThat(answer.json().path("changes").findValuesAsText("field")).containsExactly("registeredAddress");
            assertThat(answer.body()).doesNotContain("RESTRICTED").doesNotContain("\"salts\"");
        }

        @ParameterizedTest
        @EnumSource(names = {"CLERK", "OFFICER", "REVIEWER", "AUDITOR"})
        void show_the_enterprise_itself_and_the_agencies_the_value_to_be_confirmed(People person) throws Exception {
            assertThat(as(person)
                            .get(KNITTERS + "/amendment")
                            .json()
                            .path("registeredAddress")
                            .asText())
                    .isEqualTo(Past.NEW_ADDRESS);
            assertThat(as(person).get(KNITTERS).json().path("registeredAddress").asText())
                    .as("the filing, until it is confirmed")
                    .isEqualTo(Past.ADDRESS);
        }

        @Test
        void wait_for_one_another() throws Exception {
            Answer answer = putSigned(People.CLERK, KNITTERS + "/amendment", Bodies.filing(People.CLERK), newId());
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("WRONG_STATE");
        }

        @Test
        void that_never_were_are_not_found() throws Exception {
            assertThat(as(People.NOBODY).get(OTHERS + "/amendment").code()).isEqualTo("NOT_FOUND");
        }

        @Test
        void of_what_nobody_verifies_apply_at_once() throws Exception {
            spinnerIsActiveFor(People.SPINNERS_CLERK);
            long version = version(SPINNERS);
            String base = "base-" + version;
            assertWritten(amend(form().put("base", base)));
            assertThat(amendment().path("status").asText()).isEqualTo("APPLIED");
            assertThat(spinners().path("base").asText()).isEqualTo(base);
            assertThat(version(SPINNERS)).isEqualTo(version + 1);
        }

        @Test
        void of_what_an_agency_verifies_apply_when_it_has_confirmed() throws Exception {
            spinnerIsActiveFor(People.SPINNERS_CLERK);
            String before = spinners().path("nameEn").asText();
            String name = "Spinner " + version(SPINNERS);
            assertWritten(amend(form().put("nameEn", name)));
            assertThat(spinners().path("nameEn").asText()).isEqualTo(before);
            assertThat(review("CustomsMSP", "CONFIRM").code()).isEqualTo("NOT_OWNER");
            assertWritten(review("MarketMSP", "CONFIRM"));
            assertThat(spinners().path("nameEn").asText()).isEqualTo(name);
            assertThat(review("MarketMSP", "CONFIRM").code()).isEqualTo("WRONG_STATE");
        }

        @Test
        void that_their_verifier_refuses_leave_the_filing_as_it_is() throws Exception {
            spinnerIsActiveFor(People.SPINNERS_CLERK);
            JsonNode before = spinners();
            assertWritten(amend(form().put("areaCode", "330402")));
            assertWritten(review("MarketMSP", "REFUSE"));
            assertThat(amendment().path("status").asText()).isEqualTo("REFUSED");
            assertThat(spinners()).isEqualTo(before);
        }

        @Test
        void sent_twice_are_written_once() throws Exception {
            spinnerIsActiveFor(People.SPINNERS_CLERK);
            ObjectNode form = form().put("base", "twice-" + version(SPINNERS));
            String id = newId();
            long version = version(SPINNERS + "/amendment") + 1;
            Answer first = putSigned(People.SPINNERS_CLERK, SPINNERS + "/amendment", form, id, version);
            assertWritten(first);
            Answer second = putSigned(People.SPINNERS_CLERK, SPINNERS + "/amendment", form, id, version);
            assertThat(second.status()).isEqualTo(200);
            assertThat(second.json().path("txId")).isEqualTo(first.json().path("txId"));
        }

        @Test
        void of_a_filing_that_is_not_active_are_refused() throws Exception {
            Answer answer =
                    putSigned(People.OTHER_CLERK, OTHERS + "/amendment", Bodies.filing(People.OTHER_CLERK), newId());
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("FILING_NOT_ACTIVE");
        }

        private Answer review(String msp, String step) throws Exception {
            return officer(msp, SPINNERS + "/amendment/decisions", Bodies.decision(step));
        }

        private JsonNode amendment() throws Exception {
            return as(People.NOBODY).get(SPINNERS + "/amendment").json();
        }
    }

    @Nested
    class Certificates {

        @Test
        void are_changed_with_the_old_key() throws Exception {
            spinnerIsActiveFor(People.SPINNERS_CLERK);
            ObjectNode anew = Bodies.certificate(People.SPINNERS_CLERK_ANEW);
            Answer withNewKey = putSigned(People.SPINNERS_CLERK_ANEW, SPINNERS + "/certificate", anew, newId());
            assertThat(withNewKey.code()).isEqualTo("SIGNATURE_INVALID");
            assertWritten(putSigned(People.SPINNERS_CLERK, SPINNERS + "/certificate", anew, newId()));
            assertThat(spinners().at("/certificate/sha256").asText())
                    .isEqualTo(People.SPINNERS_CLERK_ANEW.credential().sha256());
            assertThat(spinners().path("status").asText()).isEqualTo("ACTIVE");
            Gtin gtin = Gtin.withCheckDigit("693000000201");
            assertThat(product(People.SPINNERS_CLERK, gtin).code()).isEqualTo("SIGNATURE_INVALID");
            assertWritten(product(People.SPINNERS_CLERK_ANEW, gtin));
        }

        @Test
        void that_commerce_revokes_sign_nothing_more_until_the_enterprise_has_another() throws Exception {
            spinnerIsActiveFor(People.SPINNERS_CLERK);
            String revocation = SPINNERS + "/certificate/revocation";
            assertThat(officer("MarketMSP", revocation, Bodies.revocation()).code())
                    .isEqualTo("NOT_OWNER");
            assertWritten(officer("CommerceMSP", revocation, Bodies.revocation()));
            assertThat(spinners().at("/certificate/revoked").asText()).isNotEmpty();
            Gtin gtin = Gtin.withCheckDigit("693000000202");
            assertThat(product(People.SPINNERS_CLERK, gtin).code()).isEqualTo("CERTIFICATE_REVOKED");
            Answer same = putSigned(
                    People.SPINNERS_CLERK,
                    SPINNERS + "/certificate",
                    Bodies.certificate(People.SPINNERS_CLERK),
                    newId());
            assertThat(same.code()).isEqualTo("CERTIFICATE_REVOKED");
            assertWritten(putSigned(
                    People.SPINNERS_CLERK_ANEW,
                    SPINNERS + "/certificate",
                    Bodies.certificate(People.SPINNERS_CLERK_ANEW),
                    newId()));
            assertWritten(product(People.SPINNERS_CLERK_ANEW, gtin));
        }

        private Answer product(People clerk, Gtin gtin) throws Exception {
            return putProduct(clerk, People.SPINNER, gtin, Bodies.product(), newId(), 1);
        }
    }

    /** Whoever the filing's key is bound to must be among those who are asked, or the transaction does not commit. */
    @Nested
    class Endorsers {

        @Test
        void of_a_change_of_a_submitted_filing_are_never_without_market_regulation() throws Exception {
            putSigned(People.OTHER_CLERK, OTHERS, Bodies.filing(People.OTHER_CLERK), newId());
            assertThat(asked("filing:certify", () -> certify(People.OTHER_CLERK, OTHERS)))
                    .allSatisfy(msps -> assertThat(msps).hasSize(3).contains("MarketMSP"));
        }

        @Test
        void of_a_change_of_a_verified_filing_are_never_without_customs() throws Exception {
            putSigned(People.OTHER_CLERK, OTHERS, Bodies.filing(People.OTHER_CLERK), newId());
            assertWritten(decide("MarketMSP", People.OTHER_ENTERPRISE, Bodies.decision("VERIFY")));
            assertThat(asked("filing:certify", () -> certify(People.OTHER_CLERK, OTHERS)))
                    .allSatisfy(msps -> assertThat(msps).hasSize(3).contains("CustomsMSP"));
            assertWritten(decide("CustomsMSP", People.OTHER_ENTERPRISE, Bodies.decision("REJECT")));
        }

        @Test
        void of_a_change_of_a_suspended_filing_are_led_by_customs_or_market_regulation() throws Exception {
            spinnerIsActiveFor(People.SPINNERS_CLERK);
            assertWritten(decide("CustomsMSP", People.SPINNER, Bodies.decision("SUSPEND")));
            assertThat(asked("filing:certify", () -> certify(People.SPINNERS_CLERK, SPINNERS)))
                    .allSatisfy(msps ->
                            assertThat(msps).hasSize(3).first().asString().isIn("CustomsMSP", "MarketMSP"));
            assertWritten(decide("CustomsMSP", People.SPINNER, Bodies.decision("RESUME")));
        }

        @Test
        void of_an_amendment_are_led_by_an_agency_that_can_change_an_active_filing() throws Exception {
            spinnerIsActiveFor(People.SPINNERS_CLERK);
            assertThat(asked("filing:amend", () -> amend(form().put("base", "by-" + version(SPINNERS)))))
                    .allSatisfy(msps -> assertThat(msps)
                            .hasSize(3)
                            .first()
                            .asString()
                            .isIn("CustomsMSP", "MarketMSP", "CommerceMSP"));
        }

        @Test
        void of_an_officers_decision_are_never_without_the_own_agency() throws Exception {
            spinnerIsActiveFor(People.SPINNERS_CLERK);
            ObjectNode renewal = Bodies.activation().put("step", "RENEW");
            assertThat(asked("filing:decide", () -> decide("CommerceMSP", People.SPINNER, renewal)))
                    .allSatisfy(msps -> assertThat(msps).hasSize(3).contains("CommerceMSP"));
        }

        /** Who is asked when the same is done so often that every agency has had its turn. */
        private List<List<String>> asked(String name, Callable<Answer> write) throws Exception {
            int before = peer().endorsements().size();
            for (int i = 0; i < 5; i++) {
                assertWritten(write.call());
            }
            List<List<String>> asked = peer().endorsements().stream()
                    .skip(before)
                    .filter(each -> each.name().equals(name))
                    .map(Endorsement::msps)
                    .toList();
            assertThat(asked).hasSize(5);
            return asked;
        }

        private Answer certify(People clerk, String filing) throws Exception {
            return putSigned(clerk, filing + "/certificate", Bodies.certificate(clerk), newId());
        }
    }

    private Answer amend(ObjectNode form) throws Exception {
        return putSigned(People.SPINNERS_CLERK, SPINNERS + "/amendment", form, newId());
    }

    /** The spinner's whole form as it stands. */
    private ObjectNode form() throws Exception {
        ObjectNode form = (ObjectNode) spinners();
        return form.retain("nameZh", "nameEn", "kinds", "areaCode", "base")
                .put("certificate", People.SPINNERS_CLERK.credential().certificatePem());
    }

    private JsonNode spinners() throws Exception {
        return as(People.NOBODY).get(SPINNERS).json();
    }
}
