package org.zoneledger.gateway.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.disclosure.AccessRules;
import org.zoneledger.domain.disclosure.DetailRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.index.Records.Version;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/**
 * Gateway to gateway: the owner gives out details against an access record that stands on the ledger, and to nobody but the gateway
 * that wrote it.
 *
 * <p>Who asks proves it with the key that signed the access record's transaction. That the owner granted the request is taken from
 * transactions that its own peer has endorsed.
 */
@Path("/api/v1/releases")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "disclosure")
public class ReleaseResource {

    private final ZoneConfig config;
    private final Records records;

    ReleaseResource(ZoneConfig config, Records records) {
        this.config = config;
        this.records = records;
    }

    /** What the asking gateway signs. */
    static ObjectNode statement(String access, String owner) {
        return JsonNodeFactory.instance.objectNode().put("access", access).put("owner", owner);
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Values for the gateway that wrote an access record, signed with the key that wrote it")
    public Response release(@BeanParam WriteHeaders headers, byte[] body) {
        ObjectNode asked = Documents.read(body);
        String key = AccessRules.key(DocumentId.check(id(asked)));
        Stored access = found(key);
        mustHaveWritten(access, key, asked, headers.mustBeSigned());
        Stored share = found(access.open().path("permit").asText());
        JsonNode read = terms(access);
        mustBeOurs(share, access, read);
        Uscc uscc = Uscc.parse(read.path("uscc").asText());
        String scheme = share.open().path("scheme").asText();
        Sealed values = Sealed.none();
        for (Map.Entry<String, JsonNode> field : read.path("fields").properties()) {
            values = values.with(kept(DetailRules.key(scheme, uscc), field.getKey(), field.getValue()));
        }
        return Response.ok(values.bytes()).build();
    }

    private void mustHaveWritten(Stored access, String key, ObjectNode asked, String jws) {
        byte[] der = certificate(asked.path("certificate").asText());
        String digest = Sha256.hex(der);
        if (!digest.equals(access.open().path("gateway").asText())) {
            throw Refusal.of(Code.NOT_PERMITTED, "certificate", "another gateway has written the access record");
        }
        Jws.mustVerify(jws, CanonicalJson.bytes(statement(key, config.msp())), der);
    }

    /** Refuses unless this agency itself has granted what was read, and still does. */
    private void mustBeOurs(Stored share, Stored access, JsonNode read) {
        JsonNode asked = terms(share);
        boolean sameReader = share.open().at("/by/msp").equals(access.open().at("/by/msp"));
        boolean ours = share.open().path("owner").asText().equals(config.msp());
        String today = LocalDate.now(CreditRules.BEIJING).toString();
        boolean over = asked.path("to").asText().compareTo(today) < 0;
        boolean covered = asked.path("uscc").equals(read.path("uscc"))
                && Competence.texts(asked.path("fields")).containsAll(fieldNames(read));
        if (!ours
                || !sameReader
                || !covered
                || over
                || !share.open().path("status").asText().equals("GRANTED")
                || !wasGrantedHere(share)) {
            throw Refusal.of(Code.NOT_GRANTED, "permit", "this agency has not granted the read");
        }
    }

    /** The grant, and the standing rule that it may rest on, carry the endorsement of this agency's own peer. */
    private boolean wasGrantedHere(Stored share) {
        String standing = share.open().path("standing").asText();
        return lastEndorsers(share.key()).contains(config.msp())
                && (standing.isEmpty() || lastEndorsers(standing).contains(config.msp()));
    }

    private List<String> lastEndorsers(String key) {
        List<Version> versions = records.versions(key);
        return versions.isEmpty()
                ? List.of()
                : versions.get(versions.size() - 1).endorsers();
    }

    /** The value with this digest, whichever version of the details holds it. */
    private Sealed kept(String key, String field, JsonNode digest) {
        return records.kept(key, field, digest)
                .map(part -> new Sealed(
                        part.salts().deepCopy().retain(field),
                        part.values().deepCopy().retain(field)))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "fields", "there is no such value here"));
    }

    private Stored found(String key) {
        return records.find(key)
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "access", "the record has not arrived here"));
    }

    private static JsonNode terms(Stored record) {
        return record.restricted()
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "access", "the record has not arrived here"))
                .values();
    }

    private static List<String> fieldNames(JsonNode read) {
        return read.path("fields").properties().stream().map(Map.Entry::getKey).toList();
    }

    private static String id(ObjectNode asked) {
        String access = asked.path("access").asText();
        return access.startsWith(AccessRules.key(""))
                ? access.substring(AccessRules.key("").length())
                : "";
    }

    private static byte[] certificate(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "certificate", "base64 of a DER certificate is expected");
        }
    }
}
