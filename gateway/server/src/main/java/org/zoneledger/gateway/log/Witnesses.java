package org.zoneledger.gateway.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.log.Witness;
import org.zoneledger.domain.log.WitnessCertificate;
import org.zoneledger.domain.log.WitnessRules;
import org.zoneledger.gateway.index.Records;

/**
 * The agencies' witnesses as the ledger has them. A key counts when the agency's own person has registered it and the agency's own
 * peer has endorsed that, so that the others together cannot give an agency a key.
 */
@ApplicationScoped
class Witnesses {

    private final Records records;

    Witnesses(Records records) {
        this.records = records;
    }

    /** The witnesses in force, by MSP id. */
    SortedMap<String, WitnessCertificate> inForce() {
        SortedMap<String, WitnessCertificate> witnesses = new TreeMap<>();
        for (String agency : Competence.agencies()) {
            of(agency).ifPresent(witness -> witnesses.put(agency, witness));
        }
        return witnesses;
    }

    /** An agency's witness in force. */
    Optional<WitnessCertificate> of(String msp) {
        return records.versions(WitnessRules.key(msp)).stream()
                .filter(version -> version.isOwnOf(msp))
                .reduce((earlier, later) -> later)
                .filter(version ->
                        version.stored().open().path("status").asText().equals("ACTIVE"))
                .map(version -> version.stored().open().path("certificate").asText())
                .map(base64 -> WitnessCertificate.read(Base64.getDecoder().decode(base64)));
    }

    /** The agency whose log has this origin. */
    Optional<WitnessCertificate> ofLog(String origin) {
        return inForce().values().stream()
                .filter(witness -> witness.origin().equals(origin))
                .findFirst();
    }

    /** A certificate as the one who speaks. */
    static Witness speaker(WitnessCertificate certificate) {
        return Witness.of(certificate.origin(), certificate.key());
    }
}
