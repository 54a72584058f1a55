package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.zoneledger.domain.TransactionName;

/** Recalls of market regulation. */
final class Recalls {

    private Recalls() {}

    static Proposal open(String id, String gtin, int version) {
        ObjectNode document = Enterprise.object(
                        "{'batches':['L260324'],'reasonZh':'染料超标','reasonEn':'azo dyes','legalBasis':'消费品召回管理暂行规定'}")
                .put("gtin", gtin)
                .put("id", id)
                .put("version", version);
        return Enterprise.official(TransactionName.PROVENANCE_RECALL, document, "MarketMSP");
    }

    static Proposal close(String id, int version) {
        ObjectNode document = Enterprise.object("{'reason':'全部收回','legalBasis':'产品质量法'}")
                .put("recall", id)
                .put("id", "close-0000" + version)
                .put("version", version);
        return Enterprise.official(TransactionName.PROVENANCE_CLOSE, document, "MarketMSP");
    }
}
