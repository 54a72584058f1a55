package org.zoneledger.gateway.peer;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.TxPvtReadWriteSet;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.zoneledger.domain.canonical.Sha256;

/** Blocks that continue one another, as orderers make them and peers flag them. Hashes come from Bouncy Castle's DER, not from ours. */
public final class Chain {

    private final List<BlockAndPrivateData> blocks = new ArrayList<>();
    private TestOrderers orderers = TestOrderers.FOUR;
    private byte[] previous = {};

    /** Appends a block of transactions; their private values come with it. */
    public BlockAndPrivateData add(TestTransaction... transactions) {
        List<ByteString> data = new ArrayList<>();
        byte[] codes = new byte[transactions.length];
        Map<Long, TxPvtReadWriteSet> restricted = new LinkedHashMap<>();
        for (int i = 0; i < transactions.length; i++) {
            data.add(transactions[i].envelope().toByteString());
            codes[i] = (byte) transactions[i].code();
            if (transactions[i].isRestricted()) {
                restricted.put((long) i, transactions[i].restricted());
            }
        }
        return add(data, codes, restricted);
    }

    /** Appends a block that configures the channel. */
    public BlockAndPrivateData addConfig() {
        return addConfig(orderers);
    }

    /** Appends a block that configures the channel, after which these order. */
    public BlockAndPrivateData addConfig(TestOrderers next) {
        ChannelHeader header =
                ChannelHeader.newBuilder().setType(HeaderType.CONFIG_VALUE).build();
        Payload payload = Payload.newBuilder()
                .setHeader(Header.newBuilder().setChannelHeader(header.toByteString()))
                .setData(next.configuration())
                .build();
        Envelope envelope =
                Envelope.newBuilder().setPayload(payload.toByteString()).build();
        BlockAndPrivateData block = add(List.of(envelope.toByteString()), new byte[] {0}, Map.of());
        orderers = next;
        return block;
    }

    /** Appends a block of envelopes as they are. */
    public BlockAndPrivateData add(List<ByteString> data, byte[] codes, Map<Long, TxPvtReadWriteSet> restricted) {
        BlockHeader header = BlockHeader.newBuilder()
                .setNumber(blocks.size())
                .setPreviousHash(ByteString.copyFrom(previous))
                .setDataHash(ByteString.copyFrom(
                        Sha256.digest(data.stream().map(ByteString::toByteArray).toArray(byte[][]::new))))
                .build();
        BlockMetadata.Builder metadata = BlockMetadata.newBuilder()
                .addMetadata(
                        blocks.isEmpty()
                                ? ByteString.EMPTY
                                : orderers.sign(header).toByteString());
        for (int i = 1; i < BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE; i++) {
            metadata.addMetadata(ByteString.EMPTY);
        }
        metadata.addMetadata(ByteString.copyFrom(Arrays.copyOf(codes, codes.length)));
        BlockAndPrivateData block = BlockAndPrivateData.newBuilder()
                .setBlock(Block.newBuilder()
                        .setHeader(header)
                        .setData(BlockData.newBuilder().addAllData(data))
                        .setMetadata(metadata))
                .putAllPrivateDataMap(restricted)
                .build();
        blocks.add(block);
        previous = hash(header);
        return block;
    }

    /** Blocks from now on are signed by these, whatever the configuration says. */
    void orderWith(TestOrderers others) {
        orderers = others;
    }

    public List<BlockAndPrivateData> blocks() {
        return List.copyOf(blocks);
    }

    public int height() {
        return blocks.size();
    }

    /** SHA-256 of the DER sequence of number, previous hash and data hash, which is how Fabric chains blocks. */
    public static byte[] hash(BlockHeader header) {
        return Sha256.digest(der(header));
    }

    static byte[] der(BlockHeader header) {
        try {
            return new DERSequence(new ASN1Encodable[] {
                        new ASN1Integer(BigInteger.valueOf(header.getNumber())),
                        new DEROctetString(header.getPreviousHash().toByteArray()),
                        new DEROctetString(header.getDataHash().toByteArray())
                    })
                    .getEncoded();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
