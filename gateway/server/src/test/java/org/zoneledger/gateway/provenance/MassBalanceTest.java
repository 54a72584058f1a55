package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.provenance.MassBalance.Unexplained;

class MassBalanceTest {

    private static final String YARN = SupplyChain.batch(1);
    private static final String SWEATERS = SupplyChain.batch(2);

    private static ObjectNode weighed(ObjectNode event, String list, double quantity, String uom) {
        ObjectNode element = (ObjectNode) event.path(list).path(0);
        element.put("quantity", quantity);
        if (!uom.isEmpty()) {
            element.put("uom", uom);
        }
        return event;
    }

    private static ObjectNode spinning(double quantity) {
        return weighed(
                SupplyChain.move(1, "commissioning", YARN).put("action", "ADD"), "quantityList", quantity, "KGM");
    }

    private static ObjectNode knitting(double in, double out, String uom) {
        ObjectNode event = SupplyChain.transformation(2, List.of(YARN), List.of(SWEATERS));
        return weighed(weighed(event, "inputQuantityList", in, "KGM"), "outputQuantityList", out, uom);
    }

    @Test
    void a_batch_of_which_more_was_used_than_made_is_not_explained() {
        assertThat(MassBalance.ofThing(YARN, List.of(spinning(100), knitting(80, 1, ""), knitting(20.5, 1, ""))))
                .contains(List.of(new Unexplained("batch", "KGM", "100", "100.5", "0.5")));
    }

    @Test
    void a_batch_that_is_left_over_is_explained() {
        assertThat(MassBalance.ofThing(YARN, List.of(spinning(100), knitting(80, 1, ""))))
                .contains(List.of());
    }

    @Test
    void nothing_is_said_when_a_quantity_is_not_shown() {
        ObjectNode sealed = SupplyChain.transformation(2, List.of(YARN), List.of(SWEATERS));
        assertThat(MassBalance.ofThing(YARN, List.of(spinning(100), sealed))).isEmpty();
        assertThat(MassBalance.ofProcess(sealed)).isEmpty();
        assertThat(MassBalance.ofThing(YARN, List.of(knitting(80, 1, ""))))
                .as("nobody said how much was made")
                .isEmpty();
    }

    @Test
    void a_process_that_gives_more_of_a_unit_than_it_took_is_not_explained() {
        assertThat(MassBalance.ofProcess(knitting(10, 11, "KGM")))
                .contains(List.of(new Unexplained("process", "KGM", "10", "11", "1")));
        assertThat(MassBalance.ofProcess(knitting(10, 10, "KGM"))).contains(List.of());
        assertThat(MassBalance.ofProcess(knitting(10, 200, "")))
                .as("pieces out of kilograms cannot be compared")
                .contains(List.of());
    }
}
