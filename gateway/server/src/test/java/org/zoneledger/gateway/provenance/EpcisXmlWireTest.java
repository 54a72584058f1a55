package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.provenance.EventForm;
import org.zoneledger.domain.provenance.EventHash;
import org.zoneledger.domain.provenance.EventRules;
import org.zoneledger.domain.provenance.Page;

class EpcisXmlWireTest {

    private static final Path VECTORS = Path.of("..", "..", "chaincode", "domain", "src", "vectors", "event-hash");
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final byte[] SEED = "sixteen bytes of".getBytes(StandardCharsets.UTF_8);

    static List<Path> vectors() throws IOException {
        try (Stream<Path> files = Files.list(VECTORS)) {
            return files.filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void gives_the_event_of_an_xml_document_the_hash_of_the_same_event_in_json(Path xml) throws IOException {
        JsonNode document = EpcisXmlWire.document(Files.readAllBytes(xml));
        Path json = xml.resolveSibling(xml.getFileName().toString().replace(".xml", ".json"));
        assertThat(EventHash.of(event(document)))
                .isEqualTo(CanonicalJson.read(Files.readAllBytes(json))
                        .path("hash")
                        .asText());
    }

    @Nested
    class Journey {

        private static final String URNS =
                "{'@context':['c',{'z':'https://zoneledger.org/ns/','m':'https://mill.example/'}],"
                        + "'type':'EPCISDocument','schemaVersion':'2.0','epcisBody':{'eventList':["
                        + "{'type':'ObjectEvent','eventTime':'2026-01-15T16:00:00+08:00','eventTimeZoneOffset':'+08:00','eventID':'urn:uuid:1',"
                        + "'epcList':['urn:epc:id:sgtin:6930000.100001.A001'],'action':'ADD','bizStep':'urn:epcglobal:cbv:bizstep:commissioning',"
                        + "'disposition':'urn:epcglobal:cbv:disp:active','readPoint':{'id':'urn:epc:id:sgln:6930000.00001.0','m:gate':'G4'},"
                        + "'ilmd':{'cbvmda:lotNumber':'B1','m:dyes':['navy','white']},'z:place':{'zh':'桐乡','country':'CN'},'m:shift':2},"
                        + "{'type':'AggregationEvent','eventTime':'2026-01-15T09:00:00Z','eventTimeZoneOffset':'+08:00',"
                        + "'parentID':'urn:epc:id:sscc:6930000.1000000001','childEPCs':['urn:epc:id:sgtin:6930000.100001.A001'],"
                        + "'childQuantityList':[{'epcClass':'urn:epc:class:lgtin:6930000.100001.B1','quantity':200.0,'uom':'KGM'}],'action':'ADD'},"
                        + "{'type':'TransactionEvent','eventTime':'2026-01-16T09:30:00.1415+08:00','eventTimeZoneOffset':'+08:00',"
                        + "'bizTransactionList':[{'type':'po','bizTransaction':'urn:epc:id:gdti:4012345.11111.123'}],"
                        + "'epcList':['urn:epc:id:sscc:6930000.1000000001'],'action':'ADD','sensorElementList':[{'sensorMetadata':"
                        + "{'time':'2026-01-16T09:00:00+08:00'},'sensorReport':[{'type':'gs1:Temperature','value':4.50,'booleanValue':true}]}],"
                        + "'errorDeclaration':{'declarationTime':'2026-01-17T00:00:00Z','reason':'urn:epcglobal:cbv:er:incorrect_data',"
                        + "'correctiveEventIDs':['urn:uuid:2']},'persistentDisposition':{'set':['completeness_verified']},"
                        + "'certificationInfo':['https://c.example/1']}]}}";

        private static final String LINKS =
                "{'@context':[{'zone':'https://zoneledger.org/ns/','mill':'https://mill.example/'}],"
                        + "'type':'EPCISDocument','schemaVersion':'2.0','epcisBody':{'eventList':["
                        + "{'type':'ObjectEvent','eventTime':'2026-01-15T08:00:00.000Z','eventTimeZoneOffset':'+08:00','eventID':'urn:uuid:1',"
                        + "'epcList':['https://shop.example/01/16930000000018/10/B1/21/A001?17=270131'],'action':'ADD','bizStep':'commissioning',"
                        + "'disposition':'https://ref.gs1.org/cbv/Disp-active','readPoint':{'id':'https://id.gs1.org/414/6930000000011',"
                        + "'mill:gate':['G4']},'ilmd':{'cbvmda:lotNumber':'B1','https://mill.example/dyes':['navy','white']},"
                        + "'zone:place':{'zh':'桐乡','country':'CN'},'mill:shift':'2'},"
                        + "{'type':'AggregationEvent','eventTime':'2026-01-15T17:00:00+08:00','eventTimeZoneOffset':'+08:00',"
                        + "'parentID':'https://id.gs1.org/00/169300000000000018','childEPCs':['https://id.gs1.org/01/16930000000018/21/A001'],"
                        + "'childQuantityList':[{'epcClass':'https://id.gs1.org/01/16930000000018/10/B1','quantity':200,'uom':'KGM'}],"
                        + "'action':'ADD'},"
                        + "{'type':'TransactionEvent','eventTime':'2026-01-16T01:30:00.142Z','eventTimeZoneOffset':'+08:00',"
                        + "'bizTransactionList':[{'type':'cbv:BTT-po','bizTransaction':'https://id.gs1.org/253/4012345111118123'}],"
                        + "'epcList':['https://id.gs1.org/00/169300000000000018'],'action':'ADD','sensorElementList':[{'sensorMetadata':"
                        + "{'time':'2026-01-16T01:00:00Z'},'sensorReport':[{'type':'Temperature','value':4.5,'booleanValue':true}]}],"
                        + "'errorDeclaration':{'declarationTime':'2026-01-17T00:00:00.000Z','reason':'incorrect_data',"
                        + "'correctiveEventIDs':['urn:uuid:2']},'persistentDisposition':{'set':['completeness_verified']},"
                        + "'certificationInfo':'https://c.example/1'}]}}";

        private static final String XML = """
                <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2" xmlns:m="urn:epcglobal:cbv:mda"
                    xmlns:mill="https://mill.example/" xmlns:z="https://zoneledger.org/ns/" xmlns:gs1="https://gs1.org/voc/">
                  <EPCISBody><EventList>
                    <ObjectEvent>
                      <eventTime>2026-01-15T16:00:00+08:00</eventTime>
                      <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
                      <baseExtension><eventID>urn:uuid:1</eventID></baseExtension>
                      <epcList><epc> urn:epc:id:sgtin:6930000.100001.A001 </epc></epcList>
                      <action>ADD</action>
                      <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
                      <disposition>urn:epcglobal:cbv:disp:active</disposition>
                      <readPoint><id>urn:epc:id:sgln:6930000.00001.0</id><mill:gate>G4</mill:gate></readPoint>
                      <extension><ilmd><m:lotNumber>B1</m:lotNumber><mill:dyes>navy</mill:dyes><mill:dyes>white</mill:dyes></ilmd></extension>
                      <z:place><zh>桐乡</zh><country>CN</country></z:place>
                      <mill:shift>2</mill:shift>
                    </ObjectEvent>
                    <AggregationEvent>
                      <eventTime>2026-01-15T09:00:00.000Z</eventTime>
                      <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
                      <parentID>urn:epc:id:sscc:6930000.1000000001</parentID>
                      <childEPCs><epc>urn:epc:id:sgtin:6930000.100001.A001</epc></childEPCs>
                      <action>ADD</action>
                      <extension><childQuantityList><quantityElement><epcClass>urn:epc:class:lgtin:6930000.100001.B1</epcClass>
                        <quantity>200.00</quantity><uom>KGM</uom></quantityElement></childQuantityList></extension>
                    </AggregationEvent>
                    <TransactionEvent>
                      <eventTime>2026-01-16T09:30:00.1415+08:00</eventTime>
                      <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
                      <certificationInfo>https://c.example/1</certificationInfo>
                      <errorDeclaration><declarationTime>2026-01-17T00:00:00Z</declarationTime>
                        <reason>urn:epcglobal:cbv:er:incorrect_data</reason>
                        <correctiveEventIDs><correctiveEventID>urn:uuid:2</correctiveEventID></correctiveEventIDs></errorDeclaration>
                      <bizTransactionList><bizTransaction type="urn:epcglobal:cbv:btt:po">urn:epc:id:gdti:4012345.11111.123</bizTransaction></bizTransactionList>
                      <epcList><epc>urn:epc:id:sscc:6930000.1000000001</epc></epcList>
                      <action>ADD</action>
                      <extension><quantityList/><extension><sensorElementList><sensorElement>
                        <sensorMetadata time="2026-01-16T09:00:00+08:00"/>
                        <sensorReport type="gs1:Temperature" value="4.50" booleanValue="true"/></sensorElement></sensorElementList>
                        <persistentDisposition><set>urn:epcglobal:cbv:disp:completeness_verified</set></persistentDisposition>
                      </extension></extension>
                    </TransactionEvent>
                  </EventList></EPCISBody>
                </e:EPCISDocument>
                """;

        @Test
        void in_urns_in_digital_links_and_in_xml_is_the_same_page() {
            Page urns = split(CanonicalJson.read(URNS.replace('\'', '"')));
            Page links = split(CanonicalJson.read(LINKS.replace('\'', '"')));
            Page xml = split(EpcisXmlWire.document(XML.getBytes(StandardCharsets.UTF_8)));
            for (int i = 0; i < 3; i++) {
                assertThat(xml.whole(i)).isEqualTo(urns.whole(i)).isEqualTo(links.whole(i));
                ObjectNode whole = xml.whole(i);
                EventRules.check(whole, NOW);
            }
            assertThat(xml.root()).isEqualTo(urns.root()).isEqualTo(links.root());
            assertThat(xml.hashRoot()).isEqualTo(urns.hashRoot()).isEqualTo(links.hashRoot());
        }

        private static Page split(JsonNode document) {
            Page page = Page.split(document, SEED, NOW);
            return Page.read(page.eventBytes(), page.restrictedBytes());
        }
    }

    @Nested
    class Refuses {

        @Test
        void an_entity_of_a_file() {
            refused(Code.MALFORMED, "", "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>" + document("&x;"));
        }

        @Test
        void a_document_type_of_another_place() {
            refused(Code.MALFORMED, "", "<!DOCTYPE r SYSTEM \"http://127.0.0.1:1/x.dtd\">" + document(""));
        }

        @Test
        @Timeout(10)
        void entities_that_double_and_double() {
            StringBuilder bomb = new StringBuilder("<!DOCTYPE lolz [<!ENTITY a0 \"ha\">");
            for (int i = 1; i < 40; i++) {
                bomb.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
            }
            refused(Code.MALFORMED, "", bomb + "]>" + document("<ObjectEvent><eventID>&a39;</eventID></ObjectEvent>"));
        }

        @Test
        void levels_beyond_those_that_are_read() {
            refused(
                    Code.TOO_LARGE,
                    "",
                    document("<ObjectEvent>" + "<x>".repeat(60) + "</x>".repeat(60) + "</ObjectEvent>"));
            refused(Code.TOO_LARGE, "", "<a>".repeat(500_000));
        }

        @Test
        @Timeout(30)
        void elements_beyond_those_that_are_read() {
            refused(Code.TOO_LARGE, "", document("<a/>".repeat(XmlElement.MAX_PARTS + 1)));
        }

        @Test
        void another_encoding_than_utf_8() {
            String text = "<?xml version=\"1.0\" encoding=\"GB18030\"?>" + document("");
            refused(Code.MALFORMED, "", text);
            byte[] chinese =
                    document("<ObjectEvent><eventID>桐乡</eventID></ObjectEvent>").getBytes(Charset.forName("GB18030"));
            assertThat(refusal(chinese).code()).isEqualTo(Code.MALFORMED);
        }

        @Test
        void what_has_no_place_in_json_naming_its_event() {
            refused(
                    Code.FIELD_UNKNOWN,
                    "epcisBody.eventList[0].colour",
                    document("<ObjectEvent><colour>red</colour></ObjectEvent>"));
            refused(
                    Code.FIELD_UNKNOWN,
                    "epcisBody.eventList[1]",
                    document(
                            "<ObjectEvent/><ObjectEvent><x:a xmlns:x=\"https://x.example/\" b=\"c\">1</x:a></ObjectEvent>"));
            refused(
                    Code.MALFORMED,
                    "epcisBody.eventList[0].action",
                    document("<ObjectEvent><action>ADD</action><action>ADD</action></ObjectEvent>"));
            refused(
                    Code.MALFORMED,
                    "epcisBody.eventList[0]",
                    document("<ObjectEvent>words<action>ADD</action></ObjectEvent>"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "x",
                    "<",
                    "<a",
                    "<a></b>",
                    "<a>&b;</a>",
                    "<a b=\"1\" b=\"2\"/>",
                    "<a/><b/>",
                    "<x:a/>",
                    "\u0000"
                })
        void what_is_not_xml(String text) {
            refused(Code.MALFORMED, "", text);
        }

        @Test
        void documents_that_are_not_epcis_or_of_another_version() {
            refused(Code.VALUE_INVALID, "type", "<EPCISDocument schemaVersion=\"2.0\"/>");
            refused(Code.VALUE_INVALID, "type", "<e:EPCISQueryDocument xmlns:e=\"urn:epcglobal:epcis:xsd:2\"/>");
            refused(Code.VALUE_INVALID, "schemaVersion", document("").replace("\"2.0\"", "\"3.0\""));
            refused(Code.FIELD_UNKNOWN, "", document("").replace("<EPCISBody>", "<EPCISHeader/><EPCISBody>"));
        }

        @Test
        void a_number_that_a_double_cannot_carry() {
            String quantity =
                    "<ObjectEvent><quantityList><quantityElement><quantity>%s</quantity></quantityElement></quantityList></ObjectEvent>";
            refused(
                    Code.MALFORMED,
                    "epcisBody.eventList[0].quantityList[0].quantity",
                    document(quantity.formatted("12345678901234567891")));
            refused(
                    Code.MALFORMED,
                    "epcisBody.eventList[0].quantityList[0].quantity",
                    document(quantity.formatted("1e400")));
        }

        private static void refused(Code code, String field, String xml) {
            Refusal refusal = refusal(xml.getBytes(StandardCharsets.UTF_8));
            assertThat(refusal.code()).as(refusal.toString()).isEqualTo(code);
            assertThat(refusal.field()).as(refusal.toString()).isEqualTo(field);
        }

        private static Refusal refusal(byte[] xml) {
            RefusalException refused = catchThrowableOfType(RefusalException.class, () -> EpcisXmlWire.document(xml));
            assertThat(refused).isNotNull();
            return refused.refusal();
        }
    }

    private static String document(String events) {
        return "<e:EPCISDocument xmlns:e=\"urn:epcglobal:epcis:xsd:2\" schemaVersion=\"2.0\"><EPCISBody><EventList>"
                + events + "</EventList></EPCISBody></e:EPCISDocument>";
    }

    private static ObjectNode event(JsonNode document) {
        return EventForm.canonical((ObjectNode) document.at("/epcisBody/eventList/0"), document.get("@context"));
    }
}
