package org.zoneledger.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.zoneledger.launcher.build.JavaPrograms;

/** Removes what the launcher wrote under a zone's home, and nothing else that somebody may have put there. */
record Clean(ZoneHome home) {

    void run() {
        List<Path> ours = List.of(
                home.bin(),
                home.lib(),
                home.directory().resolve("nodes"),
                home.crypto(),
                home.people(),
                home.trust(),
                home.channel(),
                home.demo(),
                home.state());
        ours.stream().filter(Files::exists).forEach(JavaPrograms::delete);
    }

    /** The same, and the folder itself when nothing else is in it. */
    void runWithFolder() {
        run();
        JavaPrograms.delete(home.lock());
        try (Stream<Path> left = Files.list(home.directory())) {
            if (left.findAny().isEmpty()) {
                Files.delete(home.directory());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
