package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.domain.credit.scoring.GradeLaw.Letter;
import org.zoneledger.domain.filing.DocumentId;

/**
 * The declarations out of which a random inspection (随机抽查) is drawn, fixed before anybody knows the seed; see {@link Selection}.
 *
 * <p>A declaration is known by the SHA-256 of its number and a salt, so the list says how many there are of each grade and nothing else.
 */
public final class InspectionRules {

    /** Declarations of one list; more would not fit into an argument. */
    public static final int MOST = 700;

    private InspectionRules() {}

    /** Ledger key of a list. */
    public static String key(String id) {
        return "inspection/" + id;
    }

    /**
     * Decides on a list, which is written once and never changed.
     *
     * @param laws the zone's rule sets, by date
     * @param document {declarations [{digest, letter A|B|C|D}] in ascending order of digests, law in force today, id, version 1}
     */
    public static Decision inspect(
            Optional<LedgerRecord> prior, List<GradeLaw> laws, ObjectNode document, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        checkDeclarations(fields.any("declarations"));
        String law = fields.text("law", 64);
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document.path("id"), "id");
        String owner = Competence.table("inspections").asText();
        caller.mustBeOfficerOf(owner);
        String key = key(document.path("id").asText());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        LocalDate today = LocalDate.ofInstant(at, CreditRules.BEIJING);
        if (!GradeLaw.inForce(laws, today).id().equals(law)) {
            throw Refusal.of(Code.RULESET_UNKNOWN, "law", "this is not the zone's rule set of the day");
        }
        LedgerRecord list = LedgerRecord.from("inspection", document, caller, at);
        return Decision.of(key, 1, List.of(Write.open(key, list.bytes()).ownedBy(List.of(owner))));
    }

    private static void checkDeclarations(JsonNode declarations) {
        if (!declarations.isArray() || declarations.isEmpty() || declarations.size() > MOST) {
            throw Refusal.of(
                    Code.VALUE_INVALID, "declarations", "a list of 1 to " + MOST + " declarations is expected");
        }
        String before = "";
        for (int i = 0; i < declarations.size(); i++) {
            Fields declaration = Fields.of(declarations.get(i), "declarations[" + i + "]");
            String digest = declaration.text("digest", 64);
            declaration.choice("letter", Letter.class);
            declaration.end();
            if (!digest.matches("[0-9a-f]{64}")) {
                throw Refusal.of(Code.VALUE_INVALID, declaration.at("digest"), "a SHA-256 in hexadecimal is expected");
            }
            if (digest.compareTo(before) <= 0) {
                throw Refusal.of(
                        Code.VALUE_INVALID, declaration.at("digest"), "the digests ascend and each stands once");
            }
            before = digest;
        }
    }
}
