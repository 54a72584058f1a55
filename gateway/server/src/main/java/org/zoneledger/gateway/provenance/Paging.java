package org.zoneledger.gateway.provenance;

import jakarta.ws.rs.core.UriInfo;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;

/** Pages of lists as EPCIS 2.0 has them (section 12.4): so many a page, and the next one in the Link header. */
public final class Paging {

    private static final int MOST = 1000;

    private Paging() {}

    /** How many are wanted on a page, 1 to {@value #MOST}. */
    public static int perPage(String text) {
        int most = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (most < 1 || most > MOST) {
            throw Refusal.of(Code.VALUE_INVALID, "perPage", "1 to " + MOST + " a page are served");
        }
        return most;
    }

    /** The value of a Link header that leads to the next page. */
    static String next(UriInfo uri, String token) {
        return "<"
                + uri.getRequestUriBuilder()
                        .replaceQueryParam("nextPageToken", token)
                        .build()
                + ">; rel=\"next\"";
    }
}
