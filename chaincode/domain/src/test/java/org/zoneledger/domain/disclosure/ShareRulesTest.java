package org.zoneledger.domain.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.zoneledger.domain.disclosure.Samples.AT;
import static org.zoneledger.domain.disclosure.Samples.KNITTER;
import static org.zoneledger.domain.disclosure.Samples.json;
import static org.zoneledger.domain.disclosure.Samples.kept;
import static org.zoneledger.domain.disclosure.Samples.open;
import static org.zoneledger.domain.disclosure.Samples.sealed;
import static org.zoneledger.domain.disclosure.Samples.stored;
import static org.zoneledger.domain.disclosure.Samples.with;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
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

class ShareRulesTest {

    private static final String KEY = "share/share-0001";
    private static final String STANDING = "standing/tax/CustomsMSP/export-supervision";
    private static final Caller CUSTOMS = TestParty.officer("CustomsMSP");
    private static final Caller TAX = TestParty.officer("TaxMSP");

    @Nested
    class Request {

        @Test
        void says_in_public_who_asks_whom_what_for_and_nothing_about_the_subject() {
            Decision decision = request(terms());
            LedgerRecord share = stored(decision);
            assertThat(share.text("owner")).isEqualTo("TaxMSP");
            assertThat(share.text("status")).isEqualTo("REQUESTED");
            assertThat(share.text("purpose")).isEqualTo("export-supervision");
            assertThat(share.node().at("/by/msp").asText()).isEqualTo("CustomsMSP");
            assertThat(open(decision)).doesNotContain(KNITTER.uscc().value(), "出口异常", "2026-12-31", "\"taxPaid");
            assertThat(kept(decision, "agencies").values()).isEqualTo(terms());
        }

        @Test
        void binds_the_request_to_the_agency_that_is_to_decide() {
            assertThat(request(terms()).writes())
                    .extracting(Write::key, Write::collection, Write::owners)
                    .containsExactly(
                            tuple(KEY, Optional.empty(), Optional.of(List.of("TaxMSP"))),
                            tuple(KEY, Optional.of("agencies"), Optional.empty()));
        }

        @ParameterizedTest
        @CsvSource({
            "2026-11-24,2026-12-08", // a Tuesday
            "2026-11-27,2026-12-11", // a Friday
            "2026-11-28,2026-12-11", // a Saturday
            "2026-11-29,2026-12-11"
        })
        void gives_the_owner_ten_working_days(LocalDate asked, LocalDate decideBy) {
            assertThat(OwnersWord.decideBy(asked)).isEqualTo(decideBy);
        }

        @Test
        void is_granted_as_it_comes_under_a_standing_rule_that_covers_its_fields() {
            LedgerRecord share = stored(request(terms(), Optional.of(standing("taxScore", "taxPaid"))));
            assertThat(share.text("status")).isEqualTo("GRANTED");
            assertThat(share.text("standing")).isEqualTo(STANDING);
        }

        @Test
        void waits_for_the_owner_when_the_standing_rule_is_narrower_or_over_or_not_yet() {
            assertThat(status(request(terms(), Optional.of(standing("taxScore")))))
                    .isEqualTo("REQUESTED");
            LedgerRecord over = standing("taxScore", "taxPaid");
            over.node().put("validTo", "2026-11-23");
            assertThat(status(request(terms(), Optional.of(over)))).isEqualTo("REQUESTED");
            LedgerRecord later = standing("taxScore", "taxPaid");
            later.node().put("validFrom", "2026-11-25");
            assertThat(status(request(terms(), Optional.of(later)))).isEqualTo("REQUESTED");
        }

        @Test
        void is_answered_again_with_the_version_that_the_owner_made_of_it() {
            LedgerRecord granted = stored(decide("GRANT", TAX));
            Decision again = request(Optional.of(granted), terms(), CUSTOMS);
            assertThat(again.replayed()).isTrue();
            assertThat(again.version()).isEqualTo(2);
            Refused.with(
                    Code.ID_REUSED, "id", () -> request(Optional.of(granted), terms().put("ground", "其他"), CUSTOMS));
        }

        @Test
        void refuses_an_agency_that_asks_itself() {
            Refused.with(Code.NOT_PERMITTED, "scheme", () -> request(Optional.empty(), terms(), TAX));
        }

        @Test
        void is_for_officers_of_agencies_alone() {
            for (Caller caller : List.of(
                    TestParty.officer("OperatorMSP"),
                    new Caller("CustomsMSP", Role.AUDITOR, Optional.empty(), "cd".repeat(32)),
                    KNITTER.clerk("CommerceMSP"))) {
                Refused.with(Code.NOT_OWNER, "", () -> request(Optional.empty(), terms(), caller));
            }
        }

        @Test
        void refuses_a_field_that_the_owner_does_not_keep() {
            ObjectNode terms = terms();
            terms.putArray("fields").add("taxScore").add("declaredValue");
            refused(Code.VALUE_INVALID, "restricted.fields[1]", terms);
        }

        @ParameterizedTest
        @CsvSource({"2026-12-31,2026-12-30", "2026-10-01,2026-11-23", "2026-11-24,2027-11-26"})
        void refuses_a_period_that_ends_before_it_begins_or_before_today_or_is_longer_than_a_year(
                String from, String to) {
            refused(
                    Code.PERIOD_INVALID,
                    "restricted.to",
                    terms().put("from", from).put("to", to));
        }

        @Test
        void refuses_terms_that_are_not_those_whose_digests_are_public() {
            Sealed said = sealed(terms());
            Sealed sent = sealed(terms().put("ground", "其他"));
            Refused.with(
                    Code.RESTRICTED_MISMATCH,
                    "restricted",
                    () -> ShareRules.request(
                            Optional.empty(), Optional.empty(), with(request(), said), sent, CUSTOMS, AT));
        }

        @Test
        void refuses_a_resident_identity_number_in_the_ground() {
            refused(Code.PERSONAL_DATA, "restricted.ground", terms().put("ground", "核查 11010519491231002X"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Export", "ab", "出口监管", "a b"})
        void refuses_a_purpose_that_is_no_name(String purpose) {
            Sealed restricted = sealed(terms());
            Refused.with(
                    Code.VALUE_INVALID,
                    "purpose",
                    () -> ShareRules.request(
                            Optional.empty(),
                            Optional.empty(),
                            with(request().put("purpose", purpose), restricted),
                            restricted,
                            CUSTOMS,
                            AT));
        }

        @ParameterizedTest
        @ValueSource(strings = {"uscc", "fields", "ground", "from", "to"})
        void refuses_terms_that_lack(String field) {
            ObjectNode terms = terms();
            terms.remove(field);
            refused(Code.FIELD_MISSING, "restricted." + field, terms);
        }

        private void refused(Code code, String field, ObjectNode terms) {
            Refused.with(code, field, () -> request(terms));
        }

        private static String status(Decision decision) {
            return stored(decision).text("status");
        }
    }

    @Nested
    class Decide {

        @Test
        void keeps_the_reason_among_the_restricted_terms_and_the_legal_basis_in_public() {
            Decision decision = decide("GRANT", TAX);
            LedgerRecord share = stored(decision);
            assertThat(share.text("status")).isEqualTo("GRANTED");
            assertThat(share.version()).isEqualTo(2);
            assertThat(share.node().at("/decision/legalBasis").asText()).isEqualTo("政务数据共享条例");
            assertThat(open(decision)).doesNotContain("确有需要");
            Sealed both = kept(decision, "agencies");
            assertThat(both.values()).isEqualTo(terms().put("reason", "确有需要"));
            assertThat(share.node().path("restricted")).isEqualTo(both.digests());
        }

        @Test
        void drops_terms_that_the_public_request_does_not_name() {
            Sealed spoilt = sealed(terms().put("to", "2027-06-30"));
            Sealed reason = sealed("{'reason':'确有需要'}");
            Decision decision = ShareRules.decide(
                    Optional.of(stored(request(terms()))), spoilt, word("GRANT", 2, reason), reason, TAX, AT);
            assertThat(kept(decision, "agencies").values().has("to")).isFalse();
        }

        @Test
        void leads_a_request_to_granted_refused_and_revoked_alone() {
            LedgerRecord granted = stored(decide("GRANT", TAX));
            assertThat(stored(decide("REFUSE", TAX)).text("status")).isEqualTo("REFUSED");
            assertThat(stored(decideOn(granted, "REVOKE", 3)).text("status")).isEqualTo("REVOKED");
            Refused.with(Code.WRONG_STATE, "step", () -> decide("REVOKE", TAX));
            Refused.with(Code.WRONG_STATE, "step", () -> decide("APPROVE", TAX));
            Refused.with(Code.WRONG_STATE, "step", () -> decideOn(granted, "REFUSE", 3));
            LedgerRecord revoked = stored(decideOn(granted, "REVOKE", 3));
            Refused.with(Code.WRONG_STATE, "step", () -> decideOn(revoked, "GRANT", 4));
        }

        @Test
        void refuses_everybody_but_an_officer_of_the_owner() {
            for (Caller caller : List.of(CUSTOMS, TestParty.officer("ForexMSP"), KNITTER.clerk("CommerceMSP"))) {
                Refused.with(Code.NOT_OWNER, "", () -> decide("GRANT", caller));
            }
        }

        @Test
        void answers_the_same_word_again_and_refuses_another_under_its_id() {
            LedgerRecord granted = stored(decide("GRANT", TAX));
            Sealed reason = sealed("{'reason':'确有需要'}");
            assertThat(ShareRules.decide(
                                    Optional.of(granted), sealed(terms()), word("GRANT", 2, reason), reason, TAX, AT)
                            .replayed())
                    .isTrue();
            Refused.with(Code.ID_REUSED, "id", () -> decideOn(granted, "REVOKE", 2, "word-GRANT-2"));
        }

        @Test
        void refuses_a_request_that_is_not_there() {
            Sealed reason = sealed("{'reason':'x'}");
            Refused.with(
                    Code.NOT_FOUND,
                    "share",
                    () -> ShareRules.decide(
                            Optional.empty(), Sealed.none(), word("GRANT", 2, reason), reason, TAX, AT));
        }

        @Test
        void refuses_a_word_without_a_reason() {
            Refused.with(
                    Code.FIELD_MISSING,
                    "restricted.reason",
                    () -> ShareRules.decide(
                            Optional.of(stored(request(terms()))),
                            sealed(terms()),
                            word("GRANT", 2, Sealed.none()),
                            Sealed.none(),
                            TAX,
                            AT));
        }

        private Decision decideOn(LedgerRecord share, String step, int version) {
            return decideOn(share, step, version, "word-" + step + "-" + version);
        }

        private Decision decideOn(LedgerRecord share, String step, int version, String id) {
            Sealed reason = sealed("{'reason':'确有需要'}");
            return ShareRules.decide(
                    Optional.of(share),
                    sealed(terms()),
                    word(step, version, reason).put("id", id),
                    reason,
                    TAX,
                    AT);
        }
    }

    @Nested
    class Stand {

        @Test
        void names_reader_and_purpose_in_its_key_and_belongs_to_the_owner() {
            Decision decision = stand(rule(), TAX);
            assertThat(decision.writes()).hasSize(1);
            assertThat(decision.writes().get(0).key()).isEqualTo(STANDING);
            assertThat(decision.writes().get(0).owners()).contains(List.of("TaxMSP"));
            assertThat(stored(decision).node().path("fields")).isEqualTo(rule().path("fields"));
        }

        @Test
        void refuses_another_agency_than_the_owner() {
            Refused.with(Code.NOT_OWNER, "", () -> stand(rule(), CUSTOMS));
        }

        @ParameterizedTest
        @ValueSource(strings = {"TaxMSP", "AuditMSP", "OperatorMSP", "customs"})
        void refuses_a_reader_that_is_not_another_agency(String reader) {
            Refused.with(Code.VALUE_INVALID, "reader", () -> stand(rule().put("reader", reader), TAX));
        }

        @Test
        void refuses_a_field_of_another_agency_and_a_period_that_is_over() {
            ObjectNode foreign = rule();
            foreign.putArray("fields").add("declaredValue");
            Refused.with(Code.VALUE_INVALID, "fields[0]", () -> stand(foreign, TAX));
            Refused.with(
                    Code.PERIOD_INVALID,
                    "validTo",
                    () -> stand(rule().put("validFrom", "2026-01-01").put("validTo", "2026-11-23"), TAX));
        }

        @Test
        void gives_way_to_its_next_version_and_is_answered_again() {
            LedgerRecord first = stored(stand(rule(), TAX));
            assertThat(ShareRules.stand(Optional.of(first), rule(), TAX, AT).replayed())
                    .isTrue();
            ObjectNode next = rule().put("id", "standing-0002").put("version", 2);
            assertThat(ShareRules.stand(Optional.of(first), next, TAX, AT).version())
                    .isEqualTo(2);
            Refused.with(
                    Code.VERSION_CONFLICT,
                    "version",
                    () -> ShareRules.stand(Optional.of(first), next.deepCopy().put("version", 1), TAX, AT));
        }

        private static Decision stand(ObjectNode rule, Caller caller) {
            return ShareRules.stand(Optional.empty(), rule, caller, AT);
        }
    }

    private static Decision request(ObjectNode terms) {
        return request(Optional.empty(), terms, CUSTOMS);
    }

    private static Decision request(ObjectNode terms, Optional<LedgerRecord> standing) {
        Sealed restricted = sealed(terms);
        return ShareRules.request(Optional.empty(), standing, with(request(), restricted), restricted, CUSTOMS, AT);
    }

    private static Decision request(Optional<LedgerRecord> prior, ObjectNode terms, Caller caller) {
        Sealed restricted = sealed(terms);
        return ShareRules.request(prior, Optional.empty(), with(request(), restricted), restricted, caller, AT);
    }

    private static Decision decide(String step, Caller caller) {
        Sealed reason = sealed("{'reason':'确有需要'}");
        return ShareRules.decide(
                Optional.of(stored(request(terms()))), sealed(terms()), word(step, 2, reason), reason, caller, AT);
    }

    private static ObjectNode word(String step, int version, Sealed reason) {
        return with(
                json("{'share':'share-0001','legalBasis':'政务数据共享条例'}")
                        .put("step", step)
                        .put("id", "word-" + step + "-" + version)
                        .put("version", version),
                reason);
    }

    private static ObjectNode request() {
        return json("{'scheme':'tax','purpose':'export-supervision','legalBasis':'海关法','id':'share-0001','version':1}");
    }

    private static ObjectNode terms() {
        return json("{'fields':['taxScore','taxPaid'],'ground':'出口异常','from':'2026-11-24','to':'2026-12-31'}")
                .put("uscc", KNITTER.uscc().value());
    }

    private static LedgerRecord standing(String... fields) {
        ObjectNode rule = rule();
        rule.putArray("fields");
        for (String field : fields) {
            rule.withArray("fields").add(field);
        }
        return stored(ShareRules.stand(Optional.empty(), rule, TAX, AT));
    }

    private static ObjectNode rule() {
        return json(
                "{'scheme':'tax','reader':'CustomsMSP','purpose':'export-supervision','fields':['taxScore'],"
                        + "'legalBasis':'政务数据共享条例','validFrom':'2026-11-24','validTo':'2027-11-23','id':'standing-0001','version':1}");
    }
}
