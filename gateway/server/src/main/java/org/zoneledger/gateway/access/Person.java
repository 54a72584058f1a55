package org.zoneledger.gateway.access;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.disclosure.Tier;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Somebody who showed a certificate of an authority this gateway trusts.
 *
 * @param certificate as shown in the TLS handshake
 * @param caller what it says, as the ledger will read it
 */
public record Person(X509Certificate certificate, Caller caller) {

    /** Roles as certificates and route annotations spell them. */
    public static final String OFFICER = "officer";

    public static final String CLERK = "clerk";
    public static final String AUDITOR = "auditor";
    public static final String REVIEWER = "reviewer";

    /** The certificate as the ledger's transactions carry it: base64 of DER. */
    public String actor() {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The enterprise a clerk acts for. */
    public Uscc enterprise() {
        return caller.uscc().orElseThrow();
    }

    /**
     * The tiers this person holds for a record.
     *
     * @param owner credit code of the enterprise the record is about, empty when it is about none
     */
    Set<Tier> tiers(String owner) {
        Set<Tier> tiers = EnumSet.of(Tier.T0);
        boolean shared =
                caller.role() == Role.OFFICER || caller.role() == Role.REVIEWER || caller.role() == Role.AUDITOR;
        boolean own = caller.uscc().map(Uscc::value).filter(owner::equals).isPresent();
        if (shared || own) {
            tiers.add(Tier.T1);
        }
        return tiers;
    }
}
