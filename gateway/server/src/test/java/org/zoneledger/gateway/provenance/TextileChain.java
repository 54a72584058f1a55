package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Supply chains of sweaters at scale: a lot of fibre goes through eight mills, each shipment packed, shipped, received and unpacked;
 * the last one makes a batch of 200 sweaters with a lot of buttons that 200 chains share; sweaters travel in cartons, pallets and a
 * container. 100 events a chain, 13 links deep.
 */
final class TextileChain {

    static final int EVENTS = 100;

    private static final int STAGES = 8;
    private static final int SWEATERS = 200;
    private static final int CARTONS = 20;
    private static final int CHAINS_OF_BUTTONS = 200;
    private static final int UNITS = 40;

    private final int number;
    private final List<ObjectNode> events = new ArrayList<>();
    private long second;

    private TextileChain(int number) {
        this.number = number;
        this.second = number % 5000;
    }

    /** The events of a chain, in the order they happened; every 200th makes buttons too. */
    static List<ObjectNode> events(int number) {
        TextileChain chain = new TextileChain(number);
        chain.spin();
        chain.knit();
        chain.deliver();
        return chain.events;
    }

    static String lot(int chain, int stage) {
        return SupplyChain.batch(1 + 3 * (chain * 10 + stage));
    }

    static String buttons(int chain) {
        return SupplyChain.batch(3 * (chain / CHAINS_OF_BUTTONS));
    }

    static String sweater(int chain, int each) {
        return SupplyChain.item(2 + 3 * (chain * SWEATERS + each));
    }

    static String unit(int chain, int each) {
        return SupplyChain.unit(chain * UNITS + each);
    }

    private static String batch(int chain) {
        return SupplyChain.batch(2 + 3 * chain);
    }

    private void spin() {
        if (number % CHAINS_OF_BUTTONS == 0) {
            add(made(buttons(number)));
        }
        add(made(lot(number, 0)));
        for (int stage = 0; stage < STAGES; stage++) {
            String unit = unit(number, stage);
            add(SupplyChain.packing(second, "ADD", unit, List.of(lot(number, stage))));
            add(SupplyChain.move(second, "shipping", unit));
            add(SupplyChain.move(second, "receiving", unit));
            add(SupplyChain.packing(second, "DELETE", unit, List.of()));
            if (stage + 1 < STAGES) {
                add(SupplyChain.transformation(second, List.of(lot(number, stage)), List.of(lot(number, stage + 1))));
            }
        }
    }

    private ObjectNode made(String lot) {
        return SupplyChain.move(second, "commissioning", lot).put("action", "ADD");
    }

    private void knit() {
        add(SupplyChain.transformation(
                second, List.of(lot(number, STAGES - 1), buttons(number)), List.of(batch(number))));
        ObjectNode commissioning = SupplyChain.commissioning(
                second,
                sweater(number, 0),
                batch(number).substring(batch(number).indexOf("/10/") + 4));
        for (int each = 1; each < SWEATERS; each++) {
            commissioning.withArray("epcList").add(sweater(number, each));
        }
        add(commissioning);
    }

    private void deliver() {
        String container = unit(number, UNITS - 1);
        List<String> pallets = List.of(unit(number, UNITS - 2), unit(number, UNITS - 3));
        List<String> cartons = new ArrayList<>();
        for (int carton = 0; carton < CARTONS; carton++) {
            List<String> sweaters = new ArrayList<>();
            for (int each = carton; each < SWEATERS; each += CARTONS) {
                sweaters.add(sweater(number, each));
            }
            cartons.add(unit(number, STAGES + carton));
            add(SupplyChain.packing(second, "ADD", cartons.get(carton), sweaters));
        }
        add(SupplyChain.packing(second, "ADD", pallets.get(0), cartons.subList(0, CARTONS / 2)));
        add(SupplyChain.packing(second, "ADD", pallets.get(1), cartons.subList(CARTONS / 2, CARTONS)));
        add(SupplyChain.packing(second, "ADD", container, pallets));
        add(SupplyChain.move(second, "shipping", container));
        add(SupplyChain.move(second, "receiving", container));
        add(SupplyChain.packing(second, "DELETE", container, List.of()));
        pallets.forEach(pallet -> add(SupplyChain.packing(second, "DELETE", pallet, List.of())));
        cartons.forEach(carton -> add(SupplyChain.packing(second, "DELETE", carton, List.of())));
        for (int sold = 0; events.size() < EVENTS; sold++) {
            add(SupplyChain.move(second, "retail_selling", sweater(number, sold)));
        }
    }

    private void add(ObjectNode event) {
        events.add(event);
        second += 60;
    }
}
