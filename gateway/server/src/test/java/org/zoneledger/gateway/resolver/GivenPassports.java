package org.zoneledger.gateway.resolver;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.provenance.Passport;

/** Knows the passports that a test gives it; looked up and not injected, because it exists under {@link ResolverProfile} only. */
@Alternative
@ApplicationScoped
class GivenPassports implements PassportSource {
    private final Map<String, Passport> byPath = new ConcurrentHashMap<>();

    static GivenPassports running() {
        return Arc.container().instance(GivenPassports.class).get();
    }

    void give(DigitalLink.Item item, Passport passport) {
        byPath.put(item.path(), passport);
    }

    @Override
    public Optional<Passport> find(DigitalLink.Item item) {
        return Optional.ofNullable(byPath.get(item.path()));
    }
}
