package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zoneledger.domain.Competence;

class OwnerPolicyTest {

    private static final List<String> AGENCIES = Competence.agencies();

    @ParameterizedTest
    @MethodSource("subsets")
    void is_satisfied_exactly_by_one_of_the_owners_and_two_others_or_without_owners_by_any_three(List<String> owners)
            throws InvalidProtocolBufferException {
        SignaturePolicyEnvelope policy = policy(owners);
        for (List<String> endorsers : subsets().toList()) {
            boolean hasOwner = owners.isEmpty() || owners.stream().anyMatch(endorsers::contains);
            assertThat(isSatisfied(policy, endorsers))
                    .as("owned by %s, endorsed by %s", owners, endorsers)
                    .isEqualTo(hasOwner && endorsers.size() >= 3);
        }
    }

    @ParameterizedTest
    @MethodSource("subsets")
    void does_not_depend_on_the_order_of_owners_or_endorsements(List<String> owners)
            throws InvalidProtocolBufferException {
        SignaturePolicyEnvelope policy = policy(reversed(owners));
        for (List<String> endorsers : subsets().toList()) {
            assertThat(isSatisfied(policy, reversed(endorsers))).isEqualTo(isSatisfied(policy(owners), endorsers));
        }
    }

    @ParameterizedTest
    @MethodSource("subsets")
    void counts_two_peers_of_an_agency_once(List<String> owners) throws InvalidProtocolBufferException {
        for (String first : AGENCIES) {
            for (String second : AGENCIES) {
                assertThat(isSatisfied(policy(owners), List.of(first, first, second, second)))
                        .as("owned by %s, endorsed twice by %s and %s", owners, first, second)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subsets")
    void names_each_agency_once_and_its_peers_only(List<String> owners) throws InvalidProtocolBufferException {
        List<String> named = new ArrayList<>();
        for (MSPPrincipal principal : policy(owners).getIdentitiesList()) {
            assertThat(principal.getPrincipalClassification()).isEqualTo(MSPPrincipal.Classification.ROLE);
            MSPRole role = MSPRole.parseFrom(principal.getPrincipal());
            assertThat(role.getRole()).isEqualTo(MSPRole.MSPRoleType.PEER);
            named.add(role.getMspIdentifier());
        }
        assertThat(named).containsExactlyElementsOf(AGENCIES);
    }

    @ParameterizedTest
    @MethodSource("subsets")
    void is_made_of_the_same_bytes_every_time(List<String> owners) {
        assertThat(OwnerPolicy.of(owners)).isEqualTo(OwnerPolicy.of(new ArrayList<>(owners)));
    }

    /** How Fabric counts, so that what is shown above holds there. */
    @Nested
    class FabricsRule {

        @Test
        void uses_signatures_up_where_they_first_fit_so_that_owners_in_one_branch_would_take_each_others() {
            SignaturePolicy either = outOf(1, signedBy("CustomsMSP"), signedBy("CommerceMSP"));
            SignaturePolicy two =
                    outOf(2, AGENCIES.stream().map(FabricsRule::signedBy).toArray(SignaturePolicy[]::new));
            SignaturePolicy oneBranch = outOf(2, either, two);
            assertThat(isSatisfied(oneBranch, AGENCIES, List.of("CustomsMSP", "TaxMSP", "ForexMSP")))
                    .isTrue();
            assertThat(isSatisfied(oneBranch, AGENCIES, List.of("CustomsMSP", "TaxMSP", "CommerceMSP")))
                    .isFalse();
        }

        @Test
        void gives_signatures_back_that_a_rule_took_without_being_satisfied() {
            SignaturePolicy unsatisfied = outOf(2, signedBy("CustomsMSP"), signedBy("TaxMSP"));
            SignaturePolicy rule = outOf(1, unsatisfied, signedBy("CustomsMSP"));
            assertThat(isSatisfied(rule, AGENCIES, List.of("CustomsMSP"))).isTrue();
        }

        private static SignaturePolicy signedBy(String agency) {
            return SignaturePolicy.newBuilder()
                    .setSignedBy(AGENCIES.indexOf(agency))
                    .build();
        }

        private static SignaturePolicy outOf(int count, SignaturePolicy... rules) {
            return SignaturePolicy.newBuilder()
                    .setNOutOf(SignaturePolicy.NOutOf.newBuilder().setN(count).addAllRules(List.of(rules)))
                    .build();
        }
    }

    /** All 32. */
    static Stream<List<String>> subsets() {
        return IntStream.range(0, 1 << AGENCIES.size()).mapToObj(bits -> IntStream.range(0, AGENCIES.size())
                .filter(agency -> (bits >> agency & 1) == 1)
                .mapToObj(AGENCIES::get)
                .toList());
    }

    private static List<String> reversed(List<String> names) {
        List<String> reversed = new ArrayList<>(names);
        Collections.reverse(reversed);
        return reversed;
    }

    private static SignaturePolicyEnvelope policy(List<String> owners) throws InvalidProtocolBufferException {
        return SignaturePolicyEnvelope.parseFrom(OwnerPolicy.of(owners));
    }

    private static boolean isSatisfied(SignaturePolicyEnvelope policy, List<String> endorsers)
            throws InvalidProtocolBufferException {
        List<String> identities = new ArrayList<>();
        for (MSPPrincipal principal : policy.getIdentitiesList()) {
            identities.add(MSPRole.parseFrom(principal.getPrincipal()).getMspIdentifier());
        }
        return isSatisfied(policy.getRule(), identities, endorsers);
    }

    private static boolean isSatisfied(SignaturePolicy rule, List<String> identities, List<String> endorsers) {
        return isSatisfied(rule, identities, endorsers, new boolean[endorsers.size()]);
    }

    /**
     * Evaluates as a peer does: a signature fits once, every rule of an {@code NOutOf} is evaluated, and what a rule used up stays used
     * when the rule is satisfied.
     */
    private static boolean isSatisfied(
            SignaturePolicy rule, List<String> identities, List<String> endorsers, boolean[] used) {
        return switch (rule.getTypeCase()) {
            case SIGNED_BY -> {
                for (int i = 0; i < used.length; i++) {
                    if (!used[i] && endorsers.get(i).equals(identities.get(rule.getSignedBy()))) {
                        used[i] = true;
                        yield true;
                    }
                }
                yield false;
            }
            case N_OUT_OF -> {
                int satisfied = 0;
                for (SignaturePolicy inner : rule.getNOutOf().getRulesList()) {
                    boolean[] tried = used.clone();
                    if (isSatisfied(inner, identities, endorsers, tried)) {
                        satisfied++;
                        System.arraycopy(tried, 0, used, 0, used.length);
                    }
                }
                yield satisfied >= rule.getNOutOf().getN();
            }
            case TYPE_NOT_SET -> false;
        };
    }
}
