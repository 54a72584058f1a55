package org.zoneledger.gateway.index;

import java.util.Optional;
import org.zoneledger.domain.identifier.DigitalLink;

/** The one name under which the index keeps a thing, however finely a link describes it. */
public final class Things {

    private Things() {}

    /**
     * A link with its finest key alone (CBV 2.0 section 8.1): an item without its batch, a batch or item without its variant.
     *
     * @return a link that is the same for every description of the thing
     */
    public static DigitalLink of(DigitalLink link) {
        if (!(link instanceof DigitalLink.Item item)) {
            return link;
        }
        return switch (item.level()) {
            case ITEM -> DigitalLink.Item.serial(item.gtin(), item.serial().orElseThrow());
            case BATCH -> DigitalLink.Item.batch(item.gtin(), item.batch().orElseThrow());
            case PRODUCT -> item;
        };
    }

    /** The batch that the description of an item names beside its serial. */
    static Optional<DigitalLink> batchOf(DigitalLink link) {
        return link instanceof DigitalLink.Item item && item.serial().isPresent()
                ? item.batch().map(batch -> DigitalLink.Item.batch(item.gtin(), batch))
                : Optional.empty();
    }
}
