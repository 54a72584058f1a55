package org.zoneledger.bench;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Organisation;
import org.zoneledger.launcher.topology.Topology;

/** Connections to peers by Fabric's own client, with the identities of the organisations' gateways. */
final class Peers implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final BenchZone zone;
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<Gateway> gateways = new ArrayList<>();

    Peers(BenchZone zone) {
        this.zone = zone;
    }

    /** The channel as the peer of an organisation sees it, over a connection of its own. */
    Network connect(Organisation organisation) {
        Topology topology = zone.setting().topology();
        Path msp = zone.setting()
                .home()
                .node(new Node(organisation, NodeKind.GATEWAY))
                .resolve("msp");
        try (Reader certificate = Files.newBufferedReader(msp.resolve("signcerts/cert.pem"));
                Reader key = Files.newBufferedReader(msp.resolve("keystore/key.pem"))) {
            ManagedChannel channel = Grpc.newChannelBuilder(
                            topology.host(organisation) + ":" + topology.ports().peer(organisation),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(zone.trust().toFile())
                                    .build())
                    .build();
            channels.add(channel);
            Gateway gateway = Gateway.newInstance()
                    .identity(new X509Identity(organisation.msp(), Identities.readX509Certificate(certificate)))
                    .signer(Signers.newPrivateKeySigner(Identities.readPrivateKey(key)))
                    .hash(Hash.SHA256)
                    .connection(channel)
                    .evaluateOptions(options -> options.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .endorseOptions(options -> options.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .submitOptions(options -> options.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .commitStatusOptions(options -> options.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .connect();
            gateways.add(gateway);
            return gateway.getNetwork(topology.channel());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        gateways.forEach(Gateway::close);
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
