package org.zoneledger.gateway.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
    @Test
    void is_chinese_when_nothing_is_asked() {
        assertThat(Language.choose(null, null)).isEqualTo(Language.ZH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en-GB,en;q=0.9 | EN",
                "zh-CN,zh;q=0.9,en;q=0.8 | ZH",
                "zh-Hant-TW | ZH",
                "fr-FR, en;q=0.5, zh;q=0.4 | EN",
                "en;q=0.3, zh;q=0.9 | ZH",
                "fr, en;q=0 | ZH",
                "* | ZH",
                "de | ZH"
            })
    void follows_the_readers_own_order(String accepted, Language expected) {
        assertThat(Language.choose(null, accepted)).isEqualTo(expected);
    }

    @Test
    void of_the_link_goes_before_that_of_the_browser() {
        assertThat(Language.choose("zh", "en")).isEqualTo(Language.ZH);
        assertThat(Language.choose("EN", "zh")).isEqualTo(Language.EN);
    }

    @Test
    void of_the_link_is_ignored_when_it_is_unknown() {
        assertThat(Language.choose("klingon", "en")).isEqualTo(Language.EN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";;", "en;q=x", "q=1", "\u0000", "e-", "en;q=9"})
    void is_chinese_when_the_browser_sends_noise(String noise) {
        assertThat(Language.choose(null, noise)).isEqualTo(Language.ZH);
    }
}
