package org.zoneledger.gateway.resolver;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A language that the pages for consumers speak. */
public enum Language {
    ZH("zh", "zh-CN", Locale.SIMPLIFIED_CHINESE),
    EN("en", "en", Locale.ENGLISH);

    private final String code;
    private final String tag;
    private final Locale locale;

    Language(String code, String tag, Locale locale) {
        this.code = code;
        this.tag = tag;
        this.locale = locale;
    }

    /** BCP 47 tag for the lang attribute. */
    public String tag() {
        return tag;
    }

    /** What {@code ?lang=} calls it. */
    public String code() {
        return code;
    }

    public Language other() {
        return this == ZH ? EN : ZH;
    }

    Locale locale() {
        return locale;
    }

    /**
     * The language asked for, else the best of those accepted, else Chinese.
     *
     * @param asked value of {@code ?lang=}, or null
     * @param accepted Accept-Language (RFC 9110, section 12.5.4), or null
     */
    public static Language choose(String asked, String accepted) {
        return named(asked).or(() -> best(accepted)).orElse(ZH);
    }

    private static Optional<Language> named(String code) {
        return Stream.of(values())
                .filter(language -> language.code.equalsIgnoreCase(code))
                .findFirst();
    }

    private static Optional<Language> best(String accepted) {
        if (accepted == null || accepted.isBlank()) {
            return Optional.empty();
        }
        try {
            List<String> codes = Stream.of(values()).map(Language::code).toList();
            return named(Locale.lookupTag(Locale.LanguageRange.parse(accepted), codes));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
