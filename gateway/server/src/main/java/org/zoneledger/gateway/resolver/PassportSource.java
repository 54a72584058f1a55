package org.zoneledger.gateway.resolver;

import java.util.Optional;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.provenance.Passport;
import org.zoneledger.gateway.provenance.Shipment;

/** Where passports, and what is known of logistic units, come from. */
public interface PassportSource {
    /**
     * What the public may know of a trade item, as finely as it is known: item, else batch, else product.
     *
     * @return empty when nothing is registered under its GTIN
     */
    Optional<Passport> find(DigitalLink.Item item);

    /**
     * What the public may know of a logistic unit.
     *
     * @return empty when no event names it
     */
    Optional<Shipment> find(DigitalLink.LogisticUnit unit);
}
