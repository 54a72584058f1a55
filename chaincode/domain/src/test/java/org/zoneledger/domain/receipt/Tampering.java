package org.zoneledger.domain.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.receipt.Verdict.Step;

/**
 * One change of a receipt, cosigned by customs, market and tax.
 *
 * @param of what the receipt is
 * @param part of the receipt
 * @param what was changed
 * @param step at which that is seen
 */
record Tampering(Of of, String part, String what, Step step, Consumer<ObjectNode> change) {

    private static final String[] WITNESSES = {"customs", "market", "tax"};

    /** The receipts that are changed. */
    enum Of {
        /** One event, with a restricted field that its holder was shown. */
        EVENT,
        /** The newest version of a filing, which says so. */
        NEWEST,
        /** The version before, which says that it is the newest. */
        OLDER,
        /** That there is no record under a key, whose way ends at that of another. */
        ABSENT,
        /** The same of a key under which there is one. */
        PRESENT;

        ObjectNode made(TestZone zone) {
            return switch (this) {
                case EVENT -> zone.eventRevealed(WITNESSES).node();
                case NEWEST -> zone.newestReceipt(WITNESSES).node();
                case OLDER ->
                    zone.olderReceipt(WITNESSES)
                            .newest(zone.proof(TestZone.FILING_KEY).path())
                            .node();
                case ABSENT -> zone.absence("filing/none", WITNESSES).node();
                case PRESENT -> zone.absence(TestZone.FILING_KEY, WITNESSES).node();
            };
        }
    }

    @Override
    public String toString() {
        return what;
    }

    /** The receipt with the change. */
    byte[] of(TestZone zone) {
        ObjectNode node = of.made(zone).deepCopy();
        change.accept(node);
        return CanonicalJson.bytes(node);
    }

    /** A change of every kind of bytes that a receipt has. */
    static Stream<Tampering> all() {
        return Stream.of(
                        Stream.of(
                                change(
                                        "form",
                                        "format",
                                        Step.FORMAT,
                                        r -> r.put("format", "zoneledger.org/receipt/v2")),
                                change("form", "a field more", Step.FORMAT, r -> r.put("note", "trust me")),
                                change("content", "content", Step.PAGE, r -> object(r, "content")
                                        .put("n", 5)),
                                change("content", "content left out", Step.CONTENT, r -> r.remove("content"))),
                        revealed(),
                        page(),
                        entry(),
                        log(),
                        checkpoint(),
                        Stream.of(0, 1, 2).flatMap(Tampering::witness),
                        certificates(),
                        newest(),
                        absent())
                .flatMap(each -> each);
    }

    private static Stream<Tampering> revealed() {
        return Stream.of(
                change("revealed", "value that was shown", Step.REVEALED, r -> object(r, "revealed", "values")
                        .put("/quantityList", 121)),
                change("revealed", "salt of it", Step.REVEALED, r -> object(r, "revealed", "salts")
                        .put("/quantityList", "00".repeat(16))),
                change("revealed", "name of the field", Step.REVEALED, r -> {
                    for (String part : new String[] {"salts", "values"}) {
                        ObjectNode of = object(r, "revealed", part);
                        of.set("/bizTransactionList", of.remove("/quantityList"));
                    }
                }),
                change("revealed", "field that the content does not name", Step.REVEALED, r -> {
                    object(r, "revealed", "values").put("/other", 1);
                    object(r, "revealed", "salts").put("/other", "00".repeat(16));
                }),
                change("revealed", "salt left out", Step.FORMAT, r -> object(r, "revealed", "salts")
                        .remove("/quantityList")));
    }

    private static Stream<Tampering> page() {
        return Stream.of(
                change("page", "index in the page", Step.PAGE, r -> object(r, "page")
                        .put("index", 3)),
                change("page", "index beyond the page", Step.PAGE, r -> object(r, "page")
                        .put("index", 7)),
                change("page", "path in the page", Step.PAGE, r -> flip(object(r, "page"), "path")),
                change("page", "order of the path in the page", Step.PAGE, r -> turn(object(r, "page"))),
                change("page", "root of the page", Step.PAGE, r -> object(r, "page", "head")
                        .put("root", "00".repeat(32))),
                change("page", "root that is none", Step.PAGE, r -> object(r, "page", "head")
                        .put("root", "x")),
                change("page", "count of the page", Step.LOG, r -> object(r, "page", "head")
                        .put("count", 8)),
                change("page", "a word more in the head", Step.LOG, r -> object(r, "page", "head")
                        .put("note", "more")),
                change("page", "page of another capture", Step.CONTENT, r -> object(r, "page", "head")
                        .put("captureID", "capture-0002")),
                change("page", "no page", Step.REVEALED, r -> r.remove("page")));
    }

    private static Stream<Tampering> entry() {
        return Stream.of(
                change("entry", "key", Step.CONTENT, r -> object(r, "entry").put("key", "pagehead/capture-0002")),
                change("entry", "block", Step.LOG, r -> object(r, "entry").put("block", 8)),
                change("entry", "position", Step.LOG, r -> object(r, "entry").put("position", 0)),
                change("entry", "namespace", Step.LOG, r -> object(r, "entry").put("namespace", "other")),
                change("entry", "transaction", Step.LOG, r -> object(r, "entry").put("txId", "cd".repeat(32))));
    }

    private static Stream<Tampering> log() {
        return Stream.of(
                change("log", "index in the log", Step.LOG, r -> object(r, "log")
                        .put("index", 28)),
                change("log", "path in the log", Step.LOG, r -> flip(object(r, "log"), "path")),
                change("log", "order of the path in the log", Step.LOG, r -> turn(object(r, "log"))),
                change("log", "path that is too short", Step.LOG, r -> object(r, "log")
                        .put("path", "")),
                change("log", "path that is no base64", Step.FORMAT, r -> object(r, "log")
                        .put("path", "?")));
    }

    private static Stream<Tampering> checkpoint() {
        return Stream.of(
                change(
                        "checkpoint",
                        "origin",
                        Step.COSIGNATURES,
                        r -> replace(r, "jiaxing/customs\n", "jiaxing/forex\n")),
                change("checkpoint", "size of the log", Step.COSIGNATURES, r -> replace(r, "\n40\n", "\n41\n")),
                change("checkpoint", "root of the log", Step.LOG, r -> r.put("checkpoint", otherRoot(r))),
                change("checkpoint", "order of the lines", Step.FORMAT, r -> r.put("checkpoint", otherOrder(r))),
                change("checkpoint", "a line more", Step.FORMAT, r -> replace(r, "\n40\n", "\n40\nmore\n")));
    }

    /** What is changed of one of the witnesses. */
    private static Stream<Tampering> witness(int number) {
        String name = WITNESSES[number];
        return Stream.of(
                change("cosignatures", "cosignature of " + name, Step.COSIGNATURES, r -> flipSignature(r, number, 30)),
                change("cosignatures", "time of " + name, Step.COSIGNATURES, r -> flipSignature(r, number, 7)),
                change(
                        "cosignatures",
                        "name of " + name,
                        Step.COSIGNATURES,
                        r -> replace(r, name + "/witness", "x" + name + "/witness")),
                change(
                        "certificates",
                        "signature of the certificate of " + name,
                        Step.CERTIFICATES,
                        r -> change(r, number, der -> der[der.length - 1] ^= 1)),
                change(
                        "certificates",
                        "days of the certificate of " + name,
                        Step.CERTIFICATES,
                        r -> change(r, number, der -> der[at(der, "260101000000Z") + 1] = '5')));
    }

    private static Stream<Tampering> certificates() {
        return Stream.of(
                change("certificates", "certificate left out", Step.COSIGNATURES, r -> list(r).remove(0)),
                change("certificates", "certificate twice", Step.COSIGNATURES, r -> list(r).set(0, list(r).get(1))),
                change("certificates", "certificate that is none", Step.FORMAT, r -> list(r).set(0, "AAAA")));
    }

    private static Stream<Tampering> newest() {
        return Stream.of(
                new Tampering(Of.OLDER, "newest", "an older version in the place of the newest", Step.NEWEST, r -> {}),
                of(Of.NEWEST, "path in the map", Step.NEWEST, r -> flip(object(r, "newest"), "path")),
                of(Of.NEWEST, "order of the path in the map", Step.NEWEST, r -> turn(object(r, "newest"))),
                of(Of.NEWEST, "path in the map that is too short", Step.NEWEST, r -> object(r, "newest")
                        .put("path", "")),
                of(Of.NEWEST, "path in the map that is no base64", Step.FORMAT, r -> object(r, "newest")
                        .put("path", "?")),
                of(Of.NEWEST, "root of the map", Step.NEWEST, r -> r.put("checkpoint", otherMap(r))),
                of(Of.NEWEST, "line of the map left out", Step.NEWEST, r -> r.put("checkpoint", withoutMap(r))),
                new Tampering(Of.EVENT, "newest", "said of an event", Step.NEWEST, r -> r.putObject("newest")
                        .put("path", "")));
    }

    private static Stream<Tampering> absent() {
        return Stream.of(
                of(Of.PRESENT, "a key that is there", Step.ABSENT, r -> {}),
                of(Of.PRESENT, "a key that is there, as deleted", Step.ABSENT, r -> object(r, "absent", "leaf")
                        .put("delete", true)),
                of(Of.PRESENT, "a key that is there, without its leaf", Step.ABSENT, r -> object(r, "absent")
                        .remove("leaf")),
                of(Of.ABSENT, "another key", Step.ABSENT, r -> object(r, "absent")
                        .put("key", TestZone.FILING_KEY)),
                of(Of.ABSENT, "key of a page", Step.ABSENT, r -> object(r, "absent")
                        .put("key", "page/none")),
                of(Of.ABSENT, "leaf left out", Step.ABSENT, r -> object(r, "absent")
                        .remove("leaf")),
                of(Of.ABSENT, "key of the leaf", Step.ABSENT, r -> object(r, "absent", "leaf")
                        .put("keyDigest", "00".repeat(32))),
                of(Of.ABSENT, "index of the leaf", Step.ABSENT, r -> object(r, "absent", "leaf")
                        .put("index", 39)),
                of(Of.ABSENT, "leaf as deleted", Step.ABSENT, r -> object(r, "absent", "leaf")
                        .put("delete", true)),
                of(Of.ABSENT, "key of the leaf that is none", Step.FORMAT, r -> object(r, "absent", "leaf")
                        .put("keyDigest", "x")),
                of(Of.ABSENT, "path to the place", Step.ABSENT, r -> flip(object(r, "absent"), "path")),
                of(Of.ABSENT, "content beside it", Step.FORMAT, r -> r.putObject("content")),
                of(Of.ABSENT, "cosignature beside it", Step.COSIGNATURES, r -> flipSignature(r, 0, 30)));
    }

    private static Tampering of(Of of, String what, Step step, Consumer<ObjectNode> change) {
        return new Tampering(of, of == Of.NEWEST ? "newest" : "absent", what, step, change);
    }

    private static Tampering change(String part, String what, Step step, Consumer<ObjectNode> change) {
        return new Tampering(Of.EVENT, part, what, step, change);
    }

    private static String otherMap(ObjectNode receipt) {
        String[] lines = receipt.path("checkpoint").asText().split("\n", 5);
        byte[] root = Base64.getDecoder().decode(lines[3].substring("map ".length()));
        root[0] ^= 1;
        String map = "map " + Base64.getEncoder().encodeToString(root);
        return String.join("\n", lines[0], lines[1], lines[2], map, lines[4]);
    }

    private static String withoutMap(ObjectNode receipt) {
        String[] lines = receipt.path("checkpoint").asText().split("\n", 5);
        return String.join("\n", lines[0], lines[1], lines[2], lines[4]);
    }

    private static ObjectNode object(ObjectNode node, String... names) {
        JsonNode at = node;
        for (String name : names) {
            at = at.get(name);
        }
        return (ObjectNode) at;
    }

    private static ArrayNode list(ObjectNode receipt) {
        return (ArrayNode) receipt.get("certificates");
    }

    private static void replace(ObjectNode receipt, String from, String to) {
        String text = receipt.path("checkpoint").asText();
        if (!text.contains(from)) {
            throw new IllegalArgumentException(from);
        }
        receipt.put("checkpoint", text.replace(from, to));
    }

    private static void flip(ObjectNode node, String field) {
        byte[] bytes = Base64.getDecoder().decode(node.path(field).asText());
        bytes[5] ^= 1;
        node.put(field, Base64.getEncoder().encodeToString(bytes));
    }

    /** The first two hashes of a path change places. */
    private static void turn(ObjectNode node) {
        byte[] path = Base64.getDecoder().decode(node.path("path").asText());
        byte[] turned = path.clone();
        System.arraycopy(path, 0, turned, 32, 32);
        System.arraycopy(path, 32, turned, 0, 32);
        node.put("path", Base64.getEncoder().encodeToString(turned));
    }

    private static String otherRoot(ObjectNode receipt) {
        String[] lines = receipt.path("checkpoint").asText().split("\n", 4);
        byte[] root = Base64.getDecoder().decode(lines[2]);
        root[0] ^= 1;
        return String.join("\n", lines[0], lines[1], Base64.getEncoder().encodeToString(root), lines[3]);
    }

    private static String otherOrder(ObjectNode receipt) {
        String[] lines = receipt.path("checkpoint").asText().split("\n", 4);
        return String.join("\n", lines[0], lines[2], lines[1], lines[3]);
    }

    private static void flipSignature(ObjectNode receipt, int number, int at) {
        SignedNote note = SignedNote.read(receipt.path("checkpoint").asText());
        note.signatures().get(number).bytes()[at] ^= 1;
        receipt.put("checkpoint", note.note());
    }

    private static void change(ObjectNode receipt, int number, Consumer<byte[]> change) {
        byte[] der = Base64.getDecoder().decode(list(receipt).get(number).asText());
        change.accept(der);
        list(receipt).set(number, Base64.getEncoder().encodeToString(der));
    }

    private static int at(byte[] der, String text) {
        String all = HexFormat.of().formatHex(der);
        String wanted = HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return all.indexOf(wanted) / 2;
    }
}
