package org.zoneledger.domain.log;

import java.util.Base64;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;

/**
 * What an agency says of its log: so many entries, with this root (C2SP tlog-checkpoint).
 *
 * @param origin the log, a schema-less URL
 * @param size entries
 * @param root of the tree over them, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its text
public record Checkpoint(String origin, long size, byte[] root) {

    /** Reads the text of a checkpoint; refuses extension lines, of which there are none here. */
    public static Checkpoint read(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || !lines[3].isEmpty() || lines[0].isEmpty()) {
            throw malformed("a checkpoint has three lines: origin, size, root");
        }
        if (!lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw malformed("the size of a log is a decimal number");
        }
        byte[] root;
        try {
            root = Base64.getDecoder().decode(lines[2]);
        } catch (IllegalArgumentException notBase64) {
            throw malformed("the root of a log is in base64");
        }
        Checkpoint read = new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
        if (root.length != 32 || !read.text().equals(text)) {
            throw malformed("the root of a log has 32 bytes");
        }
        return read;
    }

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    private static RefusalException malformed(String detail) {
        return Refusal.of(Code.MALFORMED, "checkpoint", detail);
    }
}
