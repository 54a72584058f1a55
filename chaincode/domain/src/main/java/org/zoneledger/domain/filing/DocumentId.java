package org.zoneledger.domain.filing;

import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Fields;

/** The id that a sender chooses for a document, so that sending it twice is safe. */
public final class DocumentId {

    private DocumentId() {}

    /** Refuses anything but 8 to 64 characters out of letters, digits, dot, underscore and hyphen. */
    public static String check(String id) {
        if (!id.matches("[A-Za-z0-9._-]{8,64}")) {
            throw Refusal.of(
                    Code.VALUE_INVALID,
                    "",
                    "an id has 8 to 64 characters out of A-Z, a-z, 0-9, dot, underscore and hyphen");
        }
        return id;
    }

    /** Takes the sender's id and the version of a document. */
    public static void checkIn(Fields fields) {
        fields.value("id", DocumentId::check);
        fields.integer("version", 1, Integer.MAX_VALUE);
    }
}
