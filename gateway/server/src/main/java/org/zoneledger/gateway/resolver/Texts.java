package org.zoneledger.gateway.resolver;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.zoneledger.gateway.provenance.Passport;

/** Every fixed text of the pages, in one language. */
public final class Texts {
    private static final List<String> BUNDLES =
            List.of("page", "step", "country", "desk", "verify", "scan", "log", "audit", "credit", "work");
    private static final Texts ZH = new Texts(Language.ZH);
    private static final Texts EN = new Texts(Language.EN);

    private final Language language;
    private final Properties texts;

    private Texts(Language language) {
        this.language = language;
        this.texts = load(language);
    }

    public static Texts in(Language language) {
        return language == Language.ZH ? ZH : EN;
    }

    public Language language() {
        return language;
    }

    Set<String> keys() {
        return texts.stringPropertyNames();
    }

    /**
     * A text by its key.
     *
     * @throws IllegalArgumentException when there is none
     */
    public String of(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("No text " + key + " in " + language));
    }

    /** A text by its key, with its gaps filled. */
    public String of(String key, Object... values) {
        return new MessageFormat(of(key), language.locale()).format(values);
    }

    /** A text by its key, if there is one. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(texts.getProperty(key));
    }

    /** The name in this language, or in the other one when it has none. */
    String name(Passport.Text name) {
        return isNamed(name) ? own(name) : Objects.requireNonNullElse(others(name), "");
    }

    /** Whether a name has a wording in this language. */
    boolean isNamed(Passport.Text name) {
        return isPresent(own(name));
    }

    /** The wording in the other language, when it is a different one. */
    Optional<String> otherName(Passport.Text name) {
        return Optional.ofNullable(others(name)).filter(other -> !other.isBlank() && !other.equals(name(name)));
    }

    /** A country by its ISO 3166-1 alpha-2 code; the code itself when it is not assigned. */
    String country(String code) {
        return find("country." + code.toUpperCase(Locale.ROOT)).orElse(code);
    }

    /** A date given as yyyy-mm-dd; the text itself when it is none. */
    public String date(String text) {
        try {
            return date(LocalDate.parse(text));
        } catch (DateTimeException notADate) {
            return text;
        }
    }

    String date(LocalDate date) {
        return format(date, language == Language.ZH ? "y年M月d日" : "d MMMM y");
    }

    /** A span of days without saying the month or year twice. */
    String dates(LocalDate from, LocalDate to) {
        if (from.equals(to)) {
            return date(from);
        }
        boolean sameYear = from.getYear() == to.getYear();
        boolean sameMonth = sameYear && from.getMonth() == to.getMonth();
        if (language == Language.ZH) {
            return date(from) + "至" + format(to, sameMonth ? "d日" : sameYear ? "M月d日" : "y年M月d日");
        }
        return format(from, sameMonth ? "d" : sameYear ? "d MMMM" : "d MMMM y") + " to " + date(to);
    }

    /** An enumeration: 甲、乙 or A, B. */
    public String list(List<String> items) {
        return String.join(language == Language.ZH ? "、" : ", ", items);
    }

    private String own(Passport.Text name) {
        return language == Language.ZH ? name.zh() : name.en();
    }

    private String others(Passport.Text name) {
        return language == Language.ZH ? name.en() : name.zh();
    }

    private String format(LocalDate date, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, language.locale()).format(date);
    }

    private static boolean isPresent(String text) {
        return text != null && !text.isBlank();
    }

    private static Properties load(Language language) {
        Properties loaded = new Properties();
        for (String bundle : BUNDLES) {
            String file = bundle + "_" + language.code() + ".properties";
            try (InputStream in = Texts.class.getResourceAsStream(file)) {
                loaded.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        }
        return loaded;
    }
}
