package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Sscc;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.LedgerBlock;
import org.zoneledger.gateway.index.LedgerBlock.LedgerTransaction;
import org.zoneledger.gateway.index.LedgerBlock.PublicWrite;
import org.zoneledger.gateway.index.LedgerBlock.Signer;
import org.zoneledger.gateway.index.Zstandard;

/** Makes events of a supply chain, sensible or not, and puts them into an index as blocks of one page each. */
public final class SupplyChain {

    static final String SENDER = "91330483MA2B00078U";

    private SupplyChain() {}

    /** A batch of one of a few products. */
    static String batch(int number) {
        return "https://id.gs1.org/01/" + gtin(number % 3) + "/10/B" + number;
    }

    /** An item of one of a few products. */
    public static String item(int number) {
        return "https://id.gs1.org/01/" + gtin(number % 3) + "/21/S" + number;
    }

    /** A logistic unit. */
    static String unit(int number) {
        return "https://id.gs1.org/00/"
                + Sscc.withCheckDigit(String.format("06930000%09d", number)).value();
    }

    private static String gtin(int product) {
        return Gtin.withCheckDigit(String.format("1693000%06d", product)).value();
    }

    /** An event at a second of a day. */
    public static ObjectNode event(String type, long second) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("eventTime", Instant.ofEpochSecond(1_760_000_000L + second).toString())
                .put("eventTimeZoneOffset", "+08:00");
    }

    /** Milliseconds of a second as events have it. */
    static long millis(long second) {
        return (1_760_000_000L + second) * 1000;
    }

    static ObjectNode packing(long second, String action, String parent, List<String> children) {
        ObjectNode event =
                event("AggregationEvent", second).put("action", action).put("parentID", parent);
        put(event, "childEPCs", "childQuantityList", children);
        return event;
    }

    static ObjectNode transformation(long second, List<String> inputs, List<String> outputs) {
        ObjectNode event = event("TransformationEvent", second);
        put(event, "inputEPCList", "inputQuantityList", inputs);
        put(event, "outputEPCList", "outputQuantityList", outputs);
        return event;
    }

    static ObjectNode commissioning(long second, String item, String lot) {
        ObjectNode event = event("ObjectEvent", second).put("action", "ADD");
        put(event, "epcList", "quantityList", List.of(item));
        event.putObject("ilmd").put("cbvmda:lotNumber", lot);
        return event;
    }

    /** Things that somebody moves, such as shipping or receiving. */
    static ObjectNode move(long second, String step, String... things) {
        ObjectNode event = event("ObjectEvent", second).put("action", "OBSERVE").put("bizStep", step);
        put(event, "epcList", "quantityList", List.of(things));
        return event;
    }

    /** The event by which its sender declares another wrong. */
    static ObjectNode declaredWrong(ObjectNode event) {
        ObjectNode declaration = event.deepCopy();
        declaration.putObject("errorDeclaration").put("declarationTime", "2026-01-01T00:00:00.000Z");
        return declaration;
    }

    private static void put(ObjectNode event, String epcs, String quantities, List<String> things) {
        for (String thing : things) {
            boolean isClass = thing.contains("/01/") && !thing.contains("/21/");
            ArrayNode list = event.withArray(isClass ? quantities : epcs);
            if (isClass) {
                list.addObject().put("epcClass", thing);
            } else {
                list.add(thing);
            }
        }
    }

    /** A world of a few things in which anything happens at any time, also what cannot. */
    static final class Chaos {

        private final Random random;
        private final int things;
        private final int seconds;

        Chaos(long seed, int things, int seconds) {
            this.random = new Random(seed);
            this.things = things;
            this.seconds = seconds;
        }

        /** Any thing. */
        String thing() {
            int number = random.nextInt(things);
            return switch (random.nextInt(3)) {
                case 0 -> batch(number);
                case 1 -> item(number);
                default -> unit(number);
            };
        }

        private List<String> some(int most) {
            List<String> some = new ArrayList<>();
            for (int i = random.nextInt(most) + 1; i > 0; i--) {
                some.add(thing());
            }
            return some;
        }

        private String parent() {
            return random.nextInt(5) == 0 ? item(random.nextInt(things)) : unit(random.nextInt(things));
        }

        ObjectNode event() {
            long second = random.nextInt(seconds);
            return switch (random.nextInt(12)) {
                case 0, 1, 2 -> packing(second, "ADD", parent(), some(3));
                case 3 -> packing(second, "DELETE", parent(), some(2));
                case 4 -> packing(second, "DELETE", parent(), List.of());
                case 5 -> packing(second, "OBSERVE", parent(), some(2));
                case 6 ->
                    packing(second, random.nextBoolean() ? "ADD" : "DELETE", parent(), some(1))
                            .put("type", "AssociationEvent");
                case 7, 8 -> transformation(second, some(3), some(2));
                case 9 -> half(second);
                case 10 -> commissioning(second, item(random.nextInt(things)), "B" + random.nextInt(things));
                default -> move(second, random.nextBoolean() ? "shipping" : "receiving", thing(), thing());
            };
        }

        /** Inputs and outputs that are told apart from one another. */
        private ObjectNode half(long second) {
            boolean in = random.nextBoolean();
            return transformation(second, in ? some(2) : List.of(), in ? List.of() : some(2))
                    .put("transformationID", "urn:example:run:" + random.nextInt(4));
        }

        List<ObjectNode> events(int count) {
            List<ObjectNode> events = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                events.add(event());
            }
            return events;
        }

        /** So many events, and declarations that some of them are wrong, after them or before. */
        List<ObjectNode> eventsAndErrors(int count) {
            List<ObjectNode> events = events(count);
            for (int i = 0; i < count; i++) {
                events.get(i).put("eventID", "urn:example:event:" + i);
            }
            for (int i = random.nextInt(count / 5 + 1); i > 0; i--) {
                ObjectNode declaration = declaredWrong(events.get(random.nextInt(events.size())));
                events.add(random.nextInt(events.size() + 1), declaration);
            }
            return events;
        }

        /** A second, or none. */
        Optional<Long> moment() {
            return random.nextInt(3) == 0 ? Optional.of(millis(random.nextInt(seconds))) : Optional.empty();
        }
    }

    /** Puts events into an index, so many a page and a block. */
    public static void add(Index index, List<ObjectNode> events, int each) {
        for (int from = 0; from < events.size(); from += each) {
            index.add(
                    block(index.checkpoint().height(), events.subList(from, Math.min(events.size(), from + each))),
                    List.of());
        }
    }

    /** A block with one page. */
    static LedgerBlock block(long number, List<ObjectNode> events) {
        return block(number, SENDER, events);
    }

    /** A block with one page of somebody. */
    static LedgerBlock block(long number, String sender, List<ObjectNode> events) {
        byte[] page = Zstandard.compress(new Page(events, new java.util.TreeMap<>()).eventBytes());
        String id = "chain-" + number;
        byte[] head = ("{\"at\":\"2026-01-01T00:00:00Z\",\"type\":\"page\",\"uscc\":\"" + sender + "\"}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new LedgerBlock(
                number,
                "hash-" + number,
                Optional.empty(),
                List.of(new LedgerTransaction(
                        "tx-" + number,
                        0,
                        0,
                        Instant.EPOCH,
                        Optional.empty(),
                        new Signer("OperatorMSP", "clerk", sender, ""),
                        List.of(),
                        List.of(
                                new PublicWrite("page/" + id, page, false),
                                new PublicWrite("pagehead/" + id, head, false)),
                        List.of(),
                        List.of())));
    }
}
