package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Competence;

class OwnerPolicyTest {

    private static final List<String> AGENCIES = Competence.agencies();

    @ParameterizedTest
    @ValueSource(strings = {"CustomsMSP", "TaxMSP", "ForexMSP", "MarketMSP", "CommerceMSP"})
    void is_satisfied_exactly_by_the_owner_and_two_or_more_of_the_others(String owner) throws Exception {
        SignaturePolicyEnvelope policy = SignaturePolicyEnvelope.parseFrom(OwnerPolicy.of(owner));
        for (int bits = 0; bits < 1 << AGENCIES.size(); bits++) {
            Set<String> endorsers = subset(bits);
            assertThat(isSatisfied(policy, endorsers))
                    .as("%s by %s", owner, endorsers)
                    .isEqualTo(endorsers.contains(owner) && endorsers.size() >= 3);
        }
    }

    @Test
    void counts_each_agency_once_and_peers_only() throws Exception {
        SignaturePolicyEnvelope policy = SignaturePolicyEnvelope.parseFrom(OwnerPolicy.of("TaxMSP"));
        List<String> named = new ArrayList<>();
        for (MSPPrincipal principal : policy.getIdentitiesList()) {
            assertThat(principal.getPrincipalClassification()).isEqualTo(MSPPrincipal.Classification.ROLE);
            MSPRole role = MSPRole.parseFrom(principal.getPrincipal());
            assertThat(role.getRole()).isEqualTo(MSPRole.MSPRoleType.PEER);
            named.add(role.getMspIdentifier());
        }
        assertThat(named).containsExactlyInAnyOrderElementsOf(AGENCIES);
    }

    @Test
    void is_made_of_the_same_bytes_every_time() {
        assertThat(OwnerPolicy.of("ForexMSP")).isEqualTo(OwnerPolicy.of("ForexMSP"));
    }

    private static Set<String> subset(int bits) {
        Set<String> subset = new TreeSet<>();
        for (int i = 0; i < AGENCIES.size(); i++) {
            if ((bits >> i & 1) == 1) {
                subset.add(AGENCIES.get(i));
            }
        }
        return subset;
    }

    private static boolean isSatisfied(SignaturePolicyEnvelope policy, Set<String> endorsers)
            throws InvalidProtocolBufferException {
        List<Boolean> signed = new ArrayList<>();
        for (MSPPrincipal principal : policy.getIdentitiesList()) {
            signed.add(endorsers.contains(
                    MSPRole.parseFrom(principal.getPrincipal()).getMspIdentifier()));
        }
        return isSatisfied(policy.getRule(), signed);
    }

    private static boolean isSatisfied(SignaturePolicy rule, List<Boolean> signed) {
        return switch (rule.getTypeCase()) {
            case SIGNED_BY -> signed.get(rule.getSignedBy());
            case N_OUT_OF ->
                rule.getNOutOf().getRulesList().stream()
                                .filter(inner -> isSatisfied(inner, signed))
                                .count()
                        >= rule.getNOutOf().getN();
            case TYPE_NOT_SET -> false;
        };
    }
}
