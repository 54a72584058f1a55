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

/** The law of credit for everybody: how grades are made, how many there are, what is repaired when, who relies on what. */
@Path("/credit-laws")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Blocking
@Tag(name = "credit")
public class CreditLawsResource {

    private final CreditLaws laws;

    CreditLawsResource(CreditLaws laws) {
        this.laws = laws;
    }

    @GET
    @PermitAll
    @Operation(summary = "How grades are made, who relies on what, and when a finding can be repaired, as a page")
    public Response page(@QueryParam("lang") String lang, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Texts t = Texts.in(Language.choose(lang, accepted));
        return Page.of(DeskResource.Templates.desk(t, laws.view(t)).render(), t, 200);
    }
}
