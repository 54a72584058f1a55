package org.zoneledger.gateway.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.disclosure.Tier;

/** Whoever sent the request, and the one way for records to reach them. */
@RequestScoped
public class Visitor {

    static final String PERSON = "zone.person";

    private final SecurityIdentity identity;
    private final Policy policy;

    Visitor(SecurityIdentity identity, Policy policy) {
        this.identity = identity;
        this.policy = policy;
    }

    /** Somebody as a visitor whom no request carries, for what is sent later. */
    public static Visitor standing(Optional<Person> person, Policy policy) {
        var identity = QuarkusSecurityIdentity.builder().setAnonymous(person.isEmpty());
        person.ifPresent(each -> identity.setPrincipal(each.certificate().getSubjectX500Principal())
                .addAttribute(PERSON, each));
        return new Visitor(identity.build(), policy);
    }

    /** The person who sent a request, once it is known who did. */
    public static Optional<Person> person(RoutingContext request) {
        return request.user() instanceof QuarkusHttpUser user
                ? Optional.ofNullable(user.getSecurityIdentity().getAttribute(PERSON))
                : Optional.empty();
    }

    /** The same if it is a clerk of an enterprise. */
    public static Optional<Person> clerk(RoutingContext request) {
        return person(request).filter(person -> person.caller().uscc().isPresent());
    }

    /** The person, if the visitor is one. */
    public Optional<Person> person() {
        return Optional.ofNullable(identity.getAttribute(PERSON));
    }

    /** The person; refuses a visitor without one. */
    public Person mustBePerson() {
        return person().orElseThrow(
                        () -> Refusal.of(Code.NOT_PERMITTED, "", "the certificate names no role of a person"));
    }

    /**
     * What this visitor may see of a record: the last step of every answer.
     *
     * @param recordType as the disclosure policy names it
     * @param owner credit code of the enterprise it is about, empty when it is about none
     * @param open public part
     * @param restricted restricted part, if there is one here
     */
    public ObjectNode view(String recordType, String owner, ObjectNode open, Optional<Sealed> restricted) {
        return view(recordType, owner, open, restricted, Instant.now());
    }

    /** The same under the law of a moment. */
    public ObjectNode view(String recordType, String owner, ObjectNode open, Optional<Sealed> restricted, Instant at) {
        String agency = Competence.schemes().getOrDefault(open.path("scheme").asText(), "");
        Set<Tier> tiers = person().map(person -> person.tiers(owner, agency)).orElse(Set.of(Tier.T0));
        ObjectNode whole = open.deepCopy();
        restricted.ifPresent(part -> {
            whole.setAll(part.values());
            whole.set("salts", part.salts());
        });
        return policy.view(recordType, whole, tiers, at);
    }

    /** Whether the visitor is shown a record's public part whole, as it stands on the ledger. */
    public boolean isOpen(ObjectNode open) {
        return view(open.path("type").asText(), "", open, Optional.empty()).equals(open);
    }

    /** What leaves of the values that a permit covers, on top of everything the visitor may see anyway. */
    public ObjectNode released(String recordType, ObjectNode values, Tier tier) {
        return policy.view(recordType, values, Set.of(tier));
    }

    /** Whether the visitor may see the restricted part that agencies share of a record about this enterprise. */
    public boolean seesShared(String owner) {
        return person().map(person -> person.tiers(owner, "").contains(Tier.T1)).orElse(false);
    }
}
