package org.zoneledger.gateway.desk;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;

/** Where a form was sent from, and in which language it is read. */
public class Browser {

    @QueryParam("lang")
    String lang;

    @HeaderParam("Origin")
    String origin;

    @Context
    UriInfo uri;

    /** The path that the form leads to. */
    String action() {
        return uri.getRequestUri().getPath();
    }

    boolean isHere() {
        return Objects.equals(origin, "https://" + uri.getBaseUri().getAuthority());
    }

    /** A browser shows the certificate to whoever makes it send a form: only forms of this desk count. */
    void mustBeHere() {
        if (!isHere()) {
            throw Refusal.of(Code.NOT_PERMITTED, "Origin", "the form was not sent from this desk");
        }
    }
}
