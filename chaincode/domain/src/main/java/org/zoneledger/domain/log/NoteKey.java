package org.zoneledger.domain.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Sha256;

/**
 * A key that verifies signatures of signed notes (C2SP signed-note).
 *
 * @param name of the signer, a schema-less URL
 * @param type what its signatures are over
 * @param key Ed25519 public key, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NoteKey(String name, Type type, byte[] key) {

    private static final Pattern NAME = Pattern.compile("[^\\s+]{1,200}", Pattern.UNICODE_CHARACTER_CLASS);

    /** The signature types of C2SP signed-note that are used here. */
    public enum Type {
        /** Ed25519 over the text of the note. */
        ED25519(1),
        /** Ed25519 over a checkpoint and a time (C2SP tlog-cosignature). */
        COSIGNATURE(4);

        private final byte identifier;

        Type(int identifier) {
            this.identifier = (byte) identifier;
        }
    }

    public NoteKey {
        if (!NAME.matcher(name).matches()) {
            throw Refusal.of(Code.VALUE_INVALID, "name", "the name of a key has no spaces and no plus sign");
        }
        if (key.length != Ed25519PublicKeyParameters.KEY_SIZE) {
            throw Refusal.of(Code.VALUE_INVALID, "key", "an Ed25519 public key has 32 bytes");
        }
    }

    /** The four bytes by which a signature names its key. */
    public byte[] id() {
        return Arrays.copyOf(
                Sha256.digest((name + "\n").getBytes(StandardCharsets.UTF_8), new byte[] {type.identifier}, key), 4);
    }

    /** The key in the text form that tools read: {@code name+id+base64}. */
    public String text() {
        byte[] typed = new byte[1 + key.length];
        typed[0] = type.identifier;
        System.arraycopy(key, 0, typed, 1, key.length);
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }
}
