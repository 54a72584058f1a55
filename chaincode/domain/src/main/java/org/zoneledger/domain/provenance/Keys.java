package org.zoneledger.domain.provenance;

import java.util.HashMap;
import java.util.Map;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.EpcUri;

/** The GS1 keys of the events of a page, each read once however often the rules ask for it, as far as they are not too many. */
final class Keys {

    /** Enough for a page of ordinary events; the memory of a small machine has room for these. */
    private static final int MOST = 4096;

    private final Map<String, DigitalLink> read = new HashMap<>();
    private final Map<String, String> formed = new HashMap<>();

    /** What an EPC in either spelling identifies; refuses one that cannot be read. */
    DigitalLink read(String text) {
        DigitalLink link = read.get(text);
        if (link == null) {
            link = EpcUri.parse(text).link();
            remember(read, text, link);
        }
        return link;
    }

    /** The canonical Digital Link with the finest key alone; a text that is no key as it is. */
    String formed(String text) {
        String known = formed.get(text);
        if (known != null) {
            return known;
        }
        try {
            String uri = read(text).finest().uri();
            remember(formed, text, uri);
            return uri;
        } catch (RefusalException noKey) {
            return text;
        }
    }

    private static <T> void remember(Map<String, T> map, String text, T value) {
        if (map.size() < MOST) {
            map.put(text, value);
        }
    }
}
