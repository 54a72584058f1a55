package org.zoneledger.gateway.resolver;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.provenance.Passport;
import org.zoneledger.gateway.provenance.Shipment;

/** Knows the passports that a test gives it; looked up and not injected, because it exists under {@link ResolverProfile} only. */
@Alternative
@ApplicationScoped
class GivenPassports implements PassportSource {
    private final Map<String, Passport> byPath = new ConcurrentHashMap<>();
    private final Map<String, Shipment> shipments = new ConcurrentHashMap<>();

    static GivenPassports running() {
        return Arc.container().instance(GivenPassports.class).get();
    }

    void give(DigitalLink.Item item, Passport passport) {
        byPath.put(item.path(), passport);
    }

    void give(DigitalLink.LogisticUnit unit, Shipment shipment) {
        shipments.put(unit.path(), shipment);
    }

    @Override
    public Optional<Shipment> find(DigitalLink.LogisticUnit unit) {
        return Optional.ofNullable(shipments.get(unit.path()));
    }

    @Override
    public Optional<Passport> find(DigitalLink.Item item) {
        return Optional.ofNullable(byPath.get(item.path()));
    }
}
