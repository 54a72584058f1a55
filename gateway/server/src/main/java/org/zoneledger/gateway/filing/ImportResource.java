package org.zoneledger.gateway.filing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.filing.CertificateRules;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.filing.ImportFile;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.domain.filing.ImportRules;
import org.zoneledger.domain.filing.ImportRules.Statement;
import org.zoneledger.domain.filing.ProductFile.Format;
import org.zoneledger.domain.filing.ProductRules;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.filing.ProductImport.Mode;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.job.Job;
import org.zoneledger.gateway.job.Job.Kind;
import org.zoneledger.gateway.job.JobWorker;
import org.zoneledger.gateway.job.Jobs;
import org.zoneledger.gateway.ledger.WriteHeaders;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

/** Imports: an enterprise's products from a file, up to 10,000 under one signature. */
@Path("/api/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "filing")
public class ImportResource {

    private static final String CSV = "text/csv";

    /** Files that are checked at the same time: reading one takes several times its size of memory. */
    private static final Semaphore CHECKS = new Semaphore(2, true);

    /** Files that wait for it, in memory as well. */
    private static final int MAX_WAITING = 4;

    private final Jobs jobs;
    private final JobWorker worker;
    private final Records records;
    private final Visitor visitor;

    ImportResource(Jobs jobs, JobWorker worker, Records records, Visitor visitor) {
        this.jobs = jobs;
        this.worker = worker;
        this.records = records;
        this.visitor = visitor;
    }

    /**
     * What a dry run says.
     *
     * @param lines products in the file
     * @param count how many of them would be written
     * @param root Merkle root over their documents, which would be signed
     * @param errors why others would not, line by line
     */
    public record DryRun(String importID, int lines, int count, String root, List<Flaw> errors) {}

    /**
     * How far an import is.
     *
     * @param state WAITING, RUNNING, DONE or FAILED
     * @param lines products in the file
     * @param count how many of them were signed
     * @param root what was signed
     * @param committed how many are on the ledger
     * @param failed how many are refused
     * @param errors why, line by line; line 0 is about the import as a whole
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Progress(
            String importID,
            String state,
            int lines,
            long count,
            String root,
            int committed,
            int failed,
            List<Flaw> errors) {}

    @POST
    @RolesAllowed(Person.CLERK)
    @Consumes({CSV, MediaType.APPLICATION_JSON})
    @Operation(
            summary =
                    "Imports products from a file; the enterprise's one signature over {count, importID, root, uscc} is in Zone-Signature")
    public Response post(
            @BeanParam WriteHeaders headers,
            @Context HttpHeaders http,
            @QueryParam("mode") @DefaultValue("all") String mode,
            @QueryParam("dryRun") @DefaultValue("false") String dryRun,
            @QueryParam("root") String root,
            byte[] body) {
        Person clerk = visitor.mustBePerson();
        String importID = headers.importID();
        Format format = format(http.getMediaType());
        Mode asked = mode(mode);
        if (isTrue(dryRun)) {
            return dryRun(importID, clerk.enterprise(), check(body, format, importID, clerk.enterprise()));
        }
        String jws = headers.mustBeSigned();
        String request = Sha256.hex((format + " " + asked + " ").getBytes(StandardCharsets.UTF_8), body);
        Optional<Job> before = worker.known(Kind.PRODUCTS, clerk.enterprise().value(), importID, request);
        if (before.isPresent()) {
            return accepted(before.get());
        }
        ImportFile file = check(body, format, importID, clerk.enterprise());
        Statement statement = statement(file, importID, clerk.enterprise(), asked, root);
        ImportRules.mustBeSigned(statement, jws, filing(clerk.enterprise()), Instant.now());
        Job job = new ProductImport(statement, format, asked, jws).job(request, clerk.actor(), file.lines());
        return accepted(worker.accept(job, file.flaws(), body));
    }

    @GET
    @Path("{importID}")
    @RolesAllowed(Person.CLERK)
    @Operation(summary = "How far an import of the clerk's enterprise is, and which lines were refused why")
    public Progress get(@PathParam("importID") String importID) {
        return progress(
                jobs.find(Kind.PRODUCTS, visitor.mustBePerson().enterprise().value(), importID)
                        .orElseThrow(() -> Refusal.of(
                                Code.NOT_FOUND, "importID", "the enterprise has no such import at this gateway")));
    }

    private Response dryRun(String importID, Uscc uscc, ImportFile file) {
        List<Flaw> errors = new ArrayList<>();
        try {
            var active = FilingRules.mustBeActive(filing(uscc), Instant.now());
            CertificateRules.mustBeGood(active.node().path("certificate"));
        } catch (RefusalException e) {
            errors.add(Flaw.of(0, 0, e.refusal()));
        }
        errors.addAll(file.flaws());
        return Response.ok(new DryRun(importID, file.lines(), file.leafHashes().size(), file.root(), errors))
                .build();
    }

    /** What was signed, if it is about the lines that pass here. */
    private static Statement statement(ImportFile file, String importID, Uscc uscc, Mode mode, String root) {
        int good = file.leafHashes().size();
        if (good == 0 || (mode == Mode.ALL && !file.flaws().isEmpty())) {
            throw Problem.of(
                            GatewayCode.LINES_REFUSED,
                            file.flaws().size() + " of " + file.lines() + " lines are refused; nothing is written")
                    .with(file.flaws())
                    .exception();
        }
        Statement statement = file.statement(importID, uscc);
        if (root != null && !root.equals(statement.root())) {
            throw Refusal.of(
                    Code.ROOT_MISMATCH,
                    "root",
                    "the signed root is not that over the " + good
                            + " lines that pass here, in their order; a dry run says which they are");
        }
        return statement;
    }

    private ImportFile check(byte[] body, Format format, String importID, Uscc uscc) {
        if (CHECKS.getQueueLength() >= MAX_WAITING) {
            throw Problem.of(GatewayCode.BUSY, "other files are being checked; send it again in a moment")
                    .exception();
        }
        CHECKS.acquireUninterruptibly();
        try {
            return ImportFile.read(
                    body, format, importID, uscc, Set.of(), ImportFile.checked((line, item, index, document) -> {
                        Gtin gtin = Gtin.parse(document.path("gtin").asText());
                        Optional<LedgerRecord> prior = record(ProductRules.key(gtin));
                        ProductRules.mustBeFreeFor(uscc, prior);
                        LedgerRecord.isReplay(prior, document);
                    }));
        } finally {
            CHECKS.release();
        }
    }

    private Response accepted(Job job) {
        return Response.accepted(progress(job))
                .location(URI.create("/api/v1/imports/" + job.id()))
                .build();
    }

    private Progress progress(Job job) {
        List<Flaw> errors = jobs.flaws(job);
        Statement statement = ProductImport.of(job).statement();
        return new Progress(
                job.id(),
                job.state().name(),
                job.lines(),
                statement.count(),
                statement.root(),
                job.committed(),
                (int) errors.stream().filter(flaw -> flaw.item() > 0).count(),
                errors);
    }

    private Optional<LedgerRecord> filing(Uscc uscc) {
        return record(FilingRules.key(uscc));
    }

    private Optional<LedgerRecord> record(String key) {
        return records.find(key).map(stored -> new LedgerRecord(stored.open()));
    }

    private static Format format(MediaType type) {
        if (type == null) {
            throw new NotSupportedException();
        }
        return type.isCompatible(MediaType.valueOf(CSV)) ? Format.CSV : Format.JSON;
    }

    private static Mode mode(String text) {
        return switch (text) {
            case "all" -> Mode.ALL;
            case "each" -> Mode.EACH;
            default -> throw Refusal.of(Code.VALUE_INVALID, "mode", "the mode is all or each");
        };
    }

    private static boolean isTrue(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.of(Code.VALUE_INVALID, "dryRun", "true or false is expected");
        };
    }
}
