package org.zoneledger.gateway.provenance;

import java.util.List;

/**
 * What the public may know of one logistic unit: that steps happened, where, and what that rests on; not what is in it.
 *
 * <p>No inspection and no release: no enterprise answers for a unit, so nobody's word counts on whether it is good.
 *
 * @param link canonical Digital Link URI
 * @param sscc 18 digits
 * @param level always shipment
 * @param journey what happened to it and to the units it was packed in, oldest first
 * @param proofs what the journey rests on, in the order of the ledger
 * @param height blocks of the ledger that the answer covers
 */
public record Shipment(
        String link,
        String sscc,
        String level,
        List<Passport.Step> journey,
        List<Passport.Proof> proofs,
        long height) {}
