package org.zoneledger.gateway.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class EnterpriseResourceTest extends RunningGateway {

    private static final String LINK = "href=\"/enterprises/" + Past.KNITTER;

    @Nested
    class Search {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "桐乡针织",
                    "针织",
                    " 针织 ",
                    "Tongxiang Knitting",
                    "tongxiang KNITTING",
                    "knit",
                    Past.KNITTER,
                    "91330483ma2b00078u"
                })
        void finds_an_enterprise_by_part_of_either_name_in_any_case_and_by_its_whole_code(String query)
                throws Exception {
            Answer answer = search(query);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).startsWith("text/html");
            assertThat(answer.body()).contains(LINK).contains("桐乡针织");
        }

        @ParameterizedTest
        @ValueSource(strings = {"no such enterprise", "91330483", "%", "_", "*", "' OR 1=1 --", "Past", "\0"})
        void says_that_it_found_nothing_for_what_no_name_holds(String query) throws Exception {
            Answer answer = search(query, "Accept-Language", "en");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .doesNotContain("href=\"/enterprises/9")
                    .contains("No filed enterprise has this in its name");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "?q=", "?q=%20%20"})
        void for_nothing_is_the_form_without_results(String query) throws Exception {
            Answer answer = as(People.NOBODY).get("/enterprises" + query);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("name=\"q\"")
                    .doesNotContain("href=\"/enterprises/9")
                    .doesNotContain("role=\"status\"");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"><script>alert(1)</script>",
                    "\" autofocus onfocus=alert(1) x=\"",
                    "<img src=x onerror=alert(1)>",
                    "'><b>",
                    "{t.of('enterprise.title')}",
                    "</input>&lt;"
                })
        void shows_hostile_text_as_text(String query) throws Exception {
            Answer answer = search(query);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .doesNotContain(query)
                    .doesNotContain("<script")
                    .doesNotContain("<img src=x")
                    .doesNotContain("\" onfocus");
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .doesNotContain("script-src");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "11010519491231002X",
                    "11010519491231002x",
                    "buyer 110105 19491231 002X",
                    "x11010519491231002Xx"
                })
        void does_not_repeat_a_resident_identity_number(String query) throws Exception {
            Answer answer = search(query);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).doesNotContainIgnoringCase("002X").doesNotContain("19491231");
            assertThat(answer.body()).doesNotContain("role=\"status\"");
        }

        @Test
        void takes_no_more_than_sixty_characters() throws Exception {
            assertThat(search("a".repeat(61)).body()).doesNotContain("aaaaaa");
            assertThat(search("a".repeat(60)).body()).contains("a".repeat(60));
        }

        @Test
        void shows_names_in_the_language_asked_for_which_is_else_the_browsers_else_chinese() throws Exception {
            assertLanguage(search("针织"), "zh-CN", "桐乡针织");
            assertLanguage(search("针织", "Accept-Language", "en-GB,en;q=0.8"), "en", "Tongxiang Knitting");
            assertLanguage(
                    as(People.NOBODY).get("/enterprises?lang=zh&q=knitting", "Accept-Language", "en"), "zh-CN", "桐乡针织");
        }

        private void assertLanguage(Answer answer, String tag, String name) {
            assertThat(answer.header("Content-Language")).isEqualTo(tag);
            assertThat(answer.header("Vary")).contains("Accept-Language");
            assertThat(answer.body()).contains("lang=\"" + tag + "\"").contains(">" + name + "</a>");
        }
    }

    @Nested
    class One {

        @ParameterizedTest
        @EnumSource(names = {"NOBODY", "CLERK", "OFFICER", "AUDITOR"})
        void shows_everybody_the_open_fields_and_nothing_restricted_not_even_to_an_officer(People person)
                throws Exception {
            Answer answer = as(person).get("/enterprises/" + Past.KNITTER + "?lang=en");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("<h1 id=\"name\">Tongxiang Knitting</h1>")
                    .contains("桐乡针织", Past.KNITTER, "330483", "manufacturer", "Active", "31 January 2036", "order 7")
                    .doesNotContain("RESTRICTED")
                    .doesNotContain("announcement 12")
                    .doesNotContain("salt");
        }

        @Test
        void shows_who_relied_on_the_filing_and_its_products() throws Exception {
            assertThat(as(People.NOBODY)
                            .get("/enterprises/" + Past.KNITTER + "?lang=en")
                            .body())
                    .contains("<dt>Tax</dt><dd>export-refund · ")
                    .contains("href=\"/01/" + Past.SWEATER + "\"");
        }

        @Test
        void speaks_chinese_unless_asked_otherwise() throws Exception {
            Answer answer = as(People.NOBODY).get("/enterprises/" + Past.KNITTER);
            assertThat(answer.header("Content-Language")).isEqualTo("zh-CN");
            assertThat(answer.body()).contains("<h1 id=\"name\">桐乡针织</h1>").contains("2036年1月31日");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "91330402MA2B00019E",
                    "91330483MA2B00078V",
                    "91330483ma2b00078u",
                    "x",
                    "%3Cscript%3E",
                    "%00",
                    "a%20b"
                })
        void of_whoever_has_not_filed_is_a_page_that_says_so(String code) throws Exception {
            Answer answer = as(People.NOBODY).get("/enterprises/" + code, "Accept-Language", "en");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
            assertThat(answer.header("Content-Type")).startsWith("text/html");
            assertThat(answer.body())
                    .contains("No filed enterprise has this in its name")
                    .contains("name=\"q\"")
                    .doesNotContain("<script");
        }

        @Test
        void under_a_resident_identity_number_is_not_found_without_repeating_it() throws Exception {
            Answer answer = as(People.NOBODY).get("/enterprises/11010519491231002X");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("19491231");
        }
    }

    private Answer search(String query, String... headers) throws Exception {
        return as(People.NOBODY).get("/enterprises?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8), headers);
    }
}
