package org.zoneledger.gateway.desk;

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
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.gateway.resolver.Language;
import org.zoneledger.gateway.resolver.Texts;

/** Credit for everybody: how grades are made and who relies on what, and the negative lists in force. */
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Blocking
@Tag(name = "credit")
public class OpenCreditResource {

    private final CreditLaws laws;
    private final ListingDesk lists;

    OpenCreditResource(CreditLaws laws, ListingDesk lists) {
        this.laws = laws;
        this.lists = lists;
    }

    @GET
    @Path("credit-laws")
    @Operation(summary = "How grades are made, who relies on what, and when a finding can be repaired, as a page")
    public Response laws(@QueryParam("lang") String lang, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        return page(lang, accepted, laws::view);
    }

    @GET
    @Path("lists")
    @Operation(summary = "The lists in force with their items, and the enterprises that stand on one today, as a page")
    public Response lists(@QueryParam("lang") String lang, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        return page(lang, accepted, lists::view);
    }

    private static Response page(String lang, String accepted, Function<Texts, DeskView> view) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        return Page.open(t, view.apply(t));
    }
}
