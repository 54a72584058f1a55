package org.zoneledger.domain;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Attributes;

/**
 * Who asks: the person's organisation, role and certificate, never a name.
 *
 * @param msp membership service provider id of the organisation whose identity signed the transaction
 * @param role what the person's certificate says
 * @param uscc the enterprise the person acts for, present exactly for clerks
 * @param certificate SHA-256 of the person's certificate (DER), lower-case hexadecimal
 */
public record Caller(String msp, Role role, Optional<Uscc> uscc, String certificate) {

    /** Roles of people, as issued in the certificate attribute {@code zone.role}. */
    public enum Role {
        OFFICER,
        REVIEWER,
        CLERK,
        AUDITOR,
        OPERATOR
    }

    public Caller {
        Objects.requireNonNull(msp);
        Objects.requireNonNull(role);
        if (uscc.isPresent() != (role == Role.CLERK)) {
            throw Refusal.of(
                    Code.NOT_PERMITTED, "actor.uscc", "a clerk acts for exactly one enterprise, others for none");
        }
        if (!certificate.matches("[0-9a-f]{64}")) {
            throw Refusal.of(Code.VALUE_INVALID, "actor.certificate", "a SHA-256 in hexadecimal is expected");
        }
    }

    /**
     * The holder of a certificate, speaking through an organisation.
     *
     * @param msp organisation whose identity signed the transaction
     * @param certificate the person's own; refuses with NOT_PERMITTED when it names no role
     */
    public static Caller holding(String msp, X509Certificate certificate) {
        SortedMap<String, String> attributes = Attributes.of(certificate);
        String said = attributes.getOrDefault(Attributes.ROLE, "");
        for (Role role : Role.values()) {
            if (said.equals(role.name().toLowerCase(Locale.ROOT))) {
                Optional<Uscc> uscc =
                        Optional.ofNullable(attributes.get(Attributes.USCC)).map(Uscc::parse);
                return new Caller(msp, role, uscc, digest(certificate));
            }
        }
        throw Refusal.of(Code.NOT_PERMITTED, "actor", "the certificate names no role of a person");
    }

    private static String digest(X509Certificate certificate) {
        try {
            return Sha256.hex(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "actor", "the certificate cannot be encoded");
        }
    }

    /** Refuses unless the caller is an officer of this organisation. */
    public void mustBeOfficerOf(String ownerMsp) {
        mustBeOfficerOfOne(List.of(ownerMsp));
    }

    /** Refuses unless the caller is an officer of one of these organisations. */
    public void mustBeOfficerOfOne(List<String> msps) {
        if (role != Role.OFFICER || !msps.contains(msp)) {
            throw Refusal.of(Code.NOT_OWNER, "", "only an officer of " + String.join(" or ", msps) + " may do this");
        }
    }

    /** Refuses unless the caller is an officer or a reviewer of this organisation. */
    public void mustReviewFor(String ownerMsp) {
        if ((role != Role.OFFICER && role != Role.REVIEWER) || !msp.equals(ownerMsp)) {
            throw Refusal.of(Code.NOT_OWNER, "", "only an officer or a reviewer of " + ownerMsp + " may do this");
        }
    }

    /** Refuses unless the caller is a clerk of this enterprise. */
    public void mustBeClerkOf(Uscc enterprise) {
        if (role != Role.CLERK || !uscc.equals(Optional.of(enterprise))) {
            throw Refusal.of(Code.NOT_PERMITTED, "uscc", "only a clerk of the enterprise itself may do this");
        }
    }
}
