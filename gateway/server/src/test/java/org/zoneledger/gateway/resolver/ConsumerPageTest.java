package org.zoneledger.gateway.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.provenance.Passport;
import org.zoneledger.gateway.provenance.Passport.Level;
import org.zoneledger.gateway.provenance.Passport.State;

@QuarkusTest
@TestProfile(ResolverProfile.class)
class ConsumerPageTest {
    private static final String OWN_CHECK = "<script type=\"module\" src=\"/own-check.js\"></script>";
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 2);
    private static final DigitalLink.Item FORMULA_ITEM =
            new DigitalLink.Item(Samples.FORMULA, Optional.empty(), Optional.of("K2601"), Optional.of("7F3A99C2"));

    @Nested
    class OfATypicalBatch {
        private final String zh = page(Samples.sweater(), Language.ZH);
        private final String en = page(Samples.sweater(), Language.EN);

        @Test
        void says_what_it_is_and_where_it_comes_from() {
            assertThat(zh).contains("女式羊绒圆领套头衫", "云绒 CLOUDFLEECE", "原产地</dt><dd>中国");
            assertThat(en).contains("cashmere crew-neck sweater", "Country of origin</dt><dd>China");
        }

        @Test
        void says_that_it_speaks_of_the_batch() {
            assertThat(zh).contains("记录具体到这一批商品，批号 TX260302。");
            assertThat(en).contains("The records are about this batch, number TX260302.");
        }

        @Test
        void draws_twelve_packings_into_one_line() {
            assertThat(zh).containsOnlyOnce("装箱<").contains("12 次");
            assertThat(en).containsOnlyOnce("Packed<").contains("12 times");
        }

        @Test
        void draws_sales_into_one_line_with_their_places() {
            assertThat(en)
                    .contains("9 times", "20 to 28 April 2026")
                    .contains(
                            "Berlin-Mitte, Berlin-Charlottenburg, Berlin-Kreuzberg and others, 4 places in all · Germany");
        }

        @Test
        void names_who_inspected_and_which_office_released() {
            assertThat(zh).contains("检验合格", "检验机构：嘉兴市毛衫产品质量检验中心", "海关放行（出口）", "办理海关：嘉兴海关驻乍浦办事处");
            assertThat(en)
                    .contains("Passed inspection", "Inspected by Jiaxing Knitwear Quality Inspection Centre")
                    .contains("Released by customs (export)", "Decided by Jiaxing Customs, Zhapu office");
        }

        @Test
        void names_the_seller_and_what_each_agency_says_of_it() {
            assertThat(zh).contains("浙江桐乡云绒针织有限公司", "高级认证企业", "共 5 级，此为第 1 级", "海关总署令第282号", "2026年4月2日评定");
            assertThat(en)
                    .contains("Advanced certified (AEO)", "Class 1 of 5, where 1 is best", "Assessed 2 April 2026")
                    .contains("<span lang=\"zh-CN\">海关总署令第282号</span>");
        }

        @Test
        void says_the_same_day_once() {
            assertThat(en)
                    .containsOnlyOnce(">10 March 2026</time>")
                    .containsPattern("class=\"plain same\"[^>]*><strong>Departed");
        }

        @Test
        void shows_the_product_number_as_it_stands_under_the_barcode() {
            assertThat(en)
                    .contains("<dd class=\"code\">" + Samples.SWEATER.value().substring(1) + "</dd>");
        }

        @Test
        void links_to_what_it_is_made_of_in_the_same_language() {
            String path = DigitalLink.Item.batch(Samples.YARN, "YARN-0117").path();
            assertThat(zh).contains("<a href=\"" + path + "?lang=zh\">内蒙古山羊绒纱线 26支</a>");
            assertThat(en).contains("<a href=\"" + path + "?lang=en\">Inner Mongolian cashmere yarn");
        }

        @Test
        void says_which_agencies_checked_and_how_much() {
            assertThat(en)
                    .contains("<span>Customs</span><span>all 4 submissions</span>")
                    .contains("<span>Tax</span><span>2 of 4 submissions</span>")
                    .contains("<span>Foreign exchange</span><span>did not take part</span>");
        }

        @Test
        void keeps_what_experts_need() {
            Passport.Proof proof = Samples.sweater().proofs().get(0);
            assertThat(en.substring(en.indexOf("<details>")))
                    .contains(
                            proof.root(),
                            proof.txId(),
                            proof.certificate(),
                            "1204",
                            "15 in all, on this page (from 0): 0–14");
        }

        @Test
        void says_what_it_cannot_prove() {
            assertThat(zh).contains("印刷的二维码可以被复制", "看不到您手中的实物");
            assertThat(en).contains("A printed code can be copied", "do not see the thing in your hands");
        }

        @Test
        void uses_no_word_of_the_machinery_before_the_proof() {
            assertThat(before(zh, "id=\"proof\"")).doesNotContain("区块", "哈希", "默克尔", "账本", "节点", "上链");
            assertThat(before(en, "id=\"proof\"").toLowerCase(Locale.ROOT))
                    .doesNotContain("block", "ledger", "hash", "merkle", "epcis", "endors");
        }

        @Test
        void is_small_whole_and_needs_nothing_else() {
            for (String page : List.of(zh, en)) {
                assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(40_000);
                assertThat(page.replace(OWN_CHECK, ""))
                        .doesNotContain("<script", "src=", "@import", "url(", "NOT_FOUND")
                        .startsWith("<!DOCTYPE html>")
                        .endsWith("</html>\n\n");
            }
        }

        @Test
        void tells_its_language_and_offers_the_other() {
            assertThat(zh)
                    .contains("<html lang=\"zh-CN\">", "<a href=\"?lang=en\" lang=\"en\" hreflang=\"en\">English</a>");
            assertThat(en)
                    .contains("<html lang=\"en\">", "<a href=\"?lang=zh\" lang=\"zh-CN\" hreflang=\"zh-CN\">中文</a>");
        }

        @Test
        void has_one_main_one_first_heading_and_no_id_twice() {
            assertThat(en)
                    .containsOnlyOnce("<main")
                    .containsOnlyOnce("<h1")
                    .containsOnlyOnce("<header>")
                    .containsOnlyOnce("<footer>");
            List<String> ids = Pattern.compile(" id=\"([^\"]+)\"")
                    .matcher(en)
                    .results()
                    .map(m -> m.group(1))
                    .toList();
            assertThat(ids).doesNotHaveDuplicates();
        }

        @Test
        void is_the_same_each_time() {
            assertThat(page(Samples.sweater(), Language.ZH)).isEqualTo(zh);
        }
    }

    @Nested
    class OfAState {
        @Test
        void fine_lists_what_speaks_for_it() {
            assertThat(page(Samples.formula(), Language.EN))
                    .contains("class=\"banner good\"", "Nothing against it on record")
                    .contains("<li>Passed inspection</li><li>Released by customs (import)</li>");
        }

        @ParameterizedTest
        @EnumSource(value = State.class, names = "fine", mode = EnumSource.Mode.EXCLUDE)
        void against_it_is_said_first_in_both_languages_at_each_level(State state) {
            for (Language language : Language.values()) {
                for (Level level : Level.values()) {
                    String page = page(Samples.with(Samples.with(Samples.formula(), level, level), state), language);
                    Texts t = Texts.in(language);
                    assertThat(page)
                            .contains(t.of("state." + state + ".title"), t.of("state." + state + ".text." + level))
                            .doesNotContain("banner good");
                    assertThat(page.indexOf("class=\"banner ")).isLessThan(page.indexOf("<h1"));
                }
            }
        }

        @Test
        void recalled_is_an_alarm_with_advice() {
            assertThat(page(Samples.handbag(), Language.ZH))
                    .contains("class=\"banner alarm\" role=\"alert\"", "已召回，请停止使用", "立即停止食用或使用");
            assertThat(page(Samples.handbag(), Language.EN))
                    .contains("Recalled. Stop using it", "Stop using or eating it now");
        }

        @Test
        void fine_without_a_journey_is_not_praised() {
            assertThat(page(Samples.registered(), Language.EN))
                    .contains("banner plain", "Registered, no journey recorded yet", "No step has been recorded yet.")
                    .contains("No inspection on record", "No customs release on record")
                    .doesNotContain("banner good");
        }

        @Test
        void fine_is_not_praised_for_the_product_in_general() {
            assertThat(page(Samples.with(Samples.formula(), Level.product, Level.product), Language.EN))
                    .contains(
                            "banner plain", "Nothing against it on record", "says nothing about the one in your hands")
                    .doesNotContain("banner good");
        }

        @Test
        void fine_after_the_use_by_date_is_a_warning() {
            LocalDate dayAfter = LocalDate.of(2028, 1, 12);
            String page = ConsumerPage.of(Samples.formula(), FORMULA_ITEM, Language.EN, dayAfter, Scanned.NEVER);
            assertThat(page)
                    .contains("Past its use-by date", "The date was 11 January 2028")
                    .doesNotContain("banner good");
            assertThat(ConsumerPage.of(
                            Samples.formula(), FORMULA_ITEM, Language.EN, dayAfter.minusDays(1), Scanned.NEVER))
                    .contains("banner good");
        }
    }

    @Nested
    class OfALevel {
        @Test
        void item_names_the_serial_number() {
            assertThat(page(Samples.formula(), Language.ZH)).contains("记录具体到这一件商品，序列号 7F3A99C2。");
        }

        @Test
        void product_claims_nothing_of_the_thing_in_hand() {
            assertThat(page(Samples.registered(), Language.ZH)).contains("不能说明您手中这一件的来历");
        }

        @Test
        void batch_is_a_warning_when_an_unknown_serial_number_was_asked_for() {
            assertThat(page(Samples.formulaOfUnknownSerial(), Language.ZH))
                    .contains("banner warn", "查无此序列号", "没有序列号 7F3A99C2 的任何记录", "批号 K2601")
                    .doesNotContain("banner good");
            assertThat(page(Samples.formulaOfUnknownSerial(), Language.EN))
                    .contains("Nothing is known of this serial number", "no record of serial number 7F3A99C2")
                    .contains("about batch K2601 as a whole")
                    .doesNotContain("banner good");
        }

        @Test
        void product_is_a_warning_when_an_unknown_serial_number_was_asked_for() {
            assertThat(page(Samples.with(Samples.formula(), Level.product, Level.item), Language.EN))
                    .contains("Nothing is known of this serial number", "about the product in general");
        }

        @Test
        void product_is_a_warning_when_an_unknown_batch_was_asked_for() {
            DigitalLink.Item batch = DigitalLink.Item.batch(Samples.FORMULA, "K9999");
            Passport known = Samples.with(Samples.formula(), Level.product, Level.batch);
            assertThat(ConsumerPage.of(known, batch, Language.ZH, TODAY, Scanned.NEVER))
                    .contains("查无此批号", "没有批号 K9999 的任何记录");
            assertThat(ConsumerPage.of(known, batch, Language.EN, TODAY, Scanned.NEVER))
                    .contains("There is no record of batch K9999");
        }

        @Test
        void unknown_does_not_hide_a_recall() {
            String page = page(Samples.with(Samples.formulaOfUnknownSerial(), State.recalled), Language.EN);
            assertThat(page.indexOf("Recalled. Stop using it"))
                    .isPositive()
                    .isLessThan(page.indexOf("Nothing is known of this serial number"));
        }
    }

    @Nested
    class OfASellersCredit {
        @Test
        void shows_a_poor_class_as_one() {
            assertThat(page(Samples.handbag(), Language.EN))
                    .contains("<li class=\"warn\">", "<strong>On the list of abnormal operations</strong>");
            assertThat(page(Samples.formula(), Language.EN)).contains("<strong>Certified (AEO)</strong>");
        }
    }

    @Nested
    class OfAnErrorDeclared {
        private static final Passport.Text LAB = new Passport.Text("检验中心", "Laboratory");
        private static final Passport.Text MILL = new Passport.Text("桐乡", "Tongxiang");
        private final Passport.Step failed =
                Samples.inspection("2026-03-10T09:00:00+08:00", "non_conformant", MILL, "CN", LAB, "p1", 1);
        private final Passport.Step passed = Samples.named(
                Samples.inspection("2026-03-11T09:00:00+08:00", "conformant", MILL, "CN", LAB, "p1", 2), "urn:uuid:2");

        @Test
        void is_shown_with_when_why_and_what_replaces_it() {
            List<Passport.Step> journey = List.of(Samples.wrong(failed, "incorrect_data", "urn:uuid:2"), passed);
            assertThat(page(Samples.with(Samples.sweater(), journey), Language.EN))
                    .contains("<s>Failed inspection</s>", "2 records")
                    .contains("Declared wrong on 18 March 2026 by who submitted it: its data were not correct.")
                    .contains("Replaced by: Passed inspection, 11 March 2026.");
            assertThat(page(Samples.with(Samples.sweater(), journey), Language.ZH))
                    .contains("<s>检验不合格</s>", "提交者已于2026年3月18日声明此条记录有误：数据不正确。", "更正为：2026年3月11日的“检验合格”。");
        }

        @Test
        void counts_neither_for_it_nor_against_it() {
            String onlyFailed =
                    page(Samples.with(Samples.sweater(), List.of(Samples.wrong(failed, "did_not_occur"))), Language.EN);
            assertThat(onlyFailed).contains("No inspection on record", "Registered, no journey that counts");
            String onlyPassed = page(
                    Samples.with(Samples.sweater(), List.of(failed, Samples.wrong(passed, null, "urn:uuid:9"))),
                    Language.EN);
            assertThat(onlyPassed)
                    .doesNotContain("<li>Passed inspection</li>")
                    .contains("no further reason given", "The record that replaces it is not part of this journey.");
        }

        @Test
        void leaves_a_gap_where_it_was_the_arrival() {
            Passport.Step sent =
                    Samples.step("2026-03-10T09:00:00+08:00", "shipping", "in_transit", MILL, "CN", "p1", 1);
            Passport.Step arrived =
                    Samples.step("2026-03-12T09:00:00+08:00", "receiving", "in_progress", MILL, "CN", "p1", 2);
            assertThat(page(Samples.with(Samples.sweater(), List.of(sent, arrived)), Language.EN))
                    .doesNotContain("No later record says where it arrived", "But they are not complete");
            assertThat(page(
                            Samples.with(Samples.sweater(), List.of(sent, Samples.wrong(arrived, "did_not_occur"))),
                            Language.EN))
                    .contains(
                            "Sent off on 10 March 2026. No later record says where it arrived.",
                            "But they are not complete: what is missing stands below");
        }

        @Test
        void is_told_to_programs_and_certifies_nothing() {
            Passport passport = Samples.with(
                    Samples.sweater(), List.of(Samples.wrong(failed, "incorrect_data", "urn:uuid:2"), passed));
            var document = ProductPassport.of("https://zone.example", passport);
            assertThat(document.path("gs1:certification")).hasSize(1);
            assertThat(document.at("/zone:event/0/epcis:errorDeclaration/epcis:reason")
                            .asText())
                    .isEqualTo("cbv:ER-incorrect_data");
            assertThat(document.at("/zone:event/0/epcis:errorDeclaration/epcis:correctiveEventIDs/0")
                            .asText())
                    .isEqualTo("urn:uuid:2");
        }
    }

    @Nested
    class OfLittle {
        @Test
        void is_whole_when_every_optional_is_missing() {
            for (Language language : Language.values()) {
                assertThat(page(Samples.registered(), language))
                        .contains(
                                "小牛皮单肩手提包",
                                Texts.in(language).of("proof.none"),
                                Texts.in(language).of("credit.none"))
                        .doesNotContain("NOT_FOUND", "null", "Optional");
            }
        }

        @Test
        void marks_a_name_that_exists_in_the_other_language_only() {
            assertThat(page(Samples.registered(), Language.EN))
                    .contains("<h1 id=\"product\" lang=\"zh-CN\">小牛皮单肩手提包</h1>");
        }

        @Test
        void says_plainly_what_a_step_without_words_was() {
            Passport.Step bare = new Passport.Step(
                    Optional.empty(),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    "nowhere",
                    "TransformationEvent",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "p1",
                    0,
                    "00");
            assertThat(page(Samples.with(Samples.sweater(), List.of(bare)), Language.EN))
                    .contains(">1 January 2026</time><strong>Made</strong></li>", "1 record. ");
        }
    }

    @Test
    void tells_the_browser_which_events_must_say_what_a_line_says() {
        Passport.Step first = Samples.sweater().journey().get(0);
        assertThat(page(Samples.with(Samples.sweater(), List.of(first)), Language.EN))
                .contains("data-events=\"" + first.sha256() + "\"")
                .contains("data-step=\"" + first.bizStep().orElseThrow() + "\"")
                .contains(OWN_CHECK);
    }

    @ParameterizedTest
    @EnumSource
    void leads_to_the_receipt_of_each_submission(Language language) {
        assertThat(page(Samples.sweater(), language))
                .contains("<a href=\"/verify?receipt=pagehead/", "&amp;lang=" + language.code() + "\">");
    }

    @Nested
    class OfAHostileEnterprise {
        private static final String ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{t.language}";

        @ParameterizedTest
        @EnumSource
        void shows_its_texts_as_texts(Language language) {
            String page = page(Samples.hostile(Samples.sweater(), ATTACK), language);
            assertThat(page)
                    .contains("&lt;script&gt;", "{t.language}")
                    .doesNotContain("<script>", "<img", "href=\"javascript");
        }
    }

    @Nested
    class OfALongJourney {
        @Test
        void of_thirty_events_and_more_stays_under_forty_kilobytes() {
            String page = page(Samples.with(Samples.sweater(), Samples.busyJourney(60)), Language.EN);
            assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(40_000);
        }
    }

    @Nested
    class OfAProblem {
        @Test
        void wrong_check_digit_explains_itself() {
            Refusal refusal = new Refusal(Refusal.Code.GTIN_INVALID, "gtin", "The check digit is wrong.");
            assertThat(ConsumerPage.of(refusal, "6901234567891/10/A", Language.ZH))
                    .contains("商品条码有误", "最后一位应为 2，而这里是 1", "6901234567891<");
            assertThat(ConsumerPage.of(refusal, "6901234567891", Language.EN))
                    .contains("it should be 2, but here it is 1", "What you can do", "<html lang=\"en\">");
        }

        @Test
        void wrong_length_says_which_lengths_there_are() {
            Refusal refusal = new Refusal(Refusal.Code.GTIN_INVALID, "gtin", "");
            assertThat(ConsumerPage.of(refusal, "123", Language.ZH)).contains("8、12、13 或 14 位数字");
            assertThat(ConsumerPage.of(refusal, "abcdefgh", Language.EN)).contains("8, 12, 13 or 14 digits");
        }

        @Test
        void unknown_product_neither_accuses_nor_vouches() {
            Refusal refusal = new Refusal(Refusal.Code.NOT_FOUND, "gtin", "");
            assertThat(ConsumerPage.of(refusal, "06901234567892", Language.ZH)).contains("没有找到这款商品", "无法为它作证");
            assertThat(ConsumerPage.of(refusal, "06901234567892", Language.EN)).contains("This product was not found");
        }

        @Test
        void malformed_link_is_shown_as_text_and_not_at_full_length() {
            Refusal refusal = new Refusal(Refusal.Code.DIGITAL_LINK_INVALID, "digitalLink", "");
            String page = ConsumerPage.of(refusal, "<script>" + "x".repeat(5000), Language.EN);
            assertThat(page)
                    .contains("This link is incomplete or broken", "&lt;script&gt;")
                    .doesNotContain("<script>");
            assertThat(page.length()).isLessThan(20_000);
        }
    }

    @Test
    void is_written_to_target_to_be_looked_at() throws IOException {
        Path folder = Files.createDirectories(Path.of("target/pages"));
        Refusal wrongDigit = new Refusal(Refusal.Code.GTIN_INVALID, "gtin", "");
        Refusal notFound = new Refusal(Refusal.Code.NOT_FOUND, "gtin", "");
        for (Language language : Language.values()) {
            String end = "-" + language.code() + ".html";
            Files.writeString(folder.resolve("sweater" + end), page(Samples.sweater(), language));
            Files.writeString(folder.resolve("formula" + end), page(Samples.formula(), language));
            Files.writeString(folder.resolve("handbag" + end), page(Samples.handbag(), language));
            Files.writeString(folder.resolve("unknown-serial" + end), page(Samples.formulaOfUnknownSerial(), language));
            Files.writeString(folder.resolve("registered" + end), page(Samples.registered(), language));
            Files.writeString(folder.resolve("refused" + end), page(Samples.refusedFormula(), language));
            Files.writeString(
                    folder.resolve("wrong-digit" + end), ConsumerPage.of(wrongDigit, "6901234567891", language));
            Files.writeString(folder.resolve("not-found" + end), ConsumerPage.of(notFound, "06901234567892", language));
        }
        assertThat(folder).isDirectoryContaining("glob:**handbag-zh.html");
    }

    private static String page(Passport passport, Language language) {
        return ConsumerPage.of(passport, FORMULA_ITEM, language, TODAY, Scanned.NEVER);
    }

    private static String before(String page, String mark) {
        int body = page.indexOf("<body>");
        return page.substring(body, page.indexOf(mark));
    }
}
