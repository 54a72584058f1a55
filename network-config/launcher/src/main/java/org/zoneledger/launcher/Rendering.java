package org.zoneledger.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zoneledger.issuer.Issuer;
import org.zoneledger.launcher.render.ChaincodePackage;
import org.zoneledger.launcher.render.ChannelConfiguration;
import org.zoneledger.launcher.render.Folder;
import org.zoneledger.launcher.render.NodeFolders;
import org.zoneledger.launcher.render.Programs;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Organisation;
import org.zoneledger.launcher.topology.Topology;

/** Certificates, node folders and what the members agree on, written from the topology; what exists is kept where it is right. */
record Rendering(Topology topology, ZoneHome home, Issuer issuer) {

    /**
     * Renders everything these nodes need.
     *
     * @return of each node the digest of its folder
     * @throws ZoneException if the channel was made from another topology, or a certificate in place is not the issuer's
     */
    Map<Node, String> render(List<Node> nodes, Programs programs) {
        mustDescribeTheChannel();
        try {
            issue();
            NodeFolders folders = new NodeFolders(
                    topology, home, issuer, programs, chaincode().id());
            Map<Node, String> fingerprints = new LinkedHashMap<>();
            nodes.forEach(node -> fingerprints.put(node, folders.render(node)));
            channel();
            return fingerprints;
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new ZoneException(e.getMessage(), e);
        }
    }

    /** The package the agencies install. */
    ChaincodePackage chaincode() {
        return ChaincodePackage.keepOrMake(topology.chaincode(), new Folder(home.channel()));
    }

    private void mustDescribeTheChannel() {
        Path configtx = home.channel().resolve("configtx.yaml");
        Path block = home.channel().resolve(topology.channel() + ".block");
        try {
            if (Files.exists(block)
                    && !Files.readString(configtx).equals(new ChannelConfiguration(topology).configtx())) {
                throw new ZoneException("network-config/zone.yaml no longer describes the channel in "
                        + home.directory() + ": undo the change, or ./zone clean to make the zone anew");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void issue() {
        for (Organisation each : topology.organisations()) {
            issuer.organisation(each.id(), each.kind()).adminMsp(home.admin(each.id()));
            if (each.orderer().isPresent()) {
                issuer.organisation(each.ordererId(), "orderer");
            }
        }
        issuer.trust();
    }

    private void channel() {
        Folder folder = new Folder(home.channel());
        for (Organisation each : topology.organisations()) {
            issuer.organisation(each.id(), each.kind())
                    .channelMsp(home.channel().resolve("msp/" + each.id()));
            if (each.orderer().isPresent()) {
                issuer.organisation(each.ordererId(), "orderer")
                        .channelMsp(home.channel().resolve("msp/" + each.ordererId()));
            }
        }
        for (Node orderer : topology.nodes(NodeKind.ORDERER)) {
            Path from = home.node(orderer);
            folder.copy(from.resolve("tls/cert.pem"), "orderers/" + orderer.name() + "/tls.pem");
            folder.copy(from.resolve("msp/signcerts/cert.pem"), "orderers/" + orderer.name() + "/identity.pem");
        }
        ChannelConfiguration configuration = new ChannelConfiguration(topology);
        folder.text("configtx.yaml", configuration.configtx());
        folder.text("collections.json", configuration.collections());
    }
}
