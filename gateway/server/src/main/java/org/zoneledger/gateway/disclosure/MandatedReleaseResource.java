package org.zoneledger.gateway.disclosure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.disclosure.MandateRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Attributes;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.access.Authorities;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.index.Records.Version;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/**
 * Gateway to gateway: the auditors' gateway asks for one of its auditors, who cannot write; the owner's gateway leaves the access
 * record in the auditor's name and then gives the values.
 *
 * <p>Who asks is known by the auditors' authority. That the mandate stands is taken from transactions that its own peer has endorsed.
 */
@Path(MandatedReleaseResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "disclosure")
public class MandatedReleaseResource {

    static final String PATH = "/api/v1/releases/mandated";

    private final ZoneConfig config;
    private final Records records;
    private final Reading reading;
    private final Authorities auditors;

    MandatedReleaseResource(ZoneConfig config, Records records, Reading reading) {
        this.config = config;
        this.records = records;
        this.reading = reading;
        this.auditors = config.auditors()
                .map(MandatedReleaseResource::authorities)
                .orElseGet(() -> new Authorities(List.of(), List.of()));
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Values for an auditor on a mandate, asked for and signed by the auditors' gateway")
    public Reading.Released release(@BeanParam WriteHeaders sent, byte[] body) {
        ObjectNode asked = Documents.read(body);
        mustBeAskedHere(asked, sent.mustBeSigned());
        Person auditor = auditor(asked);
        Stored mandate = records.find(
                        MandateRules.key(DocumentId.check(asked.path("mandate").asText())))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "mandate", "the mandate has not arrived here"));
        Fields fields = Fields.of(asked);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        List<String> names = Reading.asked(asked);
        MandateRules.mustCover(
                new LedgerRecord(mandate.open()),
                mandate.restricted()
                        .orElse(Sealed.none())
                        .namedBy(mandate.open().path("restricted")),
                uscc,
                new TreeSet<>(names),
                auditor.caller(),
                Instant.now());
        mustBeEndorsedHere(mandate);
        return reading.ofMandate(
                mandate.key(),
                mandate.open().path("scheme").asText(),
                uscc,
                names,
                auditor,
                WriteHeaders.of(asked.path("id").asText(), asked.path("salt").asText(), "0"));
    }

    /** Refuses unless the auditors' gateway has signed all of this for this agency. */
    private void mustBeAskedHere(ObjectNode asked, String jws) {
        X509Certificate gateway = certificate(asked, "certificate");
        boolean isGateway =
                Attributes.of(gateway).getOrDefault(Attributes.ROLE, "").equals("gateway");
        if (!isGateway || !auditors.vouchFor(gateway, Instant.now())) {
            throw Refusal.of(Code.NOT_PERMITTED, "certificate", "the auditors' gateway asks for them");
        }
        Jws.mustVerify(jws, CanonicalJson.bytes(asked), der(asked, "certificate"));
        if (!asked.path("owner").asText().equals(config.msp())) {
            throw Refusal.of(Code.NOT_PERMITTED, "owner", "another agency is asked");
        }
    }

    private Person auditor(ObjectNode asked) {
        X509Certificate holder = certificate(asked, "actor");
        Caller caller = Caller.holding(config.msp(), holder);
        if (caller.role() != Caller.Role.AUDITOR || !auditors.vouchFor(holder, Instant.now())) {
            throw Refusal.of(Code.NOT_PERMITTED, "actor", "an auditor's certificate is expected");
        }
        return new Person(holder, caller);
    }

    private void mustBeEndorsedHere(Stored mandate) {
        List<Version> versions = records.versions(mandate.key());
        if (versions.isEmpty() || !versions.get(versions.size() - 1).endorsers().contains(config.msp())) {
            throw Refusal.of(Code.NOT_GRANTED, "permit", "this agency's peer has not endorsed the mandate");
        }
    }

    private static X509Certificate certificate(ObjectNode asked, String field) {
        return Attributes.certificate(der(asked, field));
    }

    private static byte[] der(ObjectNode asked, String field) {
        try {
            return Base64.getDecoder().decode(asked.path(field).asText());
        } catch (IllegalArgumentException e) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, field, "base64 of a DER certificate is expected");
        }
    }

    private static Authorities authorities(ZoneConfig.Auditors of) {
        try (var pem = Files.newInputStream(of.roots())) {
            List<X509Certificate> roots = new ArrayList<>();
            for (var root : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                roots.add((X509Certificate) root);
            }
            List<byte[]> lists = new ArrayList<>();
            if (of.revocations().isPresent()) {
                lists.add(Files.readAllBytes(of.revocations().get()));
            }
            return new Authorities(roots, lists);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateException e) {
            throw new IllegalStateException(of.roots() + " holds no certificates", e);
        }
    }
}
