package org.zoneledger.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.zoneledger.launcher.render.Folder;

/** Held while a command changes a zone, so that two do not at once. */
final class Lock {
    private Lock() {}

    /**
     * Does the work while holding the lock.
     *
     * @throws ZoneException if another command holds it
     */
    static void holding(ZoneHome home, Runnable work) {
        new Folder(home.directory());
        try (FileChannel channel = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                throw new ZoneException(
                        "another ./zone command works on " + home.directory() + "; try again when it has ended");
            }
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
