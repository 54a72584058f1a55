package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.TestLedger;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.credit.Ruleset.CreditClass;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Grades worked out by hand from the rule sets and the steps of the function, in {@code src/vectors/grade}, one file a theme.
 *
 * <p>A vector has name, {@code day} in Beijing or the instant {@code at}, words {@code ruleset:class from/to open|hidden}, facts as
 * they are recorded with their scheme, evaluations {@code evaluator score from/to accredited to}; then what is expected: law, grade, score,
 * every reason {@code RULE because -> letter}, (hidden) where the public may not know it, {@code until} and the sum in words.
 */
final class GradeVectors {

    private static final Path FOLDER = Path.of("src", "vectors", "grade");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Uscc SUBJECT = Uscc.parse("91330483MA2B00078U");

    private GradeVectors() {}

    static List<String> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> read(String file) {
        List<JsonNode> vectors = new ArrayList<>();
        try {
            JSON.readTree(Files.readString(FOLDER.resolve(file))).forEach(vectors::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return vectors;
    }

    /** The instant for which a vector asks: its own, or noon of its day. */
    static Instant at(JsonNode vector) {
        return vector.has("at")
                ? Instant.parse(vector.get("at").asText())
                : LocalDate.parse(vector.get("day").asText())
                        .atTime(LocalTime.NOON)
                        .atZone(CreditRules.BEIJING)
                        .toInstant();
    }

    /** A subject of which stands what a vector gives. */
    static Standing standing(JsonNode vector) {
        return Standing.load(SUBJECT, ledger(vector));
    }

    static TestLedger ledger(JsonNode vector) {
        TestLedger ledger = TestLedger.accepted(SUBJECT, List.of("payment"), Instant.parse("2020-01-01T00:00:00Z"));
        vector.path("words").forEach(word -> putWord(ledger, word.asText()));
        Map<String, List<Fact>> facts = new LinkedHashMap<>();
        vector.path("facts")
                .forEach(fact -> facts.computeIfAbsent(fact.get("scheme").asText(), scheme -> new ArrayList<>())
                        .add(fact(fact)));
        facts.forEach((scheme, found) -> putFacts(ledger, scheme, found));
        if (vector.has("evaluations")) {
            putEvaluations(ledger, vector.get("evaluations"));
        }
        return ledger;
    }

    private static void putWord(TestLedger ledger, String text) {
        String[] parts = text.split("[: /]", 5);
        Ruleset ruleset = Ruleset.named(parts[0]);
        CreditClass given = ruleset.classOf(parts[1]);
        if (given.isOpen() != parts[4].equals("open")) {
            throw new AssertionError("the law of " + ruleset.id() + " says otherwise: " + text);
        }
        String key = CreditRules.key(ruleset.scheme(), SUBJECT);
        ObjectNode word = record("assertion", "EFFECTIVE")
                .put("scheme", ruleset.scheme())
                .put("ruleset", ruleset.id())
                .put("validFrom", parts[2])
                .put("validTo", parts[3]);
        if (given.isOpen()) {
            word.put("openClass", given.code());
        } else {
            seal(ledger, key, word, JsonNodeFactory.instance.objectNode().put("classCode", given.code()));
        }
        put(ledger, key, word);
    }

    private static Fact fact(JsonNode node) {
        ObjectNode fact = node.deepCopy();
        fact.remove("scheme");
        fact.put("title", "行政处罚").put("source", "决定书").put("legalBasis", "行政处罚法");
        return Fact.read(fact, "fact");
    }

    private static void putFacts(TestLedger ledger, String scheme, List<Fact> facts) {
        String key = FactRules.key(scheme, SUBJECT);
        ObjectNode roll = record("facts", "STATED").put("scheme", scheme);
        seal(ledger, key, roll, FactRules.values(facts));
        put(ledger, key, roll);
    }

    private static void putEvaluations(TestLedger ledger, JsonNode evaluations) {
        ObjectNode slot = record("evaluations", "EVALUATED");
        var list = slot.putArray("evaluations");
        for (JsonNode evaluation : evaluations) {
            String[] parts = evaluation.asText().split("[ /]", 6);
            list.addObject()
                    .put("evaluator", Uscc.parse(parts[0]).value())
                    .put("score", Integer.parseInt(parts[1]))
                    .put("validFrom", parts[2])
                    .put("validTo", parts[3]);
            put(
                    ledger,
                    EvaluationRules.accreditationKey(parts[0]),
                    record("accreditation", "").put("validFrom", "2020-01-01").put("validTo", parts[5]));
        }
        put(ledger, EvaluationRules.key(SUBJECT), slot);
    }

    private static ObjectNode record(String type, String status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("schema", 1)
                .put("uscc", SUBJECT.value())
                .put("status", status)
                .put("version", 1);
    }

    private static void seal(TestLedger ledger, String key, ObjectNode record, ObjectNode values) {
        Sealed sealed = Sealed.seal(values, new byte[Sealed.SEED_BYTES]);
        record.set("restricted", sealed.digests());
        ledger.put(Write.restricted(key, sealed.bytes()));
    }

    private static void put(TestLedger ledger, String key, ObjectNode record) {
        ledger.put(Write.open(key, new LedgerRecord(record).bytes()));
    }
}
