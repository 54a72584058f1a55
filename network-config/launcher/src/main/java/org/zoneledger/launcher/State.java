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
 * @param demonstrated whether the demonstration data was written
 */
public record State(int portBase, boolean established, boolean demonstrated) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT);

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
            new Folder(home.directory())
                    .text(home.state().getFileName().toString(), JSON.writeValueAsString(this) + "\n");
            return this;
        } catch (IOException e) {
            throw new ZoneException(home.state() + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** The same, with the channel running the chaincode. */
    public State establishedNow() {
        return new State(portBase, true, demonstrated);
    }

    /** The same, with the demonstration data written. */
    public State demonstratedNow() {
        return new State(portBase, established, true);
    }
}
