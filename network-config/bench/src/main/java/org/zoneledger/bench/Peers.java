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
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.zoneledger.issuer.Credential;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Organisation;
import org.zoneledger.launcher.topology.Topology;

/** Connections to peers by Fabric's own client, with the identities of the organisations' gateways or of their people. */
final class Peers implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final BenchZone zone;
    private final Queue<ManagedChannel> channels = new ConcurrentLinkedQueue<>();
    private final Queue<Gateway> gateways = new ConcurrentLinkedQueue<>();
    private final Map<String, ManagedChannel> shared = new ConcurrentHashMap<>();

    Peers(BenchZone zone) {
        this.zone = zone;
    }

    /** The channel as the peer of an organisation sees it, over a connection of its own. */
    Network connect(Organisation organisation) {
        Path msp = zone.setting()
                .home()
                .node(new Node(organisation, NodeKind.GATEWAY))
                .resolve("msp");
        try (Reader certificate = Files.newBufferedReader(msp.resolve("signcerts/cert.pem"));
                Reader key = Files.newBufferedReader(msp.resolve("keystore/key.pem"))) {
            return network(
                    dial(organisation),
                    organisation,
                    Identities.readX509Certificate(certificate),
                    Identities.readPrivateKey(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same for somebody whom the organisation has certified, over one connection for all its people. */
    Network connect(Organisation organisation, Credential person) {
        return network(
                shared.computeIfAbsent(organisation.id(), id -> dial(organisation)),
                organisation,
                person.certificate(),
                person.key());
    }

    private ManagedChannel dial(Organisation organisation) {
        Topology topology = zone.setting().topology();
        try {
            ManagedChannel channel = Grpc.newChannelBuilder(
                            topology.host(organisation) + ":" + topology.ports().peer(organisation),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(zone.trust().toFile())
                                    .build())
                    .build();
            channels.add(channel);
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Network network(
            ManagedChannel channel, Organisation organisation, X509Certificate certificate, PrivateKey key) {
        Gateway gateway = Gateway.newInstance()
                .identity(new X509Identity(organisation.msp(), certificate))
                .signer(Signers.newPrivateKeySigner(key))
                .hash(Hash.SHA256)
                .connection(channel)
                .evaluateOptions(options -> options.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .endorseOptions(options -> options.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .submitOptions(options -> options.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .commitStatusOptions(options -> options.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .connect();
        gateways.add(gateway);
        return gateway.getNetwork(zone.setting().topology().channel());
    }

    @Override
    public void close() {
        gateways.forEach(Gateway::close);
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
