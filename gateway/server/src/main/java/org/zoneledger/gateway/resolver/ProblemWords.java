package org.zoneledger.gateway.resolver;

import java.util.List;
import java.util.stream.Stream;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.identifier.Gtin;

/** Puts a refusal into the words of one language. */
final class ProblemWords {
    private final Texts t;

    ProblemWords(Texts t) {
        this.t = t;
    }

    /**
     * Explains a refusal.
     *
     * @param path what was asked for: a GTIN and its qualifiers, percent-encoded
     */
    ProblemView view(Refusal refusal, String path) {
        String gtin = ItemPath.gtin(path);
        return switch (refusal.code()) {
            case GTIN_INVALID ->
                new ProblemView(
                        t.of("problem.gtin.title"), whyNoGtin(gtin), gtin, advice("rescan", "compare", "seller"));
            case NOT_FOUND -> problem("unknown", gtin, advice("compare", "seller"));
            default -> problem("link", path, advice("rescan", "seller"));
        };
    }

    private ProblemView problem(String name, String number, List<String> advice) {
        String key = "problem." + name;
        return new ProblemView(t.of(key + ".title"), List.of(t.of(key + ".text"), t.of(key + ".why")), number, advice);
    }

    private List<String> whyNoGtin(String gtin) {
        if (!gtin.matches("[0-9]{8}|[0-9]{12,14}")) {
            return List.of(t.of("problem.gtin.form"));
        }
        String expected =
                Gtin.withCheckDigit(gtin.substring(0, gtin.length() - 1)).value();
        return List.of(
                t.of("problem.gtin.check", lastDigit(expected), lastDigit(gtin)), t.of("problem.gtin.check.why"));
    }

    private List<String> advice(String... names) {
        return Stream.of(names).map(name -> t.of("problem.advice." + name)).toList();
    }

    private static String lastDigit(String number) {
        return number.substring(number.length() - 1);
    }
}
