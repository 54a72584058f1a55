package org.zoneledger.launcher.demo;

import java.time.LocalDate;
import java.util.Map;

/** When the agencies gave their words, and why. */
final class Assessments {

    /** Far enough that the demonstration works for years; a real word is good for one. */
    static final LocalDate VALID_TO = LocalDate.parse("2035-12-31");

    private static final Map<String, LocalDate> DAYS = Map.of(
            "customs", LocalDate.parse("2026-04-20"),
            "tax", LocalDate.parse("2026-04-30"),
            "forex", LocalDate.parse("2026-05-15"),
            "market", LocalDate.parse("2026-06-30"),
            "commerce", LocalDate.parse("2026-07-10"));

    private Assessments() {}

    static LocalDate day(String scheme) {
        return DAYS.get(scheme);
    }
}
