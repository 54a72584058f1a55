package org.zoneledger.domain.filing;

import java.util.ArrayList;
import java.util.List;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;

/** Reads comma-separated values (RFC 4180) row by row; lines end with CRLF or LF, and an empty line is no row. */
final class Csv {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final String text;
    private int at;
    private int line = 1;

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
}
