package org.zoneledger.domain.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;

class RecallRulesTest {

    private static final Instant AT = Instant.parse("2026-11-24T08:00:00Z");
    private static final String KEY = "recall/recall-0001";
    private static final Caller MARKET = TestParty.officer("MarketMSP");
    private static final Gtin SWEATER = Gtin.parse("06930000100223");

    @Nested
    class Open {

        @Test
        void names_the_batches_the_reason_in_both_languages_and_the_enterprise_of_the_product() {
            LedgerRecord recall = stored(open(document(), MARKET));
            assertThat(recall.text("status")).isEqualTo("OPEN");
            assertThat(recall.text("uscc")).isEqualTo("91330483MA2B00078U");
            assertThat(recall.node().path("batches")).isEqualTo(document().path("batches"));
            assertThat(recall.text("reasonEn")).isEqualTo("azo dyes above the limit");
        }

        @Test
        void is_market_regulations_word_and_bound_to_it() {
            assertThat(open(document(), MARKET).writes().get(0).owners()).contains(List.of("MarketMSP"));
            for (Caller caller : List.of(
                    TestParty.officer("CustomsMSP"),
                    TestParty.knitter().clerk("CommerceMSP"),
                    new Caller("MarketMSP", Role.REVIEWER, Optional.empty(), "cd".repeat(32)))) {
                Refused.with(Code.NOT_OWNER, "", () -> open(document(), caller));
            }
        }

        @Test
        void refuses_a_product_nobody_registered_and_a_batch_that_cannot_be_one() {
            Refused.with(
                    Code.PRODUCT_UNKNOWN,
                    "gtin",
                    () -> RecallRules.open(Optional.empty(), Optional.empty(), document(), MARKET, AT));
            ObjectNode wrong = document();
            wrong.putArray("batches").add("L 260324 with a text longer than twenty");
            Refused.with(Code.DIGITAL_LINK_INVALID, "batches[0]", () -> open(wrong, MARKET));
        }

        @Test
        void is_about_every_batch_when_it_names_none_but_never_names_an_empty_list() {
            ObjectNode every = document();
            every.remove("batches");
            assertThat(stored(open(every, MARKET)).node().has("batches")).isFalse();
            ObjectNode empty = document();
            empty.putArray("batches");
            Refused.with(Code.VALUE_INVALID, "batches", () -> open(empty, MARKET));
        }

        @Test
        void is_answered_again_and_not_replaced() {
            Optional<LedgerRecord> first = Optional.of(stored(open(document(), MARKET)));
            assertThat(RecallRules.open(first, product(), document(), MARKET, AT)
                            .replayed())
                    .isTrue();
            Refused.with(
                    Code.ID_REUSED,
                    "id",
                    () -> RecallRules.open(first, product(), document().put("reasonEn", "other"), MARKET, AT));
        }
    }

    @Nested
    class Close {

        private final LedgerRecord recall = stored(open(document(), MARKET));

        @Test
        void keeps_who_closed_it_why_and_on_which_basis() {
            LedgerRecord closed = stored(close(recall, MARKET));
            assertThat(closed.text("status")).isEqualTo("CLOSED");
            assertThat(closed.node().at("/decision/reason").asText()).isEqualTo("全部收回");
            Refused.with(Code.NOT_OWNER, "", () -> close(recall, TestParty.officer("CommerceMSP")));
        }

        @Test
        void comes_once() {
            Optional<LedgerRecord> closed = Optional.of(stored(close(recall, MARKET)));
            assertThat(RecallRules.close(closed, closing(), MARKET, AT).replayed())
                    .isTrue();
            Refused.with(
                    Code.WRONG_STATE,
                    "recall",
                    () -> RecallRules.close(
                            closed, closing().put("id", "close-0002").put("version", 3), MARKET, AT));
            Refused.with(Code.NOT_FOUND, "recall", () -> RecallRules.close(Optional.empty(), closing(), MARKET, AT));
        }

        private static Decision close(LedgerRecord prior, Caller caller) {
            return RecallRules.close(Optional.of(prior), closing(), caller, AT);
        }

        private static ObjectNode closing() {
            return json("{'recall':'recall-0001','reason':'全部收回','legalBasis':'产品质量法','id':'close-0001','version':2}");
        }
    }

    @Test
    void is_about_its_batches_and_the_items_known_to_be_of_them() {
        ObjectNode recall = stored(open(document(), MARKET)).node();
        assertThat(RecallRules.isAbout(recall, DigitalLink.Item.batch(SWEATER, "L260324")))
                .isTrue();
        assertThat(RecallRules.isAbout(recall, DigitalLink.Item.batch(SWEATER, "L260325")))
                .isFalse();
        assertThat(RecallRules.isAbout(recall, DigitalLink.Item.serial(SWEATER, "A1")))
                .isFalse();
        assertThat(RecallRules.isAbout(
                        recall,
                        new DigitalLink.Item(SWEATER, Optional.empty(), Optional.of("L260324"), Optional.of("A1"))))
                .isTrue();
        recall.remove("batches");
        assertThat(RecallRules.isAbout(recall, DigitalLink.Item.serial(SWEATER, "A1")))
                .isTrue();
        assertThat(RecallRules.isAbout(recall, DigitalLink.Item.product(Gtin.parse("06930000100308"))))
                .isFalse();
    }

    private static Decision open(ObjectNode document, Caller caller) {
        return RecallRules.open(Optional.empty(), product(), document, caller, AT);
    }

    private static LedgerRecord stored(Decision decision) {
        assertThat(decision.writes().get(0).key()).isEqualTo(KEY);
        return LedgerRecord.read(decision.writes().get(0).value());
    }

    private static Optional<LedgerRecord> product() {
        return Optional.of(new LedgerRecord(json("{'uscc':'91330483MA2B00078U','version':1}")));
    }

    private static ObjectNode document() {
        return json("{'gtin':'06930000100223','batches':['L260324','L260401'],'reasonZh':'可分解芳香胺染料超标',"
                + "'reasonEn':'azo dyes above the limit','legalBasis':'消费品召回管理暂行规定','id':'recall-0001','version':1}");
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) CanonicalJson.read(text.replace('\'', '"'));
    }
}
