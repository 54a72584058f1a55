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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.gateway.resolver.Language;
import org.zoneledger.gateway.resolver.Texts;

/** The negative lists in force, with what stands on them and why, for everybody. */
@Path("/lists")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Blocking
@Tag(name = "credit")
public class ListsResource {

    private final ListingDesk lists;

    ListsResource(ListingDesk lists) {
        this.lists = lists;
    }

    @GET
    @PermitAll
    @Operation(summary = "The lists in force with their items, and the enterprises that stand on one today, as a page")
    public Response page(@QueryParam("lang") String lang, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        return Page.of(DeskResource.Templates.desk(t, lists.view(t)).render(), t, 200);
    }
}
