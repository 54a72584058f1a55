package org.zoneledger.domain.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.zoneledger.domain.log.SignedNote.Signature;

/**
 * An agency as it speaks about logs. With one key it signs the checkpoints of its own log, and cosigns those of the others: what is
 * signed begins with other words, so that neither can pass for the other.
 *
 * @param log verifies the agency's own checkpoints; its name is their origin
 * @param witness verifies its cosignatures
 */
public record Witness(NoteKey log, NoteKey witness) {

    private static final int TIME_BYTES = 8;

    /**
     * The agency of a log.
     *
     * @param origin of the agency's own log
     * @param key Ed25519 public key, 32 bytes
     */
    public static Witness of(String origin, byte[] key) {
        return new Witness(
                new NoteKey(origin, NoteKey.Type.ED25519, key),
                new NoteKey(origin + "/witness", NoteKey.Type.COSIGNATURE, key));
    }

    /** Where an agency's log begins: {@code zoneledger.org/<zone>/<agency>}. */
    public static String origin(String zone, String agency) {
        return "zoneledger.org/" + zone + "/" + agency;
    }

    /** Signs a checkpoint of the agency's own log. */
    public Signature sign(Checkpoint checkpoint, Ed25519PrivateKeyParameters key) {
        return Signature.of(log, signature(checkpoint.text().getBytes(StandardCharsets.UTF_8), key));
    }

    /** Cosigns the checkpoint of whatever log at a time, in whole seconds. */
    public Signature cosign(Checkpoint checkpoint, Instant at, Ed25519PrivateKeyParameters key) {
        byte[] signature = signature(cosigned(checkpoint.text(), at.getEpochSecond()), key);
        return Signature.of(
                witness,
                ByteBuffer.allocate(TIME_BYTES + signature.length)
                        .putLong(at.getEpochSecond())
                        .put(signature)
                        .array());
    }

    /** Whether the note carries this agency's signature over a checkpoint of its own log. */
    public boolean hasSigned(SignedNote note) {
        return note.signatures().stream()
                .anyMatch(signature -> signature.isOf(log) && verifies(signature.bytes(), note.signed()));
    }

    /** When this agency cosigned the note's checkpoint; nothing where it has not. */
    public Optional<Instant> hasCosigned(SignedNote note) {
        return note.signatures().stream()
                .filter(signature -> signature.isOf(witness) && signature.bytes().length > TIME_BYTES)
                .flatMap(signature -> cosignedAt(signature.bytes(), note.text()).stream())
                .findFirst();
    }

    private Optional<Instant> cosignedAt(byte[] timed, String text) {
        long at = ByteBuffer.wrap(timed).getLong();
        boolean good = at >= 0
                && at <= Instant.MAX.getEpochSecond()
                && verifies(Arrays.copyOfRange(timed, TIME_BYTES, timed.length), cosigned(text, at));
        return good ? Optional.of(Instant.ofEpochSecond(at)) : Optional.empty();
    }

    private static byte[] cosigned(String text, long at) {
        return ("cosignature/v1\ntime " + at + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] signature(byte[] message, Ed25519PrivateKeyParameters key) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    private boolean verifies(byte[] signature, byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(false, new Ed25519PublicKeyParameters(log.key()));
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }
}
