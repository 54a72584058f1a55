package org.zoneledger.domain.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.disclosure.Samples.AT;
import static org.zoneledger.domain.disclosure.Samples.BANK;
import static org.zoneledger.domain.disclosure.Samples.KNITTER;
import static org.zoneledger.domain.disclosure.Samples.json;
import static org.zoneledger.domain.disclosure.Samples.kept;
import static org.zoneledger.domain.disclosure.Samples.open;
import static org.zoneledger.domain.disclosure.Samples.sealed;
import static org.zoneledger.domain.disclosure.Samples.stored;
import static org.zoneledger.domain.disclosure.Samples.with;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;

class GrantRulesTest {

    private static final String KEY = "grant/grant-0001";
    private static final Caller CLERK = KNITTER.clerk("CommerceMSP");

    @Nested
    class Grant {

        @Test
        void says_in_public_that_something_was_granted_and_not_to_whom_what_or_how_long() {
            Decision decision = grant(terms());
            LedgerRecord grant = stored(decision);
            assertThat(decision.writes()).extracting(Write::key).containsOnly(KEY);
            assertThat(grant.text("status")).isEqualTo("GRANTED");
            assertThat(grant.text("uscc")).isEqualTo(KNITTER.uscc().value());
            assertThat(grant.text("jws")).isNotEmpty();
            assertThat(open(decision)).doesNotContain(BANK.uscc().value(), "turnoverBand", "loan", "2026-12-31");
            assertThat(kept(decision, "agencies").values()).isEqualTo(terms());
        }

        @Test
        void is_answered_again_with_the_version_that_stands() {
            LedgerRecord withdrawn = stored(withdraw(stored(grant(terms())), withdrawal(2), CLERK));
            Sealed restricted = sealed(terms());
            ObjectNode document = with(document(), restricted);
            Decision again = GrantRules.grant(
                    Optional.of(withdrawn), filing(), document, KNITTER.sign(document), restricted, CLERK, AT);
            assertThat(again.replayed()).isTrue();
            assertThat(again.version()).isEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"filing.nameZh", "detail.tax.taxScore", "turnoverBand", "assertion.customs.score", "filing.*"
                })
        void refuses_a_field_that_is_not_the_enterprises_to_grant(String field) {
            ObjectNode terms = terms();
            terms.putArray("fields").add(field);
            refused(Code.VALUE_INVALID, "restricted.fields[0]", terms);
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
        void refuses_terms_that_the_enterprise_did_not_sign() {
            Sealed said = sealed(terms());
            Sealed sent = sealed(terms().put("to", "2027-06-30"));
            ObjectNode document = with(document(), said);
            Refused.with(
                    Code.RESTRICTED_MISMATCH,
                    "restricted",
                    () -> GrantRules.grant(
                            Optional.empty(), filing(), document, KNITTER.sign(document), sent, CLERK, AT));
            ObjectNode changed = with(document(), sent);
            Refused.with(
                    Code.SIGNATURE_INVALID,
                    "jws",
                    () -> GrantRules.grant(
                            Optional.empty(), filing(), changed, KNITTER.sign(document), sent, CLERK, AT));
        }

        @Test
        void refuses_another_enterprise_an_officer_and_a_clerk_at_another_window() {
            refusedFrom("uscc", BANK.clerk("CommerceMSP"));
            refusedFrom("uscc", TestParty.officer("CommerceMSP"));
            refusedFrom("", KNITTER.clerk("CustomsMSP"));
        }

        @Test
        void refuses_an_enterprise_whose_filing_is_not_active_or_over() {
            for (ObjectNode filing :
                    List.of(active().put("status", "SUSPENDED"), active().put("validTo", "2026-11-23"))) {
                Sealed restricted = sealed(terms());
                ObjectNode document = with(document(), restricted);
                Refused.with(
                        Code.FILING_NOT_ACTIVE,
                        "uscc",
                        () -> GrantRules.grant(
                                Optional.empty(),
                                Optional.of(new LedgerRecord(filing)),
                                document,
                                KNITTER.sign(document),
                                restricted,
                                CLERK,
                                AT));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"reader", "fields", "purpose", "from", "to"})
        void refuses_terms_that_lack(String field) {
            ObjectNode terms = terms();
            terms.remove(field);
            refused(Code.FIELD_MISSING, "restricted." + field, terms);
        }

        private void refused(Code code, String field, ObjectNode terms) {
            Refused.with(code, field, () -> grant(terms));
        }

        private void refusedFrom(String field, Caller caller) {
            Refused.with(Code.NOT_PERMITTED, field, () -> grant(terms(), caller));
        }
    }

    @Nested
    class Withdraw {

        private final LedgerRecord granted = stored(grant(terms()));

        @Test
        void ends_the_grant_at_once_and_leaves_its_terms_as_they_were() {
            Decision decision = withdraw(granted, withdrawal(2), CLERK);
            assertThat(decision.writes()).hasSize(1);
            assertThat(decision.writes().get(0).collection()).isEmpty();
            LedgerRecord withdrawn = stored(decision);
            assertThat(withdrawn.text("status")).isEqualTo("WITHDRAWN");
            assertThat(withdrawn.version()).isEqualTo(2);
            assertThat(withdrawn.node().path("restricted"))
                    .isEqualTo(granted.node().path("restricted"));
            assertThat(withdrawn.node().at("/decision/id").asText()).isEqualTo("withdrawal-2");
        }

        @Test
        void is_answered_again_and_not_done_twice() {
            LedgerRecord withdrawn = stored(withdraw(granted, withdrawal(2), CLERK));
            assertThat(withdraw(withdrawn, withdrawal(2), CLERK).replayed()).isTrue();
            Refused.with(Code.WRONG_STATE, "grant", () -> withdraw(withdrawn, withdrawal(3), CLERK));
        }

        @Test
        void works_while_the_filing_is_suspended() {
            LedgerRecord suspended = filing().orElseThrow();
            suspended.node().put("status", "SUSPENDED");
            Decision decision = GrantRules.withdraw(
                    Optional.of(granted),
                    Optional.of(suspended),
                    withdrawal(2),
                    KNITTER.sign(withdrawal(2)),
                    CLERK,
                    AT);
            assertThat(stored(decision).text("status")).isEqualTo("WITHDRAWN");
        }

        @Test
        void refuses_a_grant_of_another_enterprise_as_if_there_were_none() {
            granted.node().put("uscc", BANK.uscc().value());
            Refused.with(Code.NOT_FOUND, "grant", () -> withdraw(granted, withdrawal(2), CLERK));
        }

        @Test
        void refuses_who_did_not_sign_and_who_is_not_the_enterprise() {
            Refused.with(
                    Code.SIGNATURE_INVALID,
                    "jws",
                    () -> GrantRules.withdraw(
                            Optional.of(granted), filing(), withdrawal(2), KNITTER.sign(withdrawal(3)), CLERK, AT));
            Refused.with(
                    Code.NOT_PERMITTED,
                    "uscc",
                    () -> withdraw(granted, withdrawal(2), TestParty.officer("CommerceMSP")));
        }

        @Test
        void refuses_a_withdrawal_made_for_another_version() {
            Refused.with(Code.VERSION_CONFLICT, "version", () -> withdraw(granted, withdrawal(1), CLERK));
        }
    }

    private static Decision withdraw(LedgerRecord grant, ObjectNode document, Caller caller) {
        return GrantRules.withdraw(Optional.of(grant), filing(), document, KNITTER.sign(document), caller, AT);
    }

    private static ObjectNode withdrawal(int version) {
        return json("{'grant':'grant-0001'}")
                .put("uscc", KNITTER.uscc().value())
                .put("id", "withdrawal-" + version)
                .put("version", version);
    }

    private static Decision grant(ObjectNode terms) {
        return grant(terms, CLERK);
    }

    private static Decision grant(ObjectNode terms, Caller caller) {
        Sealed restricted = sealed(terms);
        ObjectNode document = with(document(), restricted);
        return GrantRules.grant(Optional.empty(), filing(), document, KNITTER.sign(document), restricted, caller, AT);
    }

    private static Optional<LedgerRecord> filing() {
        return Optional.of(new LedgerRecord(active()));
    }

    private static ObjectNode active() {
        ObjectNode filing = json("{'status':'ACTIVE','validTo':'2026-11-24','version':4}");
        filing.set("certificate", KNITTER.certificate());
        return filing;
    }

    private static ObjectNode document() {
        return json("{'id':'grant-0001','version':1}")
                .put("uscc", KNITTER.uscc().value());
    }

    private static ObjectNode terms() {
        return json("{'fields':['filing.turnoverBand','assertion.tax.classCode'],'purpose':'loan-review',"
                        + "'from':'2026-11-24','to':'2026-12-31'}")
                .put("reader", BANK.uscc().value());
    }
}
