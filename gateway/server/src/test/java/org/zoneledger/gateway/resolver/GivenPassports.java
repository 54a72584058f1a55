package org.zoneledger.gateway.resolver;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.gateway.provenance.Passport;
import org.zoneledger.gateway.provenance.Shipment;

/** Knows the passports that a test gives it; looked up and not injected, because it exists under {@link ResolverProfile} only. */
@Alternative
@ApplicationScoped
class GivenPassports implements PassportSource {
    private final Map<String, Passport> byPath = new ConcurrentHashMap<>();
    private final Map<DigitalLink.Item, List<String>> items = new ConcurrentHashMap<>();
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

    void made(DigitalLink.Item batch, List<String> serials) {
        items.put(batch, serials);
    }

    @Override
    public List<DigitalLink.Item> batches(Gtin gtin, int most) {
        return List.of();
    }

    @Override
    public List<DigitalLink.Item> items(DigitalLink.Item batch, Optional<String> from, int most) {
        return items.getOrDefault(batch, List.of()).stream()
                .dropWhile(serial -> from.isPresent() && !serial.equals(from.get()))
                .limit(most)
                .map(serial -> new DigitalLink.Item(batch.gtin(), Optional.empty(), batch.batch(), Optional.of(serial)))
                .toList();
    }

    @Override
    public Optional<Passport> find(DigitalLink.Item item) {
        return Optional.ofNullable(byPath.get(item.path()));
    }
}
