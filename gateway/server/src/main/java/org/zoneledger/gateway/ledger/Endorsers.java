package org.zoneledger.gateway.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.zoneledger.gateway.ZoneConfig;

/**
 * Chooses which of the agencies endorse next: an owner if there are some, others in turn, so that the work is spread.
 *
 * <p>The client names them itself because a peer without an endorsing organisation of its own cannot plan for transient values.
 */
@ApplicationScoped
public class Endorsers {

    private final List<String> agencies;
    private final AtomicInteger turn = new AtomicInteger();

    Endorsers(ZoneConfig config) {
        this.agencies = List.copyOf(config.agencies());
    }

    /**
     * As many MSP ids as needed, or fewer when not enough are left.
     *
     * @param failed not asked again, unless it is the only owner
     */
    List<String> next(Endorsing endorsing, Set<String> failed) {
        List<String> owners = endorsing.owners();
        List<String> candidates = endorsing.among().isEmpty() ? agencies : endorsing.among();
        int start = turn.getAndIncrement();
        List<String> chosen = new ArrayList<>();
        if (!owners.isEmpty()) {
            List<String> left =
                    owners.stream().filter(owner -> !failed.contains(owner)).toList();
            List<String> asked = left.isEmpty() ? owners : left;
            chosen.add(asked.get(Math.floorMod(start, asked.size())));
        }
        for (int i = 0; i < candidates.size() && chosen.size() < endorsing.needed(); i++) {
            String agency = candidates.get(Math.floorMod(start + i, candidates.size()));
            if (!failed.contains(agency) && !chosen.contains(agency)) {
                chosen.add(agency);
            }
        }
        return chosen;
    }
}
