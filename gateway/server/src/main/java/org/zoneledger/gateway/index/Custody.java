package org.zoneledger.gateway.index;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zoneledger.domain.provenance.EventRules.Part;

/** What an event says about who has a thing, as the index keeps it: one small number a mention. */
public enum Custody {
    NOTHING(0),
    MADE(1),
    SHIPPED(2),
    RECEIVED(3),
    SHIPPING_VOIDED(4);

    private static final Pattern SPELLED =
            Pattern.compile("(?:https?://ref\\.gs1\\.org/cbv/|cbv:|gs1:)?(?:BizStep|Disp|BTT|SDT|ER)-(.+)");

    private final int number;

    Custody(int number) {
        this.number = number;
    }

    /** The number under which the index keeps it. */
    int number() {
        return number;
    }

    /** What an event says about a thing that stands in one of its parts. */
    static Custody of(ObjectNode event, Part part) {
        if (part == Part.OUTPUT || (part == Part.OBJECT && isMaking(event))) {
            return MADE;
        }
        return switch (bare(event.path("bizStep").asText())) {
            case "shipping" -> SHIPPED;
            case "receiving" -> RECEIVED;
            case "void_shipping" -> SHIPPING_VOIDED;
            default -> NOTHING;
        };
    }

    /** The custody that stands under a number in the index. */
    static Custody of(int number) {
        for (Custody each : values()) {
            if (each.number == number) {
                return each;
            }
        }
        throw new IllegalStateException("the index has an unknown custody");
    }

    private static boolean isMaking(ObjectNode event) {
        return event.path("type").asText().equals("ObjectEvent")
                && event.path("action").asText().equals("ADD");
    }

    /** A CBV word without its URI, URN or CURIE prefix; a word of somebody's own vocabulary as it is. */
    public static String bare(String word) {
        if (word.startsWith("urn:epcglobal:cbv:")) {
            return word.substring(word.lastIndexOf(':') + 1);
        }
        Matcher spelled = SPELLED.matcher(word);
        return spelled.matches() ? spelled.group(1) : word;
    }
}
