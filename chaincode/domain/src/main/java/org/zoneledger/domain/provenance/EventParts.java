package org.zoneledger.domain.provenance;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.disclosure.DisclosurePolicy;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.disclosure.Tier;

/**
 * One event in its two parts, divided by the disclosure policy. A field that the policy does not name at all is restricted, whatever it
 * holds: nothing that nobody thought of becomes public.
 *
 * @param open the event without its restricted fields, and with their digests by JSON pointer under {@value #SEALED}
 * @param restricted the restricted fields by JSON pointer
 */
public record EventParts(ObjectNode open, Sealed restricted) {

    /** Field of a public event that lists the digests of what is restricted. */
    public static final String SEALED = "zone:sealed";

    /** Field of an event that is shown with its restricted fields: their salts by JSON pointer. */
    public static final String SALTS = "zone:salts";

    private static final String TYPE = "event";
    private static final DisclosurePolicy POLICY = DisclosurePolicy.inForce();

    static EventParts split(ObjectNode event, byte[] seed, Instant at) {
        if (event.has(SEALED)) {
            throw Refusal.of(Code.FIELD_UNKNOWN, SEALED, "the field is made at capture and cannot be sent");
        }
        ObjectNode open = event.deepCopy();
        ObjectNode values = restrictedIn(event, at);
        for (Map.Entry<String, JsonNode> field : values.properties()) {
            JsonPointer pointer = JsonPointer.compile(field.getKey());
            ((ObjectNode) open.at(pointer.head())).remove(pointer.last().getMatchingProperty());
        }
        Sealed sealed = Sealed.seal(values, seed);
        if (!sealed.isEmpty()) {
            open.set(SEALED, sealed.digests());
        }
        return new EventParts(open, sealed);
    }

    /**
     * The public event with the restricted fields that somebody holds in their places; their digests stay and their salts come along, so that each can be proven.
     *
     * @param restricted all restricted fields of the event, or none
     */
    public static ObjectNode reveal(ObjectNode open, Sealed restricted) {
        if (restricted.isEmpty()) {
            return open.deepCopy();
        }
        ObjectNode whole = new EventParts(open, restricted).join();
        whole.set(SEALED, open.get(SEALED));
        whole.set(SALTS, restricted.salts());
        return whole;
    }

    /** The event with its restricted fields back, or the public one itself when there are none; refuses when they are not those whose digests are public. */
    ObjectNode join() {
        restricted.mustMatch(open.get(SEALED));
        if (restricted.isEmpty() && !open.has(SEALED)) {
            return open;
        }
        ObjectNode event = open.deepCopy();
        event.remove(SEALED);
        for (Map.Entry<String, JsonNode> field : restricted.values().properties()) {
            JsonPointer pointer = pointer(field.getKey());
            if (!(event.at(pointer.head()) instanceof ObjectNode parent)
                    || parent.has(pointer.last().getMatchingProperty())) {
                throw Refusal.of(
                        Code.RESTRICTED_MISMATCH, "restricted", "a restricted field has no place in its event");
            }
            parent.set(pointer.last().getMatchingProperty(), field.getValue());
        }
        return event;
    }

    /**
     * Refuses when a field that the policy restricts stands in the public part, or one that it opens in the restricted part.
     *
     * @param whole the event as {@link #join} puts it together
     */
    void mustBeDividedByPolicy(ObjectNode whole, Instant at) {
        if (!restrictedIn(whole, at).equals(restricted.values())) {
            throw Refusal.of(
                    Code.RESTRICTED_MISMATCH, "restricted", "the event is not divided as the disclosure policy says");
        }
    }

    /** What the policy restricts in a whole event, by JSON pointer. */
    private static ObjectNode restrictedIn(ObjectNode event, Instant at) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        collect(event, "", "", values, at);
        return values;
    }

    private static void collect(ObjectNode node, String path, String pointer, ObjectNode values, Instant at) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String inner = path + field.getKey();
            JsonNode value = field.getValue();
            Optional<Tier> tier = POLICY.tier(TYPE, inner, at);
            boolean isOpen = tier.isPresent()
                    && tier.get() == Tier.T0
                    && (isPlain(value) || POLICY.coversAllOf(TYPE, inner, at));
            boolean isFrame = tier.isEmpty() && hasFields(value) && POLICY.isContainer(TYPE, inner, at);
            if (isFrame && !isRestrictedWhole(value, inner, at)) {
                collectWithin(value, inner, place(pointer, field.getKey()), values, at);
            } else if (!isOpen) {
                values.set(place(pointer, field.getKey()), value);
            }
        }
    }

    /** The pointer to a field (RFC 6901, section 3). */
    private static String place(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Whether no field of an object is open, so that an empty frame would be left, which no view shows. */
    private static boolean isRestrictedWhole(JsonNode node, String path, Instant at) {
        if (!node.isObject()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            Optional<Tier> tier = POLICY.tier(TYPE, path + "." + field.getKey(), at);
            if (tier.isEmpty() || tier.get() == Tier.T0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a value is a scalar or a list of scalars, which is what the name of a field alone opens. */
    private static boolean isPlain(JsonNode node) {
        if (node.isArray()) {
            for (JsonNode item : node) {
                if (item.isContainerNode()) {
                    return false;
                }
            }
            return true;
        }
        return !node.isObject();
    }

    /** Whether all that a value holds stands in fields. */
    private static boolean hasFields(JsonNode node) {
        if (node.isArray()) {
            for (JsonNode item : node) {
                if (!item.isObject()) {
                    return false;
                }
            }
            return true;
        }
        return node.isObject();
    }

    private static void collectWithin(JsonNode node, String path, String pointer, ObjectNode values, Instant at) {
        if (node instanceof ObjectNode object) {
            collect(object, path + ".", pointer, values, at);
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                collectWithin(array.get(i), path, pointer + "/" + i, values, at);
            }
        }
    }

    private static JsonPointer pointer(String text) {
        try {
            JsonPointer pointer = JsonPointer.compile(text);
            if (!pointer.matches()) {
                return pointer;
            }
        } catch (IllegalArgumentException e) {
            // answered below, like the pointer to the whole event
        }
        throw Refusal.of(Code.RESTRICTED_MISMATCH, "restricted", "a restricted field is named by a JSON pointer");
    }
}
