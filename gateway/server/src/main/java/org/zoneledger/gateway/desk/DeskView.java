package org.zoneledger.gateway.desk;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.zoneledger.domain.identifier.ResidentId;
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

    /** The same desk with another form in place of the one that leads there; as it is where none does, or more than one. */
    DeskView with(String action, UnaryOperator<Form> change) {
        long leading = sections.stream()
                .flatMap(section -> section.entries().stream())
                .filter(entry -> entry.leadsTo(action))
                .count();
        return leading != 1
                ? this
                : new DeskView(
                        title,
                        subtitle,
                        message,
                        tone,
                        sections.stream()
                                .map(section -> section.with(action, change))
                                .toList(),
                        foot);
    }

    /**
     * A part of the desk.
     *
     * @param lead what it is about, or empty
     * @param none what to say when there is nothing
     */
    public record Section(String id, String heading, String lead, String none, List<Entry> entries) {

        /** A part that is one form. */
        static Section of(String id, String heading, String lead, Form form) {
            return new Section(id, heading, lead, "", List.of(new Entry("", "", "", "", "", List.of(), form)));
        }

        private Section with(String action, UnaryOperator<Form> change) {
            return new Section(
                    id,
                    heading,
                    lead,
                    none,
                    entries.stream()
                            .map(entry -> entry.leadsTo(action) ? entry.with(change.apply(entry.form())) : entry)
                            .toList());
        }
    }

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

        private boolean leadsTo(String action) {
            return form != null && form.action().equals(action);
        }

        private Entry with(Form other) {
            return new Entry(text, href, tag, tone, detail, facts, other);
        }
    }

    /**
     * A decision to be made.
     *
     * @param id of the document it will make, chosen with the form
     * @param salt seed, likewise
     * @param version that the decision is made on
     */
    public record Form(
            String action, String id, String salt, String version, List<Field> fields, List<Button> buttons) {

        /** Whether a file is sent with it. */
        public boolean isUpload() {
            return fields.stream().anyMatch(field -> field.type().equals("file"));
        }

        /** The same document, sent again. */
        Form again(MultivaluedMap<String, String> sent) {
            return new Form(
                    action, sent.getFirst("id"), sent.getFirst("salt"), sent.getFirst("version"), fields, buttons);
        }

        /**
         * The form as it was filled in.
         *
         * @param path of what was refused
         * @param why it was, to be said at its field
         */
        Form filled(MultivaluedMap<String, String> sent, String path, String why) {
            Optional<Field> wrong =
                    fields.stream().filter(field -> field.isMeantBy(path)).findFirst();
            return new Form(
                    action,
                    id,
                    salt,
                    version,
                    fields.stream()
                            .map(field -> field.filled(
                                    sent.getFirst(field.name()),
                                    wrong.filter(field::equals).isPresent() ? why : ""))
                            .toList(),
                    buttons);
        }
    }

    /**
     * A thing to write or, where there are choices, to choose.
     *
     * @param error why what was written was refused, or empty
     */
    public record Field(
            String name,
            String label,
            String type,
            String value,
            boolean required,
            List<Choice> choices,
            String error) {

        public Field(String name, String label, String type, String value, boolean required, List<Choice> choices) {
            this(name, label, type, value, required, choices, "");
        }

        /** Whether the path of a refusal means this field, or what it is the first part of. */
        private boolean isMeantBy(String path) {
            String whole = path.replaceFirst("\\[[0-9]+\\]$", "");
            return whole.equals(name)
                    || whole.endsWith("." + name)
                    || name.startsWith(whole.substring(whole.lastIndexOf('.') + 1) + ".");
        }

        /** With what was written; the number of a resident is not shown again. */
        private Field filled(String sent, String why) {
            String kept = sent == null || ResidentId.occursIn(sent) ? "" : sent;
            return new Field(name, label, type, kept, required, choices, why);
        }

        static Field text(String name, String label, String value) {
            return new Field(name, label, "text", value, true, List.of());
        }

        /** One that may stay empty. */
        static Field optional(String name, String label) {
            return new Field(name, label, "text", "", false, List.of());
        }

        /** What the form is about, not to be changed. */
        static Field hidden(String name, String value) {
            return new Field(name, "", "hidden", value, true, List.of());
        }

        /** A day that may stay empty. */
        static Field optionalDate(String name, String label) {
            return new Field(name, label, "date", "", false, List.of());
        }

        static Field date(String name, String label, String value) {
            return new Field(name, label, "date", value, true, List.of());
        }

        static Field choice(String name, String label, List<Choice> choices) {
            return new Field(name, label, "text", "", true, choices);
        }

        /** A choice that may stay empty. */
        static Field optionalChoice(String name, String label, List<Choice> choices) {
            return new Field(name, label, "text", "", false, choices);
        }
    }

    /** A thing to choose. */
    public record Choice(String value, String label) {}

    /** A thing to do. */
    public record Button(String value, String label, String tone) {}
}
