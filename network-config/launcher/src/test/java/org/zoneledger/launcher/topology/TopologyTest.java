package org.zoneledger.launcher.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.launcher.topology.Topology.Consensus;

class TopologyTest {
    private static String zone;

    @BeforeAll
    static void read() throws IOException {
        zone = Files.readString(Path.of("../zone.yaml"));
    }

    @Nested
    class ZoneYaml {
        private final Topology topology = Topology.parse(zone);

        @Test
        void has_seven_organisations_of_which_five_are_agencies() {
            assertThat(topology.organisations())
                    .extracting(Organisation::id)
                    .containsExactly("customs", "tax", "forex", "market", "commerce", "operator", "audit");
            assertThat(topology.agencies())
                    .extracting(Organisation::msp)
                    .containsExactly("CustomsMSP", "TaxMSP", "ForexMSP", "MarketMSP", "CommerceMSP");
        }

        @Test
        void runs_seven_peers_four_orderers_five_chaincode_processes_and_seven_gateways() {
            assertThat(topology.nodes(NodeKind.PEER)).hasSize(7);
            assertThat(topology.nodes(NodeKind.ORDERER))
                    .extracting(Node::name)
                    .containsExactly("customs-orderer", "tax-orderer", "market-orderer", "commerce-orderer");
            assertThat(topology.nodes(NodeKind.CHAINCODE)).hasSize(5);
            assertThat(topology.nodes(NodeKind.GATEWAY)).hasSize(7);
        }

        @Test
        void gives_an_orderer_its_own_organisation() {
            Node orderer = topology.nodes(NodeKind.ORDERER).get(0);
            assertThat(orderer.msp()).isEqualTo("CustomsOrdererMSP");
            assertThat(orderer.authority()).isEqualTo("customs-orderer");
        }

        @Test
        void lets_audit_hold_the_agencies_collection_and_keeps_the_operator_out() {
            assertThat(topology.members(topology.collections().get(0)))
                    .extracting(Organisation::id)
                    .containsExactly("customs", "tax", "forex", "market", "commerce", "audit");
        }

        @Test
        void keeps_personal_data_from_forex_audit_and_the_operator() {
            assertThat(topology.members(topology.collections().get(1)))
                    .extracting(Organisation::id)
                    .containsExactly("customs", "tax", "market", "commerce");
        }

        @Test
        void reaches_an_organisation_at_its_own_host_or_else_at_the_zones() {
            Topology spread = Topology.parse(zone.replace("- id: tax\n", "- id: tax\n    host: tax.example\n"));
            assertThat(spread.organisations().stream().map(spread::host).distinct())
                    .containsExactly("localhost", "tax.example");
        }

        @Test
        void can_be_put_on_other_ports() {
            assertThat(topology.withPortBase(21000).ports().base()).isEqualTo(21000);
        }

        @Test
        void may_have_a_second_chaincode_on_its_channel() {
            Topology.Chaincode second = new Topology.Chaincode("second", "1", 1);
            assertThat(topology.withChaincode(second).chaincode()).isEqualTo(second);
            assertThat(topology.withChaincode(second).nodes()).isEqualTo(topology.nodes());
        }
    }

    @Nested
    class Parse {
        @Test
        void reads_raft_as_the_other_consensus() {
            assertThat(Topology.parse(zone.replace("consensus: bft", "consensus: raft"))
                            .consensus())
                    .isEqualTo(Consensus.RAFT);
        }

        @Test
        void refuses_a_consensus_it_does_not_know() {
            refuses(zone.replace("consensus: bft", "consensus: proof-of-work"), "bft or raft");
        }

        @Test
        void refuses_bft_with_fewer_than_four_orderers() {
            refuses(zone.replace("    orderer: TaxOrdererMSP\n", ""), "four orderers");
        }

        @Test
        void takes_raft_with_three_orderers() {
            String three =
                    zone.replace("    orderer: TaxOrdererMSP\n", "").replace("consensus: bft", "consensus: raft");
            assertThat(Topology.parse(three).ordering()).hasSize(3);
        }

        @Test
        void refuses_an_organisation_named_twice() {
            refuses(zone.replace("- id: tax", "- id: customs"), "organisation id customs is used twice");
        }

        @Test
        void refuses_an_msp_used_twice() {
            refuses(zone.replace("orderer: TaxOrdererMSP", "orderer: TaxMSP"), "MSP TaxMSP is used twice");
        }

        @Test
        void refuses_more_endorsers_than_agencies() {
            refuses(zone.replace("endorsers: 3", "endorsers: 6"), "endorsers");
        }

        @Test
        void refuses_to_admit_an_organisation_that_is_not_there() {
            refuses(zone.replace("admits: [commerce, market]", "admits: [police]"), "police");
        }

        @Test
        void refuses_a_collection_of_an_organisation_that_is_not_there() {
            refuses(zone.replace("[agencies, audit]", "[agencies, police]"), "police");
        }

        @Test
        void refuses_a_word_it_does_not_know() {
            refuses(zone.replace("    consumer: true", "    consumers: true"), "consumers");
        }

        @Test
        void refuses_an_id_that_is_no_file_name() {
            refuses(zone.replace("- id: tax", "- id: ../tax"), "organisation id");
        }

        @Test
        void refuses_text_that_is_no_topology() {
            refuses("- a\n- b\n", "zone.yaml");
        }

        private static void refuses(String yaml, String reason) {
            assertThatThrownBy(() -> Topology.parse(yaml))
                    .isInstanceOf(InvalidTopologyException.class)
                    .hasMessageContaining(reason);
        }
    }

    @Nested
    class Ports {
        private final Topology topology = Topology.parse(zone);
        private final PortPlan ports = topology.ports();

        @Test
        void give_each_organisation_ten_from_the_base() {
            Organisation tax = topology.organisations().get(1);
            assertThat(ports.peer(tax)).isEqualTo(17010);
            assertThat(ports.peerChaincode(tax)).isEqualTo(17011);
            assertThat(ports.peerOperations(tax)).isEqualTo(17012);
            assertThat(ports.chaincode(tax)).isEqualTo(17013);
            assertThat(ports.gateway(tax)).isEqualTo(17014);
            assertThat(ports.consumer(tax)).isEqualTo(17015);
            assertThat(ports.management(tax)).isEqualTo(17016);
            assertThat(ports.orderer(tax)).isEqualTo(17017);
            assertThat(ports.ordererAdmin(tax)).isEqualTo(17018);
            assertThat(ports.ordererOperations(tax)).isEqualTo(17019);
        }

        @Test
        void are_never_shared_by_two_nodes() {
            assertThat(topology.nodes().stream().flatMap(node -> ports.all(node).stream()))
                    .doesNotHaveDuplicates()
                    .allMatch(port -> port >= 17000 && port < 17070);
        }

        @Test
        void must_fit_between_1024_and_65535() {
            assertThatThrownBy(() -> topology.withPortBase(65500)).hasMessageContaining("port base 65500");
            assertThatThrownBy(() -> topology.withPortBase(80)).hasMessageContaining("port base 80");
        }

        @Test
        void are_known_of_members_only() {
            Organisation stranger = Topology.parse(zone.replace("- id: audit", "- id: auditors")
                            .replace("agencies, audit", "agencies, auditors"))
                    .organisations()
                    .get(6);
            assertThatThrownBy(() -> ports.peer(stranger)).hasMessageContaining("auditors");
        }
    }
}
