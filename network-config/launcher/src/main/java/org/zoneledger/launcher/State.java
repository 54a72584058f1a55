package org.zoneledger.launcher;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.zoneledger.launcher.render.Folder;

/**
 * What was decided when a zone was made, kept in its {@code zone.json}.
 *
 * @param portBase the first of its ports
 * @param established whether the channel runs the chaincode
 * @param demo what became of the demonstration data
 */
public record State(int portBase, boolean established, Demo demo) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT);

    /** What became of the demonstration data. */
    public enum Demo {
        /** To be written when the zone is up. */
        DUE,
        /** All of it is on the ledger. */
        WRITTEN,
        /** Not wanted in this zone. */
        DECLINED
    }

    /** The state of this zone, if it was ever started. */
    public static Optional<State> read(ZoneHome home) {
        Path file = home.state();
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), State.class)) : Optional.empty();
        } catch (IOException e) {
            throw new ZoneException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes it. */
    public State write(ZoneHome home) {
        try {
            new Folder(home.directory()).text("zone.json", JSON.writeValueAsString(this) + "\n");
            return this;
        } catch (IOException e) {
            throw new ZoneException(home.state() + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** The same, with the channel running the chaincode. */
    public State withChannel() {
        return new State(portBase, true, demo);
    }

    /** The same, with this demonstration. */
    public State with(Demo now) {
        return new State(portBase, established, now);
    }
}
