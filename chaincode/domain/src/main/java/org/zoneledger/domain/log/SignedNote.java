package org.zoneledger.domain.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;

/**
 * A text with signatures (C2SP signed-note).
 *
 * @param text ends with a newline
 * @param signatures in the order of the note
 */
public record SignedNote(String text, List<Signature> signatures) {

    /** Characters of a note that is read. */
    public static final int MAX_LENGTH = 16 << 10;

    private static final String SEPARATOR = "\n\n";
    private static final String MARK = "\u2014 ";

    /**
     * A signature line.
     *
     * @param name of the key
     * @param keyID four bytes, see {@link NoteKey#id}
     * @param bytes the signature, as its type has it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Signature(String name, byte[] keyID, byte[] bytes) {

        /** The signature of a key. */
        public static Signature of(NoteKey key, byte[] bytes) {
            return new Signature(key.name(), key.id(), bytes);
        }

        /** Whether it claims to be of this key. */
        public boolean isOf(NoteKey key) {
            return name.equals(key.name()) && Arrays.equals(keyID, key.id());
        }

        /** Reads a line, without its newline. */
        public static Signature read(String line) {
            int space = line.indexOf(' ', MARK.length());
            if (!line.startsWith(MARK) || space < 0) {
                throw malformed("a signature is a dash, a name and base64");
            }
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(line.substring(space + 1));
            } catch (IllegalArgumentException notBase64) {
                throw malformed("a signature is in base64");
            }
            if (bytes.length <= 4) {
                throw malformed("a signature is longer than the id of its key");
            }
            return new Signature(
                    line.substring(MARK.length(), space),
                    Arrays.copyOf(bytes, 4),
                    Arrays.copyOfRange(bytes, 4, bytes.length));
        }

        /** The line, without a newline. */
        public String line() {
            byte[] all = Arrays.copyOf(keyID, keyID.length + bytes.length);
            System.arraycopy(bytes, 0, all, keyID.length, bytes.length);
            return MARK + name + " " + Base64.getEncoder().encodeToString(all);
        }
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
            throw malformed("the text of a note ends with a newline and has no other control characters");
        }
    }

    /** Reads a note; refuses with MALFORMED, or TOO_LARGE beyond {@value #MAX_LENGTH} characters. */
    public static SignedNote read(String note) {
        if (note.length() > MAX_LENGTH) {
            throw Refusal.of(Code.TOO_LARGE, "note", "a signed note has at most " + MAX_LENGTH + " characters");
        }
        int split = note.lastIndexOf(SEPARATOR);
        if (split < 0 || !note.endsWith("\n") || split + SEPARATOR.length() == note.length()) {
            throw malformed("a signed note is a text, an empty line and signatures");
        }
        List<Signature> signatures = new ArrayList<>();
        for (String line :
                note.substring(split + SEPARATOR.length(), note.length() - 1).split("\n", -1)) {
            signatures.add(Signature.read(line));
        }
        return new SignedNote(note.substring(0, split + 1), signatures);
    }

    /** The bytes that are signed. */
    public byte[] signed() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The same note with other signatures. */
    public SignedNote with(List<Signature> others) {
        return new SignedNote(text, others);
    }

    /** The note as it is published. */
    public String note() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()).append('\n'));
        return note.toString();
    }

    private static RefusalException malformed(String detail) {
        return Refusal.of(Code.MALFORMED, "note", detail);
    }
}
