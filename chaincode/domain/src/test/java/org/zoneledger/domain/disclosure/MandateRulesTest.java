package org.zoneledger.domain.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
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
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;

class MandateRulesTest {

    private static final String KEY = "mandate/mandate-0001";
    private static final Caller COMMERCE = TestParty.officer("CommerceMSP");
    private static final Caller TAX = TestParty.officer("TaxMSP");
    private static final Caller AUDITOR = auditor("TaxMSP");

    @Nested
    class Recorded {

        @Test
        void says_in_public_whose_details_on_which_basis_and_nothing_about_the_subject() {
            Decision decision = record(terms());
            LedgerRecord mandate = stored(decision);
            assertThat(mandate.text("owner")).isEqualTo("TaxMSP");
            assertThat(mandate.text("status")).isEqualTo("GRANTED");
            assertThat(mandate.node().at("/by/msp").asText()).isEqualTo("CommerceMSP");
            assertThat(open(decision)).doesNotContain(KNITTER.uscc().value(), "专项审计", "taxPaid", "2026-12-31");
            assertThat(kept(decision, "agencies").values()).isEqualTo(terms());
        }

        @Test
        void is_bound_to_the_agency_whose_details_they_are() {
            assertThat(record(terms()).writes())
                    .extracting(Write::key, Write::collection, Write::owners)
                    .containsExactly(
                            tuple(KEY, Optional.empty(), Optional.of(List.of("TaxMSP"))),
                            tuple(KEY, Optional.of("agencies"), Optional.empty()));
        }

        @Test
        void is_not_for_the_audited_agency_nor_for_auditors_nor_for_anybody_else() {
            Refused.with(Code.NOT_PERMITTED, "scheme", () -> record(Optional.empty(), terms(), TAX));
            for (Caller caller : List.of(
                    auditor("AuditMSP"),
                    auditor("CommerceMSP"),
                    TestParty.officer("AuditMSP"),
                    KNITTER.clerk("CommerceMSP"))) {
                Refused.with(Code.NOT_OWNER, "", () -> record(Optional.empty(), terms(), caller));
            }
        }

        @Test
        void refuses_fields_the_agency_does_not_keep_a_period_that_is_over_and_personal_data() {
            ObjectNode foreign = terms();
            foreign.putArray("fields").add("declaredValue");
            Refused.with(Code.VALUE_INVALID, "restricted.fields[0]", () -> record(foreign));
            Refused.with(
                    Code.PERIOD_INVALID,
                    "restricted.to",
                    () -> record(terms().put("from", "2026-01-01").put("to", "2026-11-23")));
            Refused.with(
                    Code.PERSONAL_DATA, "restricted.ground", () -> record(terms().put("ground", "11010519491231002X")));
        }

        @Test
        void is_answered_again_and_not_replaced() {
            LedgerRecord first = stored(record(terms()));
            assertThat(record(Optional.of(first), terms(), COMMERCE).replayed()).isTrue();
            Refused.with(Code.ID_REUSED, "id", () -> record(Optional.of(first), terms().put("ground", "其他"), COMMERCE));
        }
    }

    @Nested
    class End {

        private final LedgerRecord mandate = stored(record(terms()));

        @Test
        void is_the_word_of_the_agency_that_recorded_it_with_reason_and_basis() {
            LedgerRecord ended = stored(end(mandate, COMMERCE));
            assertThat(ended.text("status")).isEqualTo("REVOKED");
            assertThat(ended.version()).isEqualTo(2);
            assertThat(ended.node().at("/decision/reason").asText()).isEqualTo("审计结束");
            for (Caller caller : List.of(TAX, AUDITOR, TestParty.officer("CustomsMSP"))) {
                Refused.with(Code.NOT_OWNER, "", () -> end(mandate, caller));
            }
        }

        @Test
        void comes_once() {
            LedgerRecord ended = stored(end(mandate, COMMERCE));
            assertThat(end(ended, COMMERCE).replayed()).isTrue();
            Refused.with(
                    Code.WRONG_STATE,
                    "mandate",
                    () -> MandateRules.end(
                            Optional.of(ended), ending().put("id", "end-00002").put("version", 3), COMMERCE, AT));
            Refused.with(Code.NOT_FOUND, "mandate", () -> MandateRules.end(Optional.empty(), ending(), COMMERCE, AT));
        }

        @Test
        void leaves_nothing_to_read_on() {
            notGranted(stored(end(mandate, COMMERCE)), terms(), "taxPaid", AUDITOR, AT);
        }

        private static Decision end(LedgerRecord prior, Caller caller) {
            return MandateRules.end(Optional.of(prior), ending(), caller, AT);
        }

        private static ObjectNode ending() {
            return json("{'mandate':'mandate-0001','reason':'审计结束','legalBasis':'审计法','id':'end-00001','version':2}");
        }
    }

    @Nested
    class Covers {

        private final LedgerRecord mandate = stored(record(terms()));

        @Test
        void an_auditor_for_whom_the_owners_gateway_speaks() {
            covers(mandate, terms(), "taxPaid", AUDITOR, AT);
            for (Caller caller : List.of(TAX, COMMERCE, auditor("CustomsMSP"), auditor("AuditMSP"))) {
                notGranted(mandate, terms(), "taxPaid", caller, AT);
            }
        }

        @Test
        void the_subject_it_names_or_without_one_every_enterprise() {
            Refused.with(Code.NOT_GRANTED, "permit", () -> cover(mandate, terms(), BANK, "taxPaid", AUDITOR, AT));
            ObjectNode all = terms();
            all.remove("uscc");
            cover(stored(record(all)), all, BANK, "taxPaid", AUDITOR, AT);
        }

        @Test
        void the_fields_it_names() {
            notGranted(mandate, terms(), "refundAmount", AUDITOR, AT);
        }

        @ParameterizedTest
        @CsvSource({
            "2026-11-23T15:59:59.999Z,false",
            "2026-11-23T16:00:00Z,true",
            "2026-12-31T15:59:59.999Z,true",
            "2026-12-31T16:00:00Z,false"
        })
        void its_days_in_beijing(Instant at, boolean covered) {
            if (covered) {
                covers(mandate, terms(), "taxPaid", AUDITOR, at);
            } else {
                notGranted(mandate, terms(), "taxPaid", AUDITOR, at);
            }
        }
    }

    private static void covers(LedgerRecord mandate, ObjectNode terms, String field, Caller caller, Instant at) {
        cover(mandate, terms, KNITTER, field, caller, at);
    }

    private static void notGranted(LedgerRecord mandate, ObjectNode terms, String field, Caller caller, Instant at) {
        Refused.with(Code.NOT_GRANTED, "permit", () -> cover(mandate, terms, KNITTER, field, caller, at));
    }

    private static void cover(
            LedgerRecord mandate, ObjectNode terms, TestParty subject, String field, Caller caller, Instant at) {
        MandateRules.mustCover(mandate, sealed(terms), subject.uscc(), Set.of(field), caller, at);
    }

    private static Decision record(ObjectNode terms) {
        return record(Optional.empty(), terms, COMMERCE);
    }

    private static Decision record(Optional<LedgerRecord> prior, ObjectNode terms, Caller caller) {
        Sealed restricted = sealed(terms);
        ObjectNode document = json("{'scheme':'tax','legalBasis':'审计法','id':'mandate-0001','version':1}");
        return MandateRules.record(prior, with(document, restricted), restricted, caller, AT);
    }

    private static ObjectNode terms() {
        return json("{'fields':['taxScore','taxPaid'],'ground':'专项审计','from':'2026-11-24','to':'2026-12-31'}")
                .put("uscc", KNITTER.uscc().value());
    }

    private static Caller auditor(String msp) {
        return new Caller(msp, Role.AUDITOR, Optional.empty(), "cd".repeat(32));
    }
}
