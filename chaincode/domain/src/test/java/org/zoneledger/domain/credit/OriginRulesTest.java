package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.credit.CreditRules.Split;

class OriginRulesTest {

    private static final TransactionName STATE = TransactionName.CREDIT_STATE;
    private static final String KEY = "origin/origin-01";

    private final TestCredit credit = new TestCredit();

    @BeforeEach
    void product() {
        credit.registerGoods();
    }

    @Nested
    class Find {

        @Test
        void is_made_in_the_commit_of_the_fact_and_bound_to_its_finder() {
            Write finding = TestCredit.write(credit.record("market", TestCredit.falseOrigin("origin-01")), KEY);
            assertThat(finding.owners()).contains(List.of("MarketMSP"));
            ObjectNode node = LedgerRecord.read(finding.value()).node();
            assertThat(node.path("status").asText()).isEqualTo("OPEN");
            assertThat(node.path("gtin").asText()).isEqualTo("16930000000018");
            assertThat(node.path("batches")).hasSize(2);
            assertThat(node.path("uscc").asText()).isEqualTo(TestCredit.SUBJECT.value());
            assertThat(node.at("/by/role").asText()).isEqualTo("OFFICER");
            assertThat(node.at("/reviewedBy/role").asText()).isEqualTo("REVIEWER");
        }

        @Test
        void says_nothing_of_the_penalty() {
            credit.record("market", TestCredit.falseOrigin("origin-01"));
            assertThat(credit.record(KEY).node().toString())
                    .doesNotContain("GENERAL")
                    .doesNotContain("未按规定申报")
                    .doesNotContain("嘉关缉违字")
                    .doesNotContain("2026-05-04");
        }

        @Test
        void refuses_a_product_that_nobody_registered_and_one_of_another_enterprise() {
            ObjectNode unknown = TestCredit.falseOrigin("origin-01");
            unknown.withObject("/goods").put("gtin", "09506000134352");
            refused("market", unknown, Code.PRODUCT_UNKNOWN, "restricted.fact.goods.gtin");
            LedgerRecord product = credit.record("product/16930000000018");
            product.node().put("uscc", "91330402MA2B00019E");
            credit.ledger.put(Write.open("product/16930000000018", product.bytes()));
            refused("market", TestCredit.falseOrigin("origin-02"), Code.NOT_OWNER, "restricted.fact.goods.gtin");
        }

        @Test
        void refuses_another_finder_than_market_regulation() {
            refused("customs", TestCredit.falseOrigin("origin-01"), Code.NOT_OWNER, "restricted.fact.kind");
        }

        @Test
        void refuses_a_false_origin_of_no_goods_and_goods_of_another_fact() {
            ObjectNode nothing = TestCredit.falseOrigin("origin-01");
            nothing.remove("goods");
            Refused.with(Code.VALUE_INVALID, "fact.goods", () -> Fact.read(nothing, "fact"));
            ObjectNode penalty = TestCredit.falseOrigin("origin-01").put("kind", "PENALTY");
            Refused.with(Code.VALUE_INVALID, "fact.goods", () -> Fact.read(penalty, "fact"));
        }

        @Test
        void refuses_batches_that_are_none() {
            ObjectNode fact = TestCredit.falseOrigin("origin-01");
            fact.withObject("/goods").putArray("batches").add("B 2026");
            Refused.with(Code.DIGITAL_LINK_INVALID, "fact.goods.batches[0]", () -> Fact.read(fact, "fact"));
            fact.withObject("/goods").putArray("batches");
            Refused.with(Code.VALUE_INVALID, "fact.goods.batches", () -> Fact.read(fact, "fact"));
        }

        private void refused(String scheme, ObjectNode fact, Code code, String field) {
            Refused.with(code, field, () -> credit.record(scheme, fact));
        }
    }

    @Nested
    class Withdraw {

        @Test
        void ends_with_the_fact_that_was_wrong() {
            credit.record("market", TestCredit.falseOrigin("origin-01"));
            withdraw("origin-01");
            LedgerRecord finding = credit.record(KEY);
            assertThat(finding.text("status")).isEqualTo("CLOSED");
            assertThat(finding.version()).isEqualTo(2);
            assertThat(finding.node().at("/decision/proposedBy/role").asText()).isEqualTo("OFFICER");
        }

        @Test
        void outlives_the_repair_of_the_enterprise() {
            credit.record("market", TestCredit.falseOrigin("origin-01"));
            Optional<LedgerRecord> before = credit.ledger.record(KEY);
            credit.at("2026-09-06T07:08:09Z");
            String repair = credit.applied("market", "origin-01", "DUTIES_DONE");
            credit.restore(credit.outcome(repair, "GRANT"), "MarketMSP");
            assertThat(FactRules.facts(credit.ledger.restricted("facts/market/" + TestCredit.SUBJECT)))
                    .isEmpty();
            assertThat(credit.ledger.record(KEY)).isEqualTo(before);
        }
    }

    private Decision withdraw(String factId) {
        Split split = withdrawal("market", factId);
        return credit.take(STATE, split.document(), split.restricted(), "MarketMSP");
    }

    private Split withdrawal(String scheme, String factId) {
        return credit.saying(
                scheme,
                TestCredit.json("{'step':'WITHDRAW','legalBasis':'行政复议法'}").put("factId", factId));
    }
}
