package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.ListRules;
import org.zoneledger.domain.credit.ListRules.Kind;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Negative lists (负面清单): goods, routes, platforms and subjects, for everybody to read and to check against. */
@Path("/api/v1/lists")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "credit")
public class ListResource {

    private final Listings listings;
    private final Proposals proposals;
    private final Records records;
    private final Index index;
    private final Visitor visitor;

    ListResource(Listings listings, Proposals proposals, Records records, Index index, Visitor visitor) {
        this.listings = listings;
        this.proposals = proposals;
        this.records = records;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * Lists.
     *
     * @param height blocks of the ledger that the answer covers
     * @param lists by id, also those that are over
     */
    public record Lists(long height, List<ObjectNode> lists) {}

    /**
     * What a question hits.
     *
     * @param height blocks of the ledger that the answer covers
     * @param on day of the question
     * @param hits one for each list; none means that no list of the agencies in force that day names it
     */
    public record Checked(long height, LocalDate on, List<Hit> hits) {}

    /**
     * A list that is hit.
     *
     * @param items those that cover what was asked; none in a list of subjects
     */
    public record Hit(
            String listId, String owner, String titleZh, String titleEn, String legalBasis, List<JsonNode> items) {}

    @GET
    @PermitAll
    @Operation(summary = "The lists of all agencies with their items")
    public Lists lists() {
        long height = index.checkpoint().height();
        return new Lists(height, listings.lists().stream().map(this::view).toList());
    }

    @GET
    @Path("check")
    @PermitAll
    @Operation(
            summary =
                    "Which lists in force on a day name goods (a heading), a route (CN>DE), a platform (a host) or an enterprise; one of the four")
    public Checked check(
            @QueryParam("goods") String goods,
            @QueryParam("route") String route,
            @QueryParam("platform") String platform,
            @QueryParam("subject") String subject,
            @QueryParam("on") String on) {
        long height = index.checkpoint().height();
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        question.put("goods", goods)
                .put("route", route)
                .put("platform", platform)
                .put("subject", subject);
        question.properties().removeIf(each -> each.getValue().isNull());
        if (question.size() != 1) {
            throw Refusal.of(Code.VALUE_INVALID, "goods", "one of goods, route, platform and subject is asked about");
        }
        Fields fields = Fields.of(question);
        LocalDate day = on == null
                ? LocalDate.now(CreditRules.BEIJING)
                : Fields.of(JsonNodeFactory.instance.objectNode().put("on", on)).date("on");
        List<Hit> hits = new ArrayList<>();
        Stream.of(Kind.GOODS, Kind.ROUTE, Kind.PLATFORM)
                .forEach(kind -> fields.optionalValue(kind.name().toLowerCase(Locale.ROOT), kind::check)
                        .ifPresent(item -> hits.addAll(hits(kind, item, day))));
        fields.optionalValue("subject", Uscc::parse)
                .ifPresent(uscc -> listings.published(uscc, day).forEach(list -> hits.add(hit(list, List.of()))));
        return new Checked(height, day, hits);
    }

    @GET
    @Path("{listId}")
    @PermitAll
    @Operation(summary = "A list as it stands")
    public ObjectNode list(@PathParam("listId") String listId) {
        return records.find(ListRules.key(DocumentId.check(listId)))
                .map(this::view)
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "listId", "there is no such list"));
    }

    @PUT
    @Path("{listId}")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An officer proposes a whole list; a second person takes it")
    public Response propose(@PathParam("listId") String listId, @BeanParam WriteHeaders headers, byte[] body) {
        Person officer = visitor.mustBePerson();
        return proposals.list(DocumentId.check(listId), Documents.read(body), headers, officer);
    }

    private List<Hit> hits(Kind kind, String item, LocalDate day) {
        return listings.inForce(kind, day).stream()
                .map(list -> hit(list, ListRules.hits(list.open(), item, day)))
                .filter(hit -> !hit.items().isEmpty())
                .toList();
    }

    private static Hit hit(Stored list, List<JsonNode> items) {
        ObjectNode open = list.open();
        return new Hit(
                open.path("listId").asText(),
                open.path("owner").asText(),
                open.path("titleZh").asText(),
                open.path("titleEn").asText(),
                open.path("legalBasis").asText(),
                items);
    }

    private ObjectNode view(Stored list) {
        return visitor.view("list", "", list.open(), Optional.empty());
    }
}
