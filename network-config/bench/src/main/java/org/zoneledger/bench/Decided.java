package org.zoneledger.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.credit.CaseRules;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;

/**
 * What one person of an agency proposes about a subject and a second one takes.
 *
 * @param scheme of the agency
 * @param name transaction that takes it
 * @param document its document
 * @param restricted its restricted part
 */
record Decided(String scheme, TransactionName name, ObjectNode document, Sealed restricted) {

    /** An agency's word: its two best classes in turn. */
    static Decided word(String scheme, Uscc subject, long version) {
        LocalDate day = LocalDate.now(CreditRules.BEIJING).minusDays(1);
        Ruleset ruleset = Ruleset.inForce(scheme, day);
        ObjectNode assertion = about(scheme, subject, version)
                .put("classCode", ruleset.classes().get((int) (version % 2)).code())
                .put("legalBasis", ruleset.legalBasis())
                .put("assessedOn", day.toString())
                .put("validFrom", day.toString())
                .put("validTo", day.plusYears(1).toString())
                .put("grounds", "年度评价，未发现不良记录")
                .put("score", 900);
        CreditRules.Split split = CreditRules.split(assertion, seed());
        return new Decided(scheme, TransactionName.CREDIT_ASSESS, split.document(), split.restricted());
    }

    /** A light penalty that an agency has found, not published. */
    static Decided fact(String scheme, Uscc subject, long version) {
        String legalBasis = "产品质量法第五十四条";
        ObjectNode document = about(scheme, subject, version);
        String factId = document.path("id").asText();
        ObjectNode said = JsonNodeFactory.instance
                .objectNode()
                .put("step", "RECORD")
                .put("factId", factId)
                .put("legalBasis", legalBasis);
        said.putObject("fact")
                .put("factId", factId)
                .put("kind", "PENALTY")
                .put("severity", "MINOR")
                .put("title", "标识标注不规范，处以警告")
                .put("source", "桐市监罚〔2026〕" + version + "号")
                .put("legalBasis", legalBasis)
                .put("foundOn", LocalDate.now(CreditRules.BEIJING).minusDays(1).toString());
        Sealed restricted = Sealed.seal(said, seed());
        document.set("restricted", restricted.digests());
        return new Decided(scheme, TransactionName.CREDIT_STATE, document, restricted);
    }

    /** What the first person sends. */
    CreditRules.Split proposal() {
        return CaseRules.split(name, document, restricted, seed());
    }

    private static ObjectNode about(String scheme, Uscc subject, long version) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("scheme", scheme)
                .put("uscc", subject.value())
                .put("id", UUID.randomUUID().toString())
                .put("version", version);
    }

    private static byte[] seed() {
        return UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    }
}
