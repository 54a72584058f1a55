package org.zoneledger.gateway.desk;

import java.util.List;

/**
 * The disclosure policy in the words of one language.
 *
 * @param since from which day the table holds
 * @param tiers what each tier means
 * @param types which fields of each record type are open to whom
 * @param proposals what the agencies are changing, or have changed
 */
public record PolicyView(String since, List<Line> tiers, List<Type> types, List<Line> proposals) {

    /** A record type with its tiers. */
    public record Type(String name, String title, List<Line> lines) {}

    /** A tier, or a proposal, and what is to be said of it. */
    public record Line(String name, String tone, String text) {}
}
