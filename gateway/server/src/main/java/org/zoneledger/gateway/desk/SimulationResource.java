package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.resolver.Language;
import org.zoneledger.gateway.resolver.Texts;

/** Other numbers in the zone's rule set, tried on everybody; nothing is written. */
@Path("/desk/simulation")
@RolesAllowed({Person.OFFICER, Person.REVIEWER})
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Blocking
@Tag(name = "desk")
public class SimulationResource {

    private final Simulation simulation;

    SimulationResource(Simulation simulation) {
        this.simulation = simulation;
    }

    @GET
    @Operation(summary = "The numbers of the rule set in force, to change and try")
    public Response page(@QueryParam("lang") String lang, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        return Page.of(t, simulation.view(t, simulation.law(), "", ""), 200);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Who would move under other numbers, from what to what and why; nothing is written")
    public Response tried(@BeanParam Browser browser, MultivaluedMap<String, String> form) {
        return Forms.page(
                browser, form, (t, message, tone) -> simulation.view(t, simulation.law(), message, tone), t -> {
                    ObjectNode law = simulation.changed(form);
                    return Page.of(t, simulation.view(t, law, simulation.tried(law)), 200);
                });
    }
}
