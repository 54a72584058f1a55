package org.zoneledger.gateway.access;

import io.quarkus.security.credential.CertificateCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.gateway.ZoneConfig;

/** Turns the attributes of a client certificate into a role; a certificate without a person's role has none. */
@ApplicationScoped
class PersonAugmentor implements SecurityIdentityAugmentor {

    private final String msp;

    PersonAugmentor(ZoneConfig config) {
        this.msp = config.msp();
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        CertificateCredential credential = identity.getCredential(CertificateCredential.class);
        if (credential == null) {
            return Uni.createFrom().item(identity);
        }
        var augmented = QuarkusSecurityIdentity.builder(identity);
        try {
            Caller caller = Caller.holding(msp, credential.getCertificate());
            augmented.addAttribute(Visitor.PERSON, new Person(credential.getCertificate(), caller));
            augmented.addRole(caller.role().name().toLowerCase(Locale.ROOT));
        } catch (RefusalException noPerson) {
            // a gateway or node certificate: known, but nobody's role
        }
        return Uni.createFrom().item(augmented.build());
    }
}
