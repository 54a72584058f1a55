package org.zoneledger.launcher.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.launcher.demo.DemoData.Enterprise;
import org.zoneledger.launcher.demo.ZoneDemo.Act;

/** What credit words rest on and what follows from them: recognition rules, facts, evaluations, and a repair that waits. */
final class CreditStory {

    private static final String EVALUATOR = "jianheng";
    private static final String PENALISED = "xindai";

    /** Rules by agency: what it rests on and the measure. */
    private static final Map<String, List<String>> RECOGNISED = Map.of(
            "customs", List.of("grade:A I-1", "sta-12-2025:A I-4", "grade:D D-8", "LISTING:SERIOUS D-9"),
            "tax", List.of("gacc-282-2026:ADVANCED_CERTIFIED I-3", "grade:A I-5", "grade:D D-6"),
            "forex", List.of("gacc-282-2026:ADVANCED_CERTIFIED I-4", "grade:D D-6"),
            "market", List.of("grade:A I-3", "LISTING:SERIOUS D-1", "sta-12-2025:D D-6"),
            "commerce", List.of("grade:A I-2", "grade:D D-3", "LISTING:SERIOUS D-5"));

    private final ZoneDemo demo;
    private final DemoData data;
    private final LocalDate today = LocalDate.now(CreditRules.BEIJING);

    CreditStory(ZoneDemo demo, DemoData data) {
        this.demo = demo;
        this.data = data;
    }

    /** What others rest on. */
    List<Act> grounds() {
        List<Act> acts = new ArrayList<>();
        RECOGNISED.forEach((agency, rules) -> acts.add(() -> recognise(agency, rules)));
        acts.add(() -> fact(
                "market",
                PENALISED,
                object().put("kind", "PENALTY")
                        .put("severity", "SERIOUS")
                        .put("title", "销售不合格产品，处以较大数额罚款")
                        .put("source", "嘉市监罚〔2025〕118号")
                        .put("legalBasis", "产品质量法第五十条"),
                today.minusMonths(13)));
        acts.add(() -> fact(
                "customs",
                "hezhou",
                object().put("kind", "PENALTY")
                        .put("severity", "GENERAL")
                        .put("title", "申报数量不实，处以罚款")
                        .put("source", "嘉关罚字〔2026〕31号")
                        .put("legalBasis", "海关行政处罚实施条例第十五条"),
                today.minusMonths(5)));
        acts.add(() -> fact(
                "market",
                "chongde",
                object().put("kind", "PENALTY")
                        .put("severity", "GENERAL")
                        .put("title", "标识标注不规范，处以罚款")
                        .put("source", "桐市监罚〔2026〕212号")
                        .put("legalBasis", "产品质量法第五十四条"),
                today.minusDays(12)));
        acts.add(() -> fact(
                "commerce",
                "pushui",
                object().put("kind", "AWARD")
                        .put("title", "跨境电商示范企业")
                        .put("source", "嘉商务〔2026〕9号")
                        .put("legalBasis", "综合试验区综合评价办法"),
                today.minusMonths(2)));
        acts.add(this::accredit);
        return acts;
    }

    /** What rests on them. */
    List<Act> answers() {
        List<Act> acts = new ArrayList<>();
        Map.of("pushui", 942, "lanqiao", 905, "xindai", 310)
                .forEach((subject, score) -> acts.add(() -> evaluate(data.enterprise(subject), score)));
        acts.add(() -> repair(data.enterprise(PENALISED)));
        return acts;
    }

    private boolean recognise(String agency, List<String> rules) {
        ObjectNode decision = object();
        var list = decision.putArray("rules");
        for (String rule : rules) {
            String[] part = rule.split(" ", 2);
            list.addObject()
                    .put("ruleId", "rule-" + agency + "-" + (list.size() + 1))
                    .put("on", part[0])
                    .put("measure", part[1])
                    .put("legalBasis", "综合试验区信用联合奖惩合作备忘录")
                    .put("validFrom", "2026-04-01");
        }
        return demo.decided(agency, "PUT", "/api/v1/recognitions", decision, "recognition-" + agency);
    }

    private boolean fact(String agency, String subject, ObjectNode fact, LocalDate day) {
        ObjectNode decision = object();
        fact.put("foundOn", day.toString()).put("publishedFrom", day.toString());
        decision.putObject("restricted")
                .put("legalBasis", fact.path("legalBasis").asText())
                .set("fact", fact);
        return demo.decided(
                agency,
                "POST",
                "/api/v1/facts/" + agency + "/" + data.enterprise(subject).uscc(),
                decision,
                factId(subject));
    }

    private static String factId(String subject) {
        return "fact-" + subject + "-1";
    }

    private boolean accredit() {
        ObjectNode decision = object().put("validFrom", "2026-01-01")
                .put("validTo", "2035-12-31")
                .put("legalBasis", "综合试验区综合评价办法");
        return demo.decided(
                "commerce",
                "PUT",
                "/api/v1/accreditations/" + data.enterprise(EVALUATOR).uscc(),
                decision,
                "accreditation-" + EVALUATOR);
    }

    private boolean evaluate(Enterprise subject, int score) {
        Person clerk = demo.clerk(data.enterprise(EVALUATOR), "commerce");
        String path = "/api/v1/evaluations/" + subject.uscc();
        Uscc uscc = Uscc.parse(subject.uscc());
        if (clerk.get(path)
                .body()
                .toString()
                .contains(data.enterprise(EVALUATOR).uscc())) {
            return false;
        }
        ObjectNode form = object().put("score", score)
                .put("method", "GB/T 23794 enterprise credit evaluation")
                .put("validFrom", today.minusDays(1).toString())
                .put("validTo", "2035-12-31");
        ObjectNode whole =
                form.deepCopy().put("evaluator", data.enterprise(EVALUATOR).uscc());
        clerk.sendSigned(
                "PUT",
                path,
                form,
                "evaluation-" + subject.uscc(),
                (seed, id) -> PartyDocument.of(uscc, whole, Optional.empty(), id, 1));
        return true;
    }

    /** The enterprise has done its duties and waits for market regulation's word. */
    private boolean repair(Enterprise subject) {
        Person clerk = demo.clerk(subject, "commerce");
        if (!clerk.get("/api/v1/repairs").body().path("repairs").isEmpty()) {
            return false;
        }
        ObjectNode form = object();
        ObjectNode restricted = form.putObject("restricted")
                .put("scheme", "market")
                .put("factId", factId(subject.key()))
                .put("ground", "DUTIES_DONE")
                .put("statement", "罚款已缴清，产品已整改并复检合格");
        restricted.putArray("materials").add("5e".repeat(32));
        ObjectNode whole = form.deepCopy();
        whole.withObject("/restricted").put("uscc", subject.uscc());
        clerk.sendSigned(
                "POST",
                "/api/v1/repairs",
                form,
                "repair-" + subject.key() + "-1",
                (seed, id) -> PartyDocument.repair("MarketMSP", whole, seed, id, 1));
        return true;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
