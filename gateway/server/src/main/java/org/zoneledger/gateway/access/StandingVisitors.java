package org.zoneledger.gateway.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.gateway.ZoneConfig;

/** People who have left an order here, for as long as this gateway would let them in. */
@ApplicationScoped
public class StandingVisitors {

    private final Authorities authorities;
    private final Policy policy;
    private final String msp;

    @Inject
    StandingVisitors(Authorities authorities, Policy policy, ZoneConfig config) {
        this(authorities, policy, config.msp());
    }

    public StandingVisitors(Authorities authorities, Policy policy, String msp) {
        this.authorities = authorities;
        this.policy = policy;
        this.msp = msp;
    }

    /** The person of an order that names its certificate as transactions do, see {@link Person#actor}. */
    public Optional<Person> holder(String actor, Instant now) {
        return of(Certificates.read(Base64.getDecoder().decode(actor)), now).flatMap(Visitor::person);
    }

    /** The holder of a certificate, if it counts at that moment and is a person's. */
    public Optional<Visitor> of(X509Certificate certificate, Instant now) {
        if (!authorities.vouchFor(certificate, now)) {
            return Optional.empty();
        }
        try {
            Person person = new Person(certificate, Caller.holding(msp, certificate));
            return Optional.of(Visitor.standing(Optional.of(person), policy));
        } catch (RefusalException noPerson) {
            return Optional.empty();
        }
    }
}
