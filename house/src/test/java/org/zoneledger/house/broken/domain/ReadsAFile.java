package org.zoneledger.house.broken.domain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Breaks: domain reads no files. */
public final class ReadsAFile {
    private ReadsAFile() {}

    static byte[] read(Path path) throws IOException {
        return Files.readAllBytes(path);
    }
}
