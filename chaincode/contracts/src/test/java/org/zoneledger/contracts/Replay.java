package org.zoneledger.contracts;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A program that runs proposals out of a file on an empty ledger and writes down every answer and write set. */
final class Replay {

    private Replay() {}

    public static void main(String[] args) throws IOException {
        Logger.getLogger("").setLevel(Level.OFF);
        Files.write(Path.of(args[1]), transcript(Path.of(args[0])), StandardCharsets.US_ASCII);
    }

    /** A few lines a proposal, in ASCII. */
    private static List<String> transcript(Path file) throws IOException {
        MemoryLedger ledger = new MemoryLedger();
        List<String> lines = new ArrayList<>();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                lines.add(line(i, ledger.submit(Proposal.read(in))));
            }
        }
        return lines;
    }

    static String line(int index, Endorsement endorsement) {
        return index + " " + endorsement.status() + " " + hex(endorsement.message()) + "\n" + hex(endorsement.payload())
                + "\n" + endorsement.writes();
    }

    private static String hex(String text) {
        return text == null ? "" : hex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        return bytes == null ? "" : HexFormat.of().formatHex(bytes);
    }
}
