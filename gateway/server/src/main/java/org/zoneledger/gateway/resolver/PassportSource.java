package org.zoneledger.gateway.resolver;

import java.util.Optional;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.provenance.Passport;

/** Where passports come from. */
public interface PassportSource {
    /**
     * What the public may know of a trade item, as finely as it is known: item, else batch, else product.
     *
     * @return empty when nothing is registered under its GTIN
     */
    Optional<Passport> find(DigitalLink.Item item);
}
