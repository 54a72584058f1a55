package org.zoneledger.domain.provenance;

import java.util.HashMap;
import java.util.Map;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.EpcUri;

/** The GS1 keys of one event, each read once however often the rules ask for it. */
final class Keys {

    private final Map<String, DigitalLink> read = new HashMap<>();

    /** What an EPC in either spelling identifies; refuses one that cannot be read. */
    DigitalLink read(String text) {
        DigitalLink link = read.get(text);
        if (link == null) {
            link = EpcUri.parse(text).link();
            read.put(text, link);
        }
        return link;
    }

    /** The canonical Digital Link with the finest key alone; a text that is no key as it is. */
    String formed(String text) {
        try {
            return read(text).finest().uri();
        } catch (RefusalException noKey) {
            return text;
        }
    }
}
