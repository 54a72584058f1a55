package org.zoneledger.domain.filing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.filing.TestFiling.AMENDMENT;
import static org.zoneledger.domain.filing.TestFiling.AT;
import static org.zoneledger.domain.filing.TestFiling.KEY;
import static org.zoneledger.domain.filing.TestFiling.KNITTER;
import static org.zoneledger.domain.filing.TestFiling.form;
import static org.zoneledger.domain.filing.TestFiling.json;
import static org.zoneledger.domain.filing.TestFiling.sealed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.proof.Jws;

class AmendmentRulesTest {

    private static final List<String> AGENCIES =
            List.of("CustomsMSP", "TaxMSP", "ForexMSP", "MarketMSP", "CommerceMSP");
    private static final String VALUES = "{'customsCode':'3304960001','licenceNo':'Z2000133000019',"
            + "'registeredAddress':'桐乡市振东新区1号','turnoverBand':'1000-5000'}";
    private static final String PAYMENT = "assertion/payment/" + KNITTER.uscc();
    private static final Sealed RESTRICTED = sealed(VALUES);

    private final TestFiling filing = TestFiling.in("ACTIVE", RESTRICTED);

    /** Changes of fields, each sent with the rest of the form as it was. */
    @Nested
    class Amend {

        @ParameterizedTest
        @ValueSource(strings = {"base", "evidence"})
        void applies_at_once_what_nobody_verifies(String field) {
            ObjectNode form = changed(field);
            amend(form, RESTRICTED);

            assertThat(filing.amendment().text("status")).isEqualTo("APPLIED");
            assertThat(filing.node().get(field)).isEqualTo(form.get(field));
            assertThat(filing.record().version()).isEqualTo(5);
            assertThat(filing.owners(AMENDMENT)).isEmpty();
        }

        @Test
        void applies_at_once_a_restricted_field_that_nobody_verifies() {
            Sealed other = sealed(VALUES.replace("1000-5000", "5000-10000"));
            amend(form(other, 1), other);

            assertThat(filing.amendment().text("status")).isEqualTo("APPLIED");
            assertThat(filing.node().path("restricted")).isEqualTo(other.digests());
            assertThat(filing.value("agencies:" + KEY)).isEqualTo(other.bytes());
            assertThat(filing.value("agencies:" + AMENDMENT)).isNull();
        }

        @ParameterizedTest
        @CsvSource({"nameZh,MarketMSP", "nameEn,MarketMSP", "kinds,MarketMSP", "areaCode,MarketMSP"})
        void waits_for_exactly_the_verifier_of_a_field(String field, String verifier) {
            ObjectNode form = changed(field);
            String before = filing.text(KEY);
            amend(form, RESTRICTED);

            assertWaitsFor(field, verifier);
            assertThat(filing.text(KEY)).isEqualTo(before);
            review("CONFIRM", verifier);
            assertThat(filing.amendment().text("status")).isEqualTo("APPLIED");
            assertThat(filing.node().get(field)).isEqualTo(form.get(field));
        }

        @Test
        void gives_who_becomes_a_payment_institution_its_places_of_that_rating() {
            assertThat(filing.value(PAYMENT)).isNull();
            amend(kinds("manufacturer", "payment"), RESTRICTED);
            assertThat(filing.value(PAYMENT)).as("before anybody has confirmed").isNull();
            review("CONFIRM", "MarketMSP");

            for (String place : List.of(PAYMENT, PAYMENT.replace("assertion", "facts"))) {
                assertThat(filing.text(place)).contains("VACANT");
                assertThat(filing.owners(place)).containsExactly("ForexMSP");
            }
        }

        @Test
        void leaves_what_is_in_a_place_that_was_there_before() {
            for (String kind : List.of("payment", "manufacturer", "payment")) {
                amend(kinds(kind), RESTRICTED);
                review("CONFIRM", "MarketMSP");
                filing.put(PAYMENT, filing.text(PAYMENT).replace("VACANT", "EFFECTIVE"));
            }
            assertThat(filing.text(PAYMENT)).contains("EFFECTIVE");
        }

        private ObjectNode kinds(String... kinds) {
            long before = filing.storedAmendment().map(LedgerRecord::version).orElse(0L);
            ObjectNode form = form(RESTRICTED, (int) before + 1);
            var list = form.putArray("kinds");
            List.of(kinds).forEach(list::add);
            return form;
        }

        @ParameterizedTest
        @CsvSource({
            "customsCode,3304960001,3304960002,CustomsMSP",
            "licenceNo,Z2000133000019,Z2000133000020,MarketMSP",
            "registeredAddress,桐乡市振东新区1号,桐乡市振东新区2号,MarketMSP"
        })
        void waits_for_exactly_the_verifier_of_a_restricted_field(
                String field, String before, String after, String verifier) {
            Sealed other = sealed(VALUES.replace(before, after));
            amend(form(other, 1), other);

            assertWaitsFor(field, verifier);
            assertThat(filing.value("agencies:" + KEY)).isEqualTo(RESTRICTED.bytes());
            assertThat(filing.value("agencies:" + AMENDMENT)).isEqualTo(other.bytes());
            review("CONFIRM", verifier);
            assertThat(filing.value("agencies:" + KEY)).isEqualTo(other.bytes());
            assertThat(filing.node().path("restricted")).isEqualTo(other.digests());
        }

        private void assertWaitsFor(String field, String verifier) {
            assertThat(filing.amendment().text("status")).isEqualTo("PENDING");
            assertThat(filing.amendment().node().path("pending"))
                    .isEqualTo(json("{'" + field + "':'" + verifier + "'}"));
            assertThat(filing.owners(AMENDMENT)).containsExactly(verifier);
            for (String agency : AGENCIES) {
                if (!agency.equals(verifier)) {
                    Refused.with(
                            Code.NOT_OWNER,
                            "",
                            () -> filing.review(filing.review("CONFIRM"), TestParty.officer(agency)));
                }
            }
        }

        @Test
        void waits_as_a_whole_when_only_some_of_its_fields_are_verified() {
            ObjectNode form = changed("nameEn");
            form.set("base", changed("base").get("base"));
            String before = filing.text(KEY);
            amend(form, RESTRICTED);

            assertThat(filing.amendment().node().path("pending")).isEqualTo(json("{'nameEn':'MarketMSP'}"));
            assertThat(filing.text(KEY)).isEqualTo(before);
            review("CONFIRM", "MarketMSP");
            assertThat(filing.node().get("base")).isEqualTo(form.get("base"));
        }

        @Test
        void takes_away_what_the_new_form_does_not_hold() {
            ObjectNode form = form(sealed("{'customsCode':'3304960001'}"), 1);
            form.remove("base");
            amend(form, sealed("{'customsCode':'3304960001'}"));

            assertThat(filing.amendment().node().path("pending"))
                    .isEqualTo(json("{'licenceNo':'MarketMSP','registeredAddress':'MarketMSP'}"));
            review("CONFIRM", "MarketMSP");
            assertThat(filing.node().has("base")).isFalse();
            assertThat(filing.node().path("restricted").properties()).hasSize(1);
        }

        @Test
        void keeps_life_certificate_and_owners_of_the_filing_as_they_are() {
            ObjectNode before = filing.record().node();
            Decision decision = filing.amend(changed("base"), RESTRICTED);
            filing.apply(decision);

            ObjectNode after = filing.record().node();
            assertThat(after.remove("amendment")).isEqualTo(json("{'id':'document-1','version':1}"));
            before.remove(List.of("version", "base"));
            after.remove(List.of("version", "base"));
            assertThat(after).isEqualTo(before);
            assertThat(decision.writes())
                    .filteredOn(write -> write.key().equals(KEY))
                    .allMatch(write -> write.owners().isEmpty());
        }

        @Test
        void needs_what_the_kinds_of_the_new_form_need() {
            Sealed without = sealed("{'customsCode':'3304960001'}");
            ObjectNode form = form(without, 1);
            form.putArray("kinds").add("bank");
            Refused.with(Code.FIELD_MISSING, "restricted.licenceNo", () -> filing.amend(form, without));
        }

        @Test
        void refuses_an_amendment_that_changes_nothing() {
            Refused.with(Code.VALUE_INVALID, "", () -> filing.amend(form(RESTRICTED, 1), RESTRICTED));
        }

        @Test
        void refuses_restricted_values_other_than_those_whose_digests_are_public() {
            ObjectNode form = changed("base");
            Refused.with(
                    Code.RESTRICTED_MISMATCH,
                    "restricted",
                    () -> filing.amend(form, sealed(VALUES.replace("1000-5000", "0"))));
        }

        @Test
        void refuses_a_clerk_of_another_enterprise_and_another_way_in_than_the_single_window() {
            refusedFrom(
                    Code.NOT_PERMITTED,
                    "uscc",
                    TestParty.of("91330482MA2B0006XD", "secp256r1").clerk("CommerceMSP"));
            refusedFrom(Code.NOT_PERMITTED, "uscc", TestParty.officer("CommerceMSP"));
            refusedFrom(Code.NOT_PERMITTED, "", KNITTER.clerk("MarketMSP"));
        }

        private void refusedFrom(Code code, String field, Caller caller) {
            ObjectNode form = changed("base");
            Refused.with(
                    code,
                    field,
                    () -> AmendmentRules.amend(filing.standing(), form, KNITTER.sign(form), RESTRICTED, caller, AT));
        }

        @ParameterizedTest
        @ValueSource(strings = {"SUBMITTED", "VERIFIED", "REJECTED", "ACCEPTED", "SUSPENDED", "CANCELLED"})
        void refuses_a_filing_that_is(String status) {
            TestFiling other = TestFiling.in(status, RESTRICTED);
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", () -> other.amend(changed("base"), RESTRICTED));
        }

        @Test
        void refuses_an_enterprise_that_never_filed_and_one_whose_filing_has_expired() {
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", () -> new TestFiling().amend(changed("base"), RESTRICTED));
            ObjectNode form = changed("base");
            Refused.with(
                    Code.FILING_NOT_ACTIVE,
                    "uscc",
                    () -> AmendmentRules.amend(
                            filing.standing(),
                            form,
                            KNITTER.sign(form),
                            RESTRICTED,
                            KNITTER.clerk("CommerceMSP"),
                            Instant.parse("2027-05-05T16:00:00Z")));
        }
    }

    /** What an amendment says of itself. */
    @Nested
    class Changes {

        @Test
        void name_a_public_field_with_what_it_was_and_what_it_is_to_be() {
            ObjectNode form = changed("nameEn");
            form.remove("base");
            form.set("evidence", changed("evidence").get("evidence"));
            amend(form, RESTRICTED);
            ObjectNode expected = json("{'changes':[{'field':'base','from':'tongxiang-zhendong'},{'field':'evidence'},"
                    + "{'field':'nameEn','from':'Tongxiang Yunzhi Knitwear Co., Ltd.','to':'Yunzhi Knitting'}]}");
            ((ObjectNode) expected.at("/changes/1")).set("to", form.get("evidence"));
            assertThat(changes()).isEqualTo(expected.get("changes"));
        }

        @Test
        void say_of_a_restricted_field_only_that_it_changes() {
            Sealed other = sealed("{'customsCode':'3304960002','licenceNo':'Z2000133000020','turnoverBand':'0-1000'}");
            amend(form(other, 1), other);

            assertThat(changes())
                    .isEqualTo(json("{'list':[{'field':'customsCode','restricted':true},"
                                    + "{'field':'licenceNo','restricted':true},"
                                    + "{'field':'registeredAddress','restricted':true},"
                                    + "{'field':'turnoverBand','restricted':true}]}")
                            .get("list"));
            assertPublicHoldsNoneOf(RESTRICTED, other);
            review("CONFIRM", "CustomsMSP");
            review("CONFIRM", "MarketMSP");
            assertPublicHoldsNoneOf(RESTRICTED, other);
        }

        private void assertPublicHoldsNoneOf(Sealed... parts) {
            for (Sealed part : parts) {
                part.values().forEach(value -> {
                    assertThat(filing.text(AMENDMENT)).doesNotContain(value.textValue());
                    assertThat(filing.text(KEY)).doesNotContain(value.textValue());
                });
                part.salts().forEach(salt -> assertThat(filing.text(AMENDMENT)).doesNotContain(salt.textValue()));
            }
        }

        @Test
        void of_a_restricted_field_are_found_by_its_value_and_not_by_its_salt() {
            Sealed salted = Sealed.seal(json(VALUES), "another seed of the sender".getBytes(UTF_8));
            ObjectNode form = form(salted, 1);
            Refused.with(Code.VALUE_INVALID, "", () -> filing.amend(form, salted));

            form.set("base", changed("base").get("base"));
            amend(form, salted);
            assertThat(changes()).hasSize(1);
            assertThat(filing.amendment().text("status")).isEqualTo("APPLIED");
            assertThat(filing.node().path("restricted")).isEqualTo(salted.digests());
            assertThat(filing.value("agencies:" + KEY)).isEqualTo(salted.bytes());
        }

        @Test
        void do_not_look_at_values_that_an_older_form_left_with_the_agencies() {
            Sealed wrong = sealed("{'customsCode':'3304969999'}");
            TestFiling again = TestFiling.in("REJECTED", wrong);
            again.apply(again.submit(form(Sealed.none(), 3), Sealed.none()));
            again.take("VERIFY", "MarketMSP").take("ACCEPT", "CustomsMSP").take("ACTIVATE", "CommerceMSP");
            assertThat(again.value("agencies:" + KEY)).isEqualTo(wrong.bytes());

            again.apply(again.amend(form(wrong, 1), wrong));
            assertThat(again.amendment().node().path("pending")).isEqualTo(json("{'customsCode':'CustomsMSP'}"));
        }

        @Test
        void of_a_field_that_was_taken_away_and_comes_back_are_verified_again() {
            ObjectNode without = form(Sealed.none(), 1);
            amend(without, Sealed.none());
            review("CONFIRM", "CustomsMSP");
            review("CONFIRM", "MarketMSP");
            assertThat(filing.node().has("restricted")).isFalse();

            Sealed back = sealed("{'customsCode':'3304960001'}");
            amend(form(back, 4), back);
            assertThat(filing.amendment().node().path("pending")).isEqualTo(json("{'customsCode':'CustomsMSP'}"));
        }

        private JsonNode changes() {
            return filing.amendment().node().path("changes");
        }
    }

    /** The enterprise's signature over an amendment, by the registered certificate. */
    @Nested
    class Signature {

        private final ObjectNode form = changed("base");

        @Test
        void may_not_be_missing() {
            refused("");
            refused(KNITTER.sign(form).replaceFirst("\\.\\..*", ".."));
        }

        @Test
        void is_by_the_registered_key() {
            TestParty other = KNITTER.renewed();
            refused(other.sign(form));
            refused(Jws.sign(CanonicalJson.bytes(form), other.key(), KNITTER.sha256()));
        }

        @Test
        void is_over_this_version_and_these_bytes() {
            refused(KNITTER.sign(form.deepCopy().put("version", 2)));
            refused(KNITTER.sign(form.deepCopy().put("nameZh", "另一家")));
            refused(KNITTER.sign(form(RESTRICTED, 1)));
        }

        @Test
        void is_kept_beside_the_form_that_it_is_over() {
            String jws = KNITTER.sign(form);
            filing.apply(filing.amend(form, jws, RESTRICTED));
            assertThat(filing.amendment().text("jws")).isEqualTo(jws);
        }

        @Test
        void is_not_over_another_certificate() {
            TestParty newer = KNITTER.renewed();
            form.set("certificate", newer.certificate());
            Refused.with(Code.CERTIFICATE_INVALID, "certificate", () -> filing.amend(form, RESTRICTED));
            Refused.with(
                    Code.CERTIFICATE_INVALID, "certificate", () -> filing.amend(form, newer.sign(form), RESTRICTED));
        }

        @Test
        void is_not_by_a_revoked_certificate() {
            ObjectNode revocation = json("{'reason':'密钥遗失','legalBasis':'电子签名法','id':'revocation-1','version':5}")
                    .put("uscc", KNITTER.uscc().value());
            filing.apply(CertificateRules.revoke(filing.stored(), revocation, TestParty.officer("CommerceMSP"), AT));
            Refused.with(Code.CERTIFICATE_REVOKED, "certificate", () -> filing.amend(form, RESTRICTED));
        }

        private void refused(String jws) {
            Refused.with(Code.SIGNATURE_INVALID, "jws", () -> filing.amend(form, jws, RESTRICTED));
        }
    }

    @Nested
    class Review {

        private final Sealed moved =
                sealed(VALUES.replace("3304960001", "3304960002").replace("振东新区1号", "振东新区2号"));

        @ParameterizedTest
        @CsvSource({"CustomsMSP,MarketMSP", "MarketMSP,CustomsMSP"})
        void goes_from_one_verifier_to_the_other_in_either_order(String first, String second) {
            amend(form(moved, 1), moved);
            String before = filing.text(KEY);
            assertThat(filing.owners(AMENDMENT)).containsExactly("CustomsMSP", "MarketMSP");

            review("CONFIRM", first);
            assertThat(filing.amendment().text("status")).isEqualTo("PENDING");
            assertThat(filing.amendment().node().path("pending")).containsExactly(text(second));
            assertThat(filing.owners(AMENDMENT)).containsExactly(second);
            assertThat(filing.text(KEY)).isEqualTo(before);
            Refused.with(Code.NOT_OWNER, "", () -> filing.review(filing.review("CONFIRM"), TestParty.officer(first)));

            review("CONFIRM", second);
            assertThat(filing.amendment().text("status")).isEqualTo("APPLIED");
            assertThat(filing.amendment().version()).isEqualTo(3);
            assertThat(filing.owners(AMENDMENT)).isEmpty();
            assertThat(filing.value("agencies:" + KEY)).isEqualTo(moved.bytes());
            assertThat(filing.record().version()).isEqualTo(5);
            assertThat(filing.node().path("amendment")).isEqualTo(json("{'id':'document-1','version':3}"));
        }

        private static JsonNode text(String msp) {
            return json("{'msp':'" + msp + "'}").get("msp");
        }

        @ParameterizedTest
        @ValueSource(strings = {"CustomsMSP", "MarketMSP"})
        void that_refuses_leaves_the_filing_as_it_is(String msp) {
            amend(form(moved, 1), moved);
            String before = filing.text(KEY);

            review("REFUSE", msp);

            assertThat(filing.amendment().text("status")).isEqualTo("REFUSED");
            assertThat(filing.text(KEY)).isEqualTo(before);
            assertThat(filing.value("agencies:" + KEY)).isEqualTo(RESTRICTED.bytes());
            assertThat(filing.owners(AMENDMENT)).isEmpty();
            for (String agency : AGENCIES) {
                Refused.with(
                        Code.WRONG_STATE,
                        "status",
                        () -> filing.review(filing.review("CONFIRM"), TestParty.officer(agency)));
            }
        }

        @Test
        void that_refuses_after_the_other_verifier_confirmed_leaves_the_filing_as_it_is() {
            amend(form(moved, 1), moved);
            String before = filing.text(KEY);
            review("CONFIRM", "CustomsMSP");
            review("REFUSE", "MarketMSP");
            assertThat(filing.amendment().text("status")).isEqualTo("REFUSED");
            assertThat(filing.text(KEY)).isEqualTo(before);
        }

        @Test
        void keeps_who_decided_and_on_which_ground() {
            amend(changed("nameZh"), RESTRICTED);
            review("CONFIRM", "MarketMSP");
            JsonNode decision = filing.amendment().node().path("decision");
            assertThat(decision.at("/by/msp").asText()).isEqualTo("MarketMSP");
            assertThat(decision.path("step").asText()).isEqualTo("CONFIRM");
            assertThat(decision.path("legalBasis").asText()).isEqualTo("跨境电子商务综合试验区实施方案");
        }

        @Test
        void is_by_officers_alone() {
            amend(changed("nameZh"), RESTRICTED);
            for (Role role : List.of(Role.REVIEWER, Role.AUDITOR, Role.OPERATOR)) {
                Caller caller = new Caller("MarketMSP", role, Optional.empty(), "cd".repeat(32));
                Refused.with(Code.NOT_OWNER, "", () -> filing.review(filing.review("CONFIRM"), caller));
            }
            Refused.with(Code.NOT_OWNER, "", () -> filing.review(filing.review("CONFIRM"), KNITTER.clerk("MarketMSP")));
        }

        @Test
        void is_of_an_amendment_that_is_there_and_waits() {
            Refused.with(
                    Code.NOT_FOUND,
                    "uscc",
                    () -> filing.review(filing.review("CONFIRM"), TestParty.officer("MarketMSP")));
            amend(changed("base"), RESTRICTED);
            Refused.with(
                    Code.WRONG_STATE,
                    "status",
                    () -> filing.review(filing.review("CONFIRM"), TestParty.officer("MarketMSP")));
        }

        @Test
        void does_not_change_a_filing_that_was_suspended_meanwhile_but_can_still_refuse() {
            amend(changed("nameZh"), RESTRICTED);
            filing.take("SUSPEND", "CustomsMSP");
            Refused.with(
                    Code.FILING_NOT_ACTIVE,
                    "uscc",
                    () -> filing.review(filing.review("CONFIRM"), TestParty.officer("MarketMSP")));
            review("REFUSE", "MarketMSP");
            assertThat(filing.amendment().text("status")).isEqualTo("REFUSED");
        }

        @Test
        void applies_to_the_filing_as_the_agencies_have_led_it_since() {
            amend(changed("nameZh"), RESTRICTED);
            filing.apply(FilingRules.decide(
                    filing.stored(),
                    filing.decision("RENEW").put("validTo", "2030-01-01"),
                    TestParty.officer("CommerceMSP"),
                    AT));
            review("CONFIRM", "MarketMSP");
            assertThat(filing.record().text("nameZh")).isEqualTo("桐乡云织有限公司");
            assertThat(filing.record().text("validTo")).isEqualTo("2030-01-01");
            assertThat(filing.record().version()).isEqualTo(6);
        }

        @Test
        void refuses_to_apply_when_the_agencies_hold_other_values_than_those_signed() {
            amend(form(moved, 1), moved);
            review("CONFIRM", "CustomsMSP");
            var standing = filing.standing();
            for (Sealed held : List.of(Sealed.none(), RESTRICTED)) {
                var other = new AmendmentRules.Standing(
                        standing.filing(), standing.filingRestricted(), standing.amendment(), held, standing.places());
                Refused.with(
                        Code.RESTRICTED_MISMATCH,
                        "restricted",
                        () -> AmendmentRules.review(
                                other, filing.review("CONFIRM"), TestParty.officer("MarketMSP"), AT));
            }
        }

        @Test
        void is_not_held_up_by_the_restricted_part_of_an_amendment_before() {
            amend(form(moved, 1), moved);
            review("REFUSE", "CustomsMSP");
            ObjectNode form = form(Sealed.none(), 3).put("nameZh", "桐乡云织有限公司");
            amend(form, Sealed.none());
            review("CONFIRM", "CustomsMSP");
            review("CONFIRM", "MarketMSP");
            assertThat(filing.record().text("nameZh")).isEqualTo("桐乡云织有限公司");
            assertThat(filing.node().has("restricted")).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"uscc", "step", "reason", "legalBasis", "id", "version"})
        void refuses_to_lack(String field) {
            amend(changed("nameZh"), RESTRICTED);
            ObjectNode review = filing.review("CONFIRM");
            review.remove(field);
            Refused.with(Code.FIELD_MISSING, field, () -> filing.review(review, TestParty.officer("MarketMSP")));
        }

        @Test
        void refuses_another_step_a_field_nobody_knows_and_a_resident_identity_number() {
            amend(changed("nameZh"), RESTRICTED);
            for (String step : List.of("VERIFY", "confirm", "CONFIRMED")) {
                refused(Code.VALUE_INVALID, "step", filing.review(step));
            }
            refused(Code.FIELD_UNKNOWN, "", filing.review("CONFIRM").put("fields", "nameZh"));
            refused(Code.PERSONAL_DATA, "reason", filing.review("CONFIRM").put("reason", "见 11010519491231002X"));
        }

        private void refused(Code code, String field, ObjectNode review) {
            Refused.with(code, field, () -> filing.review(review, TestParty.officer("MarketMSP")));
        }
    }

    /** Documents that arrive again, late or under a used id. */
    @Nested
    class Again {

        @Test
        void an_amendment_is_answered_without_writing_while_it_waits_and_when_it_was_applied() {
            ObjectNode form = changed("nameZh");
            amend(form, RESTRICTED);
            assertReplayed(filing.amend(form, RESTRICTED), 1);
            review("CONFIRM", "MarketMSP");
            assertReplayed(filing.amend(form, RESTRICTED), 2);
        }

        @Test
        void an_amendment_is_answered_whatever_became_of_filing_and_certificate_since() {
            ObjectNode form = changed("nameZh");
            amend(form, RESTRICTED);
            review("CONFIRM", "MarketMSP");
            TestParty renewed = KNITTER.renewed();
            ObjectNode replacement = json("{'reason':'换发','id':'certificate-1','version':6}")
                    .put("uscc", KNITTER.uscc().value());
            replacement.set("certificate", renewed.certificate());
            filing.apply(CertificateRules.replace(
                    filing.stored(), replacement, KNITTER.sign(replacement), KNITTER.clerk("CommerceMSP"), AT));
            assertReplayed(filing.amend(form, RESTRICTED), 2);
            filing.take("SUSPEND", "CustomsMSP");
            assertReplayed(filing.amend(form, RESTRICTED), 2);
        }

        @Test
        void a_review_is_answered_without_writing() {
            amend(changed("nameZh"), RESTRICTED);
            ObjectNode review = filing.review("CONFIRM");
            review("CONFIRM", "MarketMSP");
            assertReplayed(filing.review(review, TestParty.officer("MarketMSP")), 2);
        }

        private static void assertReplayed(Decision decision, long version) {
            assertThat(decision.replayed()).isTrue();
            assertThat(decision.writes()).isEmpty();
            assertThat(decision.version()).isEqualTo(version);
        }

        @Test
        void another_amendment_is_refused_while_one_waits() {
            amend(changed("nameZh"), RESTRICTED);
            ObjectNode second = changed("base").put("id", "document-2").put("version", 2);
            Refused.with(Code.WRONG_STATE, "status", () -> filing.amend(second, RESTRICTED));
            review("REFUSE", "MarketMSP");
            second.put("version", 3);
            amend(second, RESTRICTED);
            assertThat(filing.amendment().text("status")).isEqualTo("APPLIED");
            assertThat(filing.amendment().node().has("decision"))
                    .as("the decision on the amendment before")
                    .isFalse();
        }

        @Test
        void an_id_is_refused_for_another_amendment_or_review() {
            amend(changed("nameZh"), RESTRICTED);
            ObjectNode other = changed("nameEn");
            Refused.with(Code.ID_REUSED, "id", () -> filing.amend(other, RESTRICTED));
            ObjectNode review = filing.review("CONFIRM");
            refused(Code.ID_REUSED, "id", filing.review("CONFIRM").put("id", "document-1"));
            review("CONFIRM", "MarketMSP");
            refused(Code.ID_REUSED, "id", review.put("reason", "另有理由"));
        }

        @Test
        void a_document_made_for_another_version_is_refused() {
            ObjectNode first = changed("base");
            Refused.with(
                    Code.VERSION_CONFLICT,
                    "version",
                    () -> filing.amend(changed("base").put("version", 2), RESTRICTED));
            amend(first, RESTRICTED);
            amend(changed("nameZh").put("id", "document-2").put("version", 2), RESTRICTED);
            Refused.with(Code.VERSION_CONFLICT, "version", () -> filing.amend(first, RESTRICTED));
            refused(Code.VERSION_CONFLICT, "version", filing.review("CONFIRM").put("version", 2));
            refused(Code.VERSION_CONFLICT, "version", filing.review("CONFIRM").put("version", 4));
        }

        private void refused(Code code, String field, ObjectNode review) {
            Refused.with(code, field, () -> filing.review(review, TestParty.officer("MarketMSP")));
        }
    }

    @Test
    void writes_only_the_amendment_until_it_is_applied() {
        List<String> places = new ArrayList<>();
        Sealed other = sealed(VALUES.replace("3304960001", "3304960002"));
        Decision pending = filing.amend(form(other, 1), other);
        pending.writes().forEach(write -> places.add(write.collection().orElse("") + " " + write.key()));
        assertThat(places).containsExactly(" " + AMENDMENT, "agencies " + AMENDMENT);
        filing.apply(pending);
        assertThat(filing.review(filing.review("CONFIRM"), TestParty.officer("CustomsMSP"))
                        .writes())
                .extracting(Write::key)
                .containsExactly(AMENDMENT, KEY, KEY);
    }

    private void amend(ObjectNode form, Sealed restricted) {
        filing.apply(filing.amend(form, restricted));
    }

    private void review(String step, String msp) {
        filing.apply(filing.review(filing.review(step), TestParty.officer(msp)));
    }

    /** The form as it was filed, but for one field. */
    private static ObjectNode changed(String field) {
        ObjectNode form = form(RESTRICTED, 1);
        switch (field) {
            case "nameZh" -> form.put("nameZh", "桐乡云织有限公司");
            case "nameEn" -> form.put("nameEn", "Yunzhi Knitting");
            case "kinds" -> form.putArray("kinds").add("manufacturer");
            case "areaCode" -> form.put("areaCode", "330482");
            case "base" -> form.put("base", "haining-leather");
            case "evidence" ->
                form.putArray("evidence")
                        .addObject()
                        .put("sha256", "0b".repeat(32))
                        .put("mediaType", "application/pdf")
                        .put("size", 1);
            default -> throw new AssertionError(field);
        }
        return form;
    }
}
