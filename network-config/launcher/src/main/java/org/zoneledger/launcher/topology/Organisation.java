package org.zoneledger.launcher.topology;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.zoneledger.launcher.topology.Topology.Bilingual;

/** A member of the zone and what it runs. */
public record Organisation(
        String id,
        String msp,
        String kind,
        Bilingual name,
        boolean writes,
        Optional<String> host,
        Optional<String> orderer,
        List<String> admits,
        boolean consumer) {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]{1,30}");
    private static final Pattern MSP = Pattern.compile("[A-Za-z][A-Za-z0-9]{1,60}");

    public Organisation {
        Topology.require(id != null && ID.matcher(id).matches(), "organisation id " + id + " must match " + ID);
        Topology.require(msp != null && MSP.matcher(msp).matches(), "msp of " + id + " must match " + MSP);
        Topology.require(kind != null && !kind.isBlank(), "kind of " + id + " is missing");
        Topology.require(name != null, "name of " + id + " is missing");
        host = host == null ? Optional.empty() : host;
        orderer = orderer == null ? Optional.empty() : orderer;
        orderer.ifPresent(
                value -> Topology.require(MSP.matcher(value).matches(), "orderer of " + id + " must match " + MSP));
        admits = admits == null ? List.of() : List.copyOf(admits);
    }

    /** Whether it endorses and writes assertions of its own. */
    public boolean agency() {
        return kind.equals("agency");
    }

    /** Whether its people are auditors, who read and write nothing. */
    public boolean audits() {
        return kind.equals("audit");
    }

    /** The folder name of its orderer organisation. */
    public String ordererId() {
        return id + "-orderer";
    }

    /** Whether it runs a node of this kind. */
    public boolean runs(NodeKind node) {
        return switch (node) {
            case ORDERER -> orderer.isPresent();
            case CHAINCODE -> agency();
            case PEER, GATEWAY -> true;
        };
    }
}
