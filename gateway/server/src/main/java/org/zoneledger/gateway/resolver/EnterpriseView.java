package org.zoneledger.gateway.resolver;

import java.util.List;

/**
 * The enterprise pages in the words of one language.
 *
 * @param query what was searched for, or empty
 * @param note that nothing or too much was found, or empty
 * @param found enterprises that were found
 * @param name of the one enterprise that is shown, or empty
 * @param otherName its name in the other language
 * @param facts its open fields
 * @param credit what agencies say of it in public
 * @param uses who relied on its filing
 * @param products links to its products
 * @param source where all this comes from
 */
public record EnterpriseView(
        String query,
        String note,
        List<Link> found,
        String name,
        String otherName,
        List<Fact> facts,
        List<Fact> credit,
        List<Fact> uses,
        List<Link> products,
        String source) {

    /** A line that leads somewhere. */
    public record Link(String href, String text, String detail) {}

    /** A name and a value. */
    public record Fact(String label, String value, boolean isCode) {}
}
