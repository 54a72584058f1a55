package org.zoneledger.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.zoneledger.domain.Refusal.Code;

/** Asserts that something is refused with this code at this field. */
public final class Refused {

    private Refused() {}

    public static void with(Code code, String field, Runnable action) {
        RefusalException refused = catchThrowableOfType(RefusalException.class, action::run);
        assertThat(refused).as("nothing was refused").isNotNull();
        assertThat(refused.refusal().code()).as(refused.getMessage()).isEqualTo(code);
        assertThat(refused.refusal().field()).as(refused.getMessage()).isEqualTo(field);
    }
}
