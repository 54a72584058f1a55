package org.zoneledger.gateway.desk;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.credit.Results;
import org.zoneledger.gateway.ledger.WriteHeaders;
import org.zoneledger.gateway.problem.ProblemException;
import org.zoneledger.gateway.resolver.Language;
import org.zoneledger.gateway.resolver.Texts;

/** An agency's results from a file, at its desk. */
@Path(ResultsDesk.PATH)
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Blocking
@Tag(name = "desk")
public class ResultsDeskResource {

    private final ResultsDesk desk;
    private final Results results;
    private final Visitor visitor;

    ResultsDeskResource(ResultsDesk desk, Results results, Visitor visitor) {
        this.desk = desk;
        this.results = results;
        this.visitor = visitor;
    }

    @GET
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Operation(summary = "Where an agency's results are sent from a file, and how far the last files are")
    public Response page(
            @QueryParam("lang") String lang,
            @QueryParam("done") String done,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        return page(t, List.of(), Forms.thanks(t, done), "good", 200);
    }

    @POST
    @Path("{scheme}")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(summary = "The officer proposes the agency's words of a file, from the desk")
    public Response propose(
            @PathParam("scheme") String scheme,
            @BeanParam Browser browser,
            @RestForm String id,
            @RestForm String salt,
            @RestForm FileUpload file) {
        List<Flaw> flaws = new ArrayList<>();
        return Forms.done(
                browser,
                ResultsDesk.PATH,
                "results",
                () -> {
                    try {
                        results.propose(scheme, bytes(file), WriteHeaders.of(id, salt, "0"), visitor.mustBePerson());
                    } catch (ProblemException e) {
                        flaws.addAll(e.problem().errors());
                        throw e;
                    }
                },
                (t, message, tone, status) -> page(t, flaws, message, tone, status));
    }

    @POST
    @Path("{scheme}/{importID}")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "A second person takes the words of a file, from the desk")
    public Response approve(
            @PathParam("scheme") String scheme, @PathParam("importID") String importID, @BeanParam Browser browser) {
        return Forms.done(
                browser,
                ResultsDesk.PATH,
                "resultsTaken",
                () -> results.approve(scheme, importID, visitor.mustBePerson()),
                (t, message, tone, status) -> page(t, List.of(), message, tone, status));
    }

    /** The container has put the file into a temporary one, and deletes that with the answer. */
    private static byte[] bytes(FileUpload file) {
        try {
            return file == null ? new byte[0] : Files.readAllBytes(file.uploadedFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Response page(Texts t, List<Flaw> flaws, String message, String tone, int status) {
        DeskView view = desk.view(t, visitor.mustBePerson(), flaws, message, tone);
        return Page.of(DeskResource.Templates.desk(t, view).render(), t, status);
    }
}
