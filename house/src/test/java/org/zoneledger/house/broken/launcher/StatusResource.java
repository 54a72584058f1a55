package org.zoneledger.house.broken.launcher;

import jakarta.ws.rs.Path;

/** Breaks: routes live in gateway. */
@Path("/status")
public final class StatusResource {
    private StatusResource() {}
}
