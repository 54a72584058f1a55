package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CaseRules;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.disclosure.Sealed;

/**
 * A decision in a credit matter, which one person of an agency proposes and a second one takes.
 *
 * @param name transaction that takes it
 * @param document its document
 * @param restricted its restricted part
 */
record Credits(TransactionName name, ObjectNode document, Sealed restricted) {

    static final byte[] SEED = "a seed of 16 byt".getBytes(StandardCharsets.UTF_8);

    /** An agency's word about an enterprise. */
    static Credits word(ObjectNode assertion) {
        CreditRules.Split split = CreditRules.split(assertion, SEED);
        return new Credits(TransactionName.CREDIT_ASSESS, split.document(), split.restricted());
    }

    /** A fact that an agency records about an enterprise. */
    static Credits fact(Enterprise subject, String scheme, ObjectNode fact, int version) {
        ObjectNode said = said("RECORD", fact.path("factId").asText());
        return stating(subject, scheme, said.set("fact", fact), version);
    }

    /** The withdrawal of a fact that was wrong. */
    static Credits withdrawal(Enterprise subject, String scheme, String factId, int version) {
        return stating(subject, scheme, said("WITHDRAW", factId), version);
    }

    private static ObjectNode said(String step, String factId) {
        return Enterprise.object("{'legalBasis':'公共信用信息目录'}").put("step", step).put("factId", factId);
    }

    private static Credits stating(Enterprise subject, String scheme, ObjectNode said, int version) {
        Sealed restricted = Sealed.seal(said, SEED);
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("scheme", scheme)
                .put("uscc", subject.uscc().value())
                .put(
                        "id",
                        (said.has("fact") ? "" : "withdraw-")
                                + said.path("factId").asText())
                .put("version", version);
        document.set("restricted", restricted.digests());
        return new Credits(TransactionName.CREDIT_STATE, document, restricted);
    }

    /** A grave penalty, published for more than a year by {@link Enterprise#AT}. */
    static ObjectNode penalty(String factId) {
        return Enterprise.object("{'kind':'PENALTY','severity':'SERIOUS','title':'毛衫纤维含量不实',"
                        + "'source':'桐市监罚〔2025〕7号','legalBasis':'产品质量法第五十条',"
                        + "'foundOn':'2025-10-08','publishedFrom':'2025-10-10'}")
                .put("factId", factId);
    }

    /** What an agency recognises, each rule as {@code on>measure}. */
    static Credits recognition(String id, int version, String... rules) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        var list = document.putArray("rules");
        for (String rule : rules) {
            List<String> parts = List.of(rule.split(">", 2));
            list.add(Enterprise.object("{'legalBasis':'联合奖惩备忘录','validFrom':'2026-01-01'}")
                    .put("ruleId", "rule-000" + list.size())
                    .put("on", parts.get(0))
                    .put("measure", parts.get(1)));
        }
        document.put("id", id).put("version", version);
        return new Credits(TransactionName.CREDIT_RECOGNISE, document, Sealed.none());
    }

    /** The accreditation of an evaluator. */
    static Credits accreditation(Enterprise evaluator, String id, String validTo, int version) {
        ObjectNode document = Enterprise.object("{'legalBasis':'征信业管理条例','validFrom':'2026-01-01'}")
                .put("uscc", evaluator.uscc().value())
                .put("validTo", validTo)
                .put("id", id)
                .put("version", version);
        return new Credits(TransactionName.CREDIT_ACCREDIT, document, Sealed.none());
    }

    /** The finder's decision on an application for repair. */
    static Credits restoration(String repair, String step, int version) {
        return restoration(repair, step, version, JsonNodeFactory.instance.objectNode());
    }

    /** The same with more in its document, such as the last day of a reorganisation. */
    static Credits restoration(String repair, String step, int version, ObjectNode more) {
        Sealed restricted = Sealed.seal(Enterprise.object("{'reason':'整改已复核'}"), SEED);
        ObjectNode document = Enterprise.object("{'legalBasis':'信用修复管理办法'}")
                .put("repair", repair)
                .put("step", step)
                .put("id", step + "-" + repair)
                .put("version", version);
        document.setAll(more);
        document.set("restricted", restricted.digests());
        return new Credits(TransactionName.CREDIT_RESTORE, document, restricted);
    }

    /** An agency asks for a grade to be made anew. */
    static Proposal grade(Enterprise subject, String msp) {
        return Proposal.of(
                        TransactionName.CREDIT_GRADE,
                        Identity.gateway(msp),
                        Enterprise.AT,
                        subject.uscc().value(),
                        Identity.officer(msp).actor())
                .withTransient("seed", SEED);
    }

    /** The ledger key of its case. */
    String caseKey() {
        return CaseRules.key(document.path("id").asText());
    }

    /** An officer proposes it. */
    Proposal proposed(String msp) {
        CreditRules.Split split = CaseRules.split(name, document, restricted, SEED);
        return Enterprise.restricted(
                Enterprise.official(TransactionName.CREDIT_PROPOSE, split.document(), msp), split.restricted());
    }

    /** A reviewer takes it. */
    Proposal taken(String msp) {
        Proposal proposal = Proposal.of(
                name,
                Identity.gateway(msp),
                Enterprise.AT,
                CanonicalJson.text(document),
                Identity.reviewer(msp).actor());
        return Enterprise.restricted(proposal, restricted).withTransient("seed", SEED);
    }

    /** A reviewer refuses it. */
    Proposal refused(String msp) {
        String id = document.path("id").asText();
        Sealed reason = Sealed.seal(Enterprise.object("{'reason':'依据不足'}"), SEED);
        ObjectNode refusal = Enterprise.object("{'version':2}").put("case", id).put("id", "no-to-" + id);
        refusal.set("restricted", reason.digests());
        return Enterprise.restricted(Enterprise.official(TransactionName.CREDIT_REFUSE, refusal, msp), reason)
                .withArgument(1, Identity.reviewer(msp).actor());
    }

    /** Both, one after the other. */
    Endorsement carried(MemoryLedger ledger, String msp) {
        ledger.submit(proposed(msp)).answer();
        return ledger.submit(taken(msp));
    }
}
