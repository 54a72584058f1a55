package org.zoneledger.launcher.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Organisation;
import org.zoneledger.launcher.topology.PortPlan;
import org.zoneledger.launcher.topology.Topology;
import org.zoneledger.launcher.topology.Topology.Consensus;

/**
 * What the members agree on before the first block: {@code configtx.yaml} for configtxgen and the private data collections.
 *
 * <p>Paths are relative to the channel folder: MSP definitions in {@code msp/<authority>}, the orderers' public certificates in
 * {@code orderers/<node>}.
 */
public final class ChannelConfiguration {
    /** The profile configtxgen is asked for. */
    public static final String PROFILE = "Zone";

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build());

    /**
     * Members that an endorser gives private values to by itself; each of the three endorsers does. Who is left out asks them when the block
     * comes, for all of its transactions together.
     */
    private static final int PUSHED_TO = 2;

    private final Topology topology;
    private final PortPlan ports;

    public ChannelConfiguration(Topology topology) {
        this.topology = topology;
        this.ports = topology.ports();
    }

    /** The text of {@code configtx.yaml}. */
    public String configtx() {
        return write(YAML, Map.of("Profiles", Map.of(PROFILE, profile())));
    }

    /** The text of {@code collections.json}. */
    public String collections() {
        List<Map<String, Object>> collections = new ArrayList<>();
        for (Topology.Collection each : topology.collections()) {
            List<Organisation> members = topology.members(each);
            Map<String, Object> collection = new LinkedHashMap<>();
            collection.put("name", each.name());
            collection.put("policy", Policies.members(members));
            collection.put("requiredPeerCount", 0);
            collection.put("maxPeerCount", PUSHED_TO);
            collection.put("blockToLive", 0);
            collection.put("memberOnlyRead", true);
            // through the operator's gateway parties write what its peer does not hold
            collection.put("memberOnlyWrite", !members.containsAll(topology.agencies()));
            collection.put("endorsementPolicy", Map.of("signaturePolicy", Policies.endorsement(topology, members)));
            collections.add(collection);
        }
        return write(new ObjectMapper(), collections);
    }

    private Map<String, Object> profile() {
        Map<String, Object> policies = new LinkedHashMap<>();
        policies.put("Readers", implicit("ANY Readers"));
        policies.put("Writers", signature(Policies.writers(topology)));
        policies.put("Admins", implicit("MAJORITY Admins"));
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("Policies", policies);
        profile.put("Capabilities", Map.of("V3_0", true));
        profile.put("Orderer", orderer());
        profile.put("Application", application());
        return profile;
    }

    private Map<String, Object> application() {
        Map<String, Object> policies = new LinkedHashMap<>();
        policies.put("Readers", implicit("ANY Readers"));
        policies.put("Writers", signature(Policies.writers(topology)));
        policies.put("Admins", signature(Policies.governance(topology)));
        policies.put("Endorsement", signature(Policies.endorsement(topology)));
        policies.put("LifecycleEndorsement", signature(Policies.endorsement(topology)));
        Map<String, Object> application = new LinkedHashMap<>();
        application.put("Capabilities", Map.of("V2_5", true));
        application.put("Policies", policies);
        application.put(
                "Organizations",
                topology.organisations().stream().map(this::member).toList());
        return application;
    }

    private Map<String, Object> member(Organisation each) {
        Map<String, Object> member = organisation(each.id(), each.msp());
        // In the first block: without anchors, peers of different organisations never meet and nothing can be endorsed.
        Map<String, Object> anchor = new LinkedHashMap<>();
        anchor.put("Host", topology.host(each));
        anchor.put("Port", ports.peer(each));
        member.put("AnchorPeers", List.of(anchor));
        return member;
    }

    private Map<String, Object> orderer() {
        Map<String, Object> batch = new LinkedHashMap<>();
        batch.put("MaxMessageCount", topology.batch().messages());
        batch.put("AbsoluteMaxBytes", topology.batch().absoluteBytes());
        batch.put("PreferredMaxBytes", topology.batch().preferredBytes());
        Map<String, Object> policies = new LinkedHashMap<>();
        policies.put("Readers", implicit("ANY Readers"));
        policies.put("Writers", implicit("ANY Writers"));
        policies.put("Admins", implicit("MAJORITY Admins"));
        // Replaced by configtxgen under bft: a block then needs a quorum of the consenters' own signatures.
        policies.put("BlockValidation", implicit("ANY Writers"));
        Map<String, Object> orderer = new LinkedHashMap<>();
        orderer.put("OrdererType", topology.consensus() == Consensus.BFT ? "BFT" : "etcdraft");
        orderer.put("BatchTimeout", topology.batch().timeout());
        orderer.put("BatchSize", batch);
        orderer.put("MaxChannels", 0);
        orderer.put("Policies", policies);
        orderer.put("Capabilities", Map.of("V2_0", true));
        orderer.put(
                "Organizations",
                topology.ordering().stream().map(this::orderingMember).toList());
        if (topology.consensus() == Consensus.BFT) {
            orderer.put("ConsenterMapping", consenters(true));
            orderer.put("SmartBFT", smartBftOptions());
        } else {
            Map<String, Object> raft = new LinkedHashMap<>();
            raft.put("Consenters", consenters(false));
            raft.put("Options", raftOptions());
            orderer.put("EtcdRaft", raft);
        }
        return orderer;
    }

    private Map<String, Object> orderingMember(Organisation each) {
        Map<String, Object> member =
                organisation(each.ordererId(), each.orderer().orElseThrow());
        member.put("OrdererEndpoints", List.of(topology.host(each) + ":" + ports.orderer(each)));
        return member;
    }

    private Map<String, Object> organisation(String authority, String msp) {
        Map<String, Object> policies = new LinkedHashMap<>();
        policies.put("Readers", signature(Policies.one(msp, "member")));
        policies.put("Writers", signature(Policies.one(msp, "member")));
        policies.put("Admins", signature(Policies.one(msp, "admin")));
        policies.put("Endorsement", signature(Policies.one(msp, "peer")));
        Map<String, Object> organisation = new LinkedHashMap<>();
        organisation.put("Name", msp);
        organisation.put("ID", msp);
        organisation.put("MSPDir", "msp/" + authority);
        organisation.put("Policies", policies);
        return organisation;
    }

    private List<Map<String, Object>> consenters(boolean identified) {
        List<Map<String, Object>> consenters = new ArrayList<>();
        for (Organisation each : topology.ordering()) {
            String folder = "orderers/" + new Node(each, NodeKind.ORDERER).name() + "/";
            Map<String, Object> consenter = new LinkedHashMap<>();
            consenter.put("Host", topology.host(each));
            consenter.put("Port", ports.orderer(each));
            consenter.put("ClientTLSCert", folder + "tls.pem");
            consenter.put("ServerTLSCert", folder + "tls.pem");
            if (identified) {
                consenter.put("ID", consenters.size() + 1);
                consenter.put("MSPID", each.orderer().orElseThrow());
                consenter.put("Identity", folder + "identity.pem");
            }
            consenters.add(consenter);
        }
        return consenters;
    }

    /** With the defaults (20 s and more) a dead or lying leader stops the ledger for most of a minute; with these for a few seconds. */
    private Map<String, Object> smartBftOptions() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("RequestBatchMaxInterval", topology.batch().timeout());
        options.put("RequestForwardTimeout", "2s");
        options.put("RequestComplainTimeout", "4s");
        options.put("RequestAutoRemoveTimeout", "1m");
        options.put("ViewChangeResendInterval", "1s");
        options.put("ViewChangeTimeout", "4s");
        options.put("LeaderHeartbeatTimeout", "3s");
        options.put("LeaderHeartbeatCount", 10);
        options.put("CollectTimeout", "1s");
        options.put("IncomingMessageBufferSize", 200);
        options.put("RequestPoolSize", 10000);
        return options;
    }

    /** A new leader after one to two seconds. */
    private static Map<String, Object> raftOptions() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("TickInterval", "200ms");
        options.put("ElectionTick", 8);
        options.put("HeartbeatTick", 1);
        options.put("MaxInflightBlocks", 5);
        options.put("SnapshotIntervalSize", 16 * 1024 * 1024);
        return options;
    }

    private static Map<String, Object> implicit(String rule) {
        return policy("ImplicitMeta", rule);
    }

    private static Map<String, Object> signature(String rule) {
        return policy("Signature", rule);
    }

    private static Map<String, Object> policy(String type, String rule) {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("Type", type);
        policy.put("Rule", rule);
        return policy;
    }

    private static String write(ObjectMapper mapper, Object value) {
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
