package org.zoneledger.gateway.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.disclosure.Tier;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.index.Acts;
import org.zoneledger.gateway.index.Acts.Act;
import org.zoneledger.gateway.index.Acts.Answer;
import org.zoneledger.gateway.index.Acts.Question;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.provenance.Paging;

/** What auditors ask: who has written what, about whom, on which ground; each answer says what it covers. */
@Path("/api/v1/audit")
@RolesAllowed(Person.AUDITOR)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "audit")
public class ActResource {

    static final String CSV = "text/csv;charset=UTF-8";
    static final String JSON_LINES = "application/jsonl";
    static final String PDF = "application/pdf";
    private static final int MOST_ON_PAPER = 2000;
    private static final int STRETCH = 1000;
    private static final String NEWEST = "999999999999999999-0";
    private static final List<String> COLUMNS = List.of(
            "key",
            "version",
            "at",
            "transaction",
            "msp",
            "role",
            "uscc",
            "certificate",
            "endorsers",
            "subject",
            "legalBasis",
            "deleted",
            "withheld",
            "block",
            "position",
            "txId",
            "receipt");

    private final Acts acts;
    private final Index index;
    private final ObjectMapper json;
    private final AnswerPaper papers;

    ActResource(Acts acts, Index index, ObjectMapper json, AnswerPaper papers) {
        this.papers = papers;
        this.acts = acts;
        this.index = index;
        this.json = json;
    }

    /**
     * A page of an answer.
     *
     * @param height blocks of the ledger that the answer covers
     * @param logSize entries of the log that it covers
     * @param matched how many match, on this page or not
     * @param withheld by tier, how many of them wrote something that no auditor sees
     * @param acts newest first
     * @param nextPageToken where it goes on, when there is more
     */
    public record Found(
            long height, long logSize, long matched, Map<Tier, Long> withheld, List<Line> acts, String nextPageToken) {}

    /**
     * One version of a record.
     *
     * @param by who asked for it
     * @param endorsers MSP ids of the organisations whose peers signed
     * @param withheld tiers of what was written with it and is not shown
     * @param receipt where the receipt of this version is
     */
    public record Line(
            String key,
            long version,
            String at,
            String transaction,
            HistoryResource.By by,
            List<String> endorsers,
            String subject,
            String legalBasis,
            boolean deleted,
            List<String> withheld,
            long block,
            int position,
            String txId,
            String receipt) {

        static Line of(Act act) {
            return new Line(
                    act.key(),
                    act.version(),
                    Fields.format(act.at()),
                    act.name(),
                    HistoryResource.By.of(act.signer()),
                    act.endorsers(),
                    act.subject(),
                    act.legalBasis(),
                    act.deleted(),
                    act.withheld(),
                    act.block(),
                    act.position(),
                    act.txId(),
                    "/api/v1/receipts/" + act.key() + (act.version() > 0 ? "?version=" + act.version() : ""));
        }

        private String row() {
            return cells().stream().map(ActResource::cell).collect(Collectors.joining(","));
        }

        private List<Object> cells() {
            return List.of(
                    key,
                    version,
                    at,
                    transaction,
                    by.msp(),
                    by.role(),
                    by.uscc(),
                    by.certificate(),
                    String.join(" ", endorsers),
                    subject,
                    legalBasis,
                    deleted,
                    String.join(" ", withheld),
                    block,
                    position,
                    txId,
                    receipt);
        }
    }

    @GET
    @Path("acts")
    @Operation(summary = "Who has written what, about whom, on which ground: complete, with what was withheld")
    public Found find(
            @BeanParam Questions asked,
            @QueryParam("perPage") @DefaultValue("100") String perPage,
            @QueryParam("nextPageToken") String nextPageToken) {
        int most = Paging.perPage(perPage);
        Answer answer = acts.find(asked.question(), before(nextPageToken), most);
        List<Act> found = answer.acts();
        boolean isFull = found.size() == most;
        return new Found(
                answer.height(),
                answer.logSize(),
                answer.matched(),
                answer.withheld(),
                found.stream().map(Line::of).toList(),
                isFull ? Long.toString(found.get(most - 1).id()) : null);
    }

    @GET
    @Path("acts")
    @Produces(CSV + ";qs=0.5")
    @Operation(summary = "The whole answer as a table")
    @APIResponse(responseCode = "200", content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    public Response table(@BeanParam Questions asked) {
        Question question = asked.question();
        Answer first = acts.find(question, Long.MAX_VALUE, STRETCH);
        StreamingOutput table = out -> {
            write(out, String.join(",", COLUMNS));
            each(question, first, act -> write(out, Line.of(act).row()));
        };
        return export(first, table, CSV, "acts.csv").build();
    }

    /** The first line is the manifest, the last one the SHA-256 of everything before it. */
    @GET
    @Path("acts")
    @Produces(JSON_LINES + ";qs=0.5")
    @Operation(summary = "The whole answer as JSON Lines, after a manifest and before its digest")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = JSON_LINES, schema = @Schema(type = SchemaType.STRING)))
    public Response lines(@BeanParam Questions asked) {
        Question question = asked.question();
        Answer first = acts.find(question, Long.MAX_VALUE, STRETCH);
        StreamingOutput lines = out -> {
            DigestOutputStream digested = new DigestOutputStream(out, sha256());
            ObjectNode manifest = json.createObjectNode();
            manifest.put("height", first.height())
                    .put("logSize", first.logSize())
                    .put("matched", first.matched());
            manifest.set("withheld", json.valueToTree(first.withheld()));
            manifest.set("question", json.valueToTree(question));
            write(digested, json.writeValueAsString(manifest));
            each(question, first, act -> write(digested, json.writeValueAsString(Line.of(act))));
            write(
                    out,
                    json.createObjectNode()
                            .put(
                                    "sha256",
                                    HexFormat.of()
                                            .formatHex(
                                                    digested.getMessageDigest().digest()))
                            .toString());
        };
        return export(first, lines, JSON_LINES, "acts.jsonl").build();
    }

    /** The rows are those of the table, which is attached with the manifest. */
    @GET
    @Path("acts")
    @Produces(PDF + ";qs=0.4")
    @Operation(summary = "The whole answer on paper, signed by this gateway, with table and manifest attached")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response paper(@BeanParam Questions asked) {
        Question question = asked.question();
        Answer first = acts.find(question, Long.MAX_VALUE, STRETCH);
        if (first.matched() > MOST_ON_PAPER) {
            throw Refusal.of(
                    Code.TOO_LARGE,
                    "",
                    "at most " + MOST_ON_PAPER + " acts go on paper: ask for less, or for a table or lines");
        }
        List<Line> lines = new ArrayList<>();
        StringBuilder table = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        try {
            each(question, first, act -> {
                Line line = Line.of(act);
                lines.add(line);
                table.append(line.row()).append('\n');
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] pdf = papers.signed(question, first, lines, table.toString().getBytes(StandardCharsets.UTF_8));
        return export(first, out -> out.write(pdf), PDF, "acts.pdf").build();
    }

    /**
     * Who has read what leaves a record, by purpose.
     *
     * @param height blocks of the ledger that the answer covers
     */
    public record Reads(long height, List<Acts.Reads> reads) {}

    @GET
    @Path("reads")
    @Operation(summary = "Recorded accesses to what agencies share, by organisation and purpose")
    public Reads reads(@BeanParam Questions asked) {
        long height = index.checkpoint().height();
        return new Reads(height, acts.reads(asked.question()));
    }

    /**
     * Transactions that were ordered and not valid.
     *
     * @param height blocks of the ledger that the answer covers
     * @param matched how many there are, on this page or not
     * @param refused newest first
     * @param nextPageToken block and position after which it goes on, when there is more
     */
    public record RefusedPage(long height, long matched, List<Acts.Refused> refused, String nextPageToken) {}

    @GET
    @Path("refused")
    @Operation(summary = "Transactions that were ordered and that the peers did not accept, newest first")
    public RefusedPage refused(
            @QueryParam("perPage") @DefaultValue("100") String perPage,
            @QueryParam("nextPageToken") @DefaultValue(NEWEST) String nextPageToken) {
        int most = Paging.perPage(perPage);
        if (!nextPageToken.matches("[0-9]{1,18}-[0-9]{1,9}")) {
            throw Refusal.of(Code.VALUE_INVALID, "nextPageToken", "a token is as an answer gave it");
        }
        String[] place = nextPageToken.split("-", 2);
        var found = acts.refused(Long.parseLong(place[0]), Integer.parseInt(place[1]), most);
        List<Acts.Refused> refused = found.refused();
        String next = null;
        if (refused.size() == most) {
            Acts.Refused last = refused.get(most - 1);
            next = last.block() + "-" + last.position();
        }
        return new RefusedPage(found.height(), found.matched(), refused, next);
    }

    private interface Each {
        void accept(Act act) throws IOException;
    }

    /** All acts that match and were there at the beginning; what is added meanwhile has higher numbers. */
    private void each(Question question, Answer first, Each each) throws IOException {
        List<Act> stretch = first.acts();
        while (!stretch.isEmpty()) {
            for (Act act : stretch) {
                each.accept(act);
            }
            stretch = stretch.size() < STRETCH
                    ? List.of()
                    : acts.before(question, stretch.get(stretch.size() - 1).id(), STRETCH);
        }
    }

    private static Response.ResponseBuilder export(Answer first, StreamingOutput content, String type, String file) {
        return Response.ok(content, type)
                .header("Content-Disposition", "attachment; filename=\"" + file + "\"")
                .header("Zone-Height", first.height())
                .header("Zone-Log-Size", first.logSize())
                .header("Zone-Matched", first.matched());
    }

    /** RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe. */
    private static String cell(Object value) {
        String text = value.toString();
        String safe = Stream.of("=", "+", "-", "@").anyMatch(text::startsWith) ? "'" + text : text;
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static long before(String token) {
        if (token == null) {
            return Long.MAX_VALUE;
        }
        if (!token.matches("[0-9]{1,18}")) {
            throw Refusal.of(Code.VALUE_INVALID, "nextPageToken", "a token is as an answer gave it");
        }
        return Long.parseLong(token);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
