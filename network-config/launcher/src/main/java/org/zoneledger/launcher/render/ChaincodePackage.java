package org.zoneledger.launcher.render;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.zoneledger.launcher.topology.Topology.Chaincode;

/**
 * The package every agency installs: it stands for a chaincode that runs as a service and is the same for all of them, because
 * the address and the keys of an organisation's own chaincode process are given to its peer by the peer's builder.
 *
 * @param id label and digest, as the peers compute it
 * @param file the package
 */
public record ChaincodePackage(String id, Path file) {

    /** The package in this folder, made first if it is missing: other bytes would be another package to the peers. */
    public static ChaincodePackage keepOrMake(Chaincode chaincode, Folder folder) {
        String name = chaincode.label() + ".tar.gz";
        Path file = folder.directory().resolve(name);
        try {
            if (!Files.exists(file)) {
                folder.bytes(name, make(chaincode));
            }
            return new ChaincodePackage(chaincode.label() + ":" + sha256(Files.readAllBytes(file)), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] make(Chaincode chaincode) {
        String about = "{\"chaincode\":\"" + chaincode.name() + "\",\"version\":\"" + chaincode.version() + "\"}";
        String metadata = "{\"path\":\"\",\"type\":\"ccaas\",\"label\":\"" + chaincode.label() + "\"}";
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("metadata.json", metadata.getBytes(StandardCharsets.UTF_8));
        entries.put("code.tar.gz", archive(Map.of("chaincode.json", about.getBytes(StandardCharsets.UTF_8))));
        return archive(entries);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A gzipped ustar archive with no times and no owners, so that equal content has equal bytes. */
    private static byte[] archive(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.write(header(entry.getKey(), entry.getValue().length));
                out.write(entry.getValue());
                out.write(new byte[(512 - entry.getValue().length % 512) % 512]);
            }
            out.write(new byte[1024]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] header(String name, int size) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, octal(size, 11) + "\0");
        put(header, 136, "00000000000\0");
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, octal(sum, 6) + "\0 ");
        return header;
    }

    private static String octal(int number, int digits) {
        String octal = Integer.toOctalString(number);
        return "0".repeat(digits - octal.length()) + octal;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
