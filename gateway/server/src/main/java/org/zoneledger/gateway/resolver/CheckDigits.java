package org.zoneledger.gateway.resolver;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.identifier.Gln;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Sscc;

/** Says what the check digit of a mistyped GS1 key should be. */
final class CheckDigits {
    private CheckDigits() {}

    /**
     * The check digit that the digits before it ask for.
     *
     * @param code whose key it is: GTIN_INVALID, SSCC_INVALID or GLN_INVALID
     * @return empty when the form is wrong, so that no digit would mend it
     */
    static Optional<String> expected(Refusal.Code code, String key) {
        return switch (code) {
            case GTIN_INVALID ->
                last(key, "[0-9]{8}|[0-9]{12,14}", body -> Gtin.withCheckDigit(body)
                        .value());
            case SSCC_INVALID ->
                last(key, "[0-9]{18}", body -> Sscc.withCheckDigit(body).value());
            case GLN_INVALID ->
                last(key, "[0-9]{13}", body -> Gln.withCheckDigit(body).value());
            default -> Optional.empty();
        };
    }

    /** The same refusal, saying which digit is wrong and what it should be when that is the flaw. */
    static Refusal explained(Refusal refusal, String key) {
        return expected(refusal.code(), key)
                .map(digit -> new Refusal(
                        refusal.code(),
                        refusal.field(),
                        "The check digit is wrong: digit " + key.length() + ", the last one, should be " + digit
                                + " by the digits before it."))
                .orElse(refusal);
    }

    private static Optional<String> last(String key, String form, UnaryOperator<String> complete) {
        if (!key.matches(form)) {
            return Optional.empty();
        }
        String whole = complete.apply(key.substring(0, key.length() - 1));
        return Optional.of(whole.substring(whole.length() - 1));
    }
}
