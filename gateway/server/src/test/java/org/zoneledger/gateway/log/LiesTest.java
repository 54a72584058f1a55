package org.zoneledger.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.merkle.MerkleMap;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.domain.receipt.Absence;
import org.zoneledger.domain.receipt.Receipt;
import org.zoneledger.domain.receipt.Receipt.Written;
import org.zoneledger.domain.receipt.ReceiptVerifier;
import org.zoneledger.domain.receipt.Verdict;
import org.zoneledger.gateway.index.Following;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Log;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.peer.Chain;
import org.zoneledger.gateway.peer.TestOrderers;
import org.zoneledger.gateway.peer.TestTransaction;
import org.zoneledger.gateway.peer.TestWitnesses;
import org.zoneledger.gateway.peer.TestWitnesses.Agency;
import org.zoneledger.gateway.problem.Problem;

/** Everybody of a zone lies once; who sees it, and at which step, stands in {@code gateway/verifier/lies.md}. */
class LiesTest {

    private static final Path TABLE = Path.of("..", "verifier", "lies.md");
    private static final String UPDATE = "lies.update";
    private static final TestWitnesses ALL = TestWitnesses.ALL;
    private static final Agency CUSTOMS = ALL.of("CustomsMSP");
    private static final Agency TAX = ALL.of("TaxMSP");
    private static final Agency COMMERCE = ALL.of("CommerceMSP");
    private static final String KEY = "filing/91330483MA2E0010X3";
    private static final String[] QUORUM = {"CustomsMSP", "ForexMSP", "TaxMSP"};

    @TempDir
    private Path directory;

    private final Chain chain = new Chain();
    private final ReceiptVerifier verifier = new ReceiptVerifier(ALL.roots());
    private Index index;
    private Log log;
    private WitnessMemory memory;
    private Cosigner honest;
    private String mapOfThree;

    private record Lie(String who, String lie, String seenBy, String said) {
        String line() {
            return "| " + String.join(" | ", who, lie, seenBy, said) + " |\n";
        }
    }

    @BeforeEach
    void open() {
        COMMERCE.write(directory);
        index = new Index(directory.resolve("index.db"));
        log = new Log(index);
        memory = new WitnessMemory(directory);
        OwnWitness own = new OwnWitness(directory.resolve("witness.pem"), directory.resolve("witness.key"));
        honest = new Cosigner(log, own, new Witnesses(new Records(index)), memory);
        add(chain.addConfig());
        add(chain.add(COMMERCE.registration(), CUSTOMS.registration()));
        add(chain.add(TestTransaction.of("tx-1").writing(KEY, "{\"status\":\"SUSPENDED\",\"version\":1}")));
        add(chain.add(TestTransaction.of("tx-2").writing("filing/2", "{\"version\":1}")));
    }

    @AfterEach
    void close() throws SQLException {
        index.close();
        memory.close();
    }

    @Test
    void are_seen_by_whom_and_where_the_pinned_table_says() throws Exception {
        assertThat(verdict(receipt(true, root(), "CustomsMSP", "ForexMSP", "TaxMSP")))
                .startsWith("verified");
        StringBuilder table = new StringBuilder("""
                # Who lies, and who sees it

                Each line is staged in `LiesTest` of the gateway, which writes this file (`-Dlies.update=true`) and fails when it is out of
                date. The witness is commerce, which is honest. The same contradictions are staged between servers in `LogAuditTest`, where
                `./zone log audit` names who shows another log than the others.

                | who | lie | seen by | what is said |
                | --- | --- | --- | --- |
                """);
        Stream.of(gateways(), ledger(), oneAgency(), moreAgencies())
                .flatMap(each -> each)
                .forEach(lie -> {
                    assertThat(lie.said()).as(lie.lie()).isNotBlank();
                    table.append(lie.line());
                });
        table.append("""

                The two lines in bold are what cannot be seen in a receipt alone: three agencies together are the quorum. What betrays them is the
                checkpoint in it, which contradicts the log of any honest agency; that agency refuses it, keeps it with their signatures, and
                names them at `/log`. A map that is not that of the log is seen also by whoever reads the log: `check log` calculates it
                from the entries.
                """);
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(TABLE, table);
        }
        assertThat(table)
                .as("run with -D%s=true and commit the difference", UPDATE)
                .hasToString(Files.readString(TABLE));
    }

    private Stream<Lie> gateways() throws SQLException {
        String good = verdict(receipt(true, root(), "CustomsMSP", "ForexMSP", "TaxMSP"));
        assertThat(good).startsWith("verified");
        Receipt forged = receipt(false, root(), "CustomsMSP", "ForexMSP", "TaxMSP");
        List<Lie> lies = new ArrayList<>();
        lies.add(new Lie(
                "a gateway", "says another status than the ledger", "whoever has the receipt", verdict(forged)));
        lies.add(new Lie(
                "a gateway",
                "makes the log that fits its answer, without anybody's signature",
                "whoever has the receipt",
                verdict(receipt(false, forgedRoot()))));
        lies.add(new Lie(
                "the operator",
                "vouches for it with a witness of its own",
                "whoever has the receipt",
                verdict(operators())));
        lies.add(new Lie(
                "an index", "was changed in its file: a record", "whoever has the receipt", verdict(changedIndex())));
        lies.addAll(oldAndMissing());
        return lies.stream();
    }

    /** A ledger on which a filing was changed once, and a gateway that says that it was not, or that there is none. */
    private List<Lie> oldAndMissing() throws SQLException {
        Chain changed = new Chain();
        Index other = new Index(directory.resolve("changed.db"));
        List.of(
                        changed.addConfig(),
                        changed.add(TestTransaction.of("tx-1").writing(KEY, "{\"version\":1}")),
                        changed.add(TestTransaction.of("tx-2").writing(KEY, "{\"version\":2}")))
                .forEach(block ->
                        assertThat(Following.refusal(other, block.getBlock())).isEmpty());
        Log all = new Log(other);
        long size = all.size();
        SignedNote note = ALL.cosigned(
                CUSTOMS.signed(size, all.prove(tree -> tree.root(size)), all.mapRoot(size)), Instant.now(), QUORUM);
        MerkleMap.Proof proof = all.mapProof("zone", KEY, size).orElseThrow();
        Log.Placed older = all.last("zone", KEY, size - 1).orElseThrow();
        LogEntry entry = older.entry();
        Receipt receipt = new Receipt(
                Optional.of(JsonNodeFactory.instance.objectNode().put("version", 1)),
                Sealed.none(),
                Optional.empty(),
                new Written(entry.namespace(), entry.key(), entry.block(), entry.position(), entry.txId()),
                older.index(),
                all.prove(tree -> tree.inclusionProof(older.index(), size)),
                note.note(),
                certificates(QUORUM));
        assertThat(verdict(receipt)).isEqualTo("verified");
        Absence absence = new Absence(KEY, proof, note.note(), certificates(QUORUM));
        byte[] empty = MerkleMap.emptyHash();
        SignedNote emptied = ALL.cosigned(
                CUSTOMS.signed(size, all.prove(tree -> tree.root(size)), Optional.of(empty)), Instant.now(), QUORUM);
        mapOfThree = verdict(verifier.verify(new Absence(
                KEY, new MerkleMap.Proof(Optional.empty(), List.of()), emptied.note(), certificates(QUORUM))));
        other.close();
        return List.of(
                new Lie(
                        "a gateway",
                        "says that an older version is the newest",
                        "whoever has the receipt",
                        verdict(receipt.newest(proof.path()))),
                new Lie(
                        "a gateway",
                        "says that a record does not exist",
                        "whoever has the receipt",
                        verdict(verifier.verify(absence))));
    }

    private static List<byte[]> certificates(String... msps) {
        return Stream.of(msps).map(msp -> ALL.of(msp).certificate().der()).toList();
    }

    /** A receipt of what the index says after somebody has written into its file. */
    private Receipt changedIndex() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + directory.resolve("index.db"));
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement("UPDATE record SET body = ? WHERE key = ?")) {
            statement.setBytes(1, bytes("{\"status\":\"ACTIVE\",\"version\":1}"));
            statement.setString(2, KEY);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        ObjectNode read = new Records(index).find(KEY).orElseThrow().open();
        return receipt(true, root(), "CustomsMSP", "ForexMSP", "TaxMSP").with(read);
    }

    private Stream<Lie> ledger() {
        Chain other = new Chain();
        other.addConfig(new TestOrderers(4));
        other.add(TestTransaction.of("tx-0"));
        other.add(TestTransaction.of("tx-1"));
        other.add(TestTransaction.of("tx-2"));
        Block past = other.add(TestTransaction.of("tx-3")).getBlock();
        BlockAndPrivateData next = chain.add(TestTransaction.of("tx-3").writing("filing/3", "{}"));
        Block alone = signed(next.getBlock(), TestOrderers.FOUR, 1);
        Block two = signed(next.getBlock(), TestOrderers.FOUR, 1, 2);
        Block twice = signed(next.getBlock(), TestOrderers.FOUR, 1, 2, 2);
        return Stream.of(
                new Lie("a peer", "hands its gateway another past", "that gateway", broken(past)),
                new Lie("a peer and one orderer", "hand a gateway a block of their own", "that gateway", broken(alone)),
                new Lie("a peer and two orderers", "hand a gateway a block of their own", "that gateway", broken(two)),
                new Lie("two orderers", "sign for three", "every gateway", broken(twice)));
    }

    private static Block signed(Block block, TestOrderers orderers, int... numbers) {
        return block.toBuilder()
                .setMetadata(block.getMetadata().toBuilder()
                        .setMetadata(
                                0, orderers.sign(block.getHeader(), numbers).toByteString()))
                .build();
    }

    private String broken(Block block) {
        return Following.refusal(index, block);
    }

    private Stream<Lie> oneAgency() {
        List<Lie> lies = new ArrayList<>();
        byte[] fork = Sha256.digest(new byte[] {1});
        lies.add(new Lie(
                "one agency",
                "asks for a cosignature of a fork",
                "a witness",
                asked(0, List.of(), CUSTOMS.signed(3, fork))));
        assertThat(memory.divergences(9)).singleElement().satisfies(kept -> assertThat(
                        kept.checkpoint().origin())
                .isEqualTo(CUSTOMS.certificate().origin()));
        lies.add(new Lie(
                "one agency",
                "names another map of newest entries over the same log",
                "a witness",
                asked(0, List.of(), CUSTOMS.signed(4, root(4), Optional.of(fork)))));
        assertThat(memory.divergences(9)).hasSize(2).anySatisfy(kept -> assertThat(kept.isOfMap())
                .isTrue());
        lies.add(new Lie(
                "one agency",
                "asks for a smaller log than was cosigned",
                "a witness",
                asked(0, List.of(), CUSTOMS.signed(4, root(4))) + asked(0, List.of(), CUSTOMS.signed(3, root(3)))));
        lies.add(new Lie(
                "one agency",
                "extends its log and does not prove it",
                "a witness",
                asked(4, List.of(fork), CUSTOMS.signed(4, root(4)))));
        lies.add(new Lie(
                "one agency",
                "signs with a key that the ledger does not have",
                "a witness",
                asked(
                        0,
                        List.of(),
                        new SignedNote(
                                CUSTOMS.signed(4, root(4)).text(),
                                TAX.signed(4, root(4)).signatures()))));
        lies.add(new Lie(
                "one agency", "was never registered", "a witness", asked(0, List.of(), TAX.signed(4, root(4)))));
        lies.add(new Lie(
                "one agency",
                "cosigns a forged log",
                "whoever has the receipt",
                verdict(receipt(false, forgedRoot(), "CustomsMSP"))));
        return lies.stream();
    }

    private Stream<Lie> moreAgencies() {
        Receipt three = receipt(false, forgedRoot(), "CustomsMSP", "ForexMSP", "TaxMSP");
        Verdict unseen = verifier.verify(three);
        assertThat(unseen.isVerified()).isTrue();
        byte[] root = Arrays.copyOf(forgedRoot(), 32);
        return Stream.of(
                new Lie(
                        "two agencies",
                        "cosign a forged log",
                        "whoever has the receipt",
                        verdict(receipt(false, forgedRoot(), "CustomsMSP", "TaxMSP"))),
                new Lie(
                        "**three agencies**",
                        "**name a map in which a record is missing**",
                        "**nobody, from the receipt alone**",
                        mapOfThree),
                new Lie(
                        "**three agencies**",
                        "**cosign a forged log**",
                        "**nobody, from the receipt alone**",
                        verdict(three)),
                new Lie(
                        "three agencies",
                        "show its checkpoint to a fourth",
                        "that agency",
                        asked(4, List.of(), CUSTOMS.signed(log.size(), root))));
    }

    /** A receipt of the filing in the log of customs. */
    private Receipt receipt(boolean honestly, byte[] root, String... msps) {
        Log.Placed placed = log.last("zone", KEY, log.size()).orElseThrow();
        LogEntry entry = placed.entry();
        ObjectNode content = JsonNodeFactory.instance
                .objectNode()
                .put("status", honestly ? "SUSPENDED" : "ACTIVE")
                .put("version", 1);
        SignedNote note = ALL.cosigned(CUSTOMS.signed(log.size(), root), Instant.now(), msps);
        return new Receipt(
                Optional.of(content),
                Sealed.none(),
                Optional.empty(),
                new Written(entry.namespace(), entry.key(), entry.block(), entry.position(), entry.txId()),
                placed.index(),
                log.prove(tree -> tree.inclusionProof(placed.index(), log.size())),
                note.note(),
                certificates(msps));
    }

    /** The operator has a key like an agency's, and a root that nobody asked for. */
    private Receipt operators() {
        Receipt forged = receipt(false, forgedRoot(), "CustomsMSP");
        return new Receipt(
                forged.content(),
                forged.revealed(),
                forged.place(),
                forged.entry(),
                forged.index(),
                forged.path(),
                forged.checkpoint().replace("zoneledger.org/jiaxing/customs", "zoneledger.org/jiaxing/operator"),
                List.of(TestWitnesses.made("operator", "OperatorMSP")
                        .certificate()
                        .der()));
    }

    /** The root of the log in which the filing is active. */
    private byte[] forgedRoot() {
        Log.Placed placed = log.last("zone", KEY, log.size()).orElseThrow();
        LogEntry entry = placed.entry();
        byte[] leaf = new LogEntry(
                        entry.namespace(),
                        "",
                        entry.key(),
                        Sha256.hex(bytes("{\"status\":\"ACTIVE\",\"version\":1}")),
                        entry.block(),
                        entry.position(),
                        entry.txId())
                .leafHash();
        List<byte[]> leaves = new ArrayList<>();
        for (long i = 0; i < log.size(); i++) {
            byte[] tile = log.tile(0, 0, (int) log.size()).orElseThrow();
            leaves.add(i == placed.index() ? leaf : Arrays.copyOfRange(tile, (int) i * 32, (int) i * 32 + 32));
        }
        return MerkleTree.root(leaves);
    }

    private String verdict(Receipt receipt) {
        return verdict(verifier.verify(receipt));
    }

    private static String verdict(Verdict verdict) {
        return verdict.failed().map(step -> step + ": " + verdict.reason()).orElse("verified");
    }

    /** What the honest witness answers (C2SP tlog-witness). */
    private String asked(long old, List<byte[]> proof, SignedNote note) {
        try {
            Cosigner.Answer answer = honest.answer(new AddCheckpoint(old, proof, note));
            return answer.cosignature().isPresent() ? "" : "409, cosigned last: " + answer.last();
        } catch (RefusalException e) {
            return Problem.of(e.refusal()).status() + ": " + e.refusal().detail();
        }
    }

    private byte[] root() {
        return root(log.size());
    }

    private byte[] root(long size) {
        return log.prove(tree -> tree.root(size));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void add(BlockAndPrivateData block) {
        assertThat(Following.refusal(index, block.getBlock())).isEmpty();
    }
}
