package org.zoneledger.launcher;

import java.io.IOException;
import java.nio.file.Path;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.issuer.Credential;
import org.zoneledger.issuer.CryptoConfig;
import org.zoneledger.issuer.Issuer;

/** The issuer of a zone. */
final class Crypto {
    private Crypto() {}

    static Issuer issuer(Setting setting) {
        Path config = setting.checkout().resolve("crypto-config/crypto-config.yaml");
        try {
            return Issuer.open(setting.home().directory(), CryptoConfig.read(config));
        } catch (IOException e) {
            throw new ZoneException(config + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A party's certificate and key, issued where it has none. */
    static Credential party(Setting setting, Uscc uscc) {
        return mustExist(setting).party(uscc.value());
    }

    /** What a party signs with: its certificate and key, or the pair on the curve of SM2, issued where it has none. */
    static Credential signer(Setting setting, Uscc uscc, boolean sm2) {
        return sm2 ? mustExist(setting).partySm2(uscc.value()) : party(setting, uscc);
    }

    private static Issuer mustExist(Setting setting) {
        if (setting.state().isEmpty()) {
            throw new ZoneException("no zone in " + setting.home().directory() + ": ./zone up makes one");
        }
        return issuer(setting);
    }
}
