package org.zoneledger.gateway.index;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.proof.Attributes;
import org.zoneledger.gateway.index.BlockReader.BrokenChainException;

/** Those who order the channel's blocks (SmartBFT), as a configuration names them: a quorum of them signs every block but the first. */
public final class Consenters {

    /** Nobody: before the first configuration. */
    static final Consenters NONE = new Consenters(Orderers.getDefaultInstance());

    // the JDK's own takes ten times as long for P-256
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private final Orderers mapping;
    private final Map<ByteString, PublicKey> keys = new HashMap<>();

    private Consenters(Orderers mapping) {
        this.mapping = mapping;
        for (Consenter consenter : mapping.getConsenterMappingList()) {
            key(consenter.getIdentity()).ifPresent(key -> keys.put(identity(consenter), key));
        }
    }

    /** Those whom a configuration of the channel names. */
    static Consenters of(ConfigEnvelope configuration) throws InvalidProtocolBufferException {
        return read(configuration
                .getConfig()
                .getChannelGroup()
                .getGroupsOrDefault("Orderer", ConfigGroup.getDefaultInstance())
                .getValuesOrDefault("Orderers", ConfigValue.getDefaultInstance())
                .getValue());
    }

    /** From the form in which the index keeps them (common.Orderers). */
    static Consenters read(ByteString mapping) throws InvalidProtocolBufferException {
        return new Consenters(Orderers.parseFrom(mapping));
    }

    byte[] bytes() {
        return mapping.toByteArray();
    }

    /**
     * Whether enough of them have signed a block: so many that two such groups share an honest one.
     *
     * @throws BrokenChainException when not
     */
    void check(Block block) {
        long number = block.getHeader().getNumber();
        int needed = quorum(mapping.getConsenterMappingCount());
        int signed;
        try {
            signed = signers(block).size();
        } catch (InvalidProtocolBufferException e) {
            throw new BrokenChainException("the signatures of block " + number + " cannot be read");
        }
        if (keys.isEmpty() || signed < needed) {
            throw new BrokenChainException("block " + number + " is signed by " + signed + " consenters of "
                    + mapping.getConsenterMappingCount() + " where " + needed + " are needed");
        }
    }

    /** Of n, of whom f = (n - 1) / 3 may lie, half of n + f + 1, rounded up. */
    private static int quorum(int consenters) {
        int liars = (consenters - 1) / 3;
        return (consenters + liars + 2) / 2;
    }

    private Set<ByteString> signers(Block block) throws InvalidProtocolBufferException {
        Set<ByteString> signers = new HashSet<>();
        if (block.getMetadata().getMetadataCount() <= BlockMetadataIndex.SIGNATURES_VALUE) {
            return signers;
        }
        Metadata metadata = Metadata.parseFrom(block.getMetadata().getMetadata(BlockMetadataIndex.SIGNATURES_VALUE));
        byte[] header = BlockReader.headerBytes(block.getHeader());
        for (MetadataSignature signature : metadata.getSignaturesList()) {
            boolean byNumber = signature.getSignatureHeader().isEmpty();
            ByteString signer = byNumber
                    ? identity(IdentifierHeader.parseFrom(signature.getIdentifierHeader()))
                    : SignatureHeader.parseFrom(signature.getSignatureHeader()).getCreator();
            PublicKey key = keys.get(signer);
            if (key != null
                    && !signers.contains(signer)
                    && isSigned(
                            key,
                            signature.getSignature(),
                            metadata.getValue().toByteArray(),
                            (byNumber ? signature.getIdentifierHeader() : signature.getSignatureHeader()).toByteArray(),
                            header)) {
                signers.add(signer);
            }
        }
        return signers;
    }

    private ByteString identity(IdentifierHeader header) {
        return mapping.getConsenterMappingList().stream()
                .filter(consenter -> consenter.getId() == header.getIdentifier())
                .map(Consenters::identity)
                .findFirst()
                .orElse(ByteString.EMPTY);
    }

    private static ByteString identity(Consenter consenter) {
        return SerializedIdentity.newBuilder()
                .setMspid(consenter.getMspId())
                .setIdBytes(consenter.getIdentity())
                .build()
                .toByteString();
    }

    private static Optional<PublicKey> key(ByteString certificate) {
        try {
            return Optional.of(Attributes.certificate(certificate.toByteArray()).getPublicKey());
        } catch (RefusalException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isSigned(PublicKey key, ByteString signature, byte[]... parts) {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA", BOUNCY_CASTLE);
            verifier.initVerify(key);
            for (byte[] part : parts) {
                verifier.update(part);
            }
            return verifier.verify(signature.toByteArray());
        } catch (GeneralSecurityException notOne) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Consenters consenters && consenters.mapping.equals(mapping);
    }

    @Override
    public int hashCode() {
        return mapping.hashCode();
    }
}
