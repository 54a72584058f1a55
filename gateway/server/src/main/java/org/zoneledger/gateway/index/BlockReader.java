package org.zoneledger.gateway.index;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.proof.Attributes;
import org.zoneledger.gateway.index.LedgerBlock.LedgerTransaction;
import org.zoneledger.gateway.index.LedgerBlock.LoggedWrite;
import org.zoneledger.gateway.index.LedgerBlock.PublicWrite;
import org.zoneledger.gateway.index.LedgerBlock.RestrictedWrite;
import org.zoneledger.gateway.index.LedgerBlock.Signer;

/**
 * Takes blocks of Fabric apart, and checks that each continues the one before it and holds what its header says. Who has signed it
 * {@link Consenters} check.
 */
public final class BlockReader {

    private static final HexFormat HEX = HexFormat.of();
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final String chaincode;

    /**
     * @param chaincode namespace whose writes make records; the log holds those of all
     */
    public BlockReader(String chaincode) {
        this.chaincode = chaincode;
    }

    /** A block does not continue the chain, or is not what its header says. */
    public static final class BrokenChainException extends RuntimeException {
        BrokenChainException(String message) {
            super(message);
        }
    }

    /**
     * Reads a block.
     *
     * @param expectedNumber number it must have
     * @param previousHash hash of the header before it, hexadecimal; empty for block 0
     * @throws BrokenChainException when it does not fit
     */
    public LedgerBlock read(Block block, long expectedNumber, String previousHash) {
        BlockHeader header = block.getHeader();
        if (header.getNumber() != expectedNumber) {
            throw new BrokenChainException(
                    "block " + expectedNumber + " was expected and " + header.getNumber() + " came");
        }
        if (!HEX.formatHex(header.getPreviousHash().toByteArray()).equals(previousHash)) {
            throw new BrokenChainException("block " + expectedNumber + " does not continue the block before it");
        }
        if (!MessageDigest.isEqual(dataHash(block), header.getDataHash().toByteArray())) {
            throw new BrokenChainException("block " + expectedNumber + " does not hold what its header says");
        }
        try {
            Optional<Consenters> consenters = Optional.empty();
            if (isConfiguration(block)) {
                consenters = Optional.of(consenters(block));
            } else {
                checkForm(block);
            }
            return new LedgerBlock(expectedNumber, HEX.formatHex(headerHash(header)), consenters, transactions(block));
        } catch (InvalidProtocolBufferException e) {
            throw new BrokenChainException("block " + expectedNumber + " cannot be read");
        }
    }

    /** The private values that came with a block, each checked by nobody yet. */
    public List<RestrictedValue> restricted(BlockAndPrivateData event) {
        List<RestrictedValue> values = new ArrayList<>();
        event.getPrivateDataMapMap().forEach((position, sets) -> {
            for (NsPvtReadWriteSet namespace : sets.getNsPvtRwsetList()) {
                if (namespace.getNamespace().equals(chaincode)) {
                    for (CollectionPvtReadWriteSet collection : namespace.getCollectionPvtRwsetList()) {
                        values.addAll(values(position.intValue(), collection));
                    }
                }
            }
        });
        return values;
    }

    /** Hash of a header as Fabric chains blocks: SHA-256 of the DER sequence of number, previous hash and data hash. */
    static byte[] headerHash(BlockHeader header) {
        return Sha256.digest(headerBytes(header));
    }

    /** What of a header is hashed, and signed by the orderers. */
    static byte[] headerBytes(BlockHeader header) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        der(content, 0x02, new BigInteger(Long.toUnsignedString(header.getNumber())).toByteArray());
        der(content, 0x04, header.getPreviousHash().toByteArray());
        der(content, 0x04, header.getDataHash().toByteArray());
        ByteArrayOutputStream sequence = new ByteArrayOutputStream();
        der(sequence, 0x30, content.toByteArray());
        return sequence.toByteArray();
    }

    private static void der(ByteArrayOutputStream out, int tag, byte[] content) {
        // header fields are at most 32 bytes, so every length fits the short form
        out.write(tag);
        out.write(content.length);
        out.writeBytes(content);
    }

    private static byte[] dataHash(Block block) {
        return Sha256.digest(block.getData().getDataList().stream()
                .map(ByteString::toByteArray)
                .toArray(byte[][]::new));
    }

    /** An envelope in another form than its own would be the same transaction with another hash: peers refuse such a block. */
    private static void checkForm(Block block) throws InvalidProtocolBufferException {
        for (ByteString data : block.getData().getDataList()) {
            Envelope envelope = Envelope.parseFrom(data);
            if (envelope.getPayload().isEmpty()
                    || envelope.getSignature().isEmpty()
                    || !envelope.toByteString().equals(data)) {
                throw new BrokenChainException("block " + block.getHeader().getNumber()
                        + " holds an envelope that is not in the form in which it is signed");
            }
        }
    }

    private static boolean isConfiguration(Block block) {
        try {
            return block.getData().getDataCount() == 1
                    && ChannelHeader.parseFrom(payload(block.getData().getData(0))
                                            .getHeader()
                                            .getChannelHeader())
                                    .getType()
                            == HeaderType.CONFIG_VALUE;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static Consenters consenters(Block block) throws InvalidProtocolBufferException {
        return Consenters.of(
                ConfigEnvelope.parseFrom(payload(block.getData().getData(0)).getData()));
    }

    private static Payload payload(ByteString envelope) throws InvalidProtocolBufferException {
        return Payload.parseFrom(Envelope.parseFrom(envelope).getPayload());
    }

    private List<LedgerTransaction> transactions(Block block) throws InvalidProtocolBufferException {
        List<ByteString> metadata = block.getMetadata().getMetadataList();
        ByteString codes = metadata.size() > BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE
                ? metadata.get(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE)
                : ByteString.EMPTY;
        if (codes.size() != block.getData().getDataCount()) {
            throw new BrokenChainException("block " + block.getHeader().getNumber()
                    + " is not flagged by the peer, transaction by transaction");
        }
        List<LedgerTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < block.getData().getDataCount(); i++) {
            // validation codes are unsigned bytes
            transactions.add(transaction(block.getData().getData(i), i, Byte.toUnsignedInt(codes.byteAt(i))));
        }
        return List.copyOf(transactions);
    }

    private LedgerTransaction transaction(ByteString data, int position, int code)
            throws InvalidProtocolBufferException {
        try {
            return readable(data, position, code);
        } catch (InvalidProtocolBufferException e) {
            if (code == TxValidationCode.VALID_VALUE) {
                throw e;
            }
            // whoever may write to the channel can have anything ordered; the peers have refused it too
            return notEndorsed(position, code, Instant.EPOCH);
        }
    }

    private LedgerTransaction readable(ByteString data, int position, int code) throws InvalidProtocolBufferException {
        Payload payload = payload(data);
        ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        Instant at = time(header.getTimestamp());
        if (header.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
            return notEndorsed(position, code, at);
        }
        byte[] creator = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader())
                .getCreator()
                .toByteArray();
        List<PublicWrite> writes = new ArrayList<>();
        List<RestrictedWrite> restricted = new ArrayList<>();
        List<LoggedWrite> logged = new ArrayList<>();
        Set<String> endorsers = new LinkedHashSet<>();
        List<ByteString> arguments = List.of();
        for (var action : Transaction.parseFrom(payload.getData()).getActionsList()) {
            ChaincodeActionPayload invocation = ChaincodeActionPayload.parseFrom(action.getPayload());
            arguments = arguments(invocation);
            for (Endorsement endorsement : invocation.getAction().getEndorsementsList()) {
                endorsers.add(
                        SerializedIdentity.parseFrom(endorsement.getEndorser()).getMspid());
            }
            if (code == TxValidationCode.VALID_VALUE) {
                readWrites(invocation, writes, restricted, logged);
            }
        }
        String function = arguments.isEmpty() ? "" : arguments.get(0).toStringUtf8();
        String actor =
                arguments.size() < 2 ? "" : arguments.get(arguments.size() - 1).toStringUtf8();
        return new LedgerTransaction(
                header.getTxId(),
                position,
                code,
                at,
                TransactionName.of(function),
                signer(creator, actor),
                List.copyOf(endorsers),
                List.copyOf(writes),
                List.copyOf(restricted),
                List.copyOf(logged));
    }

    private static LedgerTransaction notEndorsed(int position, int code, Instant at) {
        Signer nobody = new Signer("", "", "", "");
        return new LedgerTransaction(
                "", position, code, at, Optional.empty(), nobody, List.of(), List.of(), List.of(), List.of());
    }

    /** A transaction's time is what its sender says; what no calendar holds is brought to its edge. */
    private static Instant time(Timestamp time) {
        if (time.getSeconds() < 0) {
            return Instant.EPOCH;
        }
        return time.getSeconds() >= LAST.getEpochSecond()
                ? LAST
                : Instant.ofEpochSecond(time.getSeconds(), Math.floorMod(time.getNanos(), 1_000_000_000));
    }

    private static List<ByteString> arguments(ChaincodeActionPayload invocation) throws InvalidProtocolBufferException {
        ByteString input = ChaincodeProposalPayload.parseFrom(invocation.getChaincodeProposalPayload())
                .getInput();
        return ChaincodeInvocationSpec.parseFrom(input)
                .getChaincodeSpec()
                .getInput()
                .getArgsList();
    }

    private void readWrites(
            ChaincodeActionPayload invocation,
            List<PublicWrite> writes,
            List<RestrictedWrite> restricted,
            List<LoggedWrite> logged)
            throws InvalidProtocolBufferException {
        ByteString extension = ProposalResponsePayload.parseFrom(
                        invocation.getAction().getProposalResponsePayload())
                .getExtension();
        TxReadWriteSet results =
                TxReadWriteSet.parseFrom(ChaincodeAction.parseFrom(extension).getResults());
        for (NsReadWriteSet namespace : results.getNsRwsetList()) {
            boolean counts = namespace.getNamespace().equals(chaincode);
            for (KVWrite write : KVRWSet.parseFrom(namespace.getRwset()).getWritesList()) {
                byte[] value = write.getValue().toByteArray();
                String digest = write.getIsDelete() ? LogEntry.DELETED : Sha256.hex(value);
                logged.add(new LoggedWrite(namespace.getNamespace(), "", write.getKey(), digest));
                if (counts) {
                    writes.add(new PublicWrite(write.getKey(), value, write.getIsDelete()));
                }
            }
            for (CollectionHashedReadWriteSet collection : namespace.getCollectionHashedRwsetList()) {
                for (RestrictedWrite write : hashed(collection)) {
                    String digest = write.deleted() ? LogEntry.DELETED : write.valueHash();
                    logged.add(new LoggedWrite(namespace.getNamespace(), write.collection(), write.keyHash(), digest));
                    if (counts) {
                        restricted.add(write);
                    }
                }
            }
        }
    }

    private static List<RestrictedWrite> hashed(CollectionHashedReadWriteSet collection)
            throws InvalidProtocolBufferException {
        return HashedRWSet.parseFrom(collection.getHashedRwset()).getHashedWritesList().stream()
                .map(write -> new RestrictedWrite(
                        collection.getCollectionName(),
                        HEX.formatHex(write.getKeyHash().toByteArray()),
                        HEX.formatHex(write.getValueHash().toByteArray()),
                        write.getIsDelete()))
                .toList();
    }

    private static List<RestrictedValue> values(int position, CollectionPvtReadWriteSet collection) {
        try {
            return KVRWSet.parseFrom(collection.getRwset()).getWritesList().stream()
                    .filter(write -> !write.getIsDelete())
                    .map(write -> new RestrictedValue(
                            position,
                            collection.getCollectionName(),
                            write.getKey(),
                            write.getValue().toByteArray()))
                    .toList();
        } catch (InvalidProtocolBufferException e) {
            throw new BrokenChainException("the private values of a block cannot be read");
        }
    }

    private static Signer signer(byte[] creator, String actor) throws InvalidProtocolBufferException {
        SerializedIdentity identity = SerializedIdentity.parseFrom(creator);
        try {
            byte[] certificate = actor.isEmpty()
                    ? identity.getIdBytes().toByteArray()
                    : Base64.getDecoder().decode(actor);
            Caller caller = Caller.holding(identity.getMspid(), Attributes.certificate(certificate));
            return new Signer(
                    caller.msp(),
                    caller.role().name(),
                    caller.uscc().map(Uscc::value).orElse(""),
                    caller.certificate());
        } catch (IllegalArgumentException | RefusalException nobodyWeKnow) {
            return new Signer(identity.getMspid(), "", "", "");
        }
    }
}
