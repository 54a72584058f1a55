package org.zoneledger.launcher.render;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zoneledger.launcher.topology.Organisation;
import org.zoneledger.launcher.topology.Topology;

/** Who must sign what, written out in Fabric's policy language. */
public final class Policies {
    private Policies() {}

    /** So many of the agencies' peers: what a transaction of the chaincode needs. */
    public static String endorsement(Topology topology) {
        return outOf(topology.endorsers(), "peer", topology.agencies());
    }

    /** So many of the peers of the agencies among a collection's members: what a write to it needs. */
    static String endorsement(Topology topology, List<Organisation> members) {
        return outOf(
                topology.endorsers(),
                "peer",
                members.stream().filter(Organisation::agency).toList());
    }

    /** So many of the agencies' administrators: what a change of the channel's application part needs. */
    static String governance(Topology topology) {
        return outOf(topology.endorsers(), "admin", topology.agencies());
    }

    /** Any member of the organisations that may write. */
    static String writers(Topology topology) {
        return any(
                "member",
                topology.organisations().stream().filter(Organisation::writes).map(Organisation::msp));
    }

    /** Any member of these organisations. */
    static String members(List<Organisation> organisations) {
        return any("member", organisations.stream().map(Organisation::msp));
    }

    /** One role of one MSP. */
    static String one(String msp, String role) {
        return any(role, Stream.of(msp));
    }

    private static String any(String role, Stream<String> msps) {
        return "OR(" + principals(role, msps) + ")";
    }

    private static String outOf(int count, String role, List<Organisation> organisations) {
        return "OutOf(" + count + ", " + principals(role, organisations.stream().map(Organisation::msp)) + ")";
    }

    private static String principals(String role, Stream<String> msps) {
        return msps.map(msp -> "'" + msp + "." + role + "'").collect(Collectors.joining(", "));
    }
}
