package org.zoneledger.launcher.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A folder of rendered files, readable by their owner only; a file is written whole or not at all, and only if it changed. */
public final class Folder {
    private final Path directory;
    private final Map<String, byte[]> written = new TreeMap<>();

    /** Makes the folder where it is missing. */
    public Folder(Path directory) {
        this.directory = directory;
        try {
            makePrivate(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where this folder is. */
    public Path directory() {
        return directory;
    }

    /** Writes a text. */
    public void text(String name, String content) {
        bytes(name, content.getBytes(StandardCharsets.UTF_8), "rw-------");
    }

    /** Writes a script its owner can run. */
    public void script(String name, String content) {
        bytes(name, content.getBytes(StandardCharsets.UTF_8), "rwx------");
    }

    /** Copies a file. */
    public void copy(Path from, String name) {
        try {
            bytes(name, Files.readAllBytes(from), "rw-------");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes bytes. */
    public void bytes(String name, byte[] content) {
        bytes(name, content, "rw-------");
    }

    /** Counts a file that somebody else wrote here among what the fingerprint covers. */
    public void include(String name) {
        try {
            written.put(name, Files.readAllBytes(directory.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void bytes(String name, byte[] content, String permissions) {
        Path file = directory.resolve(name);
        written.put(name, content);
        try {
            if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
                return;
            }
            makePrivate(Objects.requireNonNull(file.getParent(), name));
            Path whole = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(whole);
            Files.createFile(whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
            Files.write(whole, content);
            move(whole, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A digest of everything written through this object: the same content, the same digest. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            written.forEach((name, content) -> {
                digest.update((name + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void makePrivate(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
