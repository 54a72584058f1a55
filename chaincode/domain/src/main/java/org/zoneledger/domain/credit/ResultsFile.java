package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.Csv;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.domain.filing.ImportRules;
import org.zoneledger.domain.identifier.Uscc;

/**
 * An agency's results of a year, one word a line: comma-separated values whose first line names the columns.
 *
 * <p>Columns are {@code uscc, class, legalBasis, assessedOn, validFrom, validTo} and, where there is something to say,
 * {@code ruleset, score, grounds}. An empty cell says nothing.
 *
 * @param words of the lines that nothing is said against
 * @param flaws why other lines say no word, in their order; the field is the column
 */
public record ResultsFile(List<Word> words, List<Flaw> flaws) {

    /** Words that a file may hold. */
    public static final int MAX_LINES = 2_000;

    /** Largest file. */
    public static final int MAX_BYTES = 2 << 20;

    private static final List<String> REQUIRED =
            List.of("uscc", "class", "legalBasis", "assessedOn", "validFrom", "validTo");
    private static final Set<String> COLUMNS =
            Set.of("uscc", "class", "legalBasis", "assessedOn", "validFrom", "validTo", "ruleset", "score", "grounds");

    /**
     * The word of a line.
     *
     * @param line of the file, from 1, with the header as the first
     * @param assertion {classCode, legalBasis, assessedOn, validFrom, validTo, grounds?, score?}
     */
    public record Word(int line, Uscc uscc, ObjectNode assertion) {}

    public ResultsFile {
        words = List.copyOf(words);
        flaws = List.copyOf(flaws);
    }

    /** The id of the case of a line; that of the file is one of an import, see {@link ImportRules#checkImportID}. */
    public static String caseId(String importID, int line) {
        return importID + "-" + line;
    }

    /**
     * Reads a file and checks each line as the word would be checked alone, with the rule set of its day.
     *
     * <p>Refuses a file that cannot be read at all: MALFORMED, a header with a column nobody knows or without one that is required, no line
     * or more than {@value #MAX_LINES}, more than {@value #MAX_BYTES} bytes.
     *
     * @param scheme that all words are of
     * @param today in Beijing
     * @param hasSlot whether a subject's filing was accepted, so that there is a slot for its word
     */
    public static ResultsFile read(byte[] file, String scheme, LocalDate today, Predicate<Uscc> hasSlot) {
        if (file.length > MAX_BYTES) {
            throw Refusal.of(Code.TOO_LARGE, "", "a file of results has at most " + MAX_BYTES + " bytes");
        }
        Reader reader = new Reader(scheme, today, hasSlot);
        Csv.table(CanonicalJson.text(file), COLUMNS, REQUIRED, reader);
        if (reader.lines == 0) {
            throw Refusal.of(Code.FIELD_MISSING, "", "the file holds no word");
        }
        return new ResultsFile(reader.words, reader.flaws);
    }

    private static final class Reader implements Csv.Rows {

        /** The documents of a check are not kept, so their salts protect nothing. */
        private static final byte[] NO_SEED = new byte[Sealed.SEED_BYTES];

        private final String scheme;
        private final LocalDate today;
        private final Predicate<Uscc> hasSlot;
        private final List<Word> words = new ArrayList<>();
        private final List<Flaw> flaws = new ArrayList<>();
        private final Map<Uscc, Integer> seen = new HashMap<>();
        private int lines;

        Reader(String scheme, LocalDate today, Predicate<Uscc> hasSlot) {
            this.scheme = scheme;
            this.today = today;
            this.hasSlot = hasSlot;
        }

        @Override
        public void row(int line, Map<String, String> cells) {
            count();
            try {
                words.add(word(line, cells));
            } catch (RefusalException e) {
                Refusal refusal = e.refusal();
                flaws.add(Flaw.of(line, lines, new Refusal(refusal.code(), column(refusal.field()), refusal.detail())));
            }
        }

        @Override
        public void refused(int line, Refusal refusal) {
            count();
            flaws.add(Flaw.of(line, lines, refusal));
        }

        private void count() {
            if (++lines > MAX_LINES) {
                throw Refusal.of(Code.TOO_LARGE, "", "a file of results has at most " + MAX_LINES + " lines");
            }
        }

        private Word word(int line, Map<String, String> cells) {
            ObjectNode assertion = assertion(cells);
            Uscc uscc = Fields.of(assertion).value("uscc", Uscc::parse);
            Integer before = seen.putIfAbsent(uscc, line);
            if (before != null) {
                throw Refusal.of(Code.ID_REUSED, "uscc", "the enterprise stands in line " + before + " already");
            }
            check(line, assertion, cells);
            if (!hasSlot.test(uscc)) {
                throw Refusal.of(
                        Code.FILING_NOT_ACCEPTED,
                        "uscc",
                        "the subject has no accepted filing and so no slot for a credit word");
            }
            assertion.remove("uscc");
            return new Word(line, uscc, assertion);
        }

        private void check(int line, ObjectNode assertion, Map<String, String> cells) {
            ObjectNode complete = assertion.deepCopy();
            complete.put("scheme", scheme);
            complete.put("id", caseId("results-file", line));
            complete.put("version", 1);
            CreditRules.Split split = CreditRules.split(complete, NO_SEED);
            String ruleset = split.document().path("ruleset").asText();
            if (!cells.getOrDefault("ruleset", ruleset).equals(ruleset)) {
                throw Refusal.of(
                        Code.RULESET_UNKNOWN,
                        "ruleset",
                        "the rule set was not in force for the scheme on the day of the assessment");
            }
            CreditRules.check(split.document(), split.restricted(), today);
        }

        private static ObjectNode assertion(Map<String, String> cells) {
            ObjectNode assertion = JsonNodeFactory.instance.objectNode();
            cells.forEach((column, cell) -> {
                if (column.equals("score") && cell.matches("[0-9]{1,9}")) {
                    assertion.put(column, Integer.parseInt(cell));
                } else if (!column.equals("ruleset")) {
                    assertion.put(column.equals("class") ? "classCode" : column, cell);
                }
            });
            return assertion;
        }

        /** The column of a field as the rules of a word name it. */
        private static String column(String field) {
            String name = field.startsWith("restricted.") ? field.substring("restricted.".length()) : field;
            return name.equals("classCode") ? "class" : name;
        }
    }
}
