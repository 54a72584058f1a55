package org.zoneledger.contracts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.TransactionName;

/** What a client asks a peer to endorse. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Proposal(
        String function, List<String> arguments, SortedMap<String, byte[]> transients, byte[] creator, Instant at) {

    Proposal {
        arguments = List.copyOf(arguments);
    }

    static Proposal of(TransactionName name, Identity creator, Instant at, String... arguments) {
        return new Proposal(name.wire(), List.of(arguments), new TreeMap<>(), creator.creator(), at);
    }

    Proposal calling(String otherFunction) {
        return new Proposal(otherFunction, arguments, transients, creator, at);
    }

    Proposal by(Identity other) {
        return by(other.creator());
    }

    Proposal by(byte[] otherCreator) {
        return new Proposal(function, arguments, transients, otherCreator, at);
    }

    Proposal at(Instant other) {
        return new Proposal(function, arguments, transients, creator, other);
    }

    Proposal withArguments(List<String> others) {
        return new Proposal(function, others, transients, creator, at);
    }

    Proposal withArgument(int index, String value) {
        List<String> others = new ArrayList<>(arguments);
        others.set(index, value);
        return withArguments(others);
    }

    Proposal withTransient(String name, byte[] value) {
        SortedMap<String, byte[]> others = new TreeMap<>(transients);
        others.put(name, value);
        return new Proposal(function, arguments, others, creator, at);
    }

    Proposal withoutTransient(String name) {
        SortedMap<String, byte[]> others = new TreeMap<>(transients);
        others.remove(name);
        return new Proposal(function, arguments, others, creator, at);
    }

    void write(DataOutputStream out) throws IOException {
        text(out, function);
        out.writeInt(arguments.size());
        for (String argument : arguments) {
            text(out, argument);
        }
        out.writeInt(transients.size());
        for (Map.Entry<String, byte[]> value : transients.entrySet()) {
            text(out, value.getKey());
            bytes(out, value.getValue());
        }
        bytes(out, creator);
        out.writeLong(at.getEpochSecond());
        out.writeInt(at.getNano());
    }

    static Proposal read(DataInputStream in) throws IOException {
        String function = text(in);
        List<String> arguments = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            arguments.add(text(in));
        }
        SortedMap<String, byte[]> transients = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            transients.put(text(in), bytes(in));
        }
        return new Proposal(
                function, arguments, transients, bytes(in), Instant.ofEpochSecond(in.readLong(), in.readInt()));
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
