package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;

/** Proposals by chance, about two thirds of them ones that the chaincode agrees to on this ledger. */
final class RandomProposals {

    private static final List<String> WORDS = List.of(
            "桐乡",
            "羊毛衫",
            "İstanbul",
            "ılık",
            "TITLE",
            "straße",
            "ﬁne",
            "𠮷野",
            "🧶",
            "e\u0301",
            "\u200b",
            "١٢٣",
            "\"\\/",
            "&<>",
            "'");

    private final Random random;
    private final MemoryLedger ledger;
    private final List<Enterprise> enterprises = Stream.of(
                    "91330483MA2B00078", "91330482MA2B0006X", "91330402MA2B0001A", "91330402MA2B0002B")
            .map(body -> Enterprise.of(Uscc.withCheckDigit(body).value()))
            .toList();
    private int count;

    RandomProposals(long seed, MemoryLedger ledger) {
        this.random = new Random(seed);
        this.ledger = ledger;
    }

    Proposal next() {
        count++;
        Proposal proposal = proposal();
        proposal = proposal.at(proposal.at().plusSeconds(count).plusNanos(random.nextInt(1_000_000_000)));
        return random.nextInt(4) == 0 ? broken(proposal) : proposal;
    }

    private Proposal proposal() {
        Enterprise enterprise = enterprises.get(random.nextInt(enterprises.size()));
        if (!isAccepted(enterprise)) {
            return filing(enterprise);
        }
        return switch (random.nextInt(8)) {
            case 0 -> filing(enterprise);
            case 1, 2 -> product(enterprise, gtin());
            case 3, 4 -> word(enterprise);
            default -> owner(Enterprise.SWEATER, enterprise).capture(id(), events());
        };
    }

    /** Mostly the enterprise that registered a product, if there is one. */
    private Enterprise owner(String gtin, Enterprise otherwise) {
        byte[] product = ledger.value("product/" + gtin);
        if (product == null || random.nextInt(10) == 0) {
            return otherwise;
        }
        String owner = LedgerRecord.read(product).text("uscc");
        return enterprises.stream()
                .filter(each -> each.uscc().value().equals(owner))
                .findFirst()
                .orElseThrow();
    }

    private boolean isAccepted(Enterprise enterprise) {
        return ledger.value(enterprise.filingKey()) != null
                && ledger.record(enterprise.filingKey()).text("status").equals("ACCEPTED");
    }

    private Proposal filing(Enterprise enterprise) {
        int version = version(enterprise.filingKey());
        String status =
                version == 1 ? "" : ledger.record(enterprise.filingKey()).text("status");
        return switch (status) {
            case "SUBMITTED" -> enterprise.decide(random.nextInt(3) == 0 ? "REJECT" : "VERIFY", version);
            case "VERIFIED" -> enterprise.decide("ACCEPT", version);
            default -> enterprise.submit(filing(enterprise, version), restricted());
        };
    }

    private ObjectNode filing(Enterprise enterprise, int version) {
        return enterprise.filing(version).put("id", id()).put("nameZh", text()).put("nameEn", text());
    }

    private Sealed restricted() {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (String name : List.of("turnoverBand", "registeredAddress", "licenceNo")) {
            if (random.nextBoolean()) {
                values.put(name, text());
            }
        }
        return Sealed.seal(values, new byte[16]);
    }

    private Proposal product(Enterprise enterprise, String gtin) {
        Enterprise owner = owner(gtin, enterprise);
        ObjectNode product = owner.product(gtin, version("product/" + gtin));
        return owner.register(product.put("id", id()).put("nameZh", text()).put("brand", text()));
    }

    private Proposal word(Enterprise enterprise) {
        List<Map.Entry<String, String>> schemes =
                List.copyOf(Competence.schemes().entrySet());
        Map.Entry<String, String> scheme = schemes.get(random.nextInt(schemes.size()));
        var classes =
                Ruleset.inForce(scheme.getKey(), LocalDate.of(2026, 11, 24)).classes();
        String code = classes.get(random.nextInt(classes.size())).code();
        int version = version("assertion/" + scheme.getKey() + "/" + enterprise.uscc());
        ObjectNode assertion = enterprise.assertion(scheme.getKey(), code, version);
        assertion.put("id", id()).put("grounds", text()).put("score", random.nextInt(1001));
        // at midnight in Beijing the day is another one elsewhere
        return enterprise
                .assess(assertion, scheme.getValue())
                .at(Enterprise.AT.minusSeconds(random.nextInt(18 * 3600)));
    }

    private ObjectNode[] events() {
        ObjectNode[] events = new ObjectNode[1 + random.nextInt(5)];
        for (int i = 0; i < events.length; i++) {
            events[i] = random.nextBoolean()
                    ? Enterprise.knitting(Math.scalb(random.nextDouble() + 0.001, random.nextInt(90) - 40))
                    : Enterprise.commissioning("S" + random.nextInt(1000));
            events[i].put("disposition", text());
            events[i].putObject("zone:inspection").put("remark", text()).put("by", text());
        }
        return events;
    }

    private Proposal broken(Proposal proposal) {
        List<String> names = List.copyOf(proposal.transients().keySet());
        int argument = random.nextInt(proposal.arguments().size());
        String text = proposal.arguments().get(argument);
        return switch (random.nextInt(8)) {
            case 0 -> proposal.by(Identity.gateway("ForexMSP"));
            case 1 ->
                proposal.by(Identity.officer("MarketMSP"))
                        .withArgument(proposal.arguments().size() - 1, "");
            case 2 -> proposal.withArguments(proposal.arguments().subList(0, argument));
            case 3 -> proposal.withArgument(0, text());
            case 4 -> proposal.withArgument(argument, text + text());
            case 5 -> proposal.withArgument(0, proposal.arguments().get(0).replace("\"version\":", "\"Version\":"));
            case 6 -> proposal.calling(text());
            default -> names.isEmpty() ? proposal.by(noise()) : proposal.withTransient(names.get(0), noise());
        };
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(40)];
        random.nextBytes(noise);
        return noise;
    }

    private int version(String key) {
        byte[] value = ledger.value(key);
        return value == null ? 1 : (int) LedgerRecord.read(value).version() + 1;
    }

    private String id() {
        return "document-" + count;
    }

    private String gtin() {
        return random.nextBoolean()
                ? random.nextBoolean() ? Enterprise.SWEATER : Enterprise.YARN
                : Gtin.withCheckDigit("690000000000" + random.nextInt(10)).value();
    }

    private String text() {
        List<String> words = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return String.join(" ", words) + " " + random.nextInt(100);
    }
}
