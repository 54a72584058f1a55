package org.zoneledger.gateway.log;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Log;
import org.zoneledger.gateway.resolver.Language;
import org.zoneledger.gateway.resolver.Texts;

/** The log as C2SP tlog-tiles has it, and the agency as a witness of the others' (C2SP tlog-witness). */
@Path("/log")
@PermitAll
@Blocking
@Tag(name = "log")
public class LogResource {

    private static final String ZSTD = "application/zstd";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String SHORTLY = "max-age=1";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final Log log;
    private final Events events;
    private final Checkpoints checkpoints;
    private final Cosigner cosigner;
    private final Roots roots;
    private final LogPage page;

    LogResource(Log log, Events events, Checkpoints checkpoints, Cosigner cosigner, Roots roots, LogPage page) {
        this.log = log;
        this.events = events;
        this.checkpoints = checkpoints;
        this.cosigner = cosigner;
        this.roots = roots;
        this.page = page;
    }

    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @Operation(summary = "The agencies' logs as a page: how far each is, who has cosigned it, who shows another past")
    public Response page(@QueryParam("lang") String lang, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        return page.answer(Texts.in(Language.choose(lang, accepted)));
    }

    @GET
    @Path("checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "The newest checkpoint with its cosignatures, a C2SP signed note")
    public Response checkpoint() {
        String note = checkpoints
                .latest()
                .map(cosigned -> cosigned.note().note())
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "", "no checkpoint has enough cosignatures yet"));
        return Response.ok(note, TEXT)
                .header(HttpHeaders.CACHE_CONTROL, SHORTLY)
                .build();
    }

    @GET
    @Path("roots")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The agencies' root certificates, base64 of DER by the agency's name")
    public Map<String, byte[]> roots() {
        return roots.der();
    }

    @GET
    @Path("tile/entries/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Entries of the log, 256 a bundle, each behind its length in two bytes")
    public Response entries(@PathParam("path") String path) {
        return served(TilePath.read(path).flatMap(at -> log.bundle(at.number(), at.width())));
    }

    @GET
    @Path("tile/{level: [0-7]}/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Hashes of the log's tree, 256 a tile")
    public Response tile(@PathParam("level") int level, @PathParam("path") String path) {
        return served(TilePath.read(path).flatMap(at -> log.tile(level, at.number(), at.width())));
    }

    /** The value of the key {@code page/{captureID}}, whose SHA-256 is in the entry of the log. */
    @GET
    @Path("page/{captureID}")
    @Produces(ZSTD)
    @Operation(
            summary =
                    "The public events of a capture as the ledger holds them: a canonical JSON array in one zstd frame")
    public Response page(@PathParam("captureID") String captureID) {
        return served(events.valueOfPage(captureID), "captureID", "the ledger has no such page");
    }

    /**
     * Cosigns a checkpoint of an agency's log.
     *
     * @param body as C2SP tlog-witness has it
     * @return 200 with a signature line; 409 with the size cosigned last as {@code text/x.tlog.size}
     * @throws RefusalException see {@link Cosigner#answer}
     */
    @POST
    @Path("add-checkpoint")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "Asks this agency to cosign the checkpoint of another's log (C2SP tlog-witness)")
    public Response addCheckpoint(String body) {
        Cosigner.Answer answer = cosigner.answer(AddCheckpoint.read(body));
        return answer.cosignature()
                .map(signature -> Response.ok(signature.line() + "\n", TEXT))
                .orElseGet(() -> Response.status(Response.Status.CONFLICT)
                        .type("text/x.tlog.size")
                        .entity(answer.last() + "\n"))
                .build();
    }

    private static Response served(Optional<byte[]> tile) {
        return served(tile, "path", "the log has no such tile yet");
    }

    private static Response served(Optional<byte[]> found, String field, String otherwise) {
        byte[] bytes = found.orElseThrow(() -> Refusal.of(Code.NOT_FOUND, field, otherwise));
        return Response.ok(bytes).header(HttpHeaders.CACHE_CONTROL, FOR_EVER).build();
    }
}
