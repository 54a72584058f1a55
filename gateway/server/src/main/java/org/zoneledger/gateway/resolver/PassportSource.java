package org.zoneledger.gateway.resolver;

import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.gateway.provenance.Passport;
import org.zoneledger.gateway.provenance.Shipment;

/** Where passports, and what is known of batches, items and logistic units, come from. */
public interface PassportSource {
    /**
     * What the public may know of a trade item, as finely as it is known: item, else batch, else product.
     *
     * @return empty when nothing is registered under its GTIN
     */
    Optional<Passport> find(DigitalLink.Item item);

    /**
     * Batches of a product that events name, in the order of their names.
     *
     * @param most that are given
     */
    List<DigitalLink.Item> batches(Gtin gtin, int most);

    /**
     * Items of a batch, as the events say that made them, in their order.
     *
     * @param from serial number of the first that is given; the first of all without
     * @param most that are given
     * @return empty when the batch has no such item
     */
    List<DigitalLink.Item> items(DigitalLink.Item batch, Optional<String> from, int most);

    /**
     * What the public may know of a logistic unit.
     *
     * @return empty when no event names it
     */
    Optional<Shipment> find(DigitalLink.LogisticUnit unit);
}
