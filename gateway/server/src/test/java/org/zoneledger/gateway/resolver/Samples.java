package org.zoneledger.gateway.resolver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.provenance.Passport;
import org.zoneledger.gateway.provenance.Passport.CreditWord;
import org.zoneledger.gateway.provenance.Passport.Enterprise;
import org.zoneledger.gateway.provenance.Passport.ErrorDeclaration;
import org.zoneledger.gateway.provenance.Passport.Level;
import org.zoneledger.gateway.provenance.Passport.Material;
import org.zoneledger.gateway.provenance.Passport.Product;
import org.zoneledger.gateway.provenance.Passport.Proof;
import org.zoneledger.gateway.provenance.Passport.Release;
import org.zoneledger.gateway.provenance.Passport.State;
import org.zoneledger.gateway.provenance.Passport.Step;
import org.zoneledger.gateway.provenance.Passport.Text;

/** Passports as the index would give them; every name and number is made up. */
final class Samples {
    static final Gtin SWEATER = Gtin.withCheckDigit("693000000101");
    static final Gtin YARN = Gtin.withCheckDigit("693000000102");
    static final Gtin FORMULA = Gtin.withCheckDigit("942000000101");
    static final Gtin MILK = Gtin.withCheckDigit("942000000102");
    static final Gtin HANDBAG = Gtin.withCheckDigit("693000000103");

    private static final ObjectMapper JSON = new ObjectMapper().registerModules(new Jdk8Module(), new JavaTimeModule());

    private static final Text KNITTER = new Text("浙江桐乡云绒针织有限公司", "Tongxiang Cloudfleece Knitwear Co., Ltd.");
    private static final Text IMPORTER = new Text("嘉兴南湖优选供应链有限公司", "Jiaxing Nanhu Youxuan Supply Chain Co., Ltd.");
    private static final Text BAGMAKER = new Text("平湖市远行箱包有限公司", "Pinghu Yuanxing Luggage Co., Ltd.");

    private Samples() {}

    static Passport sweater() {
        List<Step> journey = new ArrayList<>();
        Text mill = new Text("浙江桐乡 云绒一厂", "Tongxiang, Zhejiang, mill 1");
        Text port = new Text("上海 外高桥港", "Shanghai, Waigaoqiao port");
        journey.add(step(
                "2026-03-02T08:30:00+08:00", "TransformationEvent", "transforming", "active", mill, "CN", "p1", 0));
        journey.add(step("2026-03-02T09:10:00+08:00", "commissioning", "active", mill, "CN", "p1", 1));
        for (int i = 0; i < 12; i++) {
            journey.add(step(
                    "2026-03-04T1" + i / 6 + ":" + (10 + i) + ":00+08:00",
                    "AggregationEvent",
                    "packing",
                    "in_progress",
                    mill,
                    "CN",
                    "p1",
                    2 + i));
        }
        journey.add(inspection(
                "2026-03-05T14:00:00+08:00",
                "conformant",
                new Text("浙江桐乡", "Tongxiang, Zhejiang"),
                "CN",
                new Text("嘉兴市毛衫产品质量检验中心", "Jiaxing Knitwear Quality Inspection Centre"),
                "p1",
                14));
        journey.add(release(
                "2026-03-09T10:20:00+08:00",
                new Text("上海", "Shanghai"),
                "CN",
                new Release("2981", new Text("嘉兴海关驻乍浦办事处", "Jiaxing Customs, Zhapu office"), "export", true),
                "p2",
                0));
        journey.add(step("2026-03-10T06:00:00+08:00", "loading", "in_progress", port, "CN", "p2", 1));
        journey.add(step("2026-03-10T23:40:00+08:00", "departing", "in_transit", port, "CN", "p2", 2));
        Text hamburg = new Text("汉堡港", "Port of Hamburg");
        journey.add(step("2026-04-14T05:15:00+02:00", "arriving", "in_progress", hamburg, "DE", "p3", 0));
        journey.add(step("2026-04-14T16:00:00+02:00", "unloading", "in_progress", hamburg, "DE", "p3", 1));
        journey.add(step(
                "2026-04-17T09:00:00+02:00",
                "receiving",
                "in_progress",
                new Text("柏林 仓库", "Berlin, warehouse"),
                "DE",
                "p3",
                2));
        journey.add(step(
                "2026-04-17T11:30:00+02:00",
                "storing",
                "sellable_not_accessible",
                new Text("柏林 仓库", "Berlin, warehouse"),
                "DE",
                "p3",
                3));
        String[] shops = {"Mitte", "Charlottenburg", "Kreuzberg", "Pankow"};
        for (int i = 0; i < 9; i++) {
            journey.add(step(
                    "2026-04-" + (20 + i) + "T15:00:00+02:00",
                    "retail_selling",
                    "retail_sold",
                    new Text("柏林 " + shops[i % 4], "Berlin-" + shops[i % 4]),
                    "DE",
                    "p4",
                    i));
        }
        return new Passport(
                DigitalLink.Item.batch(SWEATER, "TX260302").uri(),
                Level.batch,
                Level.batch,
                State.fine,
                List.of(),
                List.of(),
                new Product(
                        SWEATER.value(),
                        new Text("女式羊绒圆领套头衫", "Women's cashmere crew-neck sweater"),
                        "云绒 CLOUDFLEECE",
                        "CN",
                        Optional.empty(),
                        Optional.of(new Text("针织服装", "Knitted apparel")),
                        Optional.of("611012"),
                        List.of()),
                Optional.of("TX260302"),
                Optional.empty(),
                Optional.empty(),
                enterprise(
                        "91330483MA2B0001",
                        KNITTER,
                        "ACTIVE",
                        List.of(
                                credit(
                                        "customs",
                                        "ADVANCED_CERTIFIED",
                                        "高级认证企业",
                                        "Advanced certified (AEO)",
                                        1,
                                        5,
                                        "海关总署令第282号",
                                        "2026-04-02",
                                        "2029-04-01"),
                                credit("tax", "A", "A级", "A", 1, 5, "国家税务总局公告2025年第12号", "2026-04-10", "2027-04-09"),
                                credit(
                                        "market",
                                        "NORMAL",
                                        "正常",
                                        "In good standing",
                                        1,
                                        3,
                                        "国家市场监督管理总局令第44号",
                                        "2026-01-15",
                                        "2027-01-14"),
                                credit(
                                        "commerce",
                                        "GOOD",
                                        "良",
                                        "Good",
                                        2,
                                        4,
                                        "综合试验区综合评价办法（试行）",
                                        "2026-02-20",
                                        "2027-02-19"))),
                List.of(new Material(
                        DigitalLink.Item.batch(YARN, "YARN-0117").path(),
                        YARN.value(),
                        Optional.of("YARN-0117"),
                        Optional.of(new Text("内蒙古山羊绒纱线 26支", "Inner Mongolian cashmere yarn, 2/26 Nm")),
                        Optional.of("CN"))),
                journey,
                List.of(
                        proof(
                                "p1",
                                15,
                                0x31,
                                "91330483MA2B0001",
                                KNITTER,
                                List.of("customs", "market", "commerce"),
                                1204,
                                "2026-03-05T07:01:12Z"),
                        proof(
                                "p2",
                                3,
                                0x32,
                                "91330483MA2B0001",
                                KNITTER,
                                List.of("customs", "tax", "commerce"),
                                1391,
                                "2026-03-11T00:02:09Z"),
                        proof(
                                "p3",
                                4,
                                0x33,
                                "91330483MA2B0001",
                                KNITTER,
                                List.of("customs", "market", "commerce"),
                                2950,
                                "2026-04-17T10:11:44Z"),
                        proof(
                                "p4",
                                9,
                                0x34,
                                "91330483MA2B0001",
                                KNITTER,
                                List.of("customs", "tax", "market"),
                                3310,
                                "2026-04-28T14:20:31Z")),
                false,
                3402);
    }

    static Passport formula() {
        Text plant = new Text("怀卡托 乳品厂", "Waikato, dairy plant");
        Text bonded = new Text("嘉兴综合保税区 B 区", "Jiaxing Comprehensive Bonded Zone, area B");
        List<Step> journey = List.of(
                step(
                        "2026-01-12T10:00:00+13:00",
                        "TransformationEvent",
                        "transforming",
                        "active",
                        plant,
                        "NZ",
                        "n1",
                        0),
                step("2026-01-12T15:30:00+13:00", "commissioning", "active", plant, "NZ", "n1", 1),
                inspection(
                        "2026-01-15T09:00:00+13:00",
                        "conformant",
                        new Text("汉密尔顿", "Hamilton"),
                        "NZ",
                        new Text("新西兰初级产业部认可实验室", "Laboratory recognised by the NZ Ministry for Primary Industries"),
                        "n1",
                        2),
                step(
                        "2026-01-20T20:00:00+13:00",
                        "departing",
                        "in_transit",
                        new Text("陶朗加港", "Port of Tauranga"),
                        "NZ",
                        "n2",
                        0),
                step(
                        "2026-02-11T07:45:00+08:00",
                        "arriving",
                        "in_progress",
                        new Text("上海 洋山港", "Shanghai, Yangshan port"),
                        "CN",
                        "n2",
                        1),
                inspection(
                        "2026-02-13T11:20:00+08:00",
                        "conformant",
                        new Text("上海", "Shanghai"),
                        "CN",
                        new Text("上海海关动植物与食品检验检疫技术中心", "Shanghai Customs food inspection centre"),
                        "n3",
                        0),
                release(
                        "2026-02-14T16:02:00+08:00",
                        new Text("上海", "Shanghai"),
                        "CN",
                        new Release("2248", new Text("洋山海关", "Yangshan Customs"), "import", true),
                        "n3",
                        1),
                step("2026-02-15T13:00:00+08:00", "storing", "sellable_not_accessible", bonded, "CN", "n3", 2),
                step("2026-03-01T09:12:00+08:00", "shipping", "in_transit", bonded, "CN", "n4", 17));
        return new Passport(
                new DigitalLink.Item(FORMULA, Optional.empty(), Optional.of("K2601"), Optional.of("7F3A99C2")).uri(),
                Level.item,
                Level.item,
                State.fine,
                List.of(),
                List.of(),
                new Product(
                        FORMULA.value(),
                        new Text("婴儿配方奶粉 1 段（0–6 月龄）800 克", "Infant formula stage 1 (0–6 months), 800 g"),
                        "KŌWHAI",
                        "NZ",
                        Optional.of(new Text("怀卡托科怀乳业有限公司", "Kōwhai Dairy Waikato Ltd.")),
                        Optional.of(new Text("婴幼儿配方乳粉", "Infant formula")),
                        Optional.of("190110"),
                        List.of()),
                Optional.of("K2601"),
                Optional.of("7F3A99C2"),
                Optional.of("2028-01-11"),
                enterprise(
                        "91330402MA2B0002",
                        IMPORTER,
                        "ACTIVE",
                        List.of(
                                credit(
                                        "customs",
                                        "CERTIFIED",
                                        "认证企业",
                                        "Certified (AEO)",
                                        2,
                                        5,
                                        "海关总署令第282号",
                                        "2026-04-05",
                                        "2029-04-04"),
                                credit(
                                        "market",
                                        "NORMAL",
                                        "正常",
                                        "In good standing",
                                        1,
                                        3,
                                        "国家市场监督管理总局令第44号",
                                        "2026-01-10",
                                        "2027-01-09"))),
                List.of(new Material(
                        DigitalLink.Item.batch(MILK, "W-2601-3").path(),
                        MILK.value(),
                        Optional.of("W-2601-3"),
                        Optional.of(new Text("生牛乳", "Raw cow's milk")),
                        Optional.of("NZ"))),
                journey,
                List.of(
                        proof(
                                "n1",
                                3,
                                0x41,
                                "91330402MA2B0002",
                                IMPORTER,
                                List.of("customs", "market", "commerce"),
                                611,
                                "2026-01-15T01:00:12Z"),
                        proof(
                                "n2",
                                2,
                                0x42,
                                "91330402MA2B0002",
                                IMPORTER,
                                List.of("customs", "tax", "forex"),
                                840,
                                "2026-02-11T02:04:09Z"),
                        proof(
                                "n3",
                                3,
                                0x43,
                                "91330402MA2B0002",
                                IMPORTER,
                                List.of("customs", "market", "commerce"),
                                902,
                                "2026-02-15T06:11:44Z"),
                        proof(
                                "n4",
                                400,
                                0x44,
                                "91330402MA2B0002",
                                IMPORTER,
                                List.of("customs", "market", "commerce"),
                                1188,
                                "2026-03-01T02:20:31Z")),
                false,
                3402);
    }

    static Passport handbag() {
        Text workshop = new Text("浙江平湖", "Pinghu, Zhejiang");
        List<Step> journey = List.of(
                step("2025-11-03T09:00:00+08:00", "commissioning", "active", workshop, "CN", "h1", 0),
                inspection(
                        "2025-11-05T10:00:00+08:00",
                        "conformant",
                        workshop,
                        "CN",
                        new Text("平湖市箱包质量检验所", "Pinghu Luggage Inspection Institute"),
                        "h1",
                        1),
                step("2025-11-08T17:00:00+08:00", "shipping", "in_transit", workshop, "CN", "h1", 2),
                step(
                        "2025-12-02T10:00:00+08:00",
                        "retail_selling",
                        "retail_sold",
                        new Text("杭州", "Hangzhou"),
                        "CN",
                        "h2",
                        0),
                inspection(
                        "2026-01-19T10:00:00+08:00",
                        "non_conformant",
                        new Text("杭州", "Hangzhou"),
                        "CN",
                        new Text("浙江省市场监督管理局", "Zhejiang Administration for Market Regulation"),
                        "h3",
                        0),
                step("2026-01-22T08:00:00+08:00", "holding", "recalled", workshop, "CN", "h3", 1));
        return new Passport(
                DigitalLink.Item.batch(HANDBAG, "PH2511A").uri(),
                Level.batch,
                Level.batch,
                State.recalled,
                List.of(),
                List.of(),
                new Product(
                        HANDBAG.value(),
                        new Text("小牛皮单肩手提包", "Calfskin shoulder bag"),
                        "远行",
                        "CN",
                        Optional.empty(),
                        Optional.of(new Text("箱包", "Bags")),
                        Optional.empty(),
                        List.of()),
                Optional.of("PH2511A"),
                Optional.empty(),
                Optional.empty(),
                enterprise(
                        "91330482MA2B0003",
                        BAGMAKER,
                        "ACTIVE",
                        List.of(credit(
                                "market",
                                "ABNORMAL",
                                "经营异常名录",
                                "On the list of abnormal operations",
                                2,
                                3,
                                "国家市场监督管理总局令第44号",
                                "2026-01-25",
                                "2027-01-24"))),
                List.of(),
                journey,
                List.of(
                        proof(
                                "h1",
                                3,
                                0x51,
                                "91330482MA2B0003",
                                BAGMAKER,
                                List.of("customs", "market", "commerce"),
                                77,
                                "2025-11-08T10:00:12Z"),
                        proof(
                                "h2",
                                1,
                                0x52,
                                "91330482MA2B0003",
                                BAGMAKER,
                                List.of("tax", "market", "commerce"),
                                201,
                                "2025-12-02T02:14:09Z"),
                        proof(
                                "h3",
                                2,
                                0x53,
                                "91330482MA2B0003",
                                BAGMAKER,
                                List.of("customs", "market", "commerce"),
                                702,
                                "2026-01-22T00:31:44Z")),
                false,
                3402);
    }

    /** The formula as it is answered for a serial number that nobody has recorded. */
    static Passport formulaOfUnknownSerial() {
        return with(formula(), Level.batch, Level.item);
    }

    /** A product that was registered and nothing more: every optional is missing. */
    static Passport registered() {
        return new Passport(
                DigitalLink.Item.product(HANDBAG).uri(),
                Level.product,
                Level.product,
                State.fine,
                List.of(),
                List.of(),
                new Product(
                        HANDBAG.value(),
                        new Text("小牛皮单肩手提包", ""),
                        "远行",
                        "CN",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                enterprise("91330482MA2B0003", BAGMAKER, "SUBMITTED", List.of()),
                List.of(),
                List.of(),
                List.of(),
                false,
                12);
    }

    /** The formula, held back by customs. */
    static Passport refusedFormula() {
        List<Step> journey = new ArrayList<>(formula().journey().subList(0, 6));
        Release refusal = new Release("2248", new Text("洋山海关", "Yangshan Customs"), "import", false);
        journey.add(release("2026-02-14T16:02:00+08:00", new Text("上海", "Shanghai"), "CN", refusal, "n3", 1));
        return with(with(formula(), journey), State.refused);
    }

    static Passport with(Passport passport, State state) {
        return with(passport, tree -> tree.put("state", state.name()));
    }

    static Passport with(Passport passport, List<Step> journey) {
        return with(passport, tree -> tree.set("journey", JSON.valueToTree(journey)));
    }

    static Passport with(Passport passport, Level level, Level askedLevel) {
        return with(passport, tree -> {
            tree.put("level", level.name()).put("askedLevel", askedLevel.name());
            if (level != Level.item) {
                tree.remove("serial");
            }
            if (level == Level.product) {
                tree.remove("batch");
            }
        });
    }

    private static Passport with(Passport passport, Consumer<ObjectNode> change) {
        ObjectNode tree = JSON.valueToTree(passport);
        change.accept(tree);
        return JSON.convertValue(tree, Passport.class);
    }

    /** The same with a text of the attacker's wherever an enterprise may write one. */
    static Passport hostile(Passport passport, String attack) {
        Text name = new Text(attack, attack);
        Optional<Text> given = Optional.of(name);
        return new Passport(
                passport.link(),
                passport.level(),
                passport.askedLevel(),
                passport.state(),
                List.of(new Passport.Recall(
                        attack, given, List.of(attack), name, given, attack, "2026-11-24T08:00:00.000Z")),
                List.of(new Passport.FalseOrigin(attack, given, List.of(attack), attack, "2026-11-24T08:00:00.000Z")),
                new Product(
                        passport.product().gtin(), name, attack, attack, given, given, Optional.of(attack), List.of()),
                Optional.of(attack),
                Optional.of(attack),
                Optional.of(attack),
                new Enterprise(
                        attack,
                        name,
                        attack,
                        List.of(credit(attack, attack, attack, attack, 1, 3, attack, attack, attack))),
                List.of(new Material("javascript:" + attack, attack, Optional.of(attack), given, Optional.of(attack))),
                passport.journey().stream()
                        .map(step -> new Step(
                                Optional.of(attack),
                                step.time(),
                                attack,
                                attack,
                                Optional.of(attack),
                                Optional.of(attack),
                                given,
                                Optional.of(attack),
                                given,
                                step.release().map(release -> new Release(attack, name, attack, true)),
                                Optional.of(new ErrorDeclaration(
                                        step.time(), Optional.of(attack), List.of(attack), attack, step.index())),
                                attack,
                                step.index(),
                                attack))
                        .toList(),
                List.of(new Proof(attack, 1, attack, attack, name, attack, List.of(attack), 1, attack, Instant.EPOCH)),
                passport.othersHaveSerials(),
                passport.height());
    }

    static Step step(
            String time, String bizStep, String disposition, Text place, String country, String page, int index) {
        return step(time, "ObjectEvent", bizStep, disposition, place, country, page, index);
    }

    static Step step(
            String time,
            String type,
            String bizStep,
            String disposition,
            Text place,
            String country,
            String page,
            int index) {
        return step(time, type, bizStep, disposition, place, country, null, null, page, index);
    }

    static Step inspection(
            String time, String disposition, Text place, String country, Text authority, String page, int index) {
        return step(time, "ObjectEvent", "inspecting", disposition, place, country, authority, null, page, index);
    }

    static Step release(String time, Text place, String country, Release release, String page, int index) {
        return step(time, "ObjectEvent", null, null, place, country, null, release, page, index);
    }

    private static Step step(
            String time,
            String type,
            String bizStep,
            String disposition,
            Text place,
            String country,
            Text authority,
            Release release,
            String page,
            int index) {
        OffsetDateTime at = OffsetDateTime.parse(time);
        return new Step(
                Optional.empty(),
                at.toInstant(),
                at.getOffset().getId(),
                type,
                Optional.ofNullable(bizStep),
                Optional.ofNullable(disposition),
                Optional.of(place),
                Optional.of(country),
                Optional.ofNullable(authority),
                Optional.ofNullable(release),
                Optional.empty(),
                page,
                index,
                Sha256.hex((page + index).getBytes(StandardCharsets.UTF_8)));
    }

    /** A step that was declared wrong on 18 March 2026, as another one says. */
    static Step wrong(Step step, String reason, String... correctiveEventIDs) {
        return new Step(
                step.eventID(),
                step.time(),
                step.offset(),
                step.type(),
                step.bizStep(),
                step.disposition(),
                step.place(),
                step.country(),
                step.authority(),
                step.release(),
                Optional.of(new ErrorDeclaration(
                        Instant.parse("2026-03-18T02:00:00Z"),
                        Optional.ofNullable(reason),
                        List.of(correctiveEventIDs),
                        "p4",
                        7)),
                step.page(),
                step.index(),
                step.sha256());
    }

    /** A step with an id. */
    static Step named(Step step, String eventID) {
        return new Step(
                Optional.of(eventID),
                step.time(),
                step.offset(),
                step.type(),
                step.bizStep(),
                step.disposition(),
                step.place(),
                step.country(),
                step.authority(),
                step.release(),
                step.errorDeclaration(),
                step.page(),
                step.index(),
                step.sha256());
    }

    /** As many packings, shipments, inspections and sales as a busy batch has. */
    static List<Step> busyJourney(int steps) {
        String[] kinds = {"packing", "storing", "shipping", "receiving"};
        Text[] places = {new Text("上海", "Shanghai"), new Text("杭州", "Hangzhou"), new Text("嘉兴", "Jiaxing")};
        return IntStream.range(0, steps)
                .mapToObj(i -> step(
                        Instant.parse("2026-01-01T01:00:00Z")
                                .plusSeconds(3600L * 7 * i)
                                .toString(),
                        kinds[i % 4],
                        "in_progress",
                        places[i % 3],
                        "CN",
                        "b" + i / 100,
                        i % 100))
                .toList();
    }

    private static Enterprise enterprise(String usccBody, Text name, String status, List<CreditWord> credit) {
        return new Enterprise(Uscc.withCheckDigit(usccBody + "X").value(), name, status, credit);
    }

    private static CreditWord credit(
            String scheme,
            String code,
            String zh,
            String en,
            int rank,
            int classes,
            String basis,
            String on,
            String to) {
        return new CreditWord(scheme, code, new Text(zh, en), rank, classes, basis, on, to);
    }

    private static Proof proof(
            String page,
            long count,
            int seed,
            String usccBody,
            Text signer,
            List<String> endorsers,
            long block,
            String at) {
        return new Proof(
                page,
                count,
                digest(seed, "root"),
                Uscc.withCheckDigit(usccBody + "X").value(),
                signer,
                digest(seed, "certificate"),
                endorsers,
                block,
                digest(seed, "transaction"),
                Instant.parse(at));
    }

    private static String digest(int seed, String what) {
        return HexFormat.of().formatHex(Sha256.digest(new byte[] {(byte) seed}, what.getBytes(StandardCharsets.UTF_8)));
    }
}
