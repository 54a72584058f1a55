package org.zoneledger.launcher.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.launcher.ZoneException;
import org.zoneledger.launcher.log.LogAudit.Log;

/**
 * Looks for a thing in every page that a log names, each page held against the log and the log against its cosigned checkpoint: so it
 * can be known that a serial number was never recorded. Reads as much as was ever captured.
 */
public final class LogSearch {

    private final Map<String, URI> gateways;
    private final Map<String, X509Certificate> roots;
    private final HttpClient http;

    /** What was found; its number is the exit code. */
    public enum Outcome {
        RECORDED(0),
        NOT_RECORDED(1),
        UNKNOWN(2);

        private final int code;

        Outcome(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /**
     * @param gateways by name; one with the name of an agency must publish that agency's log
     * @param roots of the agencies, by the agency's name
     */
    public LogSearch(Map<String, URI> gateways, Map<String, X509Certificate> roots, HttpClient http) {
        this.gateways = gateways;
        this.roots = roots;
        this.http = http;
    }

    /** Says where a thing was recorded first, or that it was not, up to the newest checkpoint that enough agencies have cosigned. */
    public Outcome run(Sought sought, PrintStream out) {
        LogAudit audit = new LogAudit(gateways, roots, http);
        audit.look();
        audit.faults().keySet().forEach(name -> out.println(audit.line(name)));
        for (String name : audit.sound()) {
            try {
                return run(sought, audit.logs().get(name), new RemotePages(gateways.get(name), http), out);
            } catch (ZoneException | RefusalException e) {
                out.println(String.format(Locale.ROOT, "%-10s %s", name, e.getMessage()));
            }
        }
        out.println("it cannot be said whether " + sought.link().uri() + " was recorded");
        return Outcome.UNKNOWN;
    }

    private static Outcome run(Sought sought, Log log, RemotePages pages, PrintStream out) {
        Reading reading = new Reading(sought, pages);
        log.tree().entries(0, reading::goesOnAfter);
        long size = log.checkpoint().size();
        out.println(reading.first
                .map(first -> "recorded, first in event " + first)
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "not recorded: %s is named by none of %,d events in %,d pages",
                        sought.link().uri(),
                        reading.events,
                        reading.pages)));
        out.println(String.format(Locale.ROOT, "in a log of %,d entries, cosigned by", size));
        log.cosigned().forEach((agency, at) -> out.println("  " + agency + " at " + at));
        return reading.first.isPresent() ? Outcome.RECORDED : Outcome.NOT_RECORDED;
    }

    /** What was read so far. */
    private static final class Reading {
        private final Sought sought;
        private final RemotePages remote;
        private long pages;
        private long events;
        private Optional<String> first = Optional.empty();

        private Reading(Sought sought, RemotePages remote) {
            this.sought = sought;
            this.remote = remote;
        }

        private boolean goesOnAfter(LogEntry entry) {
            if (RemotePages.isPage(entry)) {
                List<ObjectNode> all = remote.events(entry);
                pages++;
                events += all.size();
                for (int i = 0; i < all.size() && first.isEmpty(); i++) {
                    int number = i + 1;
                    first = RemotePages.line(entry, all.get(i), List.of(sought))
                            .map(line -> number + " of " + all.size() + " of " + line);
                }
            }
            return first.isEmpty();
        }
    }
}
