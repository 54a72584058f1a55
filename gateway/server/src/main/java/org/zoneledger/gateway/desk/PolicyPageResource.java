package org.zoneledger.gateway.desk;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.disclosure.PolicyRules;
import org.zoneledger.domain.disclosure.Tier;
import org.zoneledger.gateway.access.Policy;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.resolver.Language;
import org.zoneledger.gateway.resolver.Texts;

/** The disclosure policy for everybody: what is open, what is shared, what is closed, and why. */
@Path("/policy")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Blocking
@Tag(name = "governance")
public class PolicyPageResource {

    private static final int MOST = 100;
    private static final Map<Tier, String> TONES =
            Map.of(Tier.T0, "good", Tier.T1, "plain", Tier.T2, "warn", Tier.T3, "bad", Tier.T4, "bad", Tier.T5, "warn");

    private final Policy policy;
    private final Records records;

    PolicyPageResource(Policy policy, Records records) {
        this.policy = policy;
        this.records = records;
    }

    @CheckedTemplate(basePath = "desk")
    static class Templates {
        private Templates() {}

        static native TemplateInstance policy(Texts t, PolicyView page);
    }

    @GET
    @PermitAll
    @Operation(summary = "What is open, what is shared, what is closed, and why")
    public Response page(@QueryParam("lang") String lang, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        return Page.of(Templates.policy(t, view(t)).render(), t, 200);
    }

    private PolicyView view(Texts t) {
        Instant now = Instant.now();
        List<PolicyView.Line> tiers = Stream.of(Tier.values())
                .map(tier -> new PolicyView.Line(
                        t.of("tier." + tier + ".name"), TONES.get(tier), t.of("tier." + tier + ".text")))
                .toList();
        List<PolicyView.Type> types = new ArrayList<>();
        policy.today()
                .table(now)
                .forEach((type, table) -> types.add(
                        new PolicyView.Type(type, t.find("type." + type).orElse(type), lines(table, t))));
        List<PolicyView.Line> proposals = records.under(PolicyRules.proposalKey(""), MOST).stream()
                .map(proposal -> {
                    String id = proposal.open().path("id").asText();
                    return new PolicyView.Line(
                            id,
                            "plain",
                            t.of(
                                    "policy.proposal",
                                    t.date(proposal.open().path("validFrom").asText()),
                                    proposal.open().path("legalBasis").asText(),
                                    policy.approvals(id).size()));
                })
                .toList();
        return new PolicyView(
                t.of("policy.since", t.date(policy.today().since(now).toString())), tiers, types, proposals);
    }

    private static List<PolicyView.Line> lines(Map<String, Tier> table, Texts t) {
        Map<Tier, List<String>> byTier = new TreeMap<>();
        table.forEach((field, tier) ->
                byTier.computeIfAbsent(tier, key -> new ArrayList<>()).add(field.replace(".*", "")));
        return byTier.entrySet().stream()
                .map(tier -> new PolicyView.Line(
                        t.of("tier." + tier.getKey() + ".name"),
                        TONES.get(tier.getKey()),
                        String.join(", ", tier.getValue())))
                .toList();
    }
}
