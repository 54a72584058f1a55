package org.zoneledger.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

class ProblemTest {

    @ParameterizedTest
    @EnumSource
    void a_refusal_keeps_its_code_and_field_and_is_never_the_gateways_fault(Code code) {
        Problem problem = Problem.of(new Refusal(code, "restricted.score", "one sentence"));
        assertThat(problem.code()).isEqualTo(code.name());
        assertThat(problem.type()).isEqualTo("urn:zoneledger:problem:" + code);
        assertThat(problem.field()).isEqualTo("restricted.score");
        assertThat(problem.detail()).isEqualTo("one sentence");
        assertThat(problem.status()).isBetween(400, 499);
    }

    @Test
    void statuses_are_those_that_clients_rely_on() {
        assertStatus(400, Code.MALFORMED);
        assertStatus(403, Code.NOT_PERMITTED, Code.NOT_OWNER, Code.NOT_GRANTED);
        assertStatus(404, Code.NOT_FOUND);
        assertStatus(409, Code.WRONG_STATE, Code.VERSION_CONFLICT, Code.ID_REUSED);
        assertStatus(413, Code.TOO_LARGE);
        Set<Code> others = EnumSet.allOf(Code.class);
        others.removeAll(Set.of(
                Code.MALFORMED,
                Code.NOT_PERMITTED,
                Code.NOT_OWNER,
                Code.NOT_GRANTED,
                Code.NOT_FOUND,
                Code.WRONG_STATE,
                Code.VERSION_CONFLICT,
                Code.ID_REUSED,
                Code.TOO_LARGE));
        assertStatus(422, others.toArray(Code[]::new));
    }

    @Test
    void only_what_may_be_sent_again_is_unavailable() {
        for (GatewayCode code : GatewayCode.values()) {
            assertThat(Problem.of(code, "").status() == 503)
                    .as(code.name())
                    .isEqualTo(Set.of(
                                    GatewayCode.LEDGER_UNAVAILABLE,
                                    GatewayCode.OUTCOME_UNKNOWN,
                                    GatewayCode.BUSY,
                                    GatewayCode.ISSUER_UNAVAILABLE,
                                    GatewayCode.OWNER_UNAVAILABLE)
                            .contains(code));
        }
    }

    @Test
    void no_code_means_two_things() {
        for (GatewayCode code : GatewayCode.values()) {
            assertThat(Code.values()).extracting(Code::name).doesNotContain(code.name());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405, 406, 413, 415})
    void a_status_that_http_knows_becomes_a_problem_of_the_same_status(int status) {
        assertThat(Problem.of(status).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 408, 410, 414, 431})
    void any_other_fault_of_the_sender_is_malformed(int status) {
        assertThat(Problem.of(status).code()).isEqualTo("MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 502, 599})
    void any_other_fault_is_the_gateways(int status) {
        assertThat(Problem.of(status).code()).isEqualTo("INTERNAL");
        assertThat(Problem.of(status).status()).isEqualTo(500);
    }

    private static void assertStatus(int status, Code... codes) {
        for (Code code : codes) {
            assertThat(Problem.of(new Refusal(code, "", "")).status())
                    .as(code.name())
                    .isEqualTo(status);
        }
    }
}
