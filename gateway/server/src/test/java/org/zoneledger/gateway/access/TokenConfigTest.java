package org.zoneledger.gateway.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenConfigTest {

    private static final String ISSUER = "https://id.example";
    private static final List<String> AUDIENCE = List.of("gateway");

    @TempDir
    Path folder;

    private void check(String server, String issuer, List<String> audience, Path people) {
        new TokenConfig(
                        true,
                        Optional.ofNullable(server),
                        Optional.ofNullable(issuer),
                        audience,
                        Optional.ofNullable(people))
                .mustBeWhole();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {ISSUER, "https://id.example/realms/staff", "http://127.0.0.1:8080", "http://localhost:8080"})
    void takes_an_issuer_that_nobody_on_the_way_can_stand_for(String server) {
        assertThatCode(() -> check(server, server, AUDIENCE, folder)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://id.example", "http://localhost.id.example", "ftp://id.example", "id.example", ""})
    void refuses_an_issuer_that_somebody_on_the_way_could_stand_for(String server) {
        assertThatThrownBy(() -> check(server, ISSUER, AUDIENCE, folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("auth-server-url");
    }

    @Test
    void refuses_to_leave_a_check_out() {
        assertThatThrownBy(() -> check(null, ISSUER, AUDIENCE, folder)).hasMessageContaining("auth-server-url");
        assertThatThrownBy(() -> check(ISSUER, null, AUDIENCE, folder)).hasMessageContaining("token.issuer");
        assertThatThrownBy(() -> check(ISSUER, "any", AUDIENCE, folder)).hasMessageContaining("token.issuer");
        assertThatThrownBy(() -> check(ISSUER, ISSUER, List.of(), folder)).hasMessageContaining("token.audience");
        assertThatThrownBy(() -> check(ISSUER, ISSUER, List.of("any"), folder)).hasMessageContaining("token.audience");
        assertThatThrownBy(() -> check(ISSUER, ISSUER, AUDIENCE, null)).hasMessageContaining("zone.people");
        assertThatThrownBy(() -> check(ISSUER, ISSUER, AUDIENCE, folder.resolve("none")))
                .hasMessageContaining("zone.people");
    }

    @Test
    void asks_for_nothing_where_tokens_are_off() {
        var off = new TokenConfig(false, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        assertThatCode(off::mustBeWhole).doesNotThrowAnyException();
    }
}
