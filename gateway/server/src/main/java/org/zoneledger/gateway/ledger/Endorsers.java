package org.zoneledger.gateway.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.zoneledger.gateway.ZoneConfig;

/**
 * Chooses which three of the agencies endorse next: the owner if there is one, others in turn, so that the work is spread.
 *
 * <p>The client names them itself because a peer without an endorsing organisation of its own cannot plan for transient values.
 */
@ApplicationScoped
public class Endorsers {

    private static final int NEEDED = 3;

    private final List<String> agencies;
    private final AtomicInteger turn = new AtomicInteger();

    Endorsers(ZoneConfig config) {
        this.agencies = List.copyOf(config.agencies());
    }

    /**
     * Three MSP ids, or fewer when not enough are left.
     *
     * @param owner must be among them
     * @param failed not asked again, unless it is the owner
     */
    List<String> next(Optional<String> owner, Set<String> failed) {
        int start = turn.getAndIncrement();
        List<String> chosen = new ArrayList<>(owner.stream().toList());
        for (int i = 0; i < agencies.size() && chosen.size() < NEEDED; i++) {
            String agency = agencies.get(Math.floorMod(start + i, agencies.size()));
            if (!failed.contains(agency) && !chosen.contains(agency)) {
                chosen.add(agency);
            }
        }
        return chosen;
    }

    boolean areEnough(List<String> chosen) {
        return chosen.size() == NEEDED;
    }
}
