package org.zoneledger.domain.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.canonical.CanonicalJson;

class DisclosurePolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private final DisclosurePolicy policy = DisclosurePolicy.inForce();

    @Test
    void shows_the_public_the_open_fields_only() {
        assertThat(view("filing", filing(), Tier.T0))
                .isEqualTo(json("{'type':'filing','nameZh':'甲','by':{'msp':'CommerceMSP'}}"));
    }

    @Test
    void shows_an_agency_the_restricted_fields_too() {
        assertThat(view("filing", filing(), Tier.T0, Tier.T1))
                .isEqualTo(
                        json("{'type':'filing','nameZh':'甲','by':{'msp':'CommerceMSP'},'customsCode':'3304960001'}"));
    }

    @Test
    void shows_the_public_that_a_restricted_field_of_an_amendment_changed_and_not_what_it_is_now() {
        ObjectNode amendment = json("{'type':'amendment','status':'PENDING','pending':{'customsCode':'CustomsMSP'},"
                + "'changes':[{'field':'customsCode','restricted':true}],'restricted':{'customsCode':'0a'}}");
        ObjectNode whole = amendment.deepCopy().put("customsCode", "3304960001");
        whole.putObject("salts").put("customsCode", "00");
        assertThat(view("amendment", whole, Tier.T0)).isEqualTo(amendment);
        assertThat(view("amendment", whole, Tier.T0, Tier.T1)).isEqualTo(whole);
    }

    @Test
    void shows_the_public_every_field_of_a_use() {
        ObjectNode use = json("{'type':'use','uscc':'91330483MA2B00078U','procedure':'export-declaration',"
                + "'fields':['customsCode'],'askedAgain':['nameZh'],'filingVersion':4,'by':{'msp':'CustomsMSP'}}");
        assertThat(view("use", use, Tier.T0)).isEqualTo(use);
    }

    @Test
    void shows_the_turnover_to_whom_the_subject_grants_it_and_not_to_every_agency() {
        ObjectNode filing = json("{'turnoverBand':'A','customsCode':'3304960001',"
                + "'salts':{'turnoverBand':'00','customsCode':'01'}}");
        assertThat(view("filing", filing, Tier.T1))
                .isEqualTo(json("{'customsCode':'3304960001','salts':{'customsCode':'01'}}"));
        assertThat(view("filing", filing, Tier.T5))
                .isEqualTo(json("{'turnoverBand':'A','salts':{'turnoverBand':'00'}}"));
    }

    @Test
    void shows_agencies_who_asked_about_whom_and_the_public_only_that_somebody_asked() {
        ObjectNode share =
                json("{'type':'share','scheme':'tax','owner':'TaxMSP','status':'GRANTED','purpose':'audit'}");
        ObjectNode whole = share.deepCopy()
                .put("uscc", "91330483MA2B00078U")
                .put("ground", "x")
                .put("reason", "y");
        assertThat(view("share", whole, Tier.T0)).isEqualTo(share);
        assertThat(view("share", whole, Tier.T0, Tier.T1)).isEqualTo(whole);
        ObjectNode access = json("{'type':'access','permit':'share/share-0001','gateway':'ab'}");
        ObjectNode read = access.deepCopy().put("uscc", "91330483MA2B00078U").put("person", "cd");
        assertThat(view("access", read, Tier.T0)).isEqualTo(access);
    }

    @Test
    void shows_what_an_agency_keeps_to_the_holder_of_its_tier_alone() {
        ObjectNode note = json("{'uscc':'91330483MA2B00078U','text':'x','riskScore':640}");
        assertThat(view("note", note, Tier.T3)).isEqualTo(note);
        assertThat(view("note", note, Tier.T0, Tier.T1, Tier.T2, Tier.T4, Tier.T5))
                .isEmpty();
        ObjectNode person = json("{'uscc':'91330483MA2B00078U','kind':'contact','name':'x','phone':'y'}");
        assertThat(view("person", person, Tier.T4)).isEqualTo(person);
        assertThat(view("person", person, Tier.T0, Tier.T1, Tier.T2, Tier.T3, Tier.T5))
                .isEmpty();
        assertThat(view("grant", json("{'reader':'91330483MA2B00078U'}"), Tier.T0, Tier.T1))
                .isEmpty();
    }

    @Test
    void knows_every_detail_and_every_field_that_can_be_granted() {
        for (String scheme : Competence.schemes().keySet()) {
            assertThat(Competence.details(scheme)).isNotEmpty();
            for (String name : Competence.details(scheme)) {
                assertThat(policy.tier("detail", name, NOW)).as(name).contains(Tier.T2);
            }
        }
        for (String name : Competence.texts(Competence.table("grantable"))) {
            String type = name.substring(0, name.indexOf('.'));
            assertThat(policy.tier(type, name.substring(name.lastIndexOf('.') + 1), NOW))
                    .as(name)
                    .hasValueSatisfying(tier -> assertThat(tier).isIn(Tier.T1, Tier.T5));
        }
    }

    @Test
    void lets_no_field_leave_that_nobody_listed() {
        ObjectNode filing = filing().put("telephone", "13800000000");
        assertThat(view("filing", filing, Tier.values()).has("telephone")).isFalse();
        assertThat(view("unheard-of", filing, Tier.values())).isEmpty();
    }

    @Test
    void looks_into_lists_of_objects() {
        ObjectNode event =
                json("{'type':'ObjectEvent','quantityList':[{'epcClass':'c','quantity':200,'colour':'red'}]}");
        assertThat(view("event", event, Tier.T0))
                .isEqualTo(json("{'type':'ObjectEvent','quantityList':[{'epcClass':'c'}]}"));
        assertThat(view("event", event, Tier.T0, Tier.T1)).isEqualTo(event);
    }

    @Test
    void shows_an_extension_that_no_name_covers_to_agencies_only() {
        ObjectNode event =
                json("{'type':'ObjectEvent','ns1:dye':{'ns1:code':'x'},'@context':{'ns1':'https://a.example/'},"
                        + "'readPoint':{'id':'p','ns1:gate':'4'},'ilmd':{'cbvmda:lotNumber':'B1','ns1:cost':'7'}}");
        assertThat(view("event", event, Tier.T0))
                .isEqualTo(json("{'type':'ObjectEvent','readPoint':{'id':'p'},'ilmd':{'cbvmda:lotNumber':'B1'}}"));
        assertThat(view("event", event, Tier.T0, Tier.T1)).isEqualTo(event);
    }

    @Test
    void reads_a_name_for_all_the_rest_in_the_table_of_events_only_and_never_as_public() {
        assertThat(DisclosurePolicy.read(json("{'event':{'T0':['type'],'T1':['*']}}"))
                        .get("event"))
                .containsEntry("*", Tier.T1);
        Refused.with(
                Code.VALUE_INVALID, "types.event", () -> DisclosurePolicy.read(json("{'event':{'T0':['type','*']}}")));
        Refused.with(Code.VALUE_INVALID, "types.filing", () -> DisclosurePolicy.read(json("{'filing':{'T1':['*']}}")));
    }

    @Test
    void drops_an_object_that_stands_where_text_is_listed() {
        assertThat(view("filing", json("{'nameZh':{'secret':'x'}}"), Tier.T0)).isEmpty();
        assertThat(view("product", json("{'brand':[['x'],{'y':'z'}]}"), Tier.T0))
                .isEmpty();
    }

    @Test
    void shows_nothing_to_somebody_without_a_tier() {
        assertThat(view("filing", filing())).isEmpty();
    }

    private ObjectNode view(String type, ObjectNode record, Tier... tiers) {
        return policy.view(type, record, Set.of(tiers), NOW);
    }

    private static ObjectNode filing() {
        return json("{'type':'filing','nameZh':'甲','customsCode':'3304960001','by':{'msp':'CommerceMSP'}}");
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) CanonicalJson.read(text.replace('\'', '"'));
    }
}
