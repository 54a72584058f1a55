package org.zoneledger.gateway.peer;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.TxPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.Write;

/** One transaction of a block made for a test. */
public final class TestTransaction {

    /** When transactions happen that say nothing else. */
    public static final Instant AT = Instant.parse("2026-11-24T00:00:00Z");

    private final String txId;
    private final Map<String, List<Write>> writes = new LinkedHashMap<>(Map.of("zone", new ArrayList<>()));
    private List<String> arguments = List.of("filing:submit", "{}", "");
    private List<String> endorsers = List.of("CustomsMSP", "TaxMSP", "CommerceMSP");
    private String msp = "CommerceMSP";
    private byte[] certificate = {};
    private Instant at = AT;
    private int code = TxValidationCode.VALID_VALUE;

    private TestTransaction(String txId) {
        this.txId = txId;
    }

    /** A valid transaction that writes nothing yet. */
    public static TestTransaction of(String txId) {
        return new TestTransaction(txId);
    }

    /** Function and arguments. */
    public TestTransaction calling(String... call) {
        arguments = List.of(call);
        return this;
    }

    public TestTransaction by(String creator, byte[] der) {
        msp = creator;
        certificate = der;
        return this;
    }

    public TestTransaction endorsedBy(String... msps) {
        endorsers = List.of(msps);
        return this;
    }

    public TestTransaction at(Instant time) {
        at = time;
        return this;
    }

    /** What the peers say of it. */
    public TestTransaction flagged(int validationCode) {
        code = validationCode;
        return this;
    }

    public TestTransaction writing(Decision decision) {
        writes.get("zone").addAll(decision.writes());
        return this;
    }

    public TestTransaction writing(String key, byte[] value) {
        writes.get("zone").add(Write.open(key, value));
        return this;
    }

    public TestTransaction writing(String key, String value) {
        return writing(key, value.getBytes(StandardCharsets.UTF_8));
    }

    public TestTransaction deleting(String key) {
        writes.get("zone").add(Envelopes.delete(key));
        return this;
    }

    public TestTransaction restricting(String key, byte[] value) {
        writes.get("zone").add(Write.restricted(key, value));
        return this;
    }

    /** A value of any collection. */
    public TestTransaction keeping(String collection, String key, byte[] value) {
        writes.get("zone").add(Write.kept(collection, key, value));
        return this;
    }

    public TestTransaction purging(String collection, String key) {
        writes.get("zone").add(Write.purged(collection, key));
        return this;
    }

    /** A write of another chaincode. */
    public TestTransaction writingElsewhere(String namespace, String key, String value) {
        writes.computeIfAbsent(namespace, name -> new ArrayList<>())
                .add(Write.open(key, value.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    int code() {
        return code;
    }

    Envelope envelope() {
        TxReadWriteSet.Builder results = TxReadWriteSet.newBuilder();
        writes.forEach((namespace, list) -> results.addNsRwset(Envelopes.results(namespace, list)));
        return Envelopes.endorsed(header(), proposal(), endorsers, new byte[0], results.build());
    }

    boolean isRestricted() {
        return writes.get("zone").stream().anyMatch(write -> write.collection().isPresent());
    }

    TxPvtReadWriteSet restricted() {
        return Envelopes.restricted("zone", writes.get("zone"));
    }

    private Header header() {
        return Header.newBuilder()
                .setChannelHeader(ChannelHeader.newBuilder()
                        .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                        .setChannelId("zone")
                        .setTxId(txId)
                        .setTimestamp(Timestamp.newBuilder()
                                .setSeconds(at.getEpochSecond())
                                .setNanos(at.getNano()))
                        .build()
                        .toByteString())
                .setSignatureHeader(SignatureHeader.newBuilder()
                        .setCreator(Envelopes.identity(msp, certificate))
                        .build()
                        .toByteString())
                .build();
    }

    private ByteString proposal() {
        ChaincodeInput.Builder input = ChaincodeInput.newBuilder();
        arguments.forEach(argument -> input.addArgs(ByteString.copyFromUtf8(argument)));
        return ChaincodeProposalPayload.newBuilder()
                .setInput(ChaincodeInvocationSpec.newBuilder()
                        .setChaincodeSpec(ChaincodeSpec.newBuilder().setInput(input))
                        .build()
                        .toByteString())
                .build()
                .toByteString();
    }
}
