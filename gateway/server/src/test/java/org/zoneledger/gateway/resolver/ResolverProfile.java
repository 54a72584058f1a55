package org.zoneledger.gateway.resolver;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** A gateway of nobody: no peer, no files, and only the passports that a test gives it. */
public class ResolverProfile implements QuarkusTestProfile {
    static final String PUBLIC_URL = "https://trace.example";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("quarkus.management.test-port", "0"),
                Map.entry("zone.organisation", "operator"),
                Map.entry("zone.msp", "OperatorMSP"),
                Map.entry("zone.channel", "zone"),
                Map.entry("zone.chaincode", "zone"),
                Map.entry("zone.agencies", "CustomsMSP"),
                Map.entry("zone.peer.endpoint", "localhost:1"),
                Map.entry("zone.peer.tls-roots", "target/none.pem"),
                Map.entry("zone.identity.certificate", "target/none.pem"),
                Map.entry("zone.identity.key", "target/none.pem"),
                Map.entry("zone.data", "target/none"),
                Map.entry("zone.public-url", PUBLIC_URL));
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(GivenPassports.class);
    }
}
