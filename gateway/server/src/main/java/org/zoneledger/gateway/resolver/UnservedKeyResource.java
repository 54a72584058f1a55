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
@Path("/{key: 414|417|8003|8004}")
@PermitAll
@Blocking
public class UnservedKeyResource {

    /**
     * Says why there is nothing.
     *
     * @throws RefusalException NOT_FOUND always; GLN_INVALID for a place or party whose number is wrong
     */
    @GET
    @Path("{value: .+}")
    @Operation(
            summary =
                    "Places (414), parties (417) and assets (8003, 8004): nothing is registered under them, 404 says why")
    public Response none(@PathParam("key") String key, @PathParam("value") String value) {
        if (key.startsWith("41")) {
            String gln = ItemPath.gtin(value);
            try {
                Gln.parse(gln);
            } catch (RefusalException refused) {
                throw CheckDigits.explained(refused.refusal(), gln).exception();
            }
        }
        throw Refusal.of(
                Refusal.Code.NOT_FOUND,
                "key",
                switch (key) {
                    case "414" -> "Places are named in events and have no record of their own here.";
                    case "417" -> "Enterprises are filed under their credit code, not under a GLN.";
                    default -> "Returnable and individual assets (8003, 8004) are not registered here.";
                });
    }
}
