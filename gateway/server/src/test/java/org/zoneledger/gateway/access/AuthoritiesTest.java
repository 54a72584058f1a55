package org.zoneledger.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.TestAuthority;
import org.zoneledger.gateway.peer.TestAuthority.Credential;

class AuthoritiesTest {

    private static final TestAuthority PEOPLE = TestAuthority.named("people");
    private static final Credential OFFICER = PEOPLE.holding("officer");
    private static final Credential DISMISSED = PEOPLE.holding("officer");
    private final Instant now = Instant.now();

    private final Authorities authorities =
            new Authorities(List.of(PEOPLE.root()), List.of(PEOPLE.revoking(DISMISSED)));

    @Test
    void vouch_for_whom_they_certified_and_have_not_revoked() {
        assertThat(authorities.vouchFor(OFFICER.certificate(), now)).isTrue();
        assertThat(authorities.vouchFor(DISMISSED.certificate(), now)).isFalse();
    }

    @Test
    void do_not_vouch_before_and_after_the_time_of_a_certificate() {
        assertThat(authorities.vouchFor(OFFICER.certificate(), now.plus(Duration.ofDays(2))))
                .isFalse();
        assertThat(authorities.vouchFor(OFFICER.certificate(), now.minus(Duration.ofDays(2))))
                .isFalse();
    }

    @Test
    void do_not_vouch_for_people_of_another_authority_even_of_the_same_name() {
        TestAuthority namesake = TestAuthority.named("people");
        assertThat(authorities.vouchFor(namesake.holding("officer").certificate(), now))
                .isFalse();
    }
}
