package org.zoneledger.launcher.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.launcher.demo.DemoData.Enterprise;
import org.zoneledger.launcher.demo.ZoneDemo.Act;

/** Negative lists of three agencies, and one enterprise that was heard before it was listed. */
final class ListStory {

    private static final String SUBJECTS = "market-serious-violations";
    private static final String BASIS = "国家市场监督管理总局令第44号";
    private static final String LISTING = "listing-xindai-1";

    private final ZoneDemo demo;
    private final DemoData data;

    ListStory(ZoneDemo demo, DemoData data) {
        this.demo = demo;
        this.data = data;
    }

    List<Act> acts() {
        return List.of(
                () -> list(
                        "customs",
                        "customs-export-ban",
                        listOf("GOODS", "禁止出口货物", "Goods that must not be exported", "禁止出口货物目录"),
                        "9706",
                        "超过一百年的古物",
                        "antiques of more than a hundred years"),
                () -> list(
                        "commerce",
                        "commerce-platforms",
                        listOf("PLATFORM", "风险平台", "Platforms to beware of", "综合试验区风险提示办法"),
                        "brand-outlet.example",
                        "假冒品牌店铺",
                        "a shop of counterfeit brands"),
                () -> listed(data.enterprise("xindai")));
    }

    private boolean list(String agency, String listId, ObjectNode list, String item, String zh, String en) {
        list.putArray("items")
                .addObject()
                .put("item", item)
                .put("zh", zh)
                .put("en", en)
                .put("from", "2026-01-01");
        return demo.decided(agency, "PUT", "/api/v1/lists/" + listId, list, "list-" + listId);
    }

    private static ObjectNode listOf(String kind, String titleZh, String titleEn, String legalBasis) {
        return object().put("kind", kind)
                .put("titleZh", titleZh)
                .put("titleEn", titleEn)
                .put("legalBasis", legalBasis)
                .put("validFrom", "2026-01-01");
    }

    /** Notice, statement, decision and delivery, each unless it was done before. */
    private boolean listed(Enterprise subject) {
        Person officer = demo.officer("market");
        String path = "/api/v1/listings/" + LISTING;
        if (status(officer, path).equals("LISTED")) {
            return false;
        }
        ObjectNode list =
                listOf("SUBJECT", "严重违法失信名单", "Serious violations", BASIS).put("scheme", "market");
        demo.decided("market", "PUT", "/api/v1/lists/" + SUBJECTS, list, "list-" + SUBJECTS);
        ZoneDemo.await(() -> officer.get("/api/v1/lists/" + SUBJECTS).isFound(), "market does not see its list");
        ObjectNode notice = object().put("list", SUBJECTS);
        notice.putObject("restricted").put("uscc", subject.uscc()).put("ground", "再次销售不合格产品，且提供虚假检验报告");
        officer.send("POST", "/api/v1/listings", notice, LISTING);
        state(subject, path);
        await(officer, path, "RESPONDED");
        ObjectNode decision = object().put("step", "LIST").put("legalBasis", BASIS);
        decision.putObject("restricted")
                .put("reason", "检验报告经核实为虚假，陈述不能成立")
                .put("severity", "SERIOUS")
                .put("source", "嘉市监列严〔2026〕18号")
                .put("remedies", "公示满一年、整改完毕并作出信用承诺后，可向市场监管部门申请信用修复");
        demo.decided("market", "POST", path + "/decisions", decision, "conclusion-" + LISTING);
        await(officer, path, "DECIDED");
        ObjectNode delivery = object();
        delivery.putObject("restricted")
                .put("method", "ELECTRONIC")
                .put("deliveredOn", LocalDate.now(CreditRules.BEIJING).toString());
        officer.send("POST", path + "/deliveries", delivery, "delivery-" + LISTING);
        return true;
    }

    private void state(Enterprise subject, String path) {
        Person clerk = demo.clerk(subject, "commerce");
        ZoneDemo.await(() -> clerk.get(path).isFound(), "the enterprise does not see the notice");
        ObjectNode form = object();
        form.putObject("restricted").put("statement", "检验报告由供应商提供，本企业已下架并召回相关批次");
        clerk.sendSigned(
                "POST",
                path + "/statements",
                form,
                "statement-" + LISTING,
                (seed, id) -> PartyDocument.statement(LISTING, form, seed, id, 2));
    }

    private static void await(Person officer, String path, String status) {
        ZoneDemo.await(() -> status(officer, path).equals(status), "market does not see the listing " + status);
    }

    private static String status(Person person, String path) {
        Person.Answer answer = person.get(path);
        return answer.isFound() ? answer.body().path("status").asText() : "";
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
