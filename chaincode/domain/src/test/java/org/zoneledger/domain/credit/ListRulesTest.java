package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;

class ListRulesTest {

    private static final TransactionName LIST = TransactionName.CREDIT_LIST;

    private final TestCredit credit = new TestCredit();

    @Nested
    class Decide {

        @Test
        void binds_the_list_to_its_agency_and_names_both_persons() {
            Decision decision = credit.list(goods("9706"), "CustomsMSP");
            assertThat(TestCredit.keys(decision)).containsExactly("list/goods-01", "case/document-1");
            assertThat(decision.writes().get(0).owners()).contains(List.of("CustomsMSP"));
            LedgerRecord list = credit.record("list/goods-01");
            assertThat(list.text("owner")).isEqualTo("CustomsMSP");
            assertThat(list.node().at("/by/role").asText()).isEqualTo("OFFICER");
            assertThat(list.node().at("/reviewedBy/role").asText()).isEqualTo("REVIEWER");
        }

        @Test
        void takes_the_place_of_the_version_before() {
            credit.list(goods("9706"), "CustomsMSP");
            credit.list(goods("2524"), "CustomsMSP");
            assertThat(credit.record("list/goods-01").node().path("items").findValuesAsText("item"))
                    .containsExactly("2524");
        }

        @Test
        void answers_the_same_list_again_without_writing() {
            ObjectNode list = goods("9706");
            credit.list(list, "CustomsMSP");
            assertThat(credit.decide(LIST, list, Sealed.none(), TestParty.reviewer("CustomsMSP"))
                            .replayed())
                    .isTrue();
        }

        @Test
        void refuses_another_agency_than_the_one_that_made_it_and_whoever_is_none() {
            credit.list(goods("9706"), "CustomsMSP");
            ObjectNode second = goods("2524");
            Refused.with(Code.NOT_OWNER, "", () -> credit.list(second, "MarketMSP"));
            Refused.with(
                    Code.NOT_OWNER,
                    "",
                    () -> credit.decide(LIST, second, Sealed.none(), TestParty.reviewer("OperatorMSP")));
        }

        @Test
        void refuses_the_officer_who_proposed_it() {
            ObjectNode list = goods("9706");
            credit.propose(LIST, list, Sealed.none(), TestParty.officer("CustomsMSP"));
            Refused.with(
                    Code.NOT_PERMITTED,
                    "by",
                    () -> credit.decide(LIST, list, Sealed.none(), TestParty.officer("CustomsMSP")));
        }

        @Test
        void refuses_a_list_that_becomes_another_one() {
            credit.list(goods("9706"), "CustomsMSP");
            ObjectNode other = goods("9706").put("kind", "ROUTE");
            ((ObjectNode) other.at("/items/0")).put("item", "CN>KP");
            Refused.with(Code.VALUE_INVALID, "kind", () -> credit.list(other, "CustomsMSP"));
        }

        @Test
        void refuses_a_scheme_of_another_agency_and_subjects_without_one() {
            Refused.with(Code.NOT_OWNER, "scheme", () -> credit.list(credit.subjects("tax"), "MarketMSP"));
            ObjectNode none = credit.subjects("market");
            none.remove("scheme");
            Refused.with(Code.FIELD_MISSING, "scheme", () -> credit.list(none, "MarketMSP"));
        }

        @Test
        void refuses_subjects_as_items_and_a_scheme_of_goods() {
            ObjectNode items = credit.subjects("market");
            items.set("items", goods("9706").get("items"));
            Refused.with(Code.FIELD_UNKNOWN, "", () -> credit.list(items, "MarketMSP"));
            Refused.with(
                    Code.FIELD_UNKNOWN, "", () -> credit.list(goods("9706").put("scheme", "customs"), "CustomsMSP"));
        }

        @ParameterizedTest
        @CsvSource({
            "GOODS,61,true",
            "GOODS,6110,true",
            "GOODS,611011,true",
            "GOODS,61101100,true",
            "GOODS,6110110011,true",
            "GOODS,611,false",
            "GOODS,611011001199,false",
            "GOODS,61.10,false",
            "GOODS,'',false",
            "ROUTE,CN>DE,true",
            "ROUTE,CN-DE,false",
            "ROUTE,cn>de,false",
            "ROUTE,CHN>DE,false",
            "PLATFORM,shop.example,true",
            "PLATFORM,a-b.shop.example,true",
            "PLATFORM,Shop.example,false",
            "PLATFORM,shop,false",
            "PLATFORM,-shop.example,false",
            "PLATFORM,shop.example/x,false",
            "PLATFORM,https://shop.example,false"
        })
        void takes_items_of_its_kind_only(String kind, String item, boolean isOne) {
            ObjectNode list = list(kind, item);
            if (isOne) {
                assertThat(credit.list(list, "CustomsMSP").version()).isEqualTo(1);
            } else {
                Refused.with(Code.VALUE_INVALID, "items[0].item", () -> credit.list(list, "CustomsMSP"));
            }
        }

        @Test
        void refuses_items_out_of_order_twice_or_none() {
            Refused.with(Code.VALUE_INVALID, "items[1].item", () -> credit.list(goods("9706", "2524"), "CustomsMSP"));
            Refused.with(Code.VALUE_INVALID, "items[1].item", () -> credit.list(goods("9706", "9706"), "CustomsMSP"));
            Refused.with(Code.VALUE_INVALID, "items", () -> credit.list(goods(), "CustomsMSP"));
        }

        @Test
        void takes_two_hundred_items_and_refuses_one_more() {
            String[] items = new String[201];
            for (int i = 0; i < items.length; i++) {
                items[i] = "%04d".formatted(i + 1);
            }
            Refused.with(Code.VALUE_INVALID, "items", () -> credit.list(goods(items), "CustomsMSP"));
            assertThat(credit.list(goods(List.of(items).subList(1, 201).toArray(String[]::new)), "CustomsMSP")
                            .version())
                    .isEqualTo(1);
        }

        @Test
        void refuses_a_list_or_an_item_that_ends_before_it_begins() {
            Refused.with(
                    Code.PERIOD_INVALID,
                    "validTo",
                    () -> credit.list(goods("9706").put("validTo", "2025-12-31"), "CustomsMSP"));
            ObjectNode list = goods("9706");
            ((ObjectNode) list.at("/items/0")).put("to", "2026-01-31");
            Refused.with(Code.PERIOD_INVALID, "items[0].to", () -> credit.list(list, "CustomsMSP"));
        }

        @Test
        void refuses_personal_data() {
            ObjectNode list = goods("9706").put("titleZh", "11010519491231002X");
            Refused.with(
                    Code.PERSONAL_DATA,
                    "titleZh",
                    () -> credit.decide(LIST, list, Sealed.none(), TestParty.reviewer("CustomsMSP")));
        }
    }

    @Nested
    class Hits {

        @ParameterizedTest
        @CsvSource({
            "GOODS,6110,6110110011,true",
            "GOODS,6110,6110,true",
            "GOODS,6110,61,false",
            "GOODS,6110,6111200000,false",
            "ROUTE,CN>DE,CN>DE,true",
            "ROUTE,CN>DE,DE>CN,false",
            "PLATFORM,shop.example,shop.example,true",
            "PLATFORM,shop.example,www.shop.example,true",
            "PLATFORM,shop.example,myshop.example,false",
            "PLATFORM,www.shop.example,shop.example,false"
        })
        void are_what_an_item_covers(String kind, String listed, String asked, boolean isHit) {
            assertThat(hits(list(kind, listed), asked, "2026-05-06")).hasSize(isHit ? 1 : 0);
        }

        @Test
        void are_all_items_that_cover_it() {
            assertThat(hits(goods("61", "6110"), "6110110011", "2026-05-06"))
                    .extracting(item -> item.get("item").asText())
                    .containsExactly("61", "6110");
        }

        @ParameterizedTest
        @CsvSource({"2026-01-31,0", "2026-02-01,1", "2026-06-30,1", "2026-07-01,0"})
        void end_with_the_last_day_of_the_item(String day, int hits) {
            ObjectNode list = goods("9706");
            ((ObjectNode) list.at("/items/0")).put("to", "2026-06-30");
            assertThat(hits(list, "9706", day)).hasSize(hits);
        }

        @ParameterizedTest
        @CsvSource({"2026-06-30,1", "2026-07-01,0"})
        void end_with_the_last_day_of_the_list(String day, int hits) {
            assertThat(hits(goods("9706").put("validTo", "2026-06-30"), "9706", day))
                    .hasSize(hits);
        }

        private List<JsonNode> hits(ObjectNode list, String item, String day) {
            return ListRules.hits(list, item, LocalDate.parse(day));
        }
    }

    private ObjectNode goods(String... items) {
        return list("GOODS", items);
    }

    private ObjectNode list(String kind, String... items) {
        ObjectNode list = credit.document(
                        "{'listId':'goods-01','titleZh':'禁止出口货物','titleEn':'Goods not to be exported',"
                                + "'legalBasis':'禁止出口货物目录','validFrom':'2026-01-01','items':[]}",
                        "list/goods-01")
                .put("kind", kind);
        for (String item : items) {
            list.withArray("/items")
                    .addObject()
                    .put("item", item)
                    .put("zh", "物项")
                    .put("en", "item")
                    .put("from", "2026-02-01");
        }
        return list;
    }
}
