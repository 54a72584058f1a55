package org.zoneledger.launcher.topology;

/** One process of one organisation. */
public record Node(Organisation organisation, NodeKind kind) {

    /** The name used for its folder, in its certificates and on the command line. */
    public String name() {
        return organisation.id() + "-" + kind.label();
    }

    /** The organisation whose certificate authority names this node. */
    public String authority() {
        return kind == NodeKind.ORDERER ? organisation.ordererId() : organisation.id();
    }

    /** The MSP this node belongs to. */
    public String msp() {
        return kind == NodeKind.ORDERER ? organisation.orderer().orElseThrow() : organisation.msp();
    }

    @Override
    public String toString() {
        return name();
    }
}
