package org.zoneledger.launcher.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Map;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.domain.credit.Ruleset.CreditClass;

/** The words the agencies give about the enterprises. */
final class Assessments {

    /** Far enough that the demonstration works for years; a real word is good for one. */
    private static final String VALID_TO = "2035-12-31";

    private static final Map<String, LocalDate> DAYS = Map.of(
            "customs", LocalDate.parse("2026-04-20"),
            "tax", LocalDate.parse("2026-04-30"),
            "forex", LocalDate.parse("2026-05-15"),
            "market", LocalDate.parse("2026-06-30"),
            "commerce", LocalDate.parse("2026-07-10"),
            "payment", LocalDate.parse("2026-03-31"));

    private static final Map<String, String> GROUNDS = Map.of(
            "customs DISCREDITED", "因申报不实受到行政处罚，达到失信企业认定标准",
            "customs SERIOUSLY_DISCREDITED", "走私行为经行政处罚决定确认",
            "tax C", "年度评价扣分后得分在40分至70分之间",
            "tax D", "年度评价得分低于40分",
            "forex B", "货物贸易外汇收支差异超过核查指标",
            "forex C", "逾期未配合现场核查",
            "market ABNORMAL", "未按期公示年度报告",
            "market SERIOUS", "生产销售不合格产品，情节严重",
            "commerce POOR", "综合评价得分低于60分");

    private Assessments() {}

    static LocalDate day(String scheme) {
        return DAYS.get(scheme);
    }

    /** What an officer sends: class, legal basis, period and, for the agencies only, grounds and score. */
    static ObjectNode document(String scheme, String code) {
        Ruleset ruleset = Ruleset.inForce(scheme, day(scheme));
        CreditClass given = ruleset.classOf(code);
        var document = JsonNodeFactory.instance.objectNode();
        document.put("classCode", code);
        document.put("legalBasis", ruleset.legalBasis());
        document.put("assessedOn", day(scheme).toString());
        document.put("validFrom", day(scheme).toString());
        document.put("validTo", VALID_TO);
        var restricted = document.putObject("restricted");
        restricted.put("grounds", GROUNDS.getOrDefault(scheme + " " + code, "年度评价，未发现不良记录"));
        restricted.put(
                "score", 1000 - 950 * (given.rank() - 1) / ruleset.classes().size());
        return document;
    }
}
