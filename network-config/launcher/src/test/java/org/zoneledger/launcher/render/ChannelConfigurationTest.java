package org.zoneledger.launcher.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Competence;
import org.zoneledger.launcher.topology.Organisation;
import org.zoneledger.launcher.topology.Topology;

class ChannelConfigurationTest {
    private static final String THREE_OF_FIVE =
            "OutOf(3, 'CustomsMSP.peer', 'TaxMSP.peer', 'ForexMSP.peer', 'MarketMSP.peer', 'CommerceMSP.peer')";

    private static String zone;
    private static JsonNode profile;
    private static JsonNode collections;

    @BeforeAll
    static void read() throws IOException {
        zone = Files.readString(Path.of("../zone.yaml"));
        ChannelConfiguration configuration = new ChannelConfiguration(Topology.parse(zone));
        profile = profile(configuration);
        collections = new ObjectMapper().readTree(configuration.collections());
    }

    @Test
    void leaves_audit_out_of_the_writers() {
        for (String where : new String[] {"/Policies/Writers", "/Application/Policies/Writers"}) {
            JsonNode writers = profile.at(where);
            assertThat(writers.path("Type").asText()).isEqualTo("Signature");
            assertThat(writers.path("Rule").asText())
                    .isEqualTo("OR('CustomsMSP.member', 'TaxMSP.member', 'ForexMSP.member', 'MarketMSP.member', "
                            + "'CommerceMSP.member', 'OperatorMSP.member')");
        }
    }

    @Test
    void asks_three_of_the_five_agencies_for_every_endorsement() {
        assertThat(profile.at("/Application/Policies/Endorsement/Rule").asText())
                .isEqualTo(THREE_OF_FIVE);
        assertThat(profile.at("/Application/Policies/LifecycleEndorsement/Rule").asText())
                .isEqualTo(THREE_OF_FIVE);
    }

    @Test
    void has_an_anchor_for_every_member_and_an_endpoint_for_every_ordering_organisation() {
        JsonNode members = profile.at("/Application/Organizations");
        assertThat(members)
                .hasSize(7)
                .allMatch(member -> member.path("AnchorPeers").size() == 1);
        assertThat(members.get(6).at("/AnchorPeers/0/Port").asInt()).isEqualTo(17060);
        JsonNode ordering = profile.at("/Orderer/Organizations");
        assertThat(ordering)
                .hasSize(4)
                .allMatch(member -> member.path("OrdererEndpoints").size() == 1);
        assertThat(ordering.get(1).at("/OrdererEndpoints/0").asText()).isEqualTo("localhost:17017");
    }

    @Test
    void names_four_consenters_with_their_identities_under_bft() {
        assertThat(profile.at("/Orderer/OrdererType").asText()).isEqualTo("BFT");
        JsonNode consenters = profile.at("/Orderer/ConsenterMapping");
        assertThat(consenters).hasSize(4);
        assertThat(consenters).extracting(each -> each.path("ID").asInt()).containsExactly(1, 2, 3, 4);
        assertThat(consenters)
                .allMatch(each -> each.path("Identity").asText().endsWith("identity.pem")
                        && each.path("MSPID").asText().endsWith("OrdererMSP"));
        assertThat(profile.at("/Orderer/EtcdRaft").isMissingNode()).isTrue();
    }

    @Test
    void names_raft_consenters_when_the_switch_says_raft() throws IOException {
        JsonNode raft =
                profile(new ChannelConfiguration(Topology.parse(zone.replace("consensus: bft", "consensus: raft"))));
        assertThat(raft.at("/Orderer/OrdererType").asText()).isEqualTo("etcdraft");
        assertThat(raft.at("/Orderer/EtcdRaft/Consenters")).hasSize(4);
        assertThat(raft.at("/Orderer/ConsenterMapping").isMissingNode()).isTrue();
    }

    @Test
    void gives_the_agencies_and_audit_the_collection_and_guards_its_endorsement() {
        JsonNode agencies = collections.get(0);
        assertThat(agencies.path("name").asText()).isEqualTo("agencies");
        assertThat(agencies.path("policy").asText())
                .contains("'AuditMSP.member'", "'TaxMSP.member'")
                .doesNotContain("Operator");
        assertThat(agencies.path("maxPeerCount").asInt()).isEqualTo(2);
        assertThat(agencies.path("memberOnlyRead").asBoolean()).isTrue();
        assertThat(agencies.at("/endorsementPolicy/signaturePolicy").asText()).isEqualTo(THREE_OF_FIVE);
    }

    @Test
    void lets_the_operators_gateway_write_what_its_peer_does_not_hold() {
        assertThat(collections.get(0).path("memberOnlyWrite").asBoolean(true)).isFalse();
    }

    @Test
    void gives_personal_data_to_the_agencies_of_competence_who_alone_read_write_and_endorse_it() {
        JsonNode people = collections.get(1);
        assertThat(people.path("name").asText()).isEqualTo("people");
        assertThat(people.path("policy").asText())
                .isEqualTo("OR('CustomsMSP.member', 'TaxMSP.member', 'MarketMSP.member', 'CommerceMSP.member')");
        assertThat(people.path("memberOnlyRead").asBoolean()).isTrue();
        assertThat(people.path("memberOnlyWrite").asBoolean()).isTrue();
        assertThat(people.at("/endorsementPolicy/signaturePolicy").asText())
                .isEqualTo("OutOf(3, 'CustomsMSP.peer', 'TaxMSP.peer', 'MarketMSP.peer', 'CommerceMSP.peer')");
        assertThat(collections).hasSize(2);
    }

    @Test
    void knows_the_agencies_of_competence_as_the_chaincode_does() {
        Topology topology = Topology.parse(zone);
        assertThat(topology.members(topology.collections().get(1)))
                .extracting(Organisation::msp)
                .containsExactlyElementsOf(Competence.people());
    }

    private static JsonNode profile(ChannelConfiguration configuration) throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readTree(configuration.configtx())
                .at("/Profiles/" + ChannelConfiguration.PROFILE);
    }
}
