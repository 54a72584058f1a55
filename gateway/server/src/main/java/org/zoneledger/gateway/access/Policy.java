package org.zoneledger.gateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.disclosure.DisclosurePolicy;
import org.zoneledger.domain.disclosure.PolicyRules;
import org.zoneledger.domain.disclosure.Tier;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;

/**
 * The disclosure policy of the day: the edition this software was built with, and those the agencies have enacted on the ledger.
 *
 * <p>An edition counts when four agencies' own peers have endorsed their agency's approval of it: whoever writes to the ledger, no
 * three agencies can make one.
 */
@ApplicationScoped
public class Policy {

    private final Records records;
    private final Index index;
    private volatile Known known = new Known(-1, DisclosurePolicy.inForce());

    private record Known(long height, DisclosurePolicy policy) {}

    public Policy(Records records, Index index) {
        this.records = records;
        this.index = index;
    }

    /** What somebody with these tiers may see of a record today: the last step of every answer. */
    public ObjectNode view(String recordType, ObjectNode record, Set<Tier> tiers) {
        return view(recordType, record, tiers, Instant.now());
    }

    /** The same under the law of a moment. */
    public ObjectNode view(String recordType, ObjectNode record, Set<Tier> tiers, Instant at) {
        return today().view(recordType, record, tiers, at);
    }

    /** What everybody may see of a record today. */
    public ObjectNode open(String recordType, ObjectNode record) {
        return view(recordType, record, Set.of(Tier.T0));
    }

    /** The policy with every edition that counts. */
    public DisclosurePolicy today() {
        long height = index.checkpoint().height();
        Known now = known;
        if (now.height() != height) {
            now = new Known(height, DisclosurePolicy.inForce().with(enacted()));
            known = now;
        }
        return now.policy();
    }

    /** The editions that count beside the one this software was built with. */
    public ArrayNode enacted() {
        ArrayNode editions = JsonNodeFactory.instance.arrayNode();
        records.find(PolicyRules.KEY).ifPresent(policy -> {
            for (JsonNode edition : policy.open().path("editions")) {
                // the edition itself, not what stands under its id, is what they must have approved
                if (approvals(edition.path("id").asText(), PolicyRules.digest(edition))
                                .size()
                        >= PolicyRules.APPROVALS) {
                    editions.add(edition);
                }
            }
        });
        return editions;
    }

    /** The agencies that have approved a proposal as it stands, each endorsed by its own peer. */
    public List<String> approvals(String proposal) {
        return records.find(PolicyRules.proposalKey(proposal))
                .map(found -> approvals(proposal, PolicyRules.digest(found.open())))
                .orElse(List.of());
    }

    private List<String> approvals(String proposal, String digest) {
        return Competence.agencies().stream()
                .filter(agency -> records.versions(PolicyRules.approvalKey(proposal, agency)).stream()
                        .anyMatch(approval ->
                                approval.stored().open().path("digest").asText().equals(digest)
                                        && approval.isOwnOf(agency)))
                .toList();
    }
}
