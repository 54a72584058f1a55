package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.EpcUri;
import org.zoneledger.gateway.index.Things;

/**
 * More out than in: of a batch more was used up than was made, or a process gave more than it took.
 *
 * <p>Adds up the quantities that stand in the events it is given, by unit. An event with a quantity that is not there (not stated, or
 * not for this visitor) makes the whole answer empty: half a balance says nothing.
 */
final class MassBalance {

    private static final List<String> OBJECTS = List.of("quantityList");
    private static final List<String> INPUTS = List.of("inputQuantityList");
    private static final List<String> OUTPUTS = List.of("outputQuantityList");

    private final Map<String, BigDecimal> in = new TreeMap<>();
    private final Map<String, BigDecimal> out = new TreeMap<>();
    private boolean isKnown = true;

    private MassBalance() {}

    /**
     * What cannot be explained.
     *
     * @param uom unit code of UN/CEFACT Rec. 20, empty for pieces
     * @param in what was made, or went into the process; a decimal number
     * @param out what was used up, or came out of it
     * @param more how much more came out
     */
    record Unexplained(String of, String uom, String in, String out, String more) {}

    /** Of a batch or product more was used up than was made. */
    static Optional<List<Unexplained>> ofThing(String uri, List<ObjectNode> events) {
        MassBalance balance = new MassBalance();
        for (ObjectNode event : events) {
            String action = event.path("action").asText();
            balance.add(event, OUTPUTS, Optional.of(uri), balance.in);
            balance.add(event, INPUTS, Optional.of(uri), balance.out);
            if (event.path("type").asText().equals("ObjectEvent") && !action.equals("OBSERVE")) {
                balance.add(event, OBJECTS, Optional.of(uri), action.equals("ADD") ? balance.in : balance.out);
            }
        }
        // what nobody has said how much was made of is a gap of another kind
        balance.isKnown &= !balance.in.isEmpty();
        return balance.unexplained("batch");
    }

    /** A transformation gave more of a unit than it took; units that are on one side only cannot be compared. */
    static Optional<List<Unexplained>> ofProcess(ObjectNode event) {
        MassBalance balance = new MassBalance();
        balance.add(event, INPUTS, Optional.empty(), balance.in);
        balance.add(event, OUTPUTS, Optional.empty(), balance.out);
        balance.out.keySet().retainAll(balance.in.keySet());
        // pieces of one thing are not pieces of another
        balance.out.remove("");
        return balance.unexplained("process");
    }

    private void add(ObjectNode event, List<String> lists, Optional<String> uri, Map<String, BigDecimal> sums) {
        for (String list : lists) {
            for (JsonNode element : event.path(list)) {
                if (uri.isPresent() && !uri.get().equals(uri(element))) {
                    continue;
                }
                if (!element.path("quantity").isNumber()) {
                    isKnown = false;
                    return;
                }
                sums.merge(
                        element.path("uom").asText(), element.path("quantity").decimalValue(), BigDecimal::add);
            }
        }
    }

    private static String uri(JsonNode element) {
        try {
            return Things.of(EpcUri.parse(element.path("epcClass").asText()).link())
                    .uri();
        } catch (RefusalException notShown) {
            return "";
        }
    }

    private Optional<List<Unexplained>> unexplained(String of) {
        if (!isKnown) {
            return Optional.empty();
        }
        List<Unexplained> found = new ArrayList<>();
        out.forEach((uom, used) -> {
            BigDecimal made = in.getOrDefault(uom, BigDecimal.ZERO);
            if (in.containsKey(uom) && used.compareTo(made) > 0) {
                found.add(new Unexplained(of, uom, text(made), text(used), text(used.subtract(made))));
            }
        });
        return Optional.of(found);
    }

    private static String text(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
