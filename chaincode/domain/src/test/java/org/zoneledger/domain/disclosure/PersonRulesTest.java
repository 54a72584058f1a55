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

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;

class PersonRulesTest {

    private static final String PERSON = "ab".repeat(32);
    private static final Caller CLERK = KNITTER.clerk("CommerceMSP");
    private static final Caller MARKET = TestParty.officer("MarketMSP");

    @Nested
    class Keep {

        @Test
        void puts_the_person_with_the_agencies_of_competence_and_nothing_in_public() {
            Decision decision = keep(contact());
            assertThat(decision.writes()).hasSize(1);
            assertThat(decision.writes().get(0).collection()).contains("people");
            assertThat(decision.writes().get(0).key()).isEqualTo("person/" + PERSON);
            assertThat(kept(decision, "people").values()).isEqualTo(contact());
            assertThat(open(decision))
                    .doesNotContain("沈阿妹", "057388", KNITTER.uscc().value());
        }

        @Test
        void takes_a_person_again_and_new_values_in_the_place_of_old_ones() {
            Optional<Sealed> prior = Optional.of(sealed(contact()));
            assertThat(keep(prior, Optional.empty(), contact(), CLERK).replayed())
                    .isTrue();
            ObjectNode moved = contact().put("phone", "0573-88000002");
            assertThat(kept(keep(prior, Optional.empty(), moved, CLERK), "people")
                            .values())
                    .isEqualTo(moved);
        }

        @Test
        void refuses_a_person_that_another_enterprise_has_named() {
            Optional<Sealed> theirs =
                    Optional.of(sealed(contact().put("uscc", BANK.uscc().value())));
            Refused.with(Code.NOT_PERMITTED, "person", () -> keep(theirs, Optional.empty(), contact(), CLERK));
        }

        @Test
        void refuses_a_person_that_was_erased_or_is_restricted() {
            for (String status : List.of("ERASED", "RESTRICTED")) {
                LedgerRecord erasure =
                        new LedgerRecord(json("{'type':'erasure'}").put("status", status));
                Refused.with(
                        Code.WRONG_STATE,
                        "person",
                        () -> keep(Optional.empty(), Optional.of(erasure), contact(), CLERK));
            }
        }

        @Test
        void is_for_the_enterprise_itself_at_the_single_window() {
            refusedFrom("uscc", BANK.clerk("CommerceMSP"));
            refusedFrom("uscc", TestParty.officer("CommerceMSP"));
            refusedFrom("", KNITTER.clerk("MarketMSP"));
        }

        private void refusedFrom(String field, Caller caller) {
            Refused.with(Code.NOT_PERMITTED, field, () -> keep(Optional.empty(), Optional.empty(), contact(), caller));
        }

        @Test
        void keeps_nobody_longer_than_thirty_years() {
            assertThat(keep(contact().put("retainUntil", "2056-11-24")).writes())
                    .hasSize(1);
            Refused.with(
                    Code.PERIOD_INVALID,
                    "restricted.retainUntil",
                    () -> keep(contact().put("retainUntil", "2056-11-25")));
        }

        @Test
        void refuses_a_kind_that_is_not_known_and_a_resident_identity_number() {
            Refused.with(
                    Code.VALUE_INVALID, "restricted.kind", () -> keep(contact().put("kind", "employee")));
            Refused.with(
                    Code.PERSONAL_DATA,
                    "restricted.address",
                    () -> keep(contact().put("address", "11010519491231002X")));
            Refused.with(Code.FIELD_UNKNOWN, "restricted", () -> keep(contact().put("birthday", "1949-12-31")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"uscc", "kind", "name", "legalBasis", "retainUntil"})
        void refuses_to_lack(String field) {
            ObjectNode contact = contact();
            contact.remove(field);
            Refused.with(Code.FIELD_MISSING, "restricted." + field, () -> keep(contact));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "沈阿妹", "ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB", "abab"})
        void refuses_a_name_that_is_no_keyed_hash(String person) {
            Refused.with(Code.VALUE_INVALID, "", () -> PersonRules.checkKey(person));
        }

        private Decision keep(ObjectNode values) {
            return keep(Optional.empty(), Optional.empty(), values, CLERK);
        }

        private static Decision keep(
                Optional<Sealed> prior, Optional<LedgerRecord> erasure, ObjectNode values, Caller caller) {
            return PersonRules.keep(prior, erasure, PERSON, sealed(values), caller, AT);
        }
    }

    @Nested
    class Erase {

        @Test
        void purges_at_once_what_need_not_be_kept_and_leaves_a_receipt_without_the_person() {
            Decision decision = erase(contact().put("retainUntil", "2026-11-24"), MARKET);
            assertThat(stored(decision).text("status")).isEqualTo("ERASED");
            assertThat(stored(decision).node().has("restrictedUntil")).isFalse();
            assertThat(decision.writes())
                    .filteredOn(Write::isPurge)
                    .extracting(write -> write.collection().orElse("") + ":" + write.key())
                    .containsExactly("people:person/" + PERSON);
            assertThat(decision.key()).isEqualTo("erasure/" + PERSON);
            assertThat(open(decision))
                    .doesNotContain("沈阿妹", "057388", KNITTER.uscc().value());
        }

        @Test
        void restricts_what_the_law_asks_to_keep_for_longer() {
            Decision decision = erase(contact().put("retainUntil", "2026-11-25"), MARKET);
            assertThat(stored(decision).text("status")).isEqualTo("RESTRICTED");
            assertThat(stored(decision).text("restrictedUntil")).isEqualTo("2026-11-25");
            assertThat(decision.writes()).noneMatch(Write::isPurge);
        }

        @Test
        void purges_a_restricted_person_once_the_time_is_over() {
            LedgerRecord restricted = stored(erase(contact().put("retainUntil", "2026-11-25"), MARKET));
            Decision later = PersonRules.erase(
                    Optional.of(restricted),
                    Optional.of(sealed(contact().put("retainUntil", "2026-11-25"))),
                    Optional.empty(),
                    request().put("id", "erasure-2").put("version", 2),
                    MARKET,
                    AT.plusSeconds(86_400));
            assertThat(stored(later).text("status")).isEqualTo("ERASED");
            assertThat(later.writes()).anyMatch(Write::isPurge);
        }

        @Test
        void takes_the_persons_credit_along() {
            Decision decision = PersonRules.erase(
                    Optional.empty(),
                    Optional.of(sealed(contact().put("retainUntil", "2026-11-24"))),
                    Optional.of(sealed(json("{'credit':{}}"))),
                    request(),
                    MARKET,
                    AT);
            assertThat(decision.writes())
                    .filteredOn(Write::isPurge)
                    .extracting(Write::key)
                    .containsExactly("person/" + PERSON, "person-credit/" + PERSON);
        }

        @Test
        void is_asked_for_by_the_enterprise_that_named_the_person_or_an_agency_of_competence() {
            for (Caller caller : List.of(CLERK, MARKET, TestParty.officer("CustomsMSP"))) {
                assertThat(erase(contact(), caller).replayed()).isFalse();
            }
        }

        @Test
        void answers_everybody_else_as_if_there_were_no_such_person() {
            for (Caller caller : List.of(
                    BANK.clerk("CommerceMSP"),
                    TestParty.officer("ForexMSP"),
                    new Caller("MarketMSP", Role.REVIEWER, Optional.empty(), "cd".repeat(32)))) {
                Refused.with(Code.NOT_FOUND, "person", () -> erase(contact(), caller));
            }
            Refused.with(
                    Code.NOT_FOUND,
                    "person",
                    () -> PersonRules.erase(
                            Optional.empty(), Optional.empty(), Optional.empty(), request(), MARKET, AT));
        }

        @Test
        void answers_the_same_request_again_when_the_person_is_gone() {
            LedgerRecord erased = stored(erase(contact().put("retainUntil", "2026-11-24"), MARKET));
            Decision again =
                    PersonRules.erase(Optional.of(erased), Optional.empty(), Optional.empty(), request(), MARKET, AT);
            assertThat(again.replayed()).isTrue();
            Refused.with(
                    Code.ID_REUSED,
                    "id",
                    () -> PersonRules.erase(
                            Optional.of(erased),
                            Optional.empty(),
                            Optional.empty(),
                            request().put("reason", "unlawful"),
                            MARKET,
                            AT));
        }

        @ParameterizedTest
        @ValueSource(strings = {"person", "reason", "legalBasis", "id", "version"})
        void refuses_to_lack(String field) {
            ObjectNode document = request();
            document.remove(field);
            refused(Code.FIELD_MISSING, field, document);
        }

        @Test
        void refuses_a_reason_that_is_not_known_and_a_resident_identity_number() {
            refused(Code.VALUE_INVALID, "reason", request().put("reason", "because"));
            refused(Code.PERSONAL_DATA, "legalBasis", request().put("legalBasis", "11010519491231002X"));
        }

        private void refused(Code code, String field, ObjectNode document) {
            Refused.with(
                    code,
                    field,
                    () -> PersonRules.erase(
                            Optional.empty(), Optional.of(sealed(contact())), Optional.empty(), document, MARKET, AT));
        }

        private static Decision erase(ObjectNode values, Caller caller) {
            return PersonRules.erase(
                    Optional.empty(), Optional.of(sealed(values)), Optional.empty(), request(), caller, AT);
        }

        private static ObjectNode request() {
            return json("{'reason':'withdrawn','legalBasis':'个人信息保护法第四十七条','id':'erasure-1','version':1}")
                    .put("person", PERSON);
        }
    }

    private static ObjectNode contact() {
        return json("{'kind':'contact','name':'沈阿妹','phone':'0573-88000001','legalBasis':'电子商务法',"
                        + "'retainUntil':'2029-11-24'}")
                .put("uscc", KNITTER.uscc().value());
    }
}
