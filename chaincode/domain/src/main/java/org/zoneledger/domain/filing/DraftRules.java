package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Drafts (DRAFT, before a filing is submitted): a form that its enterprise has not finished. Nobody has to do with it yet, so it stays at
 * the single window's own peer; of its contents nothing is checked but that it is an object without resident identity numbers.
 */
public final class DraftRules {

    private static final int MAX_BYTES = 32 << 10;

    private DraftRules() {}

    /** Key of a draft in the single window's collection. */
    public static String key(Uscc uscc) {
        return "draft/" + uscc.value();
    }

    /**
     * Decides on a draft; only the single window's peer runs it. The last one stands.
     *
     * @param restricted uscc, form: an object as it would be filed, at most 32 KiB
     */
    public static Decision keep(Sealed restricted, Caller caller) {
        Fields fields = Fields.of(restricted.values(), "restricted");
        Uscc uscc = fields.value("uscc", Uscc::parse);
        if (!(fields.any("form") instanceof ObjectNode form)) {
            throw Refusal.of(Code.MALFORMED, "restricted.form", "a JSON object is expected");
        }
        fields.end();
        if (CanonicalJson.bytes(form).length > MAX_BYTES) {
            throw Refusal.of(Code.TOO_LARGE, "restricted.form", "a draft has at most 32 KiB");
        }
        PersonalData.refuseIn(form, "restricted.form");
        mustBeIts(uscc, caller);
        return Decision.of(key(uscc), 1, List.of(Write.kept(place(), key(uscc), restricted.bytes())));
    }

    /** Decides to throw a draft away, with its past. */
    public static Decision drop(Uscc uscc, Caller caller) {
        mustBeIts(uscc, caller);
        return Decision.of(key(uscc), 1, List.of(Write.purged(place(), key(uscc))));
    }

    private static void mustBeIts(Uscc uscc, Caller caller) {
        caller.mustBeClerkOf(uscc);
        Competence.mustBeSingleWindow(caller);
    }

    private static String place() {
        return Write.implicit(Competence.singleWindow());
    }
}
