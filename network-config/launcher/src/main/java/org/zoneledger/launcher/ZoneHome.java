package org.zoneledger.launcher;

import java.nio.file.Path;
import org.zoneledger.launcher.topology.Node;

/**
 * Where a zone keeps its state ({@code .zone} or {@code ZONE_HOME}).
 *
 * @param directory absolute
 */
public record ZoneHome(Path directory) {

    public ZoneHome {
        directory = directory.toAbsolutePath().normalize();
    }

    /** The Fabric binaries, or links to them. */
    public Path bin() {
        return directory.resolve("bin");
    }

    /** The chaincode and gateway programs the nodes run. */
    public Path lib() {
        return directory.resolve("lib");
    }

    /** The certificate authorities and administrators. */
    public Path crypto() {
        return directory.resolve("crypto");
    }

    /** Certificates and keys of people and parties. */
    public Path people() {
        return directory.resolve("people");
    }

    /** The public roots. */
    public Path trust() {
        return directory.resolve("trust");
    }

    /** The channel's configuration and what the organisations agree on. */
    public Path channel() {
        return directory.resolve("channel");
    }

    /** The MSP folder of an organisation's administrator. */
    public Path admin(String authority) {
        return crypto().resolve(authority).resolve("admin/msp");
    }

    /** What the demonstration left for the reader. */
    public Path demo() {
        return directory.resolve("demo");
    }

    /** The self-contained folder of a node. */
    public Path node(Node node) {
        return directory.resolve("nodes").resolve(node.name());
    }

    /** What was decided when this zone was made. */
    public Path state() {
        return directory.resolve("zone.json");
    }

    /** Held while a command changes this zone. */
    public Path lock() {
        return directory.resolve("lock");
    }
}
