package org.zoneledger.domain.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.canonical.CanonicalJson;

class EventFormTest {

    @Nested
    class Canonical {

        @ParameterizedTest
        @MethodSource("org.zoneledger.domain.provenance.EventRulesTest#valid")
        void is_what_it_stays_when_it_is_written_and_read_again(Path vector) throws IOException {
            ObjectNode event = EventForm.canonical(
                    (ObjectNode) CanonicalJson.read(Files.readAllBytes(vector)).path("event"), null);
            JsonNode again = CanonicalJson.read(CanonicalJson.bytes(event));
            assertThat(EventForm.canonical((ObjectNode) again, null))
                    .isEqualTo(again)
                    .isEqualTo(event);
        }

        @ParameterizedTest
        @CsvSource({
            "urn:epc:id:sgtin:6930000.100001.A001, https://id.gs1.org/01/16930000000018/21/A001",
            "https://shop.example/x/01/16930000000018/10/B1/21/A001?17=270131, https://id.gs1.org/01/16930000000018/21/A001",
            "urn:epc:id:grai:4012345.55555.987, https://id.gs1.org/8003/04012345555554987",
            "' urn:epc:id:sscc:6930000.1000000001 ', https://id.gs1.org/00/169300000000000018",
            "A001, A001"
        })
        void names_a_thing_by_its_finest_key_on_the_canonical_domain(String epc, String canonical) {
            ObjectNode event = event("{'epcList':[]}");
            event.withArray("/epcList").add(epc);
            assertThat(canonical(event).at("/epcList/0").asText()).isEqualTo(canonical);
        }

        @ParameterizedTest
        @CsvSource({
            "urn:epcglobal:cbv:bizstep:shipping, shipping",
            "https://ref.gs1.org/cbv/BizStep-shipping, shipping",
            "cbv:BizStep-shipping, shipping",
            "shipping, shipping",
            "https://zoneledger.org/ns/BizStep-transforming, transforming",
            "mill:dyeing, https://vocab.example.org/dyeing",
            "https://vocab.example.org/dyeing, https://vocab.example.org/dyeing"
        })
        void writes_standard_words_bare_and_others_in_full(String word, String canonical) {
            ObjectNode event =
                    event("{'@context':{'mill':'https://vocab.example.org/'}}").put("bizStep", word);
            assertThat(canonical(event)).isEqualTo(event("{'bizStep':'" + canonical + "'}"));
        }

        @ParameterizedTest
        @CsvSource({
            "2026-01-16T09:30:00.1415+08:00, 2026-01-16T01:30:00.142Z",
            "2026-01-16T09:30:00.1414999+08:00, 2026-01-16T01:30:00.141Z",
            "2026-01-16T01:30:00Z, 2026-01-16T01:30:00.000Z",
            "2026-01-15T23:59:59.9996Z, 2026-01-16T00:00:00.000Z",
            "yesterday, yesterday"
        })
        void gives_times_in_universal_time_with_three_decimals(String time, String canonical) {
            assertThat(canonical(event("{}").put("eventTime", time))
                            .path("eventTime")
                            .asText())
                    .isEqualTo(canonical);
        }

        @Test
        void gives_numbers_without_needless_zeros() {
            ObjectNode event = event("{'quantityList':[{'quantity':200.0},{'quantity':0.50},{'quantity':1e2}]}");
            assertThat(CanonicalJson.text(canonical(event)))
                    .isEqualTo("{\"quantityList\":[{\"quantity\":200},{\"quantity\":0.5},{\"quantity\":100}]}");
        }

        @Test
        void numbers_the_namespaces_of_extensions_in_their_order_and_lists_them() {
            JsonNode context = event(
                            "{'c':['https://ref.gs1.org/x',{'b':'https://b.example/','a':'https://a.example/'}]}")
                    .path("c");
            ObjectNode event = event("{'b:x':1,'a:y':[true],'https://a.example/z':{'b:w':['1','2']},"
                    + "'z:here':'u','cbvmda:lotNumber':'L'}");
            assertThat(EventForm.canonical(event, context))
                    .isEqualTo(event("{'@context':{'ns1':'https://a.example/','ns2':'https://b.example/'},'ns2:x':'1',"
                            + "'ns1:y':'true','ns1:z':{'ns2:w':['1','2']},'z:here':'u','cbvmda:lotNumber':'L'}"));
        }

        @Test
        void gives_the_zones_fields_their_prefix_whatever_the_document_calls_it() {
            JsonNode context = event("{'z':'https://zoneledger.org/ns/','zone':'https://other.example/'}");
            assertThat(EventForm.canonical(event("{'z:place':{'zh':' 桐乡 '},'zone:place':'x'}"), context))
                    .isEqualTo(event("{'zone:place':{'zh':'桐乡'},'@context':{'ns1':'https://other.example/'},"
                            + "'ns1:place':'x'}"));
        }

        @Test
        void leaves_out_the_record_time_which_the_ledger_sets() {
            assertThat(canonical(event("{'type':'x','recordTime':'2026-01-01T00:00:00Z'}")))
                    .isEqualTo(event("{'type':'x'}"));
        }

        @Test
        void refuses_two_names_for_one_field_and_a_context_that_cannot_be_read() {
            JsonNode context = event("{'a':'https://a.example/','b':'https://a.example/'}");
            Refused.with(Code.MALFORMED, "", () -> EventForm.canonical(event("{'a:x':'1','b:x':'2'}"), context));
            Refused.with(Code.MALFORMED, "@context", () -> canonical(event("{'@context':7}")));
            Refused.with(Code.MALFORMED, "@context", () -> canonical(event("{'@context':{'a':'no namespace'}}")));
        }

        @Test
        void leaves_the_event_that_it_was_given_as_it_was() {
            ObjectNode event = event("{'eventTime':'2026-01-16T09:30:00+08:00','a:x':[1]}");
            ObjectNode before = event.deepCopy();
            canonical(event);
            assertThat(event).isEqualTo(before);
        }

        private static ObjectNode canonical(ObjectNode event) {
            return EventForm.canonical(event, null);
        }
    }

    private static ObjectNode event(String text) {
        return (ObjectNode) CanonicalJson.read(text.replace('\'', '"'));
    }
}
