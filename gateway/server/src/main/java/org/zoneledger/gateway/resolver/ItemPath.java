package org.zoneledger.gateway.resolver;

import java.util.Optional;
import java.util.stream.Stream;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.ResidentId;

/** What follows /01/ in a request: a GTIN with its qualifiers, percent-encoded as it was sent. */
final class ItemPath {
    private ItemPath() {}

    /**
     * Reads the trade item.
     *
     * @throws org.zoneledger.domain.RefusalException DIGITAL_LINK_INVALID or GTIN_INVALID; PERSONAL_DATA for what no capture can name
     */
    static DigitalLink.Item parse(String path) {
        if (read(path) instanceof DigitalLink.Item item) {
            Stream.of(item.variant(), item.batch(), item.serial())
                    .flatMap(Optional::stream)
                    .forEach(ItemPath::refusePersonal);
            return item;
        }
        throw Refusal.of(Refusal.Code.DIGITAL_LINK_INVALID, "digitalLink", "Must name a trade item (AI 01).");
    }

    private static DigitalLink read(String path) {
        try {
            return DigitalLink.parse(DigitalLink.CANONICAL_DOMAIN + "/01/" + path);
        } catch (RefusalException refused) {
            throw CheckDigits.explained(refused.refusal(), gtin(path)).exception();
        }
    }

    private static void refusePersonal(String qualifier) {
        if (ResidentId.occursIn(qualifier)) {
            throw Refusal.of(Refusal.Code.PERSONAL_DATA, "digitalLink", "The link holds a resident identity number.");
        }
    }

    /** The GTIN as it was sent. */
    static String gtin(String path) {
        int end = path.indexOf('/');
        return end < 0 ? path : path.substring(0, end);
    }
}
