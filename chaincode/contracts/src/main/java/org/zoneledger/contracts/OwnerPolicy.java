package org.zoneledger.contracts;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.zoneledger.domain.Competence;

/**
 * Key-level endorsement policy: a peer of one of the owners AND peers of two other agencies; without owners, of any three, or four.
 *
 * <p>Enforced by every peer at validation, so that no majority can invent an agency's word. A signature counts once.
 */
final class OwnerPolicy {

    private static final int NEEDED = 3;

    private OwnerPolicy() {}

    /** One of the owners and two others, or any three. */
    static byte[] of(List<String> owners) {
        return of(owners, NEEDED);
    }

    /** Serialised SignaturePolicyEnvelope, the same bytes at every peer. */
    static byte[] of(List<String> owners, int needed) {
        List<String> agencies = Competence.agencies();
        SignaturePolicyEnvelope.Builder envelope = SignaturePolicyEnvelope.newBuilder();
        agencies.forEach(agency -> envelope.addIdentities(peerOf(agency)));
        // One branch an owner: Fabric uses a signature up where it first fits, so owners in one branch would take each
        // other's.
        List<SignaturePolicy> branches = owners.stream()
                .map(owner -> outOf(2, List.of(signedBy(agencies.indexOf(owner)), outOf(needed - 1, others(owner)))))
                .toList();
        return envelope.setRule(owners.isEmpty() ? outOf(needed, others("")) : outOf(1, branches))
                .build()
                .toByteArray();
    }

    private static List<SignaturePolicy> others(String owner) {
        List<String> agencies = Competence.agencies();
        return agencies.stream()
                .filter(agency -> !agency.equals(owner))
                .map(agency -> signedBy(agencies.indexOf(agency)))
                .toList();
    }

    private static SignaturePolicy outOf(int count, List<SignaturePolicy> rules) {
        return SignaturePolicy.newBuilder()
                .setNOutOf(SignaturePolicy.NOutOf.newBuilder().setN(count).addAllRules(rules))
                .build();
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
