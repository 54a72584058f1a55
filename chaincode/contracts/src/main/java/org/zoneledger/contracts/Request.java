package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.proof.Attributes;

/** What a transaction was asked: public arguments, transient values, who asks and when. */
final class Request {

    private static final int MAX_ARGUMENT_BYTES = 64 << 10;
    private static final String GATEWAY = "gateway";

    private final List<String> arguments;
    private final Map<String, byte[]> transients;
    private final byte[] creator;
    private final Instant at;

    /**
     * Reads a proposal; refuses with MALFORMED unless it has the arguments of the transaction and no more, and with TOO_LARGE above 64 KiB
     * of UTF-8: the ledger keeps every argument for ever.
     */
    Request(TransactionName name, ChaincodeStub stub) {
        this.arguments = stub.getParameters();
        this.transients = stub.getTransient();
        this.creator = stub.getCreator();
        this.at = stub.getTxTimestamp();
        if (arguments.size() != name.arguments()) {
            throw Refusal.of(Code.MALFORMED, "arguments", "the transaction takes " + name.arguments() + " arguments");
        }
        for (String argument : arguments) {
            if (argument.getBytes(StandardCharsets.UTF_8).length > MAX_ARGUMENT_BYTES) {
                throw Refusal.of(Code.TOO_LARGE, "arguments", "an argument is larger than 64 KiB");
            }
        }
    }

    /** Time of the transaction: the one clock that every peer reads alike. */
    Instant at() {
        return at;
    }

    /** A public argument. */
    String argument(int index) {
        return arguments.get(index);
    }

    /** The document that the transaction decides on: the first argument, canonical. */
    ObjectNode document() {
        JsonNode node = CanonicalJson.readCanonical(argument(0).getBytes(StandardCharsets.UTF_8));
        if (node instanceof ObjectNode document) {
            return document;
        }
        throw Refusal.of(Code.MALFORMED, "", "a JSON object is expected");
    }

    /** An id that the document names, such as its own; refuses one of another form. */
    static String id(ObjectNode document, String field) {
        return Fields.of(document).value(field, DocumentId::check);
    }

    /** The restricted part of the document, which travels in the transient map. */
    Sealed restricted() {
        byte[] sealed = transients.get("restricted");
        return sealed == null ? Sealed.none() : Sealed.read(sealed);
    }

    /** The secret out of which every peer makes the same salts; refuses one that is not there or too short. */
    byte[] seed() {
        byte[] seed = transientValue("seed");
        if (seed.length < Sealed.SEED_BYTES) {
            throw Refusal.of(Code.VALUE_INVALID, "seed", "at least " + Sealed.SEED_BYTES + " bytes are expected");
        }
        return seed;
    }

    /** A transient value; refuses with FIELD_MISSING when it is not there. */
    byte[] transientValue(String name) {
        byte[] value = transients.get(name);
        if (value == null) {
            throw Refusal.of(Code.FIELD_MISSING, name, "the value is expected in the transient map");
        }
        return value;
    }

    /**
     * Who asks: the creator itself, or the person a gateway names by certificate.
     *
     * <p>Only a certificate with role {@code gateway} may name somebody else, who then speaks for the gateway's organisation and no other.
     *
     * @param index of the argument that holds base64 of the person's certificate (DER), empty when the creator is the person
     */
    Caller caller(int index) {
        SerializedIdentity identity = identity();
        X509Certificate own = Attributes.certificate(identity.getIdBytes().toByteArray());
        String actor = argument(index);
        boolean isGateway = GATEWAY.equals(Attributes.of(own).get(Attributes.ROLE));
        if (isGateway == actor.isEmpty()) {
            throw Refusal.of(
                    Code.NOT_PERMITTED,
                    "actor",
                    "a gateway names the person it speaks for, and nobody else names anyone");
        }
        return Caller.holding(identity.getMspid(), isGateway ? certificate(actor) : own);
    }

    /** SHA-256 of the certificate that signed the transaction, hexadecimal. */
    String creator() {
        X509Certificate own = Attributes.certificate(identity().getIdBytes().toByteArray());
        try {
            return Sha256.hex(own.getEncoded());
        } catch (CertificateEncodingException e) {
            throw Refusal.of(Code.MALFORMED, "creator", "the creator's certificate cannot be encoded");
        }
    }

    private SerializedIdentity identity() {
        try {
            return SerializedIdentity.parseFrom(creator);
        } catch (InvalidProtocolBufferException e) {
            throw Refusal.of(Code.MALFORMED, "creator", "the creator is no serialised identity");
        }
    }

    private static X509Certificate certificate(String actor) {
        try {
            return Attributes.certificate(Base64.getDecoder().decode(actor));
        } catch (IllegalArgumentException | RefusalException e) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "actor", "base64 of a DER certificate is expected");
        }
    }
}
