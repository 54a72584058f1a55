package org.zoneledger.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.gateway.limit.Budget;

/** What the launcher renders for one gateway: whose it is, which peer it asks and where it keeps its files. */
@ConfigMapping(prefix = "zone")
public interface ZoneConfig {
    /** Short name of the organisation, as in {@code zone.yaml}: {@code customs}. */
    String organisation();

    String msp();

    String channel();

    String chaincode();

    /** The MSPs that may endorse, in the order of {@code zone.yaml}. */
    List<String> agencies();

    /** Private data collections that this organisation's peer holds. */
    Optional<List<String>> collections();

    /** Gateways of the agencies by MSP id. */
    Map<String, Neighbour> gateways();

    /** Whom an agency's gateway takes for auditors; none at the others. */
    Optional<Auditors> auditors();

    Peer peer();

    Identity identity();

    /** The key that speaks about logs; at agencies' gateways only. */
    Optional<Identity> witness();

    /** Folder of PEM files: the root of each agency, named after it. */
    Optional<Path> roots();

    /** Folder of PEM files: the certificates of the people whom tokens may name. */
    Optional<Path> people();

    /** Directory of the index, the outbox and the subscriptions. */
    Path data();

    /** What QR codes and links start with: {@code https://localhost:17004}, no slash at the end. */
    String publicUrl();

    Limits limits();

    Webhooks webhooks();

    Scan scan();

    interface Peer {
        /** {@code host:port} of this organisation's own peer. */
        String endpoint();

        /** PEM file of the TLS root that peer's certificate was issued under. */
        Path tlsRoots();
    }

    interface Neighbour {
        /** What its routes start with: {@code https://localhost:17014}. */
        String url();

        /** PEM file of the TLS root its certificate was issued under. */
        Path tlsRoots();
    }

    interface Auditors {
        /** PEM file of the authority that certifies auditors and their gateway. */
        Path roots();

        /** Its list of revoked certificates, PEM. */
        Optional<Path> revocations();
    }

    interface Identity {
        /** PEM file of the certificate. */
        Path certificate();

        /** PEM file of its PKCS#8 private key. */
        Path key();
    }

    /** What one person, or one address without a certificate, may ask of this gateway. */
    interface Limits {
        /** Reads of an address. */
        @WithDefault("500/2000")
        Budget publicReads();

        /** Reads of a person. */
        @WithDefault("500/2000")
        Budget personReads();

        /** Writes of a person, or attempts of an address. */
        @WithDefault("200/800")
        Budget writes();

        /** Captures under way at once. */
        @WithDefault("32")
        int captures();

        /** Bytes of them. */
        @WithDefault("16M")
        MemorySize captureBytes();

        /** Persons and addresses counted apart at once. */
        @WithDefault("10000")
        int buckets();

        /** Streams open at once. */
        @WithDefault("256")
        int streams();

        /** Streams that one person, or one address, has open at once. */
        @WithDefault("8")
        int streamsEach();
    }

    /** Scans of codes. */
    interface Scan {
        /** Header in which the proxy in front says where about a visitor is; it must set or remove it in every request. */
        Optional<String> placeHeader();
    }

    /** Subscriptions whose events are sent. */
    interface Webhooks {
        /** Whether they may go to addresses that are not public, and by http to this machine. */
        @WithDefault("false")
        boolean allowPrivate();

        /** Pause after the first failure; it doubles with each, up to an hour. */
        @WithDefault("1S")
        Duration retry();

        /** Subscriptions at once. */
        @WithDefault("1000")
        int subscriptions();

        /** Subscriptions of one person. */
        @WithDefault("20")
        int subscriptionsEach();
    }
}
