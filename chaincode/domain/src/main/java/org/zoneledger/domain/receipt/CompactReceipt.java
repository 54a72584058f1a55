package org.zoneledger.domain.receipt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.Zlib;

/**
 * A receipt for paper: its canonical JSON as zlib (RFC 1950) in base64url without padding, cut into the texts of QR codes. A text is {@code
 * ZLR1:i/n:} and the i-th of n parts.
 */
public final class CompactReceipt {

    /** Characters of one text: at this length a QR code with error correction level L has 157 modules a side. */
    public static final int MAX_CHARACTERS = 2300;

    private static final String NAME = "ZLR1:";
    private static final int PART = MAX_CHARACTERS - (NAME + "9999/9999:").length();
    private static final Pattern TEXT = Pattern.compile(NAME + "([1-9][0-9]{0,3})/([1-9][0-9]{0,3}):([A-Za-z0-9_-]+)");

    private CompactReceipt() {}

    /**
     * The texts of a receipt, in order, all but the last of one length.
     *
     * @param receipt canonical JSON
     */
    public static List<String> texts(byte[] receipt) {
        String packed = Base64.getUrlEncoder().withoutPadding().encodeToString(Zlib.deflated(receipt));
        int count = (packed.length() + PART - 1) / PART;
        int length = (packed.length() + count - 1) / count;
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String part = packed.substring(i * length, Math.min(packed.length(), (i + 1) * length));
            texts.add(NAME + (i + 1) + "/" + count + ":" + part);
        }
        return texts;
    }

    /** Whether a file holds texts rather than JSON. */
    public static boolean isIn(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).stripLeading().startsWith(NAME);
    }

    /**
     * Puts a receipt together again.
     *
     * @param file the texts, one a line, in any order; one that was scanned twice does no harm
     * @return canonical JSON
     * @throws RefusalException MALFORMED when a text is missing or changed, TOO_LARGE
     */
    public static byte[] read(byte[] file) {
        List<String> lines = new String(file, StandardCharsets.ISO_8859_1)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String[] parts = new String[0];
        for (String line : lines) {
            Matcher text = TEXT.matcher(line);
            if (!text.matches()) {
                throw malformed("a line is not the text of a code");
            }
            int index = Integer.parseInt(text.group(1));
            int count = Integer.parseInt(text.group(2));
            if (parts.length == 0) {
                parts = new String[count];
            }
            if (count != parts.length || index > count) {
                throw malformed("the codes are not of one receipt");
            }
            parts[index - 1] = text.group(3);
        }
        StringBuilder packed = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] == null) {
                throw malformed("code " + (i + 1) + " of " + parts.length + " is missing");
            }
            packed.append(parts[i]);
        }
        try {
            return inflated(Base64.getUrlDecoder().decode(packed.toString()));
        } catch (IllegalArgumentException | DataFormatException changed) {
            throw malformed("the codes do not make a receipt");
        }
    }

    private static byte[] inflated(byte[] packed) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            while (!inflater.finished()) {
                int length = inflater.inflate(buffer);
                if (length == 0) {
                    throw new DataFormatException();
                }
                out.write(buffer, 0, length);
                if (out.size() > Receipt.MAX_BYTES) {
                    throw Refusal.of(Code.TOO_LARGE, "", "a receipt has at most " + Receipt.MAX_BYTES + " bytes");
                }
            }
            return out.toByteArray();
        } finally {
            inflater.end();
        }
    }

    private static RefusalException malformed(String detail) {
        return Refusal.of(Code.MALFORMED, "", detail);
    }
}
