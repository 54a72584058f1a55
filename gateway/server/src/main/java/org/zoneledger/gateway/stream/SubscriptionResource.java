package org.zoneledger.gateway.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Place;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.OwnIdentity;

/** Standing orders to send what is written on the ledger; each person sees and ends their own. */
@Path("/api/v1/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "stream")
public class SubscriptionResource {

    private final Subscriptions subscriptions;
    private final Feed feed;
    private final OwnIdentity identity;
    private final Visitor visitor;
    private final boolean allowPrivate;

    SubscriptionResource(
            Subscriptions subscriptions, Feed feed, OwnIdentity identity, Visitor visitor, ZoneConfig config) {
        this.subscriptions = subscriptions;
        this.feed = feed;
        this.identity = identity;
        this.visitor = visitor;
        this.allowPrivate = config.webhooks().allowPrivate();
    }

    /**
     * A subscription.
     *
     * @param subject the one enterprise it is about, absent when it is about all
     * @param position id of the last event that was taken
     * @param failures attempts in a row that the receiver did not take
     * @param nextAttempt when it is tried again, absent when nothing failed
     * @param endsAt when the certificate ends, and the subscription with it
     * @param signer certificate that Zone-Signature names, PEM
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record SubscriptionAnswer(
            String id,
            String url,
            List<String> types,
            String subject,
            String createdAt,
            String position,
            int failures,
            String nextAttempt,
            String endsAt,
            String signer) {}

    /** One's own subscriptions, oldest first. */
    public record SubscriptionsAnswer(int count, List<SubscriptionAnswer> subscriptions) {}

    @POST
    @RolesAllowed({Person.OFFICER, Person.CLERK, Person.AUDITOR, Person.REVIEWER})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Has CloudEvents sent to an address, signed by the gateway: {url, types?, subject?, from?}")
    public Response subscribe(byte[] body) {
        var document = Documents.read(body);
        Fields fields = Fields.of(document);
        URI url = fields.value("url", text -> Destination.parse(text, allowPrivate));
        List<String> types =
                document.has("types") ? fields.list("types", RecordType.names().size(), text -> text) : List.of();
        Selection selection = Selection.of(
                types,
                "types",
                fields.optionalValue("subject", Uscc::parse).map(Uscc::value).orElse(""));
        Place from =
                fields.optionalValue("from", SubscriptionResource::place).orElseGet(() -> Place.before(feed.height()));
        fields.end();
        Destination.resolve(url, allowPrivate);
        Subscription wanted = new Subscription(
                UUID.randomUUID().toString(),
                visitor.mustBePerson().certificate(),
                url,
                selection,
                Instant.now(),
                from,
                0,
                Instant.EPOCH);
        Subscription added = subscriptions.add(wanted);
        return Response.status(added.id().equals(wanted.id()) ? 201 : 200)
                .location(URI.create("/api/v1/subscriptions/" + added.id()))
                .entity(answer(added))
                .build();
    }

    @GET
    @RolesAllowed({Person.OFFICER, Person.CLERK, Person.AUDITOR, Person.REVIEWER})
    @Operation(summary = "One's own subscriptions, and how far each is")
    public SubscriptionsAnswer own() {
        List<SubscriptionAnswer> own = subscriptions.of(visitor.mustBePerson().certificate()).stream()
                .map(this::answer)
                .toList();
        return new SubscriptionsAnswer(own.size(), own);
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed({Person.OFFICER, Person.CLERK, Person.AUDITOR, Person.REVIEWER})
    @Operation(summary = "Ends one of one's own subscriptions")
    public void end(@PathParam("id") String id) {
        Person person = visitor.mustBePerson();
        Subscription own = subscriptions
                .find(id)
                .filter(found -> found.certificate().equals(person.certificate()))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "id", "you have no such subscription"));
        subscriptions.remove(own.id());
    }

    private SubscriptionAnswer answer(Subscription subscription) {
        return new SubscriptionAnswer(
                subscription.id(),
                subscription.url().toString(),
                subscription.selection().types().stream().map(RecordType::wire).toList(),
                subscription.selection().subject().map(Uscc::value).orElse(""),
                Fields.format(subscription.createdAt()),
                subscription.place().toString(),
                subscription.failures(),
                subscription.failures() == 0 ? "" : Fields.format(subscription.nextAttempt()),
                Fields.format(subscription.certificate().getNotAfter().toInstant()),
                identity.pem());
    }

    private static Place place(String text) {
        return Place.parse(text)
                .orElseThrow(() -> Refusal.of(
                        Code.VALUE_INVALID, "from", "the id of an event is expected, or the number of a block"));
    }
}
