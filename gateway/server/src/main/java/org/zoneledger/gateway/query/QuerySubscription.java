package org.zoneledger.gateway.query;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * A standing order to send what a query finds.
 *
 * @param owner certificate of the person who gave it
 * @param token secret of the receiver's choice, with which deliveries are authenticated
 * @param schedule when it is run; empty when events are sent as they come
 * @param schedulePattern the schedule as it was given
 * @param reportIfEmpty whether a run that finds nothing is told
 * @param since events recorded before are not sent
 * @param progress how far it has come
 */
record QuerySubscription(
        String id,
        String query,
        X509Certificate owner,
        URI dest,
        Optional<String> token,
        Optional<Schedule> schedule,
        String schedulePattern,
        boolean reportIfEmpty,
        Optional<Instant> since,
        Instant createdAt,
        Progress progress) {

    /**
     * How far a subscription has come.
     *
     * @param place last event that was looked at and, if wanted, taken by the receiver
     * @param failures attempts in a row that it did not take
     * @param next not before then: the next run, or the next attempt
     */
    record Progress(long place, int failures, Instant next) {}

    QuerySubscription at(Progress further) {
        return new QuerySubscription(
                id, query, owner, dest, token, schedule, schedulePattern, reportIfEmpty, since, createdAt, further);
    }

    /** Everything up to a place was taken, and more follows at once. */
    QuerySubscription moved(long place) {
        return at(new Progress(place, 0, progress.next()));
    }

    /** Everything up to a place was taken, and there is no more for now. */
    QuerySubscription done(long place, Instant now) {
        return at(
                new Progress(place, 0, schedule.flatMap(each -> each.next(now)).orElse(Instant.EPOCH)));
    }

    QuerySubscription failed(Instant again) {
        return at(new Progress(progress.place(), progress.failures() + 1, again));
    }
}
