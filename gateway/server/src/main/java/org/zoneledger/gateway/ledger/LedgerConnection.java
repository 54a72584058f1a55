package org.zoneledger.gateway.ledger;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.zoneledger.gateway.ZoneConfig;

/** The one connection to the organisation's own peer, as the gateway's identity. */
@ApplicationScoped
public class LedgerConnection {

    private static final int MAX_MESSAGE_BYTES = 100 << 20;
    private static final int EVALUATE_SECONDS = 5;
    private static final int ENDORSE_SECONDS = 15;
    private static final int SUBMIT_SECONDS = 8;
    private static final int STATUS_SECONDS = 8;

    private final ManagedChannel channel;
    private final Gateway gateway;
    private final Network network;

    LedgerConnection(ZoneConfig config, OwnIdentity own) {
        try {
            var tls = TlsChannelCredentials.newBuilder()
                    .trustManager(config.peer().tlsRoots().toFile())
                    .build();
            channel = Grpc.newChannelBuilder(config.peer().endpoint(), tls)
                    .keepAliveTime(20, TimeUnit.SECONDS)
                    .keepAliveTimeout(5, TimeUnit.SECONDS)
                    .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gateway = Gateway.newInstance()
                .connection(channel)
                .identity(new X509Identity(config.msp(), own.certificate()))
                .signer(Signers.newPrivateKeySigner(own.key()))
                .hash(Hash.SHA256)
                .evaluateOptions(options -> options.withDeadlineAfter(EVALUATE_SECONDS, TimeUnit.SECONDS))
                .endorseOptions(options -> options.withDeadlineAfter(ENDORSE_SECONDS, TimeUnit.SECONDS))
                .submitOptions(options -> options.withDeadlineAfter(SUBMIT_SECONDS, TimeUnit.SECONDS))
                .commitStatusOptions(options -> options.withDeadlineAfter(STATUS_SECONDS, TimeUnit.SECONDS))
                .connect();
        network = gateway.getNetwork(config.channel());
    }

    @PreDestroy
    void close() {
        gateway.close();
        channel.shutdownNow();
    }

    /** To make transactions from their bytes again. */
    Gateway gateway() {
        return gateway;
    }

    /** The channel of the zone. */
    public Network network() {
        return network;
    }
}
