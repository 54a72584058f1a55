package org.zoneledger.gateway.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.answer.Cacheable;
import org.zoneledger.gateway.answer.Prepared;
import org.zoneledger.gateway.index.Acts;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.LedgerBlock.Signer;
import org.zoneledger.gateway.index.Records;

/** Every version of a record: what changed, who asked, who endorsed, when and where on the ledger. */
@Path("/api/v1/history/{recordKey:.+}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "audit")
public class HistoryResource {

    static final List<String> TYPES = List.of(
            "filing",
            "amendment",
            "use",
            "correction",
            "product",
            "recall",
            "origin",
            "assertion",
            "facts",
            "evaluations",
            "accreditation",
            "recognition",
            "grade",
            "repair",
            "case",
            "inspection",
            "list",
            "listing",
            "detail",
            "share",
            "standing",
            "mandate",
            "grant",
            "threshold",
            "access",
            "erasure",
            "policy",
            "proposal",
            "approval",
            "witness");

    /** An auditor's browser may keep it, and asks whether it is still so. */
    private static final String CACHE_CONTROL = "private, no-cache";

    private final Records records;
    private final Index index;
    private final Visitor visitor;
    private final Prepared prepared;
    private final ObjectMapper json;

    HistoryResource(Records records, Index index, Visitor visitor, Prepared prepared, ObjectMapper json) {
        this.records = records;
        this.index = index;
        this.visitor = visitor;
        this.prepared = prepared;
        this.json = json;
    }

    /** Under what a finished history is kept; all auditors may see the same. */
    private record HistoryKey(String key) {}

    /**
     * A record's history, complete up to a height.
     *
     * @param height blocks of the ledger that the answer covers
     * @param versions oldest first, all of them
     */
    public record History(String key, long height, int count, List<VersionAnswer> versions) {}

    /**
     * One version.
     *
     * @param transaction name of the transaction that wrote it
     * @param by who asked: organisation, role, enterprise of a clerk, digest of the certificate
     * @param endorsers MSP ids of the organisations whose peers signed
     * @param legalBasis what the writer named, if anything
     * @param changes top-level fields that differ from the version before
     * @param differences fields that differ in what the auditor may see, with both values
     * @param record what the auditor may see of it
     */
    public record VersionAnswer(
            long version,
            long block,
            int position,
            String txId,
            String at,
            String transaction,
            By by,
            List<String> endorsers,
            String legalBasis,
            List<String> changes,
            List<Difference> differences,
            boolean deleted,
            ObjectNode record) {}

    /** Who asked for a transaction. */
    public record By(String msp, String role, String uscc, String certificate) {

        static By of(Signer signer) {
            return new By(signer.msp(), signer.role(), signer.uscc(), signer.certificate());
        }
    }

    @GET
    @RolesAllowed(Person.AUDITOR)
    @Operation(summary = "Every version of a record, for auditors: recordKey is the ledger's, such as filing/{uscc}")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = History.class)))
    public Response history(
            @PathParam("recordKey") String key,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String codings,
            @Context Request request) {
        Prepared.Answer made = prepared.get(new HistoryKey(key), () -> bytes(history(key)));
        return Cacheable.answer(request, made, codings, CACHE_CONTROL)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .build();
    }

    History history(String key) {
        String recordType = recordType(key);
        long height = index.checkpoint().height();
        List<Records.Version> found = records.versions(key);
        if (found.isEmpty()) {
            throw Refusal.of(Code.NOT_FOUND, "recordKey", "the ledger has never had a record under this key");
        }
        List<VersionAnswer> versions = new ArrayList<>();
        ObjectNode before = JsonNodeFactory.instance.objectNode();
        ObjectNode seen = JsonNodeFactory.instance.objectNode();
        for (Records.Version version : found) {
            ObjectNode open = version.stored().open();
            ObjectNode now = visitor.view(
                    recordType,
                    open.path("uscc").asText(),
                    open,
                    version.stored().restricted());
            versions.add(answer(version, changes(before, open), Difference.between(seen, now), now));
            before = open;
            seen = now;
        }
        return new History(key, height, versions.size(), versions);
    }

    private byte[] bytes(History history) {
        try {
            return json.writeValueAsBytes(history);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A history cannot be written.", e);
        }
    }

    private static VersionAnswer answer(
            Records.Version version, List<String> changes, List<Difference> differences, ObjectNode seen) {
        ObjectNode open = version.stored().open();
        return new VersionAnswer(
                version.stored().version(),
                version.block(),
                version.position(),
                version.txId(),
                Fields.format(version.at()),
                version.name(),
                By.of(version.signer()),
                version.endorsers(),
                Acts.basis(version.name(), open),
                changes,
                differences,
                version.deleted(),
                seen);
    }

    private static List<String> changes(ObjectNode before, ObjectNode after) {
        TreeSet<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name -> !before.path(name).equals(after.path(name)))
                .toList();
    }

    private static String recordType(String key) {
        String type = key.substring(0, Math.max(0, key.indexOf('/')));
        if (type.equals("pagehead")) {
            return "page";
        }
        if (!TYPES.contains(type)) {
            throw Refusal.of(
                    Code.VALUE_INVALID,
                    "recordKey",
                    "a key begins with pagehead/ or one of " + String.join("/, ", TYPES) + "/");
        }
        return type;
    }
}
