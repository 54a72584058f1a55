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
import java.time.Instant;
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

class AccessRulesTest {

    private static final String GATEWAY = "ee".repeat(32);
    private static final Caller CUSTOMS = TestParty.officer("CustomsMSP");
    private static final String DIGEST = "0a".repeat(32);

    /** A permit as the ledger keeps it, with its terms. */
    private record Permit(ObjectNode node, ObjectNode terms) {

        Optional<LedgerRecord> stored() {
            node.set("restricted", sealed(terms).digests());
            return Optional.of(new LedgerRecord(node));
        }
    }

    @Nested
    class OnAShareRequest {

        private final Permit share = new Permit(
                json("{'type':'share','status':'GRANTED','owner':'TaxMSP','by':{'msp':'CustomsMSP'}}"),
                json("{'fields':['taxScore','taxPaid'],'from':'2026-11-24','to':'2026-11-24'}")
                        .put("uscc", KNITTER.uscc().value()));

        @Test
        void says_in_public_who_reads_on_which_permit_and_nothing_about_the_subject() {
            Decision decision = read("taxScore");
            LedgerRecord access = stored(decision);
            assertThat(decision.writes()).extracting(Write::key).containsOnly("access/access-0001");
            assertThat(access.text("permit")).isEqualTo("share/share-0001");
            assertThat(access.text("gateway")).isEqualTo(GATEWAY);
            assertThat(access.node().at("/by/msp").asText()).isEqualTo("CustomsMSP");
            assertThat(open(decision)).doesNotContain(KNITTER.uscc().value(), "taxScore", DIGEST);
            assertThat(kept(decision, "agencies").values()).isEqualTo(reading("taxScore"));
        }

        @Test
        void covers_the_fields_that_were_asked_for_and_no_other() {
            assertThat(read("taxScore", "taxPaid").version()).isEqualTo(1);
            notGranted(reading("taxScore", "refundAmount"), CUSTOMS, AT);
        }

        @Test
        void covers_the_subject_that_was_asked_about_and_no_other() {
            notGranted(reading("taxScore").put("uscc", BANK.uscc().value()), CUSTOMS, AT);
        }

        @ParameterizedTest
        @CsvSource({
            "2026-11-23T15:59:59.999Z,false",
            "2026-11-23T16:00:00Z,true",
            "2026-11-24T15:59:59Z,true",
            "2026-11-24T16:00:00Z,false"
        })
        void covers_its_days_in_beijing(Instant at, boolean covered) {
            if (covered) {
                assertThat(read(reading("taxScore"), CUSTOMS, at).writes()).hasSize(2);
            } else {
                notGranted(reading("taxScore"), CUSTOMS, at);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"REQUESTED", "REFUSED", "REVOKED"})
        void covers_nothing_while_it_is(String status) {
            share.node().put("status", status);
            notGranted(reading("taxScore"), CUSTOMS, AT);
        }

        @Test
        void covers_officers_of_the_agency_that_asked_and_nobody_else() {
            for (Caller caller : List.of(
                    TestParty.officer("TaxMSP"),
                    TestParty.officer("ForexMSP"),
                    new Caller("CustomsMSP", Role.REVIEWER, Optional.empty(), "cd".repeat(32)),
                    KNITTER.clerk("CustomsMSP"))) {
                notGranted(reading("taxScore"), caller, AT);
            }
        }

        @Test
        void covers_nothing_whose_terms_are_not_those_of_the_public_record() {
            Optional<LedgerRecord> permit = share.stored();
            Sealed wider =
                    sealed(share.terms().deepCopy().put("uscc", BANK.uscc().value()));
            Sealed restricted =
                    sealed(reading("taxScore").put("uscc", BANK.uscc().value()));
            Refused.with(
                    Code.NOT_GRANTED,
                    "permit",
                    () -> AccessRules.record(
                            Optional.empty(),
                            permit,
                            wider,
                            with(document(), restricted),
                            restricted,
                            CUSTOMS,
                            GATEWAY,
                            AT));
        }

        @Test
        void covers_nothing_when_it_is_not_there() {
            Sealed restricted = sealed(reading("taxScore"));
            Refused.with(
                    Code.NOT_GRANTED,
                    "permit",
                    () -> AccessRules.record(
                            Optional.empty(),
                            Optional.empty(),
                            Sealed.none(),
                            with(document(), restricted),
                            restricted,
                            CUSTOMS,
                            GATEWAY,
                            AT));
        }

        @Test
        void is_recorded_once() {
            LedgerRecord access = stored(read("taxScore"));
            Sealed restricted = sealed(reading("taxScore"));
            Decision again = AccessRules.record(
                    Optional.of(access),
                    share.stored(),
                    sealed(share.terms()),
                    with(document(), restricted),
                    restricted,
                    CUSTOMS,
                    GATEWAY,
                    AT);
            assertThat(again.replayed()).isTrue();
            Sealed other = sealed(reading("taxPaid"));
            Refused.with(
                    Code.ID_REUSED,
                    "id",
                    () -> AccessRules.record(
                            Optional.of(access),
                            share.stored(),
                            sealed(share.terms()),
                            with(document(), other),
                            other,
                            CUSTOMS,
                            GATEWAY,
                            AT));
        }

        @Test
        void refuses_values_that_are_not_those_of_the_public_record() {
            Sealed said = sealed(reading("taxScore"));
            Refused.with(
                    Code.RESTRICTED_MISMATCH,
                    "restricted",
                    () -> AccessRules.record(
                            Optional.empty(),
                            share.stored(),
                            sealed(share.terms()),
                            with(document(), said),
                            sealed(reading("taxPaid")),
                            CUSTOMS,
                            GATEWAY,
                            AT));
        }

        @Test
        void refuses_to_read_nothing_and_values_for_digests() {
            ObjectNode none = reading();
            refused(Code.VALUE_INVALID, "restricted.fields", none);
            ObjectNode value = reading("taxScore");
            ((ObjectNode) value.get("fields")).put("taxScore", 871);
            refused(Code.VALUE_INVALID, "restricted", value);
        }

        @Test
        void refuses_a_person_and_a_purpose_of_its_own() {
            refused(Code.FIELD_UNKNOWN, "restricted", reading("taxScore").put("person", DIGEST));
            Sealed restricted = sealed(reading("taxScore"));
            Refused.with(
                    Code.FIELD_UNKNOWN,
                    "",
                    () -> AccessRules.record(
                            Optional.empty(),
                            share.stored(),
                            sealed(share.terms()),
                            with(document().put("purpose", "export-supervision"), restricted),
                            restricted,
                            CUSTOMS,
                            GATEWAY,
                            AT));
        }

        private Decision read(String... fields) {
            return read(reading(fields), CUSTOMS, AT);
        }

        private Decision read(ObjectNode reading, Caller caller, Instant at) {
            return record(share, document(), reading, caller, at);
        }

        private void refused(Code code, String field, ObjectNode reading) {
            Refused.with(code, field, () -> read(reading, CUSTOMS, AT));
        }

        private void notGranted(ObjectNode reading, Caller caller, Instant at) {
            Refused.with(Code.NOT_GRANTED, "permit", () -> read(reading, caller, at));
        }

        private static ObjectNode document() {
            return access("share/share-0001");
        }
    }

    @Nested
    class OnAGrant {

        private final Permit grant = new Permit(
                json("{'type':'grant','status':'GRANTED'}")
                        .put("uscc", KNITTER.uscc().value()),
                json("{'fields':['filing.turnoverBand'],'purpose':'loan-review','from':'2026-11-24','to':'2026-11-24'}")
                        .put("reader", BANK.uscc().value()));

        @Test
        void covers_the_clerk_of_the_reader_that_the_enterprise_named() {
            Decision decision = read("filing.turnoverBand", BANK.clerk("CommerceMSP"), AT);
            assertThat(stored(decision).text("permit")).isEqualTo("grant/grant-0001");
            assertThat(stored(decision).node().at("/by/role").asText()).isEqualTo("CLERK");
        }

        @Test
        void covers_nobody_else() {
            notGranted("filing.turnoverBand", KNITTER.clerk("CommerceMSP"), AT);
            notGranted("filing.turnoverBand", CUSTOMS, AT);
        }

        @Test
        void covers_no_other_field_and_no_other_day() {
            notGranted("filing.licenceNo", BANK.clerk("CommerceMSP"), AT);
            notGranted("filing.turnoverBand", BANK.clerk("CommerceMSP"), AT.plusSeconds(86_400));
            notGranted("filing.turnoverBand", BANK.clerk("CommerceMSP"), AT.minusSeconds(86_400));
        }

        @Test
        void covers_nothing_of_another_subject() {
            grant.node().put("uscc", BANK.uscc().value());
            notGranted("filing.turnoverBand", BANK.clerk("CommerceMSP"), AT);
        }

        @Test
        void covers_nothing_from_its_withdrawal_on() {
            grant.node().put("status", "WITHDRAWN");
            notGranted("filing.turnoverBand", BANK.clerk("CommerceMSP"), AT);
        }

        private Decision read(String field, Caller caller, Instant at) {
            return record(grant, access("grant/grant-0001"), reading(field), caller, at);
        }

        private void notGranted(String field, Caller caller, Instant at) {
            Refused.with(Code.NOT_GRANTED, "permit", () -> read(field, caller, at));
        }
    }

    @Nested
    class OfAPerson {

        private final ObjectNode document =
                access("person").put("purpose", "complaint-handling").put("legalBasis", "个人信息保护法第十三条");
        private final ObjectNode reading = reading("phone").put("person", "12".repeat(32));

        @Test
        void rests_on_a_purpose_and_a_legal_basis_of_the_agencys_own() {
            Decision decision = read(TestParty.officer("MarketMSP"));
            assertThat(stored(decision).text("purpose")).isEqualTo("complaint-handling");
            assertThat(stored(decision).text("legalBasis")).isEqualTo("个人信息保护法第十三条");
            assertThat(open(decision))
                    .doesNotContain("12".repeat(32), KNITTER.uscc().value());
        }

        @ParameterizedTest
        @ValueSource(strings = {"purpose", "legalBasis"})
        void refuses_to_lack(String field) {
            document.remove(field);
            Refused.with(Code.FIELD_MISSING, field, () -> read(CUSTOMS));
        }

        @Test
        void is_for_officers_of_the_agencies_with_competence_alone() {
            for (Caller caller : List.of(
                    TestParty.officer("ForexMSP"),
                    new Caller("MarketMSP", Role.REVIEWER, Optional.empty(), "cd".repeat(32)),
                    KNITTER.clerk("CommerceMSP"))) {
                Refused.with(Code.NOT_OWNER, "", () -> read(caller));
            }
        }

        @Test
        void refuses_a_person_named_otherwise_than_by_a_keyed_hash() {
            reading.put("person", "王小明");
            Refused.with(Code.VALUE_INVALID, "restricted.person", () -> read(CUSTOMS));
        }

        private Decision read(Caller caller) {
            Sealed restricted = sealed(reading);
            return AccessRules.record(
                    Optional.empty(),
                    Optional.empty(),
                    Sealed.none(),
                    with(document, restricted),
                    restricted,
                    caller,
                    GATEWAY,
                    AT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shares/share-0001",
                "share/",
                "share/short",
                "filing/91330483MA2B00078U",
                "persons",
                "share/a/../b"
            })
    void refuses_a_permit_that_is_none(String permit) {
        Refused.with(Code.VALUE_INVALID, "permit", () -> AccessRules.permit(access(permit)));
    }

    private static Decision record(Permit permit, ObjectNode document, ObjectNode reading, Caller caller, Instant at) {
        Sealed restricted = sealed(reading);
        return AccessRules.record(
                Optional.empty(),
                permit.stored(),
                sealed(permit.terms()),
                with(document, restricted),
                restricted,
                caller,
                GATEWAY,
                at);
    }

    private static ObjectNode access(String permit) {
        return json("{'id':'access-0001','version':1}").put("permit", permit);
    }

    private static ObjectNode reading(String... fields) {
        ObjectNode reading = json("{'fields':{}}").put("uscc", KNITTER.uscc().value());
        for (String field : fields) {
            ((ObjectNode) reading.get("fields")).put(field, DIGEST);
        }
        return reading;
    }
}
