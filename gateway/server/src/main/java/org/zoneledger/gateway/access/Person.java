package org.zoneledger.gateway.access;

import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.disclosure.Tier;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Somebody with a certificate of an authority this gateway trusts.
 *
 * @param certificate as shown in the TLS handshake, or named by a token
 * @param caller what it says, as the ledger will read it
 */
public record Person(X509Certificate certificate, Caller caller) {

    /** Roles as certificates and route annotations spell them. */
    public static final String OFFICER = "officer";

    public static final String REVIEWER = "reviewer";
    public static final String CLERK = "clerk";
    public static final String AUDITOR = "auditor";

    /** The certificate as the ledger's transactions carry it: base64 of DER. */
    public String actor() {
        return Base64.getEncoder().encodeToString(Certificates.der(certificate));
    }

    /** The enterprise a clerk acts for. */
    public Uscc enterprise() {
        return caller.uscc().orElseThrow();
    }

    /**
     * The tiers this person holds for a record.
     *
     * @param subject credit code of the enterprise the record is about, empty when it is about none
     * @param agency MSP id of the agency whose own the record is, empty when it is none's
     */
    Set<Tier> tiers(String subject, String agency) {
        Set<Tier> tiers = EnumSet.of(Tier.T0);
        boolean serves = caller.role() == Role.OFFICER || caller.role() == Role.REVIEWER;
        if (serves || caller.role() == Role.AUDITOR) {
            tiers.add(Tier.T1);
        }
        if (serves && caller.msp().equals(agency)) {
            tiers.addAll(EnumSet.of(Tier.T2, Tier.T3));
        }
        if (caller.uscc().map(Uscc::value).filter(subject::equals).isPresent()) {
            tiers.addAll(EnumSet.of(Tier.T1, Tier.T4, Tier.T5));
        }
        return tiers;
    }
}
