package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;

/** The lists of agencies, and an enterprise's way onto one of subjects. */
final class Listings {

    private Listings() {}

    /** The list of subjects of a scheme, in the name of its agency. */
    static Credits subjects(String scheme, int version) {
        ObjectNode list = Enterprise.object("{'kind':'SUBJECT','titleZh':'严重违法失信名单','titleEn':'Serious violations',"
                        + "'legalBasis':'国家市场监督管理总局令第44号','validFrom':'2026-01-01'}")
                .put("listId", id(scheme))
                .put("scheme", scheme);
        return list(list, version);
    }

    /** A list of goods with one heading. */
    static Credits goods(String listId, String heading, int version) {
        ObjectNode list = Enterprise.object("{'kind':'GOODS','titleZh':'禁止出口货物','titleEn':'Not to be exported',"
                        + "'legalBasis':'禁止出口货物目录','validFrom':'2026-01-01','items':[{'zh':'物项','en':'item',"
                        + "'from':'2026-01-01'}]}")
                .put("listId", listId);
        ((ObjectNode) list.at("/items/0")).put("item", heading);
        return list(list, version);
    }

    private static Credits list(ObjectNode list, int version) {
        String listId = list.path("listId").asText();
        list.put("id", listId + "-" + version).put("version", version);
        return new Credits(TransactionName.CREDIT_LIST, list, Sealed.none());
    }

    /** The id of the list of subjects of a scheme. */
    static String id(String scheme) {
        return "subjects-" + scheme;
    }

    static Proposal notice(String id, Enterprise subject, String scheme) {
        Sealed said = Sealed.seal(
                Enterprise.object("{'ground':'连续三次抽检不合格'}")
                        .put("uscc", subject.uscc().value()),
                Credits.SEED);
        ObjectNode document =
                Enterprise.object("{'version':1}").put("list", id(scheme)).put("id", id);
        document.set("restricted", said.digests());
        return Enterprise.restricted(
                Enterprise.official(TransactionName.CREDIT_NOTIFY, document, Competence.ownerOf(scheme)), said);
    }

    /** What the subject has to say. */
    static Proposal statement(Enterprise subject, String listing, int version) {
        Sealed said = Sealed.seal(Enterprise.object("{'statement':'已全部整改'}"), Credits.SEED);
        return Enterprise.restricted(
                        subject.signed(TransactionName.CREDIT_RESPOND, step(listing, "say", said, version)), said)
                .withTransient("seed", Credits.SEED);
    }

    /** The decision of its agency. */
    static Credits conclusion(String listing, String step, int version) {
        ObjectNode values = Enterprise.object("{'reason':'抽检报告属实'}");
        if (step.equals("LIST")) {
            values.put("severity", "SERIOUS").put("source", "嘉市监列严〔2026〕3号").put("remedies", "整改满一年后可申请修复");
        }
        Sealed said = Sealed.seal(values, Credits.SEED);
        ObjectNode document =
                step(listing, step, said, version).put("step", step).put("legalBasis", "总局令第44号");
        return new Credits(TransactionName.CREDIT_CONCLUDE, document, said);
    }

    static Proposal delivery(String listing, String deliveredOn, int version, String msp) {
        Sealed said =
                Sealed.seal(Enterprise.object("{'method':'IN_PERSON'}").put("deliveredOn", deliveredOn), Credits.SEED);
        return Enterprise.restricted(
                        Enterprise.official(
                                TransactionName.CREDIT_DELIVER, step(listing, "deliver", said, version), msp),
                        said)
                .withTransient("seed", Credits.SEED);
    }

    private static ObjectNode step(String listing, String name, Sealed said, int version) {
        ObjectNode document = Enterprise.object("{}")
                .put("listing", listing)
                .put("id", name + "-" + listing)
                .put("version", version);
        document.set("restricted", said.digests());
        return document;
    }
}
