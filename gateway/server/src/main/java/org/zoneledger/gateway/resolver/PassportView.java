package org.zoneledger.gateway.resolver;

import java.util.List;

/**
 * A passport in the words of one language, ready to be laid out; what is absent is an empty text or list.
 *
 * @param banners what must be seen before anything else
 * @param name what the product is called
 * @param otherName what it is called in the other language
 * @param levels product, batch and item, and how far the records reach
 * @param levelText the same in a sentence
 * @param scans how often its code was scanned here
 * @param gaps what the records leave open about who had it
 */
public record PassportView(
        List<Banner> banners,
        Phrase name,
        Phrase otherName,
        String brand,
        List<Level> levels,
        String levelText,
        List<Fact> facts,
        Scans scans,
        List<Check> checks,
        String journeyCount,
        List<Line> journey,
        List<String> gaps,
        List<Material> materials,
        Seller seller,
        Proof proof) {

    /** How something is to be felt: it is also the CSS class and the icon. */
    public enum Tone {
        good,
        plain,
        warn,
        bad,
        alarm
    }

    /**
     * A text with its language.
     *
     * @param lang BCP 47 tag when it is not the language of the page, else empty
     */
    public record Phrase(String text, String lang) {}

    /**
     * The state of the thing, or a warning that comes before it.
     *
     * @param points findings that speak for it
     * @param advice what to do now
     */
    public record Banner(Tone tone, String title, String text, List<String> points, List<String> advice) {}

    /**
     * A step of the scale product, batch, item.
     *
     * @param reached whether the records speak that finely
     * @param current whether it is the finest that they reach
     * @param missed whether it was asked for and is not known
     */
    public record Level(String label, boolean reached, boolean current, boolean missed) {}

    /**
     * A labelled value.
     *
     * @param isCode whether it is a number or code, to be read sign by sign
     */
    public record Fact(String label, Phrase value, boolean isCode) {}

    /**
     * Earlier scans of a code.
     *
     * @param meaning what that says about one item, and what not; or empty
     */
    public record Scans(String count, String meaning) {}

    /** What an inspection or customs found; a plain one says that there was none. */
    public record Check(Tone tone, String title, String by, String when) {}

    /**
     * A line of the journey.
     *
     * @param date machine-readable day of its first step, yyyy-mm-dd
     * @param when its days in words, or empty when they are those of the line above
     * @param times how often, when more than once
     * @param wrong that it was declared wrong, when, why and what replaces it; or empty
     * @param said what its events say, for the browser's own check
     */
    public record Line(
            Tone tone,
            String date,
            String when,
            String what,
            String times,
            String detail,
            String where,
            String by,
            String wrong,
            Said said) {}

    /**
     * What the events behind a line must say.
     *
     * @param events SHA-256 of each, hexadecimal, with blanks between
     * @param until machine-readable day of the last one
     * @param bizStep CBV 2.0 business step of all of them without prefix, or empty
     */
    public record Said(String events, String until, String bizStep) {}

    /**
     * A batch that went into the product.
     *
     * @param href link to the page of that batch in the same language, or empty
     */
    public record Material(String name, String detail, String href) {}

    /** Who answers for the product. */
    public record Seller(
            Phrase name, Phrase otherName, String uscc, String status, boolean accepted, List<Credit> credit) {}

    /**
     * One agency's class.
     *
     * @param tone good in the upper third of the scheme, bad in the lower
     * @param segments one for each class of the scheme, true for the one given
     */
    public record Credit(
            Tone tone,
            String agency,
            Phrase name,
            String rank,
            List<Boolean> segments,
            Phrase basis,
            String assessed) {}

    /** What the records rest on. */
    public record Proof(
            List<String> reasons, List<Agency> agencies, List<Submission> submissions, String height, String link) {}

    /** How much of what was submitted an agency has checked. */
    public record Agency(String name, String note, boolean took) {}

    /**
     * One signed page of events.
     *
     * @param receipt key of the record whose receipt proves it
     */
    public record Submission(String title, String receipt, List<Fact> facts) {}
}
