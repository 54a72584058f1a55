package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.zoneledger.domain.provenance.Page;

/** A program in which several captures at the limits of a page arrive at once. */
final class Crowd {

    private static final int CAPTURES = 3;

    private Crowd() {}

    public static void main(String[] args) throws Exception {
        Enterprise knitter = Enterprise.of("91330483MA2B00078U");
        MemoryLedger ledger = new MemoryLedger();
        knitter.fileOn(ledger);
        ledger.submit(knitter.register(knitter.product(Enterprise.SWEATER, 1))).answer();
        Proposal capture = knitter.capture("capture-1", largest());

        ExecutorService executor = Executors.newFixedThreadPool(CAPTURES);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < CAPTURES; i++) {
            answers.add(executor.submit(() -> ledger.endorse(capture).answer()));
        }
        for (Future<String> answer : answers) {
            answer.get();
        }
        executor.shutdown();
    }

    private static Page largest() {
        var events = IntStream.range(0, Page.MAX_EVENTS)
                .mapToObj(i -> {
                    var event = Enterprise.commissioning("E" + i);
                    var epcs = event.putArray("epcList");
                    for (int j = 0; j < 155; j++) {
                        epcs.add("https://id.gs1.org/01/" + Enterprise.SWEATER + "/21/S" + (1000 * i + j));
                    }
                    return event;
                })
                .toArray(ObjectNode[]::new);
        return Enterprise.page(events);
    }
}
