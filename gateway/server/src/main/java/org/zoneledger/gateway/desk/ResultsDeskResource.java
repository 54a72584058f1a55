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
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
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
        return Page.of(t, view(t, List.of(), Forms.thanks(t, done), "good"), 200);
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
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        form.putSingle("id", id);
        form.putSingle("salt", salt);
        return Forms.done(
                browser,
                form,
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
                (t, message, tone) -> view(t, flaws, message, tone));
    }

    @POST
    @Path("{scheme}/{importID}")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "A second person takes the words of a file, from the desk")
    public Response approve(
            @PathParam("scheme") String scheme,
            @PathParam("importID") String importID,
            @BeanParam Browser browser,
            MultivaluedMap<String, String> form) {
        return Forms.done(
                browser,
                form,
                ResultsDesk.PATH,
                "resultsTaken",
                () -> results.approve(scheme, importID, visitor.mustBePerson()),
                (t, message, tone) -> view(t, List.of(), message, tone));
    }

    /** The container has put the file into a temporary one, and deletes that with the answer. */
    private static byte[] bytes(FileUpload file) {
        try {
            return file == null ? new byte[0] : Files.readAllBytes(file.uploadedFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DeskView view(Texts t, List<Flaw> flaws, String message, String tone) {
        return desk.view(t, visitor.mustBePerson(), flaws, message, tone);
    }
}
