package org.zoneledger.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.launcher.topology.Topology;

/**
 * What a command works on.
 *
 * @param checkout the sources
 * @param home the state
 * @param topology the zone, on the ports of this home
 * @param state what was decided before, if anything
 */
public record Setting(Path checkout, ZoneHome home, Topology topology, Optional<State> state) {

    /**
     * Finds the checkout, the zone's home and its topology.
     *
     * @param environment {@code ZONE_CHECKOUT} is set by the shell entry; {@code ZONE_HOME} moves the state
     * @param portBase asked for on the command line; a zone keeps the one it was made with
     * @throws ZoneException if another port base is asked for than the zone has
     */
    public static Setting of(Map<String, String> environment, Optional<Integer> portBase) {
        Path checkout = Path.of(environment.getOrDefault("ZONE_CHECKOUT", "."))
                .toAbsolutePath()
                .normalize();
        Path file = checkout.resolve("network-config/zone.yaml");
        if (!Files.exists(file)) {
            throw new ZoneException(checkout + " is no checkout of Zoneledger: network-config/zone.yaml is missing");
        }
        String elsewhere = environment.getOrDefault("ZONE_HOME", "");
        ZoneHome home = new ZoneHome(elsewhere.isBlank() ? checkout.resolve(".zone") : Path.of(elsewhere));
        Optional<State> state = State.read(home);
        if (state.isPresent() && portBase.isPresent() && state.get().portBase() != portBase.get()) {
            throw new ZoneException("the zone in " + home.directory() + " has port base "
                    + state.get().portBase() + "; ./zone clean removes it, or set ZONE_HOME for a second zone");
        }
        try {
            Topology topology = Topology.read(file);
            int base = state.map(State::portBase).or(() -> portBase).orElse(topology.portBase());
            return new Setting(checkout, home, topology.withPortBase(base), state);
        } catch (IOException e) {
            throw new ZoneException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
