package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.identifier.Uscc;

/** Uses of a filing (全流程使用): which agency relied on it for which procedure, and what it asked the enterprise for once more. */
public final class UseRules {

    private UseRules() {}

    /** Ledger key of a use: each has its own, so that agencies never wait for one another. */
    public static String key(Uscc uscc, String id) {
        return "use/" + uscc.value() + "/" + id;
    }

    /**
     * Decides on a use that an agency records.
     *
     * @param prior the stored use, if any
     * @param filing the filing that was relied on
     * @param document {uscc, procedure, fields[], askedAgain?[], id, version 1}; askedAgain names filed fields that the procedure
     *     asked for all the same
     */
    public static Decision record(
            Optional<LedgerRecord> prior,
            Optional<LedgerRecord> filing,
            ObjectNode document,
            Caller caller,
            Instant at) {
        Fields fields = Fields.of(document);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        fields.value("procedure", UseRules::procedure);
        fields.list("fields", 20, UseRules::fieldName);
        if (document.has("askedAgain")) {
            fields.list("askedAgain", 20, UseRules::fieldName);
        }
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document);
        if (caller.role() != Role.OFFICER || !Competence.agencies().contains(caller.msp())) {
            throw Refusal.of(Code.NOT_PERMITTED, "", "an officer of an agency records a use");
        }
        String key = key(uscc, document.path("id").asText());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, 1);
        }
        LedgerRecord relied = FilingRules.mustBeActive(filing, at);
        LedgerRecord use = LedgerRecord.from("use", document, caller, at);
        use.node().put("filingVersion", relied.version());
        return Decision.of(key, use.version(), List.of(Write.open(key, use.bytes())));
    }

    private static String procedure(String text) {
        if (!text.matches("[a-z][a-z0-9-]{2,39}")) {
            throw Refusal.of(Code.VALUE_INVALID, "", "a procedure is named in lower-case letters, digits and hyphens");
        }
        return text;
    }

    static String fieldName(String text) {
        if (!text.matches("[a-z][A-Za-z0-9]{1,39}")) {
            throw Refusal.of(Code.VALUE_INVALID, "", "the name of a field of the filing is expected");
        }
        return text;
    }
}
