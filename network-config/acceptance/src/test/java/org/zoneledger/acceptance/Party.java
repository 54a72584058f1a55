package org.zoneledger.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
        Path folder = folder(zone, uscc);
        return new Party(uscc, zone.holder(folder.resolve("cert.pem"), folder.resolve("key.pem"), "CommerceMSP"));
    }

    /** The same enterprise with another certificate for its key; whoever holds the former one still has it. */
    Party renewed(Zone zone) {
        try {
            Files.delete(folder(zone, uscc).resolve("cert.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return issue(zone, uscc);
    }

    private static Path folder(Zone zone, Uscc uscc) {
        return Path.of(zone.must("party", uscc.value()).out().strip());
    }

    String filing() {
        return "/api/v1/filings/" + uscc;
    }

    String decisions() {
        return filing() + "/decisions";
    }

    String amendment() {
        return filing() + "/amendment";
    }

    String certificate() {
        return filing() + "/certificate";
    }

    String uses() {
        return filing() + "/uses";
    }

    String subject() {
        return "/api/v1/subjects/" + uscc;
    }

    String assertion(String scheme) {
        return "/api/v1/assertions/" + scheme + "/" + uscc;
    }
}
