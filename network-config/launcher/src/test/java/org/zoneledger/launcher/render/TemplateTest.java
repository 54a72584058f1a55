package org.zoneledger.launcher.render;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
    @Test
    void refuses_to_leave_a_place_empty() {
        assertThatThrownBy(() -> Template.fill("orderer.yaml", Map.of("node", "customs-orderer")))
                .hasMessageContaining("orderer.yaml wants a value for");
    }

    @Test
    void refuses_a_text_that_is_not_there() {
        assertThatThrownBy(() -> Template.read("nothing.yaml")).hasMessageContaining("nothing.yaml");
    }
}
