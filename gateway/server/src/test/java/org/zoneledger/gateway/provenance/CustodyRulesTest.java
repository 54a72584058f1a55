package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.index.Custody;
import org.zoneledger.gateway.index.Links.Step;
import org.zoneledger.gateway.provenance.CustodyRules.Gap;
import org.zoneledger.gateway.provenance.CustodyRules.Missing;

class CustodyRulesTest {

    private static final Step MADE = new Step(1, 1, Custody.MADE);
    private static final Step SHIPPED = new Step(2, 2, Custody.SHIPPED);
    private static final Step RECEIVED = new Step(3, 3, Custody.RECEIVED);
    private static final Step VOIDED = new Step(3, 4, Custody.SHIPPING_VOIDED);

    @Nested
    class Moves {

        @Test
        void that_are_received_lack_nothing() {
            assertThat(CustodyRules.moves(List.of(MADE, SHIPPED, RECEIVED), false))
                    .isEmpty();
            assertThat(CustodyRules.moves(List.of(RECEIVED, SHIPPED), false))
                    .as("the order they are given in does not count")
                    .isEmpty();
        }

        @Test
        void that_nobody_received_are_named_by_the_shipping() {
            assertThat(CustodyRules.moves(List.of(SHIPPED), false))
                    .containsExactly(new Gap(Missing.shippedNotReceived, 2));
            assertThat(CustodyRules.moves(List.of(SHIPPED, new Step(4, 9, Custody.SHIPPED)), false))
                    .containsExactly(new Gap(Missing.shippedNotReceived, 2), new Gap(Missing.shippedNotReceived, 9));
        }

        @Test
        void that_nobody_shipped_are_named_by_the_receipt() {
            assertThat(CustodyRules.moves(List.of(MADE, RECEIVED), false))
                    .containsExactly(new Gap(Missing.receivedNotShipped, 3));
        }

        @Test
        void that_were_voided_are_not_missed() {
            assertThat(CustodyRules.moves(List.of(SHIPPED, VOIDED), false)).isEmpty();
        }

        @Test
        void of_a_thing_and_its_box_at_one_moment_are_one_shipment() {
            assertThat(CustodyRules.moves(List.of(SHIPPED, new Step(2, 7, Custody.SHIPPED), RECEIVED), false))
                    .isEmpty();
        }

        @Test
        void of_a_batch_are_gaps_only_when_a_side_is_missing_altogether() {
            Step again = new Step(5, 5, Custody.SHIPPED);
            assertThat(CustodyRules.moves(List.of(SHIPPED, RECEIVED, again), true))
                    .isEmpty();
            assertThat(CustodyRules.moves(List.of(SHIPPED, again), true))
                    .containsExactly(new Gap(Missing.shippedNotReceived, 2));
            assertThat(CustodyRules.moves(List.of(RECEIVED, again), true))
                    .containsExactly(new Gap(Missing.receivedNotShipped, 3), new Gap(Missing.shippedNotReceived, 5));
        }
    }

    @Nested
    class Origin {

        @Test
        void of_what_was_made_first_is_known() {
            assertThat(CustodyRules.origin(List.of(MADE, SHIPPED), false)).isEmpty();
        }

        @Test
        void of_what_nobody_made_is_unknown() {
            assertThat(CustodyRules.origin(List.of(SHIPPED), false)).containsExactly(new Gap(Missing.unknownOrigin, 0));
            assertThat(CustodyRules.origin(List.of(SHIPPED), true)).isEmpty();
        }

        @Test
        void of_what_was_used_before_it_was_made_has_a_hole() {
            assertThat(CustodyRules.origin(List.of(new Step(0, 8, Custody.NOTHING), MADE), false))
                    .containsExactly(new Gap(Missing.usedBeforeMade, 8));
        }
    }
}
