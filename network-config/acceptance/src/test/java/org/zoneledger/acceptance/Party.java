package org.zoneledger.acceptance;

import java.nio.file.Path;
import org.zoneledger.domain.identifier.Uscc;

/**
 * An enterprise with a certificate of its own.
 *
 * @param uscc its credit code
 * @param clerk who holds the certificate's key
 */
record Party(Uscc uscc, Person clerk) {

    /** Issues a certificate as the operator of a test zone does: {@code ./zone party USCC}. */
    static Party issue(Zone zone, Uscc uscc) {
        Path folder = Path.of(zone.must("party", uscc.value()).out().strip());
        return new Party(uscc, zone.holder(folder.resolve("cert.pem"), folder.resolve("key.pem"), "CommerceMSP"));
    }

    String filing() {
        return "/api/v1/filings/" + uscc;
    }

    String subject() {
        return "/api/v1/subjects/" + uscc;
    }

    String assertion(String scheme) {
        return "/api/v1/assertions/" + scheme + "/" + uscc;
    }
}
