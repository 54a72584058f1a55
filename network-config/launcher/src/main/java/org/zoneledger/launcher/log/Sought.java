package org.zoneledger.launcher.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.DigitalLink.Item;
import org.zoneledger.domain.identifier.DigitalLink.Level;
import org.zoneledger.domain.identifier.EpcUri;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.provenance.EventRules;
import org.zoneledger.domain.provenance.EventRules.Mention;

/**
 * Something that events may name.
 *
 * @param link of a product, which stands for its batches and items too, of a batch with its items, or of one thing
 */
public record Sought(DigitalLink link) {

    /**
     * Reads a GTIN, a GS1 Digital Link or an EPC URN.
     *
     * @throws RefusalException as {@link Gtin#parse} and {@link EpcUri#parse} refuse it
     */
    public static Sought read(String text) {
        return new Sought(
                text.matches("[0-9]+")
                        ? Item.product(Gtin.parse(text))
                        : EpcUri.parse(text).link());
    }

    /** Links in a public event that name it, as they stand there. */
    List<DigitalLink> namedBy(ObjectNode event) {
        return EventRules.mentions(event).stream()
                .map(Mention::link)
                .filter(this::isNamedBy)
                .distinct()
                .toList();
    }

    /** Whether a record is kept under this product's number. */
    boolean isProduct(String number) {
        return link instanceof Item item
                && item.level() == Level.PRODUCT
                && item.gtin().value().equals(number);
    }

    private boolean isNamedBy(DigitalLink named) {
        if (!(link instanceof Item sought) || !(named instanceof Item item)) {
            return link.finest().equals(named.finest());
        }
        return item.gtin().equals(sought.gtin())
                && switch (sought.level()) {
                    case PRODUCT -> true;
                    case BATCH -> item.batch().equals(sought.batch());
                    case ITEM -> item.serial().equals(sought.serial());
                };
    }
}
