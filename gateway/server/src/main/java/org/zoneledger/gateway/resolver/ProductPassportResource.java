package org.zoneledger.gateway.resolver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.answer.Cacheable;
import org.zoneledger.gateway.answer.Prepared;

/** Product passports as JSON-LD under an address of their own, for who cannot set an Accept header. */
@Path("/dpp/01")
@PermitAll
@Blocking
public class ProductPassportResource {
    private final PassportSource source;
    private final Prepared prepared;
    private final ObjectMapper json;
    private final ZoneConfig zone;

    ProductPassportResource(PassportSource source, Prepared prepared, ObjectMapper json, ZoneConfig zone) {
        this.source = source;
        this.prepared = prepared;
        this.json = json;
        this.zone = zone;
    }

    /**
     * The passport of a product, batch or item.
     *
     * @throws RefusalException DIGITAL_LINK_INVALID, GTIN_INVALID, or NOT_FOUND when nothing is registered under the GTIN
     */
    @GET
    @Path("{link: .+}")
    @Produces({Links.JSON_LD, "application/json"})
    @Operation(summary = "What the public may know of a product, batch or item as JSON-LD")
    public Response passport(
            @Encoded @PathParam("link") String link,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String codings,
            @Context Request request) {
        DigitalLink.Item item = ItemPath.parse(link);
        Prepared.Answer made = prepared.get("dpp " + item.path(), () -> made(item));
        return ResolverHeaders.open(Cacheable.answer(request, made, codings, ResolverHeaders.CACHE_CONTROL))
                .type(Links.JSON_LD)
                .header(HttpHeaders.LINK, Links.header(zone.publicUrl(), item))
                .build();
    }

    private byte[] made(DigitalLink.Item item) {
        try {
            return json.writeValueAsBytes(ProductPassport.of(
                    zone.publicUrl(),
                    source.find(item)
                            .orElseThrow(() -> Refusal.of(
                                    Refusal.Code.NOT_FOUND, "gtin", "No product is registered under this GTIN."))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A passport cannot be written.", e);
        }
    }
}
