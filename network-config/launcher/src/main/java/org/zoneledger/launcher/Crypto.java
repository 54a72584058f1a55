package org.zoneledger.launcher;

import java.nio.file.Path;
import org.zoneledger.issuer.CryptoConfig;
import org.zoneledger.issuer.Issuer;

/** The issuer of a zone. */
final class Crypto {
    private Crypto() {}

    static Issuer issuer(Setting setting) {
        Path config = setting.checkout().resolve("crypto-config/crypto-config.yaml");
        try {
            return Issuer.open(setting.home().directory(), CryptoConfig.read(config));
        } catch (java.io.IOException e) {
            throw new ZoneException(config + " cannot be read: " + e.getMessage(), e);
        }
    }
}
