package org.zoneledger.launcher.demo;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zoneledger.launcher.ZoneException;
import org.zoneledger.launcher.topology.Organisation;
import org.zoneledger.launcher.topology.Topology;

/**
 * Where a zone is reached.
 *
 * @param https the gateway of each organisation, by organisation
 * @param agencies the organisations with officers, each the owner of the credit scheme of its name
 * @param consumerPage the page that needs no certificate
 */
public record Gateways(Map<String, URI> https, List<String> agencies, URI consumerPage) {

    /** The gateways of a zone. */
    public static Gateways of(Topology topology) {
        var ports = topology.ports();
        var https = new LinkedHashMap<String, URI>();
        for (Organisation each : topology.organisations()) {
            https.put(each.id(), URI.create("https://" + topology.host(each) + ":" + ports.gateway(each)));
        }
        Organisation open = topology.organisations().stream()
                .filter(Organisation::consumer)
                .findFirst()
                .orElseThrow(() -> new ZoneException("no organisation of zone.yaml serves the consumer page"));
        return new Gateways(
                https,
                topology.agencies().stream().map(Organisation::id).toList(),
                URI.create("http://" + topology.host(open) + ":" + ports.consumer(open)));
    }
}
