package org.zoneledger.gateway.ledger;

import jakarta.ws.rs.HeaderParam;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.filing.ImportRules;

/** What a sender puts beside a document. */
public class WriteHeaders {

    /** Sender's id of the document: sending it again under the same id is safe. */
    @HeaderParam("Idempotency-Key")
    String id;

    /** Hexadecimal seed of the salts of restricted values, at least 16 bytes; needed where there are some. */
    @HeaderParam("Zone-Salt")
    String salt;

    /** Detached signature of the party over the document, by its registered certificate. */
    @HeaderParam("Zone-Signature")
    String signature;

    /** Version that the document changes, as the record's ETag names it. */
    @HeaderParam("If-Match")
    String ifMatch;

    /** The same out of a form: its id and salt seed were made with it, so that sending it twice is safe. */
    public static WriteHeaders of(String id, String salt, String version) {
        WriteHeaders headers = new WriteHeaders();
        headers.id = id;
        headers.salt = salt;
        headers.ifMatch = version.equals("0") ? null : "\"" + version + "\"";
        return headers;
    }

    /** The same out of a message that carries them; empty is absent. */
    public static WriteHeaders signed(String id, String salt, String signature) {
        WriteHeaders headers = new WriteHeaders();
        headers.id = present(id);
        headers.salt = present(salt);
        headers.signature = present(signature);
        return headers;
    }

    private static String present(String value) {
        return value.isEmpty() ? null : value;
    }

    /** The same without the version, for a document about another record than the one whose version the sender saw. */
    public WriteHeaders withoutVersion() {
        WriteHeaders headers = new WriteHeaders();
        headers.id = id;
        headers.salt = salt;
        headers.signature = signature;
        return headers;
    }

    /** The sender's id; refuses with FIELD_MISSING or VALUE_INVALID. */
    public String id() {
        if (id == null) {
            throw Refusal.of(
                    Code.FIELD_MISSING, "Idempotency-Key", "a write needs an id of the sender's choice in this header");
        }
        try {
            return DocumentId.check(id);
        } catch (RefusalException e) {
            throw Refusal.of(Code.VALUE_INVALID, "Idempotency-Key", e.refusal().detail());
        }
    }

    /** The sender's id of a file, which leaves room for the ids of its lines; refuses with FIELD_MISSING or VALUE_INVALID. */
    public String importID() {
        try {
            return ImportRules.checkImportID(id());
        } catch (RefusalException e) {
            throw Refusal.of(e.refusal().code(), "Idempotency-Key", e.refusal().detail());
        }
    }

    /** The salt seed, if one was sent. */
    public Optional<byte[]> salt() {
        if (salt == null) {
            return Optional.empty();
        }
        if (!salt.matches("([0-9a-fA-F]{2}){" + Sealed.SEED_BYTES + ",64}")) {
            throw Refusal.of(Code.VALUE_INVALID, "Zone-Salt", "32 to 128 hexadecimal digits are expected");
        }
        return Optional.of(HexFormat.of().parseHex(salt));
    }

    /** The salt seed; refuses with FIELD_MISSING when none was sent. */
    public byte[] mustHaveSalt() {
        return salt().orElseThrow(() -> Refusal.of(
                Code.FIELD_MISSING,
                "Zone-Salt",
                "restricted values need a secret seed for their salts in this header, the same at every retry"));
    }

    /** The party's signature; refuses with SIGNATURE_MISSING. */
    public String mustBeSigned() {
        if (signature == null) {
            throw Refusal.of(
                    Code.SIGNATURE_MISSING,
                    "Zone-Signature",
                    "a party signs what it sends (./zone sign makes the headers)");
        }
        return signature;
    }

    /** The version that the sender saw, if it says so. */
    public OptionalLong seen() {
        if (ifMatch == null) {
            return OptionalLong.empty();
        }
        if (!ifMatch.matches("\"[0-9]{1,9}\"")) {
            throw Refusal.of(Code.VALUE_INVALID, "If-Match", "the ETag of the record is expected");
        }
        return OptionalLong.of(Long.parseLong(ifMatch.substring(1, ifMatch.length() - 1)));
    }
}
