package org.zoneledger.domain;

import java.util.Objects;
import java.util.Optional;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.identifier.Uscc;

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

    /** Refuses unless the caller is an officer of this organisation. */
    public void mustBeOfficerOf(String ownerMsp) {
        if (role != Role.OFFICER || !msp.equals(ownerMsp)) {
            throw Refusal.of(Code.NOT_OWNER, "", "only an officer of " + ownerMsp + " may do this");
        }
    }

    /** Refuses unless the caller is a clerk of this enterprise. */
    public void mustBeClerkOf(Uscc enterprise) {
        if (role != Role.CLERK || !uscc.equals(Optional.of(enterprise))) {
            throw Refusal.of(Code.NOT_PERMITTED, "uscc", "only a clerk of the enterprise itself may do this");
        }
    }
}
