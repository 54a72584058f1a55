package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;

/**
 * A file of products, one a line: comma-separated values whose first line names the columns, or a JSON list of objects.
 *
 * <p>Columns are the fields of a product that its enterprise gives, and {@code version} where it is not the first one. An empty cell is
 * a field that is not there.
 */
public final class ProductFile {

    /** Products that a file may hold. */
    public static final int MAX_LINES = 10_000;

    /** Largest file. */
    public static final int MAX_BYTES = 9 << 20;

    private static final List<String> REQUIRED = List.of("gtin", "nameZh", "nameEn", "brand", "originCountry", "level");
    private static final Set<String> COLUMNS = Set.of(
            "gtin",
            "nameZh",
            "nameEn",
            "brand",
            "originCountry",
            "level",
            "producerZh",
            "producerEn",
            "categoryZh",
            "categoryEn",
            "hs6",
            "hs10",
            "unit",
            "specification",
            "version");

    /** How a file is written. */
    public enum Format {
        CSV,
        JSON
    }

    /** What is done with the lines of a file. */
    public interface Lines {
        /** Takes the product of a line, as it would be sent alone. */
        void product(int line, ObjectNode body);

        /** Takes the reason why a line holds no product. */
        void refused(int line, Refusal refusal);
    }

    private ProductFile() {}

    /**
     * Gives the lines of a file one after the other.
     *
     * <p>Refuses a file that cannot be read at all: MALFORMED, a header with a column nobody knows or without one that is required, no line
     * or more than {@value #MAX_LINES}, more than {@value #MAX_BYTES} bytes.
     */
    public static void read(byte[] file, Format format, Lines each) {
        if (file.length > MAX_BYTES) {
            throw Refusal.of(Code.TOO_LARGE, "", "a file of products has at most " + MAX_BYTES + " bytes");
        }
        Counted counted = new Counted(each);
        if (format == Format.CSV) {
            Csv.table(CanonicalJson.text(file), COLUMNS, REQUIRED, new Table(counted));
        } else {
            CanonicalJson.readEach(file, (line, value) -> object(line, value, counted));
        }
        if (counted.count == 0) {
            throw Refusal.of(Code.FIELD_MISSING, "", "the file holds no product");
        }
    }

    private static void object(int line, JsonNode value, Lines each) {
        if (!(value instanceof ObjectNode product)) {
            each.refused(line, new Refusal(Code.MALFORMED, "", "a JSON object is expected"));
            return;
        }
        for (Iterator<String> names = product.fieldNames(); names.hasNext(); ) {
            if (!COLUMNS.contains(names.next())) {
                each.refused(
                        line, new Refusal(Code.FIELD_UNKNOWN, "", "the object has a field that is not known here"));
                return;
            }
        }
        each.product(line, product);
    }

    private static final class Counted implements Lines {

        private final Lines next;
        private int count;

        Counted(Lines next) {
            this.next = next;
        }

        @Override
        public void product(int line, ObjectNode body) {
            count();
            next.product(line, body);
        }

        @Override
        public void refused(int line, Refusal refusal) {
            count();
            next.refused(line, refusal);
        }

        private void count() {
            if (++count > MAX_LINES) {
                throw Refusal.of(Code.TOO_LARGE, "", "a file of products has at most " + MAX_LINES + " lines");
            }
        }
    }

    /** Makes a product of each row; a field without a value is not there. */
    private record Table(Lines each) implements Csv.Rows {

        @Override
        public void row(int line, Map<String, String> cells) {
            ObjectNode product = JsonNodeFactory.instance.objectNode();
            cells.forEach((name, cell) -> {
                if (name.equals("version") && cell.matches("[0-9]{1,15}")) {
                    product.put(name, Long.parseLong(cell));
                } else {
                    product.put(name, cell);
                }
            });
            each.product(line, product);
        }

        @Override
        public void refused(int line, Refusal refusal) {
            each.refused(line, refusal);
        }
    }
}
