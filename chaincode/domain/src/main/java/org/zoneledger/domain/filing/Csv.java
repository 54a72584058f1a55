package org.zoneledger.domain.filing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;

/** Reads comma-separated values (RFC 4180) row by row; lines end with CRLF or LF, and an empty line is no row. */
public final class Csv {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final String text;
    private int at;
    private int line = 1;

    /** What is done with the rows of a table. */
    public interface Rows {
        /** Takes the cells of a row by their columns, without those that are empty. */
        void row(int line, Map<String, String> cells);

        /** Takes the reason why a line is no row of the table. */
        void refused(int line, Refusal refusal);
    }

    /** One row as it is read. */
    interface Row {
        /** Takes the cells of the row that begins on a line of the text. */
        void accept(int line, List<String> cells);
    }

    private Csv(String text) {
        this.text = text;
        this.at = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    }

    /** Gives the rows one after the other; refuses with MALFORMED and the line where the text is not RFC 4180. */
    static void read(String text, Row each) {
        new Csv(text).read(each);
    }

    /**
     * Gives the rows of a text whose first line names the columns, in any order.
     *
     * <p>Refuses by the field {@code header} a first line with a column that is not known, that stands there twice, or without one that
     * is required; by its line a text that is not RFC 4180. A row with more or fewer cells than columns is given as refused.
     */
    public static void table(String text, Set<String> known, List<String> required, Rows each) {
        read(text, new Table(known, required, each));
    }

    private void read(Row each) {
        while (at < text.length()) {
            int begins = line;
            List<String> cells = row();
            if (cells.size() > 1 || !cells.get(0).isEmpty()) {
                each.accept(begins, cells);
            }
        }
    }

    private List<String> row() {
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(isAt('"') ? quoted() : plain());
            if (isAt(',')) {
                at++;
            } else {
                end();
                return cells;
            }
        }
    }

    private String plain() {
        int from = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '"') {
                throw malformed("a quote stands inside a cell that is not quoted");
            }
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"' && !isAt('"')) {
                return cell.toString();
            }
            if (c == '"') {
                at++;
            }
            if (c == '\n') {
                line++;
            }
            cell.append(c);
        }
        throw malformed("a quoted cell does not end");
    }

    private void end() {
        if (at == text.length()) {
            return;
        }
        if (isAt('\r')) {
            at++;
        }
        if (!isAt('\n')) {
            throw malformed("a cell ends with a comma or the end of the line");
        }
        at++;
        line++;
    }

    private boolean isAt(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private RefusalException malformed(String detail) {
        return Refusal.of(Code.MALFORMED, "", "line " + line + ": " + detail);
    }

    private static final class Table implements Row {

        private final Set<String> known;
        private final List<String> required;
        private final Rows each;
        private List<String> columns;

        Table(Set<String> known, List<String> required, Rows each) {
            this.known = known;
            this.required = required;
            this.each = each;
        }

        @Override
        public void accept(int line, List<String> cells) {
            if (columns == null) {
                columns = header(cells);
            } else if (cells.size() != columns.size()) {
                each.refused(
                        line,
                        new Refusal(
                                Code.MALFORMED,
                                "",
                                "the line has " + cells.size() + " cells, the header " + columns.size()));
            } else {
                Map<String, String> row = new TreeMap<>();
                for (int i = 0; i < cells.size(); i++) {
                    if (!cells.get(i).isEmpty()) {
                        row.put(columns.get(i), cells.get(i));
                    }
                }
                each.row(line, row);
            }
        }

        private List<String> header(List<String> cells) {
            TreeSet<String> seen = new TreeSet<>();
            for (int i = 0; i < cells.size(); i++) {
                if (!known.contains(cells.get(i))) {
                    throw refused(Code.FIELD_UNKNOWN, "column " + (i + 1) + " is not known here");
                }
                if (!seen.add(cells.get(i))) {
                    throw refused(Code.VALUE_INVALID, "column " + (i + 1) + " stands there twice");
                }
            }
            for (String name : required) {
                if (!seen.contains(name)) {
                    throw refused(Code.FIELD_MISSING, "the column " + name + " is required");
                }
            }
            return List.copyOf(cells);
        }

        private static RefusalException refused(Code code, String detail) {
            return Refusal.of(code, "header", detail);
        }
    }
}
