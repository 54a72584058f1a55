package org.zoneledger.gateway.resolver;

import java.util.List;
import org.zoneledger.gateway.provenance.Shipment;
import org.zoneledger.gateway.resolver.PassportView.Line;

/**
 * A logistic unit in the words of one language.
 *
 * @param gaps what the records leave open about who had it
 */
public record ShipmentView(
        String sscc, String journeyCount, List<Line> journey, List<String> gaps, PassportView.Proof proof) {

    static ShipmentView of(Shipment shipment, Texts t) {
        JourneyWords words = new JourneyWords(t);
        return new ShipmentView(
                shipment.sscc(),
                t.of("journey.count", shipment.journey().size()),
                words.lines(shipment.journey()),
                words.gaps(shipment.journey()),
                new ProofWords(t, shipment.proofs(), shipment.journey())
                        .proof(shipment.height(), shipment.link(), t.of("shipment.none")));
    }
}
