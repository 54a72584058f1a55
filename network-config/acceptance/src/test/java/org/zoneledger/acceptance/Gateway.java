package org.zoneledger.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One organisation's gateway as one person meets it, over its public routes.
 *
 * @param address where it listens
 * @param person whose certificate is shown
 */
record Gateway(URI address, Person person) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofMillis(800);
    private static final Duration UNDECIDED = Duration.ofSeconds(60);

    Answer get(String path) {
        return send(Request.get(path));
    }

    /** Sends once; whatever comes back is an answer, also nothing. */
    Answer send(Request request) {
        return send(request, PATIENCE);
    }

    /** Sends once and waits so long. */
    Answer send(Request request, Duration patience) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(address + request.path()))
                .timeout(patience)
                .method(
                        request.method(),
                        request.body().length == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(builder::header);
        try {
            // the request's own timeout ends with the headers, this one with the body
            return Answer.of(person.http()
                    .sendAsync(builder.build(), BodyHandlers.ofByteArray())
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Answer.none(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What an endless answer says until it has said nothing for a while. */
    String listen(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Accept", "text/event-stream")
                .build();
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (InputStream stream =
                person.http().send(request, BodyHandlers.ofInputStream()).body()) {
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> copy(stream, heard));
            int before = -1;
            while (!reading.isDone() && heard.size() > before) {
                before = heard.size();
                Await.pause(SILENCE.toMillis());
            }
            return heard.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void copy(InputStream from, ByteArrayOutputStream to) {
        try {
            byte[] some = new byte[8192];
            for (int read = from.read(some); read >= 0; read = from.read(some)) {
                to.write(some, 0, read);
            }
        } catch (IOException closed) {
            // whoever listens has heard enough
        }
    }

    /** Sends the same request, and so the same Idempotency-Key, until its outcome is known. */
    Answer settle(Request request) {
        return Await.until(request + " at " + address, UNDECIDED, () -> send(request), answer -> !answer.isUndecided());
    }

    /** Settles a request that nothing is wrong with. */
    Answer must(Request request) {
        Answer answer = settle(request);
        if (!answer.isSuccess()) {
            throw new AssertionError(request + " at " + address + " was answered " + answer);
        }
        return answer;
    }

    /** Reads until the answer has this status, because the index follows the ledger. */
    Answer await(String path, int status) {
        return Await.until(path + " at " + address, Await.LAG, () -> get(path), answer -> answer.status() == status);
    }
}
