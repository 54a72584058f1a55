package org.zoneledger.gateway.peer;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.Orderers;
import org.zoneledger.gateway.peer.TestAuthority.Credential;

/** Orderers of a channel with keys of their own, numbered from 1, as SmartBFT has them sign blocks. */
public final class TestOrderers {

    /** The four that order wherever a test does not say otherwise. */
    public static final TestOrderers FOUR = new TestOrderers(4);

    private final List<Credential> credentials = new ArrayList<>();

    public TestOrderers(int count) {
        TestAuthority authority = TestAuthority.named("orderers");
        for (int i = 0; i < count; i++) {
            credentials.add(authority.holding("orderer"));
        }
    }

    /** A configuration of the channel that names them as consenters. */
    public ByteString configuration() {
        Orderers.Builder mapping = Orderers.newBuilder();
        for (int i = 0; i < credentials.size(); i++) {
            mapping.addConsenterMapping(Consenter.newBuilder()
                    .setId(i + 1)
                    .setMspId(msp(i + 1))
                    .setIdentity(ByteString.copyFromUtf8(credentials.get(i).certificatePem())));
        }
        ConfigGroup orderer = ConfigGroup.newBuilder()
                .putValues(
                        "Orderers",
                        ConfigValue.newBuilder()
                                .setValue(mapping.build().toByteString())
                                .build())
                .build();
        return ConfigEnvelope.newBuilder()
                .setConfig(Config.newBuilder()
                        .setChannelGroup(ConfigGroup.newBuilder().putGroups("Orderer", orderer)))
                .build()
                .toByteString();
    }

    /** What a quorum of them puts into a block. */
    public Metadata sign(BlockHeader header) {
        int quorum = (credentials.size() + (credentials.size() - 1) / 3 + 2) / 2;
        return sign(header, IntStream.rangeClosed(1, quorum).toArray());
    }

    /** What these of them put into a block. */
    public Metadata sign(BlockHeader header, int... numbers) {
        ByteString value = ByteString.copyFromUtf8("view and sequence");
        Metadata.Builder metadata = Metadata.newBuilder().setValue(value);
        for (int number : numbers) {
            ByteString identifier = IdentifierHeader.newBuilder()
                    .setIdentifier(number)
                    .setNonce(ByteString.copyFromUtf8("nonce"))
                    .build()
                    .toByteString();
            metadata.addSignatures(MetadataSignature.newBuilder()
                    .setIdentifierHeader(identifier)
                    .setSignature(sign(number, value, identifier, header)));
        }
        return metadata.build();
    }

    /** The signature of one of them over what a block says, behind the header that names it. */
    public ByteString sign(int number, ByteString value, ByteString signer, BlockHeader header) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA", new BouncyCastleProvider());
            signature.initSign(credentials.get(number - 1).key());
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            signed.writeBytes(value.toByteArray());
            signed.writeBytes(signer.toByteArray());
            signed.writeBytes(Chain.der(header));
            signature.update(signed.toByteArray());
            return ByteString.copyFrom(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The identity of one of them, as a signature header names it. */
    public ByteString identity(int number) {
        return Envelopes.identity(
                msp(number),
                credentials.get(number - 1).certificatePem().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String msp(int number) {
        return "Orderer" + number + "MSP";
    }
}
