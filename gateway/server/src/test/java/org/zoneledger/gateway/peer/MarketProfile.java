package org.zoneledger.gateway.peer;

import java.util.HashMap;
import java.util.Map;

/** The same gateway as market regulation runs it. */
public class MarketProfile extends GatewayProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("zone.organisation", "market");
        overrides.put("zone.msp", "MarketMSP");
        return overrides;
    }
}
