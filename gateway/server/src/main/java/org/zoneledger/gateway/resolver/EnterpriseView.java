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
 * @param grade the zone's grade of it, or null
 * @param credit what agencies say of it in public
 * @param findings what agencies publish about it today
 * @param noFindings what to say when there is nothing
 * @param evaluations what accredited evaluators say of it
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
        Grade grade,
        List<Fact> credit,
        List<Finding> findings,
        String noFindings,
        List<Fact> evaluations,
        List<Fact> uses,
        List<Link> products,
        String source) {

    /**
     * A grade.
     *
     * @param tone how good it is to look at
     * @param name the letter in a word
     * @param rules what decided, in words
     * @param key of its record, whose receipt can be checked
     */
    public record Grade(String letter, String tone, String name, List<Fact> facts, List<String> rules, String key) {

        /** The four letters, for a scale. */
        public List<String> scale() {
            return List.of("A", "B", "C", "D");
        }
    }

    /** Something that an agency has found. */
    public record Finding(String title, String tag, String tone, List<Fact> facts) {}

    /** A line that leads somewhere. */
    public record Link(String href, String text, String detail) {}

    /** A name and a value. */
    public record Fact(String label, String value, boolean isCode) {}
}
