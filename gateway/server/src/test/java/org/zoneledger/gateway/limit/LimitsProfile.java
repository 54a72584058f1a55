package org.zoneledger.gateway.limit;

import java.util.HashMap;
import java.util.Map;
import org.zoneledger.gateway.peer.GatewayProfile;

/** A gateway that soon has had enough; the public's reads come back fast, because every test waits with them for the index. */
public class LimitsProfile extends GatewayProfile {

    static final int PERSON_READS = 20;
    static final int WRITES = 10;
    static final int CAPTURES = 2;

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("zone.limits.public-reads", "40/50");
        overrides.put("zone.limits.person-reads", "1/" + PERSON_READS);
        overrides.put("zone.limits.writes", "1/" + WRITES);
        overrides.put("zone.limits.captures", Integer.toString(CAPTURES));
        return overrides;
    }
}
