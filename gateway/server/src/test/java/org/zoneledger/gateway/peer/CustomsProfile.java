package org.zoneledger.gateway.peer;

import java.util.HashMap;
import java.util.Map;

/** The same gateway as customs runs it. */
public class CustomsProfile extends GatewayProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("zone.organisation", "customs");
        overrides.put("zone.msp", "CustomsMSP");
        return overrides;
    }
}
