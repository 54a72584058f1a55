package org.zoneledger.domain.log;

import java.util.Base64;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;

/**
 * What an agency says of its log: so many entries, with this root (C2SP tlog-checkpoint), and where each key was written last.
 *
 * @param origin the log, a schema-less URL
 * @param size entries
 * @param root of the tree over them, 32 bytes
 * @param map root of the map of newest entries at that size ({@link org.zoneledger.domain.merkle.MerkleMap}), 32 bytes: an extension
 *     line, which older checkpoints do not have
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its text
public record Checkpoint(String origin, long size, byte[] root, Optional<byte[]> map) {

    private static final String MAP = "map ";

    /** A checkpoint that says nothing about newest entries. */
    public Checkpoint(String origin, long size, byte[] root) {
        this(origin, size, root, Optional.empty());
    }

    /** Reads the text of a checkpoint; refuses extension lines other than that of the map. */
    public static Checkpoint read(String text) {
        String[] lines = text.split("\n", -1);
        boolean hasMap = lines.length == 5 && lines[3].startsWith(MAP);
        if (!(lines.length == 4 || hasMap) || !lines[lines.length - 1].isEmpty() || lines[0].isEmpty()) {
            throw malformed(
                    "a checkpoint has three lines, origin, size and root, and may have a fourth, that of the map");
        }
        if (!lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw malformed("the size of a log is a decimal number");
        }
        Optional<byte[]> map = hasMap ? Optional.of(root(lines[3].substring(MAP.length()))) : Optional.empty();
        Checkpoint read = new Checkpoint(lines[0], Long.parseLong(lines[1]), root(lines[2]), map);
        if (!read.text().equals(text)) {
            throw malformed("a root is in base64 that ends with zero bits");
        }
        return read;
    }

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + base64(root) + "\n"
                + map.map(named -> MAP + base64(named) + "\n").orElse("");
    }

    private static byte[] root(String base64) {
        try {
            byte[] root = Base64.getDecoder().decode(base64);
            if (root.length == 32) {
                return root;
            }
        } catch (IllegalArgumentException notBase64) {
            // answered below
        }
        throw malformed("the root of a log or a map is 32 bytes in base64");
    }

    private static String base64(byte[] root) {
        return Base64.getEncoder().encodeToString(root);
    }

    private static RefusalException malformed(String detail) {
        return Refusal.of(Code.MALFORMED, "checkpoint", detail);
    }
}
