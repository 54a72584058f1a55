package org.zoneledger.gateway.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.TestWitnesses;

/** A gateway that has the key of commerce's witness, and knows no other agency's gateway. */
public class LogProfile extends GatewayProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(super.getConfigOverrides());
        try {
            Path directory = Files.createTempDirectory("witness");
            TestWitnesses.ALL.of("CommerceMSP").write(directory);
            config.put(
                    "zone.witness.certificate", directory.resolve("witness.pem").toString());
            config.put("zone.witness.key", directory.resolve("witness.key").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return config;
    }
}
