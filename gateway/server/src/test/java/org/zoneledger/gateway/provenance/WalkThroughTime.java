package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The same question as a trace, answered by walking from moment to moment through the list of events: who holds what, and what does
 * that make of whom. No intervals, no graph, no index; far too slow for anything but a check.
 */
final class WalkThroughTime {

    private final List<Happened> events = new ArrayList<>();
    private final boolean forward;
    private final Set<String> goods = new HashSet<>();
    private final Set<String> hot = new HashSet<>();
    private final Set<String> found = new HashSet<>();

    /** An event as far as it matters here. */
    private record Happened(
            long time,
            int number,
            String type,
            String action,
            String process,
            String parent,
            Set<String> children,
            Set<String> inputs,
            Set<String> outputs,
            Map<String, String> batchOf) {}

    private WalkThroughTime(List<ObjectNode> list, boolean forward) {
        this.forward = forward;
        Set<String> wrong = new HashSet<>();
        for (ObjectNode event : list) {
            if (event.has("errorDeclaration")) {
                wrong.add(event.path("eventID").asText());
            }
        }
        for (ObjectNode event : list) {
            if (!wrong.contains(event.path("eventID").asText())) {
                events.add(happened(event, events.size()));
            }
        }
    }

    /** Everything reached, as {@code goods uri} and {@code carrier uri}. */
    static Set<String> from(List<ObjectNode> list, String start, Trace.Direction direction, Optional<Long> at) {
        WalkThroughTime walk = new WalkThroughTime(list, direction == Trace.Direction.forward);
        TreeSet<Long> moments = new TreeSet<>();
        walk.events.forEach(event -> moments.add(event.time));
        at.ifPresent(moments::add);
        for (long moment : walk.forward ? moments : moments.descendingSet()) {
            walk.at(moment, start, at);
        }
        return walk.found;
    }

    private void at(long moment, String start, Optional<Long> at) {
        Set<String> open = new HashSet<>();
        Set<String> carriers = new HashSet<>();
        boolean begun = at.isEmpty() || (forward ? moment >= at.get() : moment <= at.get());
        if (begun) {
            goods.add(start);
        }
        if (at.isEmpty() || at.get() == moment) {
            open.add(start);
        }
        Map<String, Set<String>> inside = inside(moment);
        int before = -1;
        while (before != goods.size() + hot.size() + open.size() + carriers.size()) {
            before = goods.size() + hot.size() + open.size() + carriers.size();
            inside.forEach((parent, children) -> {
                for (String child : children) {
                    if (open.contains(parent)) {
                        open.add(child);
                        goods.add(child);
                    }
                    if (goods.contains(child) || carriers.contains(child)) {
                        carriers.add(parent);
                    }
                }
            });
            for (Happened event : events) {
                if (event.time == moment) {
                    transform(event, open, carriers);
                    event.batchOf.forEach((item, batch) -> {
                        if (goods.contains(forward ? batch : item)) {
                            goods.add(forward ? item : batch);
                        }
                    });
                }
            }
        }
        goods.forEach(each -> found.add("goods " + each));
        carriers.forEach(each -> found.add("carrier " + each));
    }

    private void transform(Happened event, Set<String> open, Set<String> carriers) {
        Set<String> into = forward ? event.inputs : event.outputs;
        if (into.stream().anyMatch(each -> goods.contains(each) || carriers.contains(each))) {
            hot.add(event.process);
        }
        if (hot.contains(event.process)) {
            Set<String> reached = forward ? event.outputs : event.inputs;
            goods.addAll(reached);
            open.addAll(reached);
        }
    }

    /** What is packed in what at a moment; unpacking still counts at its own moment. */
    private Map<String, Set<String>> inside(long moment) {
        Map<String, Set<String>> inside = new HashMap<>();
        for (Happened packing : events) {
            boolean packs = packing.action.equals("ADD") && packing.time <= moment;
            boolean seen = packing.action.equals("OBSERVE") && packing.time == moment;
            if (!isContainment(packing) || !(packs || seen)) {
                continue;
            }
            for (String child : packing.children) {
                if (seen || events.stream().noneMatch(each -> takesOut(each, packing, child, moment))) {
                    inside.computeIfAbsent(packing.parent, none -> new HashSet<>())
                            .add(child);
                }
            }
        }
        return inside;
    }

    private static boolean takesOut(Happened event, Happened packing, String child, long moment) {
        boolean isAfter = event.time > packing.time || (event.time == packing.time && event.number > packing.number);
        return isContainment(event)
                && event.action.equals("DELETE")
                && event.parent.equals(packing.parent)
                && (event.children.isEmpty() || event.children.contains(child))
                && isAfter
                && event.time < moment;
    }

    private static boolean isContainment(Happened event) {
        return event.type.equals("AggregationEvent") || event.type.equals("AssociationEvent");
    }

    private static Happened happened(ObjectNode event, int number) {
        String lot = event.path("ilmd").path("cbvmda:lotNumber").asText();
        Map<String, String> batchOf = new HashMap<>();
        if (!lot.isEmpty()) {
            for (String item : names(event, "epcList", "quantityList")) {
                batchOf.put(item, item.substring(0, item.indexOf("/21/")) + "/10/" + lot);
            }
        }
        return new Happened(
                Instant.parse(event.path("eventTime").asText()).toEpochMilli(),
                number,
                event.path("type").asText(),
                event.path("action").asText(),
                event.path("transformationID").asText("only " + number),
                event.path("parentID").asText(),
                names(event, "childEPCs", "childQuantityList"),
                names(event, "inputEPCList", "inputQuantityList"),
                names(event, "outputEPCList", "outputQuantityList"),
                batchOf);
    }

    private static Set<String> names(ObjectNode event, String epcs, String quantities) {
        Set<String> names = new HashSet<>();
        event.path(epcs).forEach(each -> names.add(each.asText()));
        for (JsonNode each : event.path(quantities)) {
            names.add(each.path("epcClass").asText());
        }
        return names;
    }
}
