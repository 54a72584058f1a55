package org.zoneledger.gateway.resolver;

import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.identifier.DigitalLink;

/** What follows /01/ in a request: a GTIN with its qualifiers, percent-encoded as it was sent. */
final class ItemPath {
    private ItemPath() {}

    /**
     * Reads the trade item.
     *
     * @throws org.zoneledger.domain.RefusalException DIGITAL_LINK_INVALID or GTIN_INVALID
     */
    static DigitalLink.Item parse(String path) {
        if (DigitalLink.parse(DigitalLink.CANONICAL_DOMAIN + "/01/" + path) instanceof DigitalLink.Item item) {
            return item;
        }
        throw Refusal.of(Refusal.Code.DIGITAL_LINK_INVALID, "digitalLink", "Must name a trade item (AI 01).");
    }

    /** The GTIN as it was sent. */
    static String gtin(String path) {
        int end = path.indexOf('/');
        return end < 0 ? path : path.substring(0, end);
    }
}
