package org.zoneledger.gateway.desk;

import java.util.List;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;

/**
 * What somebody finds on their desk, in the words of one language.
 *
 * @param title whose desk it is
 * @param message what became of what was just sent, or empty
 * @param tone good or bad
 */
public record DeskView(
        String title, String subtitle, String message, String tone, List<Section> sections, String foot) {

    /**
     * A part of the desk.
     *
     * @param lead what it is about, or empty
     * @param none what to say when there is nothing
     */
    public record Section(String id, String heading, String lead, String none, List<Entry> entries) {}

    /**
     * One thing.
     *
     * @param href where it leads, or empty
     * @param tag state in a word, or empty
     * @param form what can be done, or null
     */
    public record Entry(String text, String href, String tag, String tone, String detail, List<Fact> facts, Form form) {

        static Entry of(String text, String tag, String tone, String detail) {
            return new Entry(text, "", tag, tone, detail, List.of(), null);
        }
    }

    /**
     * A decision to be made.
     *
     * @param id of the document it will make, chosen with the form
     * @param salt seed, likewise
     * @param version that the decision is made on
     */
    public record Form(String action, String id, String salt, long version, List<Field> fields, List<Button> buttons) {

        /** Whether a file is sent with it. */
        public boolean isUpload() {
            return fields.stream().anyMatch(field -> field.type().equals("file"));
        }
    }

    /** A thing to write or, where there are choices, to choose. */
    public record Field(String name, String label, String type, String value, boolean required, List<Choice> choices) {

        static Field text(String name, String label, String value) {
            return new Field(name, label, "text", value, true, List.of());
        }

        /** One that may stay empty. */
        static Field optional(String name, String label) {
            return new Field(name, label, "text", "", false, List.of());
        }

        static Field date(String name, String label, String value) {
            return new Field(name, label, "date", value, true, List.of());
        }

        static Field choice(String name, String label, List<Choice> choices) {
            return new Field(name, label, "text", "", true, choices);
        }
    }

    /** A thing to choose. */
    public record Choice(String value, String label) {}

    /** A thing to do. */
    public record Button(String value, String label, String tone) {}
}
