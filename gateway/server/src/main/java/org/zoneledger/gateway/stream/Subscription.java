package org.zoneledger.gateway.stream;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.zoneledger.gateway.index.Place;

/**
 * A standing order to send events somewhere.
 *
 * @param certificate of the person who gave it; what is sent is what that person may see
 * @param place up to which everything was taken by the receiver
 * @param failures attempts in a row that it did not take
 * @param nextAttempt not before then
 */
record Subscription(
        String id,
        X509Certificate certificate,
        URI url,
        Selection selection,
        Instant createdAt,
        Place place,
        int failures,
        Instant nextAttempt) {

    Subscription moved(Place next) {
        return new Subscription(id, certificate, url, selection, createdAt, next, 0, Instant.EPOCH);
    }

    Subscription failed(Instant next) {
        return new Subscription(id, certificate, url, selection, createdAt, place, failures + 1, next);
    }

    boolean isSameOrderAs(Subscription other) {
        return certificate.equals(other.certificate) && url.equals(other.url) && selection.equals(other.selection);
    }
}
