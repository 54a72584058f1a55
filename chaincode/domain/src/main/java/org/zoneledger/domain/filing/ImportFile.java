package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.filing.ImportRules.Statement;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.merkle.MerkleTree;

/**
 * A file of products as one import: each line that nothing is said against becomes a document and a leaf of the tree that the enterprise
 * signs. Sender and gateway read it with the same code, and so get the same root.
 *
 * @param lines products in the file
 * @param flaws why lines are left out, in their order
 * @param leafHashes RFC 9162 leaf hashes of the documents of the others, in the order of the file
 */
public record ImportFile(int lines, List<Flaw> flaws, List<byte[]> leafHashes) {

    /**
     * Why a line is not written. The value is never repeated.
     *
     * @param line of the file, from 1; 0 when the whole file is meant
     * @param item the how-manieth product of the file it is, from 1: a JSON file may have many on a line
     * @param field path within the product, empty when the whole line is meant
     * @param code stable code
     * @param detail one sentence
     */
    public record Flaw(int line, int item, String field, String code, String detail) {

        /** The flaw that a refusal is. */
        public static Flaw of(int line, int item, Refusal refusal) {
            return new Flaw(line, item, refusal.field(), refusal.code().name(), refusal.detail());
        }
    }

    /** What is done with a line that has become a document. */
    public interface Leaf {
        /**
         * Takes the document, or refuses it: then the line is left out.
         *
         * @param line of the file
         * @param item the how-manieth product of the file
         * @param index place among the leaves, from 0
         */
        void accept(int line, int item, int index, ObjectNode document);
    }

    public ImportFile {
        flaws = List.copyOf(flaws);
        leafHashes = List.copyOf(leafHashes);
    }

    /**
     * Reads a file; what {@link ProductFile#read} refuses, it refuses.
     *
     * @param importID chosen by the sender
     * @param uscc the sender
     * @param leftOut products of the file that are known to be none of the leaves, by item
     * @param leaf what else is asked of a document
     */
    public static ImportFile read(
            byte[] file, ProductFile.Format format, String importID, Uscc uscc, Set<Integer> leftOut, Leaf leaf) {
        Reader reader = new Reader(ImportRules.checkImportID(importID), uscc, leftOut, leaf);
        ProductFile.read(file, format, reader);
        return new ImportFile(reader.items, reader.flaws, reader.leafHashes);
    }

    /** Takes a document that keeps the rules of a product; refuses a GTIN that came before in the same file. */
    public static Leaf checked(Leaf next) {
        TreeSet<String> gtins = new TreeSet<>();
        return (line, item, index, document) -> {
            String gtin = ProductRules.check(document).gtin().value();
            if (!gtins.add(gtin)) {
                throw Refusal.of(Code.VALUE_INVALID, "gtin", "the GTIN stands in the file before");
            }
            next.accept(line, item, index, document);
        };
    }

    /** Merkle root over the leaves, lower-case hexadecimal. */
    public String root() {
        return HexFormat.of().formatHex(new MerkleTree.Levels(leafHashes).root());
    }

    /** What the sender signs. */
    public Statement statement(String importID, Uscc uscc) {
        return new Statement(importID, leafHashes.size(), root(), uscc);
    }

    private static final class Reader implements ProductFile.Lines {

        private final String importID;
        private final Uscc uscc;
        private final Set<Integer> leftOut;
        private final Leaf leaf;
        private final List<Flaw> flaws = new ArrayList<>();
        private final List<byte[]> leafHashes = new ArrayList<>();
        private int items;

        Reader(String importID, Uscc uscc, Set<Integer> leftOut, Leaf leaf) {
            this.importID = importID;
            this.uscc = uscc;
            this.leftOut = leftOut;
            this.leaf = leaf;
        }

        @Override
        public void product(int line, ObjectNode body) {
            items++;
            if (leftOut.contains(items)) {
                return;
            }
            try {
                int index = leafHashes.size();
                ObjectNode document = ImportRules.document(importID, index, uscc, body);
                leaf.accept(line, items, index, document);
                leafHashes.add(MerkleTree.leafHash(CanonicalJson.bytes(document)));
            } catch (RefusalException e) {
                flaws.add(Flaw.of(line, items, e.refusal()));
            }
        }

        @Override
        public void refused(int line, Refusal refusal) {
            items++;
            if (!leftOut.contains(items)) {
                flaws.add(Flaw.of(line, items, refusal));
            }
        }
    }
}
