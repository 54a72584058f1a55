package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.gateway.access.Policy;
import org.zoneledger.gateway.index.Custody;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.provenance.Passport.ErrorDeclaration;
import org.zoneledger.gateway.provenance.Passport.Release;
import org.zoneledger.gateway.provenance.Passport.Step;
import org.zoneledger.gateway.provenance.Passport.Text;

/** Events as the steps of a passport that the public may see. */
final class Steps {

    private static final List<String> JUDGEMENTS = List.of("disposition", "zone:inspection", "zone:customsRelease");

    private final Policy policy;
    private final Set<String> own;

    /**
     * For one passport.
     *
     * @param own pages that the enterprise which answers for the product has captured itself; nobody else's word counts on whether it
     *     is good
     */
    Steps(Policy policy, Set<String> own) {
        this.policy = policy;
        this.own = own;
    }

    /**
     * Each event as a step. A declaration that an event was wrong is a mark on that event's step, and a step of its own only when that
     * event is not there.
     *
     * @param journey with the declarations, in order
     */
    List<Step> of(List<Events.Stored> journey) {
        Map<Long, Events.Stored> declarations = new HashMap<>();
        Set<Long> marked = new HashSet<>();
        for (Events.Stored event : journey) {
            if (event.isDeclaration()) {
                declarations.put(event.id(), event);
            } else {
                marked.add(event.declared());
            }
        }
        return journey.stream()
                .filter(event ->
                        !event.isDeclaration() || (event.declared() == event.id() && !marked.contains(event.id())))
                .map(event -> step(event, Optional.ofNullable(declarations.get(event.declared()))))
                .toList();
    }

    private Step step(Events.Stored stored, Optional<Events.Stored> declaration) {
        ObjectNode event = policy.open("event", stored.open());
        if (!own.contains(stored.page())) {
            event.remove(JUDGEMENTS);
        }
        return new Step(
                PassportReader.string(event, "eventID"),
                stored.time(),
                event.path("eventTimeZoneOffset").asText(),
                event.path("type").asText(),
                PassportReader.string(event, "bizStep").map(Steps::bare),
                PassportReader.string(event, "disposition").map(Steps::bare),
                PassportReader.text(event.path("zone:place"), "zh", "en"),
                PassportReader.string(event.path("zone:place"), "country"),
                PassportReader.text(event.path("zone:inspection"), "authorityZh", "authorityEn"),
                release(event.path("zone:customsRelease")),
                declaration.flatMap(this::declared),
                stored.page(),
                stored.position(),
                Sha256.hex(CanonicalJson.bytes(stored.open())));
    }

    private static Optional<Release> release(JsonNode release) {
        return release.isObject()
                ? Optional.of(new Release(
                        release.path("office").asText(),
                        new Text(
                                release.path("officeZh").asText(),
                                release.path("officeEn").asText()),
                        release.path("direction").asText(),
                        release.path("released").asText().equals("true")))
                : Optional.empty();
    }

    private Optional<ErrorDeclaration> declared(Events.Stored declaration) {
        JsonNode said = policy.open("event", declaration.open()).path("errorDeclaration");
        return PassportReader.string(said, "declarationTime")
                .map(time -> new ErrorDeclaration(
                        OffsetDateTime.parse(time).toInstant(),
                        PassportReader.string(said, "reason").map(Custody::bare),
                        Competence.texts(said.path("correctiveEventIDs")),
                        declaration.page(),
                        declaration.position()));
    }

    /** A CBV word without its URI or CURIE prefix. */
    private static String bare(String word) {
        return word.replaceFirst("^(.*BizStep-|.*Disp-|urn:epcglobal:cbv:(bizstep|disp):)", "");
    }
}
