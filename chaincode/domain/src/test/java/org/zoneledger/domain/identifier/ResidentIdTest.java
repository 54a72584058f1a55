package org.zoneledger.domain.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResidentIdTest {
    private final ResidentId id = ResidentId.parse("330402199001010019");

    @Test
    void nothing_returns_the_number() {
        assertThat(Arrays.stream(ResidentId.class.getMethods())
                        .filter(m -> m.getDeclaringClass() == ResidentId.class && !Modifier.isStatic(m.getModifiers()))
                        .map(Method::getName))
                .containsExactlyInAnyOrder("toString", "isBornAfter");
        assertThat(id).hasToString("ResidentId[masked]");
    }

    @Test
    void it_cannot_be_serialised() {
        assertThat(id).isNotInstanceOf(Serializable.class);
        assertThatThrownBy(() -> new ObjectMapper().writeValueAsString(id))
                .isInstanceOf(InvalidDefinitionException.class);
    }

    @Test
    void knows_a_birth_date_in_the_future() {
        assertThat(id.isBornAfter(LocalDate.of(1989, 12, 31))).isTrue();
        assertThat(id.isBornAfter(LocalDate.of(1990, 1, 1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "buyer 330402199001010019 paid",
                "收货人身份证：330402199001010019，电话",
                "ID330402199001010019END",
                "0330402199001010019",
                "330402-19900101-0019",
                "330402 19900101 0019",
                "３３０４０２１９９００１０１００１９",
                "11010519491231002x"
            })
    void is_found_in_free_text(String text) {
        assertThat(ResidentId.occursIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "330402199001010018",
                "330402199002300018",
                "914403001922038216",
                "169300000000000018",
                "https://id.gs1.org/01/16930000000018/10/B20260115",
                "2026-01-15T08:00:00.000Z"
            })
    void is_not_found_where_there_is_none(String text) {
        assertThat(ResidentId.occursIn(text)).isFalse();
    }
}
