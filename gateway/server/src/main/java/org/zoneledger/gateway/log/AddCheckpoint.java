package org.zoneledger.gateway.log;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote;

/**
 * The request by which a log asks for a cosignature (C2SP tlog-witness).
 *
 * @param old size that the witness cosigned last
 * @param proof that the checkpoint extends that size
 * @param note the signed checkpoint
 */
record AddCheckpoint(long old, List<byte[]> proof, SignedNote note) {

    private static final int MOST_HASHES = 63;

    AddCheckpoint {
        proof = List.copyOf(proof);
    }

    /** The checkpoint itself; refuses with MALFORMED what is none. */
    Checkpoint checkpoint() {
        return Checkpoint.read(note.text());
    }

    /** Reads a request; refuses with MALFORMED. */
    static AddCheckpoint read(String body) {
        int end = body.indexOf("\n\n");
        String[] lines = end < 0 ? new String[0] : body.substring(0, end).split("\n", -1);
        if (lines.length == 0 || lines.length > 1 + MOST_HASHES || !lines[0].matches("old (0|[1-9][0-9]{0,17})")) {
            throw malformed("old and a size, at most 63 hashes, an empty line and a checkpoint are expected");
        }
        List<byte[]> proof = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            proof.add(hash(lines[i]));
        }
        return new AddCheckpoint(
                Long.parseLong(lines[0].substring(4)), proof, SignedNote.read(body.substring(end + 2)));
    }

    /** The request as it is sent. */
    String body() {
        StringBuilder body = new StringBuilder("old ").append(old).append('\n');
        proof.forEach(
                hash -> body.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        return body.append('\n').append(note.note()).toString();
    }

    private static byte[] hash(String base64) {
        try {
            byte[] hash = Base64.getDecoder().decode(base64);
            if (hash.length == 32) {
                return hash;
            }
        } catch (IllegalArgumentException notBase64) {
            // answered below
        }
        throw malformed("a hash of the proof is 32 bytes in base64");
    }

    private static RefusalException malformed(String detail) {
        return Refusal.of(Code.MALFORMED, "", detail);
    }
}
