package org.zoneledger.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the folders of the nodes hold, byte by byte, as somebody sees it who has stolen the disk. */
final class NodeFiles {

    /** Random characters at the end of a mark. */
    private static final int RANDOM = 12;

    /** So many of them in a row are found: databases compress, but leave most of what has not occurred before as it is. */
    private static final int WINDOW = 7;

    private final Path nodes;

    NodeFiles(Zone zone) {
        this.nodes = zone.home().resolve("nodes");
    }

    /** Files, below the nodes' folders, that hold a mark of {@link Documents#mark}. */
    Set<Path> holding(String mark) {
        List<String> wanted = new ArrayList<>();
        for (int from = mark.length() - RANDOM; from + WINDOW <= mark.length(); from++) {
            wanted.add(mark.substring(from, from + WINDOW));
        }
        Set<Path> found = new TreeSet<>();
        try {
            Files.walkFileTree(nodes, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile() && holds(file, wanted)) {
                        found.add(nodes.relativize(file));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The organisation of a node's file. */
    static String organisation(Path file) {
        String node = file.getName(0).toString();
        return node.substring(0, node.indexOf('-'));
    }

    private static boolean holds(Path file, List<String> wanted) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException gone) {
            return false;
        }
        // ISO 8859-1 keeps every byte, so that the fast search of texts can be used
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return wanted.stream().anyMatch(text::contains);
    }
}
