package org.zoneledger.launcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.launcher.topology.Organisation;
import org.zoneledger.launcher.topology.Topology;

/** Where people reach a zone. */
record Addresses(Topology topology) {

    /** The gateway of each organisation. */
    Map<String, String> gateways() {
        Map<String, String> gateways = new LinkedHashMap<>();
        for (Organisation each : topology.organisations()) {
            gateways.put(
                    each.id(),
                    "https://" + topology.host() + ":" + topology.ports().gateway(each));
        }
        return gateways;
    }

    /** The consumer page that needs no certificate. */
    Optional<String> consumer() {
        return topology.organisations().stream()
                .filter(Organisation::consumer)
                .findFirst()
                .map(each ->
                        "http://" + topology.host() + ":" + topology.ports().consumer(each));
    }
}
