package org.zoneledger.launcher.topology;

import java.util.List;

/** Ten ports for each organisation, counted from one base in the order of the topology. */
public record PortPlan(int base, List<String> organisations) {

    static final int EACH = 10;

    public PortPlan {
        organisations = List.copyOf(organisations);
        check(base, organisations.size());
    }

    static void check(int base, int organisations) {
        Topology.require(
                base >= 1024 && base + EACH * organisations <= 65536,
                "port base " + base + " leaves no room for " + organisations + " organisations between 1024 and 65535");
    }

    /** Endorsement, delivery and gossip (gRPC). */
    public int peer(Organisation of) {
        return at(of, 0);
    }

    /** Where a peer would wait for chaincode that dials it; unused here, but a peer always opens it. */
    public int peerChaincode(Organisation of) {
        return at(of, 1);
    }

    /** Health, metrics and version of the peer (https). */
    public int peerOperations(Organisation of) {
        return at(of, 2);
    }

    /** The chaincode server its peer calls (gRPC). */
    public int chaincode(Organisation of) {
        return at(of, 3);
    }

    /** The gateway (https). */
    public int gateway(Organisation of) {
        return at(of, 4);
    }

    /** The consumer page of the gateway (loopback http). */
    public int consumer(Organisation of) {
        return at(of, 5);
    }

    /** Health and metrics of the gateway (loopback http). */
    public int management(Organisation of) {
        return at(of, 6);
    }

    /** Broadcast, delivery and consensus (gRPC). */
    public int orderer(Organisation of) {
        return at(of, 7);
    }

    /** Channel participation of the orderer (https with client certificate). */
    public int ordererAdmin(Organisation of) {
        return at(of, 8);
    }

    /** Health, metrics and version of the orderer (https). */
    public int ordererOperations(Organisation of) {
        return at(of, 9);
    }

    /** The port a node is reached at. */
    public int of(Node node) {
        return switch (node.kind()) {
            case ORDERER -> orderer(node.organisation());
            case CHAINCODE -> chaincode(node.organisation());
            case PEER -> peer(node.organisation());
            case GATEWAY -> gateway(node.organisation());
        };
    }

    /** Every port a node opens. */
    public List<Integer> all(Node node) {
        Organisation of = node.organisation();
        return switch (node.kind()) {
            case ORDERER -> List.of(orderer(of), ordererAdmin(of), ordererOperations(of));
            case CHAINCODE -> List.of(chaincode(of));
            case PEER -> List.of(peer(of), peerChaincode(of), peerOperations(of));
            case GATEWAY ->
                of.consumer()
                        ? List.of(gateway(of), consumer(of), management(of))
                        : List.of(gateway(of), management(of));
        };
    }

    private int at(Organisation of, int offset) {
        int index = organisations.indexOf(of.id());
        if (index < 0) {
            throw new IllegalArgumentException(of.id() + " is not in this zone");
        }
        return base + EACH * index + offset;
    }
}
