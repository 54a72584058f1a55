package org.zoneledger.gateway.resolver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.zoneledger.gateway.ZoneConfig;

/** The resolver description file (GS1-Conformant Resolver 1.2.0). */
@Path("/.well-known/gs1resolver")
@PermitAll
public class ResolverDescriptionResource {
    private final ZoneConfig zone;

    ResolverDescriptionResource(ZoneConfig zone) {
        this.zone = zone;
    }

    /** Which keys and link types are served, and where. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "GS1 resolver description file: keys and link types that are served")
    public Response description() {
        ObjectNode description = JsonNodeFactory.instance
                .objectNode()
                .put("name", "Zoneledger " + zone.organisation())
                .put("resolverRoot", zone.publicUrl());
        description.putArray("supportedPrimaryKeys").add("01").add("00");
        ObjectNode vocabulary = description
                .putArray("supportedLinkType")
                .addObject()
                .put("namespace", LinkType.VOCABULARY)
                .put("prefix", "gs1:");
        vocabulary.put("profile", "https://www.gs1.org/voc/?show=linktypes");
        description.putArray("supportedContextValuesEnumerated").add("zh").add("en");
        return ResolverHeaders.open(Response.ok(description))
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                .build();
    }
}
