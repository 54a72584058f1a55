package org.zoneledger.gateway.alert;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.alert.Alerts.Alert;
import org.zoneledger.gateway.index.Index;

/** What an agency or an enterprise should know before a day passes. */
@Path("/api/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "alert")
public class AlertResource {

    private final Alerts alerts;
    private final Index index;
    private final Visitor visitor;

    AlertResource(Alerts alerts, Index index, Visitor visitor) {
        this.alerts = alerts;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * Alerts.
     *
     * @param height blocks of the ledger that the answer covers
     * @param on day, in Beijing, from which days are counted
     * @param alerts what has no day first, then the earliest day first
     */
    public record AlertList(long height, LocalDate on, List<Alert> alerts) {}

    @GET
    @RolesAllowed({Person.OFFICER, Person.REVIEWER, Person.CLERK})
    @Operation(
            summary =
                    "Deadlines of the agency or of the clerk's enterprise in the days to come, and a grade that moved in as many before")
    public AlertList alerts(@QueryParam("days") @DefaultValue("30") String days) {
        long height = index.checkpoint().height();
        LocalDate today = LocalDate.now(CreditRules.BEIJING);
        return new AlertList(height, today, alerts.of(visitor, today, number(days)));
    }

    static int number(String days) {
        if (!days.matches("[0-9]{1,3}") || Integer.parseInt(days) > 366) {
            throw Refusal.of(Code.VALUE_INVALID, "days", "a number of days up to 366 is expected");
        }
        return Integer.parseInt(days);
    }
}
