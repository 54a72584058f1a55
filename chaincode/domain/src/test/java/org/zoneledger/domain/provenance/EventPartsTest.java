package org.zoneledger.domain.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;

class EventPartsTest {

    private static final Instant AT = Instant.parse("2026-11-24T00:00:00Z");
    private static final byte[] SEED = "sixteen bytes of".getBytes(StandardCharsets.UTF_8);
    private static final ObjectNode SALE =
            event("{'type':'ObjectEvent','epcList':['e'],'bizTransactionList':[{'type':'po','bizTransaction':'PO1'}],"
                    + "'quantityList':[{'epcClass':'c','quantity':12.5,'uom':'KGM'}]}");

    @Nested
    class Split {

        @Test
        void divides_an_event_as_the_policy_says() {
            EventParts parts = EventParts.split(SALE, SEED, AT);
            assertThat(parts.restricted().values())
                    .isEqualTo(event("{'/bizTransactionList':[{'type':'po','bizTransaction':'PO1'}],"
                            + "'/quantityList/0/quantity':12.5,'/quantityList/0/uom':'KGM'}"));
            assertThat(parts.open().get(EventParts.SEALED))
                    .isEqualTo(parts.restricted().digests());
            assertThat(parts.open().at("/quantityList/0")).isEqualTo(event("{'epcClass':'c'}"));
        }

        @Test
        void restricts_what_the_policy_does_not_name_wherever_it_stands() {
            ObjectNode event =
                    event("{'type':'ObjectEvent','ns1:dye':{'ns1:code':'x'},'readPoint':{'id':'p','ns1:gate':'4'},"
                            + "'ilmd':{'cbvmda:lotNumber':'B1','ns1:cost':'7'},'bizLocation':'not an object','quantityList':['c'],"
                            + "'sensorElementList':[{'sensorReport':[{'type':'Temperature','value':4}]}],'made up':7}");
            EventParts parts = EventParts.split(event, SEED, AT);
            ObjectNode open = parts.open().deepCopy();
            open.remove(EventParts.SEALED);
            assertThat(open)
                    .isEqualTo(event("{'type':'ObjectEvent','readPoint':{'id':'p'},'ilmd':{'cbvmda:lotNumber':'B1'}}"));
            assertThat(parts.restricted().values().fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder(
                            "/ns1:dye",
                            "/readPoint/ns1:gate",
                            "/ilmd/ns1:cost",
                            "/bizLocation",
                            "/quantityList",
                            "/sensorElementList",
                            "/made up");
            assertThat(parts.join()).isEqualTo(event);
        }

        @Test
        void leaves_no_empty_frame_of_a_field_that_is_restricted_whole() {
            ObjectNode event = event("{'type':'ObjectEvent','ilmd':{'ns1:cost':'7','ns1:dye':'x'}}");
            EventParts parts = EventParts.split(event, SEED, AT);
            assertThat(parts.open().has("ilmd")).isFalse();
            assertThat(parts.restricted().values()).isEqualTo(event("{'/ilmd':{'ns1:cost':'7','ns1:dye':'x'}}"));
            assertThat(parts.join()).isEqualTo(event);
        }

        @Test
        void leaves_the_event_that_it_was_given_as_it_was() {
            ObjectNode before = SALE.deepCopy();
            EventParts.split(SALE, SEED, AT);
            assertThat(SALE).isEqualTo(before);
        }

        @Test
        void refuses_an_event_that_comes_with_digests_of_its_own() {
            ObjectNode event = SALE.deepCopy();
            event.putObject(EventParts.SEALED);
            Refused.with(Code.FIELD_UNKNOWN, EventParts.SEALED, () -> EventParts.split(event, SEED, AT));
        }
    }

    @Nested
    class Reveal {

        private final EventParts parts = EventParts.split(SALE, SEED, AT);

        @Test
        void puts_restricted_fields_back_with_what_proves_them() {
            ObjectNode whole = EventParts.reveal(parts.open(), parts.restricted());
            assertThat(whole.remove(EventParts.SEALED))
                    .isEqualTo(parts.restricted().digests());
            assertThat(whole.remove(EventParts.SALTS))
                    .isEqualTo(parts.restricted().salts());
            assertThat(whole).isEqualTo(SALE);
        }

        @Test
        void shows_the_public_event_to_somebody_who_holds_nothing() {
            ObjectNode shown = EventParts.reveal(parts.open(), Sealed.none());
            assertThat(shown).isEqualTo(parts.open()).isNotSameAs(parts.open());
        }

        @Test
        void changes_neither_part() {
            ObjectNode open = parts.open().deepCopy();
            ObjectNode values = parts.restricted().values().deepCopy();
            EventParts.reveal(parts.open(), parts.restricted()).put("type", "changed");
            assertThat(parts.open()).isEqualTo(open);
            assertThat(parts.restricted().values()).isEqualTo(values);
        }

        @Test
        void refuses_fields_of_another_event() {
            ObjectNode other = SALE.deepCopy();
            other.withArray("/bizTransactionList").addObject().put("type", "inv");
            Sealed restricted = EventParts.split(other, SEED, AT).restricted();
            Refused.with(Code.RESTRICTED_MISMATCH, "restricted", () -> EventParts.reveal(parts.open(), restricted));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "uom", "/", "/type", "/epcList/0", "/epcList/7", "/quantityList/1/uom", "/type/uom"})
        void refuses_a_field_that_has_no_place_in_the_event(String pointer) {
            Sealed restricted =
                    Sealed.seal(JsonNodeFactory.instance.objectNode().put(pointer, "x"), SEED);
            ObjectNode open =
                    event("{'type':'ObjectEvent','epcList':['e'],'':'taken','quantityList':[{'epcClass':'c'}]}");
            open.set(EventParts.SEALED, restricted.digests());
            Refused.with(Code.RESTRICTED_MISMATCH, "restricted", () -> EventParts.reveal(open, restricted));
        }
    }

    private static ObjectNode event(String text) {
        return (ObjectNode) CanonicalJson.read(text.replace('\'', '"'));
    }
}
