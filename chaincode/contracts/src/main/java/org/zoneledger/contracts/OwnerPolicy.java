package org.zoneledger.contracts;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.zoneledger.domain.Competence;

/**
 * Key-level endorsement policy of an agency's word: a peer of the owner AND peers of two of the other agencies.
 *
 * <p>Enforced by every peer at validation, so that no majority can invent an agency's word.
 */
final class OwnerPolicy {

    private static final int OTHERS = 2;

    private OwnerPolicy() {}

    /** Serialised SignaturePolicyEnvelope, the same bytes at every peer. */
    static byte[] of(String owner) {
        List<String> others = Competence.agencies().stream()
                .filter(agency -> !agency.equals(owner))
                .toList();
        SignaturePolicyEnvelope.Builder envelope = SignaturePolicyEnvelope.newBuilder();
        SignaturePolicy.NOutOf.Builder two = SignaturePolicy.NOutOf.newBuilder().setN(OTHERS);
        envelope.addIdentities(peerOf(owner));
        for (String other : others) {
            envelope.addIdentities(peerOf(other));
            two.addRules(signedBy(envelope.getIdentitiesCount() - 1));
        }
        SignaturePolicy.NOutOf both = SignaturePolicy.NOutOf.newBuilder()
                .setN(2)
                .addRules(signedBy(0))
                .addRules(SignaturePolicy.newBuilder().setNOutOf(two))
                .build();
        return envelope.setRule(SignaturePolicy.newBuilder().setNOutOf(both))
                .build()
                .toByteArray();
    }

    private static SignaturePolicy signedBy(int identity) {
        return SignaturePolicy.newBuilder().setSignedBy(identity).build();
    }

    private static MSPPrincipal peerOf(String msp) {
        ByteString role = MSPRole.newBuilder()
                .setMspIdentifier(msp)
                .setRole(MSPRole.MSPRoleType.PEER)
                .build()
                .toByteString();
        return MSPPrincipal.newBuilder()
                .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                .setPrincipal(role)
                .build();
    }
}
