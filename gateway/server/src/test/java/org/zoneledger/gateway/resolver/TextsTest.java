package org.zoneledger.gateway.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.gateway.provenance.Passport.Text;

class TextsTest {
    private static final Pattern GAP = Pattern.compile("\\{(\\d)");
    private static final Texts ZH = Texts.in(Language.ZH);
    private static final Texts EN = Texts.in(Language.EN);

    @Test
    void have_every_key_in_both_languages() {
        assertThat(ZH.keys()).isEqualTo(EN.keys()).hasSizeGreaterThan(300);
    }

    @Test
    void are_never_empty() {
        for (String key : ZH.keys()) {
            assertThat(ZH.of(key)).as(key).isNotBlank();
            assertThat(EN.of(key)).as(key).isNotBlank();
        }
    }

    @Test
    void leave_the_same_gaps_in_both_languages() {
        for (String key : ZH.keys()) {
            assertThat(gaps(ZH.of(key))).as(key).isEqualTo(gaps(EN.of(key)));
        }
    }

    @Test
    void hold_no_quote_that_would_swallow_a_gap() {
        for (String key : ZH.keys()) {
            assertThat(ZH.of(key) + EN.of(key)).as(key).doesNotContain("'");
        }
    }

    @Test
    void are_chinese_in_the_chinese_bundle() {
        List<String> latin = ZH.keys().stream()
                .filter(key -> ZH.of(key).codePoints().noneMatch(Character::isIdeographic))
                .toList();
        assertThat(latin).containsExactly("site.other");
    }

    @Test
    void name_every_country_of_the_standard() {
        for (String code : Locale.getISOCountries()) {
            assertThat(EN.country(code)).isNotEqualTo(code);
        }
        assertThat(ZH.country("NZ")).isEqualTo("新西兰");
        assertThat(EN.country("de")).isEqualTo("Germany");
        assertThat(EN.country("XX")).isEqualTo("XX");
    }

    @Test
    void say_a_name_in_the_other_language_when_it_has_none_in_this_one() {
        Text onlyChinese = new Text("羊绒衫", "");
        assertThat(EN.name(onlyChinese)).isEqualTo("羊绒衫");
        assertThat(EN.isNamed(onlyChinese)).isFalse();
        assertThat(EN.otherName(onlyChinese)).isEmpty();
        assertThat(EN.otherName(new Text("羊绒衫", "Sweater"))).contains("羊绒衫");
        assertThat(ZH.otherName(new Text("KŌWHAI", "KŌWHAI"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02, 2026-03-02, 2026年3月2日, 2 March 2026",
        "2026-03-02, 2026-03-09, 2026年3月2日至9日, 2 to 9 March 2026",
        "2026-02-28, 2026-03-03, 2026年2月28日至3月3日, 28 February to 3 March 2026",
        "2025-12-30, 2026-01-02, 2025年12月30日至2026年1月2日, 30 December 2025 to 2 January 2026"
    })
    void say_a_span_of_days_without_repeating_themselves(LocalDate from, LocalDate to, String zh, String en) {
        assertThat(ZH.dates(from, to)).isEqualTo(zh);
        assertThat(EN.dates(from, to)).isEqualTo(en);
    }

    @Test
    void leave_alone_what_is_no_date() {
        assertThat(EN.date("soon")).isEqualTo("soon");
    }

    @Test
    void fail_loudly_for_a_key_that_does_not_exist() {
        assertThatThrownBy(() -> EN.of("no.such.key")).hasMessageContaining("no.such.key");
    }

    private static Set<String> gaps(String text) {
        return new TreeSet<>(GAP.matcher(text).results().map(MatchResult::group).toList());
    }
}
