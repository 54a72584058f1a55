package org.zoneledger.gateway.resolver;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.Gln;

/** Digital Links of keys that nothing here is registered under, answered with the reason. */
@Path("/")
@PermitAll
@Blocking
public class UnservedKeyResource {

    /**
     * Says why a place has nothing.
     *
     * @throws RefusalException NOT_FOUND always; GLN_INVALID where the number is wrong
     */
    @GET
    @Path("414/{value: .+}")
    @Operation(summary = "Places: nothing is registered under them, 404 says why")
    public Response place(@PathParam("value") String value) {
        requireGln(value);
        throw none("Places are named in events and have no record of their own here.");
    }

    /**
     * Says why a party has nothing.
     *
     * @throws RefusalException NOT_FOUND always; GLN_INVALID where the number is wrong
     */
    @GET
    @Path("417/{value: .+}")
    @Operation(summary = "Parties: nothing is registered under them, 404 says why")
    public Response party(@PathParam("value") String value) {
        requireGln(value);
        throw none("Enterprises are filed under their credit code, not under a GLN.");
    }

    /**
     * Says why a returnable asset has nothing.
     *
     * @throws RefusalException NOT_FOUND always
     */
    @GET
    @Path("8003/{value: .+}")
    @Operation(summary = "Returnable assets: nothing is registered under them, 404 says why")
    public Response returnableAsset(@PathParam("value") String value) {
        throw none("Returnable assets are not registered here.");
    }

    /**
     * Says why an individual asset has nothing.
     *
     * @throws RefusalException NOT_FOUND always
     */
    @GET
    @Path("8004/{value: .+}")
    @Operation(summary = "Individual assets: nothing is registered under them, 404 says why")
    public Response individualAsset(@PathParam("value") String value) {
        throw none("Individual assets are not registered here.");
    }

    private static void requireGln(String value) {
        String gln = ItemPath.gtin(value);
        try {
            Gln.parse(gln);
        } catch (RefusalException refused) {
            throw CheckDigits.explained(refused.refusal(), gln).exception();
        }
    }

    private static RefusalException none(String reason) {
        return Refusal.of(Refusal.Code.NOT_FOUND, "key", reason);
    }
}
