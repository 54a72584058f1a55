package org.zoneledger.gateway.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tile or a bundle is found (C2SP tlog-tiles): {@code x001/x234/067} is number 1234067, {@code .p/12} its first 12 hashes.
 *
 * @param width 256 for a whole one
 */
record TilePath(long number, int width) {

    private static final Pattern PATH =
            Pattern.compile("((?:x[0-9]{3}/){0,5})([0-9]{3})(?:\\.p/([1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?");

    private static final int WHOLE = 256;

    /** Reads a path; nothing where it is none, or not the only one of its number. */
    static Optional<TilePath> read(String path) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches() || parts.group(1).startsWith("x000/")) {
            return Optional.empty();
        }
        String digits = parts.group(1).replaceAll("[x/]", "") + parts.group(2);
        return Optional.of(new TilePath(
                Long.parseLong(digits), parts.group(3) == null ? WHOLE : Integer.parseInt(parts.group(3))));
    }
}
