package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;

class DraftContractTest {

    private static final Enterprise KNITTER = Enterprise.of("91330483MA2B00078U");
    private static final Enterprise SPINNER = Enterprise.of("91330482MA2B0006XD");

    private final MemoryLedger ledger = new MemoryLedger();

    @Nested
    class Draft {

        @Test
        void stays_at_the_single_window_and_says_nothing_in_public() {
            Endorsement kept = ledger.submit(KNITTER.draft("未完成的名称"));
            assertThat(kept.status()).isEqualTo(200);
            assertThat(kept.writes().values()).hasSize(1).allSatisfy((place, value) -> assertThat(place)
                    .contains("_implicit_org_CommerceMSP"));
        }

        @Test
        void is_kept_anew_and_thrown_away_with_its_past() {
            ledger.submit(KNITTER.draft("一"));
            assertThat(ledger.submit(KNITTER.draft("二")).status()).isEqualTo(200);
            assertThat(ledger.submit(KNITTER.drop()).writes().purges()).hasSize(1);
        }

        @Test
        void is_no_business_of_another_enterprise() {
            Sealed others = Sealed.read(KNITTER.draft("名称").transients().get("restricted"));
            Refused.with(
                    Code.NOT_PERMITTED,
                    "uscc",
                    ledger.endorse(SPINNER.draft("名称").withTransient("restricted", others.bytes())));
        }

        @Test
        void is_refused_with_a_resident_identity_number_a_list_and_more_than_32_kibibytes() {
            Refused.with(
                    Code.PERSONAL_DATA, "restricted.form.nameZh", ledger.endorse(KNITTER.draft("11010519491231002X")));
            Refused.with(Code.TOO_LARGE, "restricted.form", ledger.endorse(KNITTER.draft("云".repeat(11_000))));
            ObjectNode values =
                    Enterprise.object("{'form':[]}").put("uscc", KNITTER.uscc().value());
            Refused.with(
                    Code.MALFORMED,
                    "restricted.form",
                    ledger.endorse(KNITTER.draft("")
                            .withTransient(
                                    "restricted", Disclosures.sealed(values).bytes())));
        }

        @Test
        void comes_in_through_the_single_window_alone() {
            Proposal elsewhere = Proposal.of(
                    TransactionName.FILING_DROP,
                    Identity.gateway("OperatorMSP"),
                    Enterprise.AT,
                    KNITTER.uscc().value(),
                    KNITTER.clerk().actor());
            Refused.with(Code.NOT_PERMITTED, "", ledger.endorse(elsewhere));
        }
    }
}
