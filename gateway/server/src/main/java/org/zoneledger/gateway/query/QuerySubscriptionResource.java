package org.zoneledger.gateway.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.OwnIdentity;
import org.zoneledger.gateway.stream.Destination;

/** Subscriptions to named queries (EPCIS 2.0 section 8.2.5): what a query finds is posted as it comes, or by a schedule. */
@Path("/queries")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "provenance")
public class QuerySubscriptionResource {

    private static final int MOST_TOKEN = 256;

    private final Queries queries;
    private final EventFeed feed;
    private final OwnIdentity identity;
    private final Visitor visitor;
    private final boolean allowPrivate;

    QuerySubscriptionResource(
            Queries queries, EventFeed feed, OwnIdentity identity, Visitor visitor, ZoneConfig config) {
        this.queries = queries;
        this.feed = feed;
        this.identity = identity;
        this.visitor = visitor;
        this.allowPrivate = config.webhooks().allowPrivate();
    }

    /**
     * A subscription, without the receiver's secret.
     *
     * @param stream true when events are sent as they come, else absent
     * @param schedule when the query is run, absent with a stream
     * @param initialRecordTime events recorded before are not sent
     * @param failures attempts in a row that the receiver did not take
     * @param next the next run or attempt, absent when there is none
     * @param endsAt when the certificate ends, and the subscription with it
     * @param signer certificate that Zone-Signature names, PEM
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record QuerySubscriptionAnswer(
            String subscriptionID,
            String queryName,
            String dest,
            Optional<Boolean> stream,
            Map<String, String> schedule,
            Optional<Boolean> reportIfEmpty,
            String createdAt,
            String initialRecordTime,
            int failures,
            String next,
            String endsAt,
            String signer) {}

    @POST
    @Path("{queryName}/subscriptions")
    @RolesAllowed({Person.OFFICER, Person.CLERK, Person.AUDITOR, Person.REVIEWER})
    @Consumes({MediaType.APPLICATION_JSON, "application/ld+json"})
    @Operation(
            summary = "Has what a query finds sent to an address, signed by the gateway:"
                    + " {dest, signatureToken?, stream true | schedule, reportIfEmpty?, initialRecordTime?}")
    public Response subscribe(@PathParam("queryName") String queryName, byte[] body) {
        NamedQuery query = find(queryName);
        query.mustStand();
        QuerySubscription wanted = read(query, Documents.read(body), Instant.now());
        queries.add(wanted);
        return Response.status(201)
                .location(URI.create("/queries/" + query.name() + "/subscriptions/" + wanted.id()))
                .entity(answer(wanted))
                .build();
    }

    private QuerySubscription read(NamedQuery query, ObjectNode document, Instant now) {
        boolean isStream = flag(document, "stream");
        boolean reportIfEmpty = flag(document, "reportIfEmpty");
        Fields fields = Fields.of(document);
        URI dest = fields.value("dest", this::destination);
        Optional<String> token = fields.optionalText("signatureToken", MOST_TOKEN);
        Optional<Schedule> schedule = fields.optionalAny("schedule").map(Schedule::parse);
        String pattern = schedule.isEmpty() ? "" : CanonicalJson.text(document.get("schedule"));
        Optional<Instant> since = fields.optionalValue("initialRecordTime", QuerySubscriptionResource::time);
        fields.optionalAny("stream");
        fields.optionalAny("reportIfEmpty");
        fields.end();
        if (isStream == schedule.isPresent()) {
            throw Refusal.of(
                    Code.VALUE_INVALID,
                    "schedule",
                    "either stream is true or there is a schedule (SubscriptionControlsException)");
        }
        if (isStream && reportIfEmpty) {
            throw Refusal.of(Code.VALUE_INVALID, "reportIfEmpty", "a stream tells what comes; it has no empty runs");
        }
        return new QuerySubscription(
                UUID.randomUUID().toString(),
                query.name(),
                query.owner(),
                dest,
                token,
                schedule,
                pattern,
                reportIfEmpty,
                since,
                now,
                new QuerySubscription.Progress(
                        since.map(feed::before).orElseGet(feed::end),
                        0,
                        schedule.flatMap(each -> each.next(now)).orElse(Instant.EPOCH)));
    }

    private URI destination(String text) {
        URI dest = Destination.parse(text, allowPrivate);
        Destination.resolve(dest, allowPrivate);
        return dest;
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.of(Code.TIME_INVALID, "", "a time with date, seconds and offset is expected");
        }
    }

    private static boolean flag(ObjectNode document, String name) {
        JsonNode value = document.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw Refusal.of(Code.VALUE_INVALID, name, "true or false is expected");
        }
        return value.asBoolean();
    }

    @GET
    @Path("{queryName}/subscriptions")
    @RolesAllowed({Person.OFFICER, Person.CLERK, Person.AUDITOR, Person.REVIEWER})
    @Operation(summary = "The subscriptions to one of one's own queries, and how each fares")
    public List<QuerySubscriptionAnswer> all(@PathParam("queryName") String queryName) {
        return queries.subscriptions(find(queryName)).stream().map(this::answer).toList();
    }

    @GET
    @Path("{queryName}/subscriptions/{subscriptionID}")
    @RolesAllowed({Person.OFFICER, Person.CLERK, Person.AUDITOR, Person.REVIEWER})
    @Operation(summary = "A subscription to one of one's own queries")
    public QuerySubscriptionAnswer one(
            @PathParam("queryName") String queryName, @PathParam("subscriptionID") String subscriptionID) {
        return answer(find(queryName, subscriptionID));
    }

    @DELETE
    @Path("{queryName}/subscriptions/{subscriptionID}")
    @RolesAllowed({Person.OFFICER, Person.CLERK, Person.AUDITOR, Person.REVIEWER})
    @Operation(summary = "Ends a subscription to one of one's own queries")
    public void end(@PathParam("queryName") String queryName, @PathParam("subscriptionID") String subscriptionID) {
        queries.end(find(queryName, subscriptionID).id());
    }

    private NamedQuery find(String name) {
        return queries.find(visitor.mustBePerson().certificate(), name).orElseThrow(Queries::unknown);
    }

    private QuerySubscription find(String name, String id) {
        return queries.subscriptions(find(name)).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        Code.NOT_FOUND,
                        "subscriptionID",
                        "the query has no such subscription (NoSuchSubscriptionException)"));
    }

    private static Map<String, String> schedule(QuerySubscription subscription) {
        Map<String, String> fields = new TreeMap<>();
        CanonicalJson.read(subscription.schedulePattern())
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return fields;
    }

    private QuerySubscriptionAnswer answer(QuerySubscription subscription) {
        boolean isScheduled = subscription.schedule().isPresent();
        boolean hasNext = subscription.progress().next().isAfter(Instant.EPOCH);
        return new QuerySubscriptionAnswer(
                subscription.id(),
                subscription.query(),
                subscription.dest().toString(),
                isScheduled ? Optional.empty() : Optional.of(true),
                isScheduled ? schedule(subscription) : Map.of(),
                isScheduled ? Optional.of(subscription.reportIfEmpty()) : Optional.empty(),
                Fields.format(subscription.createdAt()),
                Fields.format(subscription.since().orElse(subscription.createdAt())),
                subscription.progress().failures(),
                hasNext ? Fields.format(subscription.progress().next()) : "",
                Fields.format(subscription.owner().getNotAfter().toInstant()),
                identity.pem());
    }
}
