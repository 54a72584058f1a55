package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;

/** Asserts that a proposal was refused: status 500, the refusal's JSON as the whole message, and nothing written. */
final class Refused {

    private Refused() {}

    static void with(Code code, String field, Endorsement endorsement) {
        Refusal refusal = mustBe(endorsement);
        assertThat(refusal.code()).as(endorsement.message()).isEqualTo(code);
        assertThat(refusal.field()).as(endorsement.message()).isEqualTo(field);
    }

    static Refusal mustBe(Endorsement endorsement) {
        assertThat(endorsement.status()).as("nothing was refused").isEqualTo(500);
        assertThat(endorsement.payload()).isNullOrEmpty();
        assertThat(endorsement.writes().isEmpty())
                .as("a refusal wrote %s", endorsement.writes())
                .isTrue();
        Refusal refusal = Refusal.find(endorsement.message())
                .orElseThrow(() -> new AssertionError("no refusal: " + endorsement.message()));
        assertThat(endorsement.message()).isEqualTo(refusal.toJson());
        return refusal;
    }
}
