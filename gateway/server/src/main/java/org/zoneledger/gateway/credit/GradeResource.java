package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.credit.LawData;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.credit.Grades.Explained;
import org.zoneledger.gateway.ledger.Documents;

/** The zone's grade of an enterprise, what it was made from and what follows from it. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "credit")
public class GradeResource {

    private final Grades grades;
    private final Visitor visitor;

    GradeResource(Grades grades, Visitor visitor) {
        this.grades = grades;
        this.visitor = visitor;
    }

    /**
     * A grade explained.
     *
     * @param on day to look at, for auditors and the enterprise itself: what stood then, under the law of that day
     */
    @GET
    @Path("grades/{uscc}")
    @PermitAll
    @Operation(
            summary = "An enterprise's grade with its inputs, rules and measures, as far as whoever asks may see them")
    public Explained grade(@PathParam("uscc") String code, @QueryParam("on") String on) {
        Uscc uscc = Uscc.parse(code);
        return on == null ? grades.now(uscc, visitor) : grades.on(uscc, on, visitor);
    }

    @POST
    @Path("grades/{uscc}")
    @RolesAllowed(Person.OFFICER)
    @Operation(
            summary =
                    "Makes the grade anew when days have passed that change it; the answer is a replay when none have")
    public Response regrade(@PathParam("uscc") String code) {
        Uscc uscc = Uscc.parse(code);
        Person officer = visitor.mustBePerson();
        return Documents.answer(grades.anew(uscc, officer));
    }

    /** What the zone's rule sets say, with the agencies' classes, the terms of repair and the catalogue of measures. */
    @GET
    @Path("credit-laws")
    @PermitAll
    @Operation(summary = "The rules in force and those before them, as data")
    public ObjectNode laws() {
        return LawData.all();
    }

    /**
     * What another rule set would change.
     *
     * @param body whole rule set, as {@code GET /api/v1/credit-laws} gives one
     */
    @POST
    @Path("simulations")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Who would move under another rule set, and why; nothing is written")
    public Grades.Simulation simulate(byte[] body) {
        JsonNode law = Documents.read(body);
        return grades.simulate(GradeLaw.read(law));
    }
}
