package org.zoneledger.gateway.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Policy;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Acts;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;

/** An enterprise as it stood on a day, under the law of that day, and what is different from another day. */
@Path("/api/v1/audit/subjects/{uscc}")
@RolesAllowed(Person.AUDITOR)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "audit")
public class SubjectAtResource {

    private final Acts acts;
    private final Index index;
    private final Policy policy;
    private final Visitor visitor;

    SubjectAtResource(Acts acts, Index index, Policy policy, Visitor visitor) {
        this.acts = acts;
        this.index = index;
        this.policy = policy;
        this.visitor = visitor;
    }

    /**
     * What was known of an enterprise.
     *
     * @param at end of the day that was asked for
     * @param height blocks of the ledger that the answer was made from
     * @param policySince first day of the disclosure policy that was in force
     * @param records what stood then, by key; captures are not among them
     * @param since the other day, when one was asked for
     * @param changes what is different from then, by key
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record SubjectAt(
            String uscc,
            String at,
            long height,
            String policySince,
            List<Standing> records,
            Optional<String> since,
            List<Change> changes) {}

    /** A record as it stood, with who had written it last. */
    public record Standing(
            String key,
            long version,
            String since,
            String transaction,
            HistoryResource.By by,
            String legalBasis,
            ObjectNode record) {}

    /** A record that was not the same on both days. */
    public record Change(String key, List<Difference> differences) {}

    @GET
    @Operation(
            summary = "An enterprise as of a day, under the law of that day; ?since= adds what changed since another")
    public SubjectAt at(
            @PathParam("uscc") String code, @QueryParam("at") String at, @QueryParam("since") String since) {
        String uscc = Uscc.parse(code).value();
        long height = index.checkpoint().height();
        Instant moment =
                Questions.given(at).map(text -> Questions.end("at", text)).orElseGet(Instant::now);
        Optional<Instant> earlier = Questions.given(since).map(text -> Questions.end("since", text));
        List<Standing> standing = standing(uscc, moment);
        return new SubjectAt(
                uscc,
                Fields.format(moment),
                height,
                policy.today().since(moment).toString(),
                standing,
                earlier.map(Fields::format),
                earlier.map(before -> changes(standing(uscc, before), standing)).orElse(List.of()));
    }

    private List<Standing> standing(String uscc, Instant at) {
        return acts.standing(uscc, at).stream()
                .map(version -> standing(version, at))
                .toList();
    }

    private Standing standing(Records.Version version, Instant at) {
        ObjectNode open = version.stored().open();
        String key = version.stored().key();
        return new Standing(
                key,
                version.stored().version(),
                Fields.format(version.at()),
                version.name(),
                HistoryResource.By.of(version.signer()),
                Acts.basis(version.name(), open),
                visitor.view(
                        key.substring(0, key.indexOf('/')),
                        open.path("uscc").asText(),
                        open,
                        version.stored().restricted(),
                        at));
    }

    private static List<Change> changes(List<Standing> before, List<Standing> after) {
        Map<String, ObjectNode> older = byKey(before);
        Map<String, ObjectNode> newer = byKey(after);
        TreeSet<String> keys = new TreeSet<>(older.keySet());
        keys.addAll(newer.keySet());
        List<Change> changes = new ArrayList<>();
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        for (String key : keys) {
            List<Difference> differences =
                    Difference.between(older.getOrDefault(key, none), newer.getOrDefault(key, none));
            if (!differences.isEmpty()) {
                changes.add(new Change(key, differences));
            }
        }
        return changes;
    }

    private static Map<String, ObjectNode> byKey(List<Standing> standing) {
        Map<String, ObjectNode> records = new TreeMap<>();
        standing.forEach(each -> records.put(each.key(), each.record()));
        return records;
    }
}
