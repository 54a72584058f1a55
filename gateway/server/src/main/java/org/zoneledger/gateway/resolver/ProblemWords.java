package org.zoneledger.gateway.resolver;

import java.util.List;
import java.util.stream.Stream;
import org.zoneledger.domain.Refusal;

/** Puts a refusal into the words of one language. */
final class ProblemWords {
    private final Texts t;

    ProblemWords(Texts t) {
        this.t = t;
    }

    /**
     * Explains a refusal.
     *
     * @param path what was asked for: an SSCC, or a GTIN and its qualifiers, percent-encoded
     */
    ProblemView view(Refusal refusal, String path) {
        String gtin = ItemPath.gtin(path);
        return switch (refusal.code()) {
            case GTIN_INVALID -> wrongKey("gtin", refusal, gtin);
            case SSCC_INVALID -> wrongKey("sscc", refusal, gtin);
            case GLN_INVALID -> wrongKey("gln", refusal, gtin);
            case NOT_FOUND ->
                switch (refusal.field()) {
                    case "linkType" -> problem("linkType", gtin, advice("seller"));
                    case "sscc" -> problem("unit", gtin, advice("compare", "seller"));
                    default -> problem("unknown", gtin, advice("compare", "seller"));
                };
            default -> problem("link", path, advice("rescan", "seller"));
        };
    }

    private ProblemView problem(String name, String number, List<String> advice) {
        String key = "problem." + name;
        return new ProblemView(t.of(key + ".title"), List.of(t.of(key + ".text"), t.of(key + ".why")), number, advice);
    }

    private ProblemView wrongKey(String kind, Refusal refusal, String key) {
        String name = "problem." + kind;
        List<String> why = CheckDigits.expected(refusal.code(), key)
                .map(expected -> List.of(
                        t.of(name + ".check", expected, key.substring(key.length() - 1), key.length()),
                        t.of("problem.check.why")))
                .orElseGet(() -> List.of(t.of(name + ".form")));
        return new ProblemView(t.of(name + ".title"), why, key, advice("rescan", "compare", "seller"));
    }

    private List<String> advice(String... names) {
        return Stream.of(names).map(name -> t.of("problem.advice." + name)).toList();
    }
}
