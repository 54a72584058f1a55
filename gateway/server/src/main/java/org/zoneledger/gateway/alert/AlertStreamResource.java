package org.zoneledger.gateway.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Policy;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.limit.Asker;
import org.zoneledger.gateway.stream.Streams;

/** The same, told as it arises (server-sent events of the HTML standard). */
@Path("/api/v1/alerts")
@Tag(name = "alert")
public class AlertStreamResource {

    private final Streams streams;
    private final Alerts alerts;
    private final Policy policy;
    private final ObjectMapper json;
    private final Visitor visitor;
    private final HttpServerRequest request;

    AlertStreamResource(
            Streams streams,
            Alerts alerts,
            Policy policy,
            ObjectMapper json,
            Visitor visitor,
            HttpServerRequest request) {
        this.streams = streams;
        this.alerts = alerts;
        this.policy = policy;
        this.json = json;
        this.visitor = visitor;
        this.request = request;
    }

    @GET
    @Path("stream")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER, Person.CLERK})
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "The alerts there are, then each as it arises, also as days pass; never ends")
    @APIResponse(
            responseCode = "200",
            description = "data is an alert as in the list, id the same for the same alert whenever it is told;"
                    + " a comment every 15 s keeps the connection",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public Multi<OutboundSseEvent> stream(@QueryParam("days") @DefaultValue("30") String days, @Context Sse sse) {
        Streams.mustBeAsked(request);
        int ahead = AlertResource.number(days);
        Person person = visitor.mustBePerson();
        Visitor reader = Visitor.standing(Optional.of(person), policy);
        return streams.answer(
                request,
                Asker.of(person),
                new AlertTail(
                        day -> alerts.of(reader, day, ahead),
                        () -> LocalDate.now(CreditRules.BEIJING),
                        System::nanoTime,
                        json),
                sse);
    }
}
