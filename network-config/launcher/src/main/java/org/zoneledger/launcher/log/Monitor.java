package org.zoneledger.launcher.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.launcher.ZoneException;
import org.zoneledger.launcher.log.LogAudit.Log;

/**
 * Follows logs from outside and remembers what it was shown: whoever shows another past later than before contradicts his own
 * signature. All agencies' logs are over one tree, so each is held against the checkpoints of all.
 *
 * <p>State in a file: {@code {"read": entries read so far, "seen": {gateway: signed note}}}.
 */
public final class Monitor {

    private static final Duration STALE = Duration.ofMinutes(5);

    private final Map<String, URI> gateways;
    private final Map<String, X509Certificate> roots;
    private final HttpClient http;
    private final Path state;
    private final Watch watched;
    private final Clock clock;

    /** What a look ended with; its number is the exit code. */
    public enum Found {
        NOTHING(0),
        FAULT(1),
        WRITTEN(3);

        private final int code;

        Found(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /**
     * @param gateways by name; one with the name of an agency must publish that agency's log
     * @param roots of the agencies, by the agency's name
     * @param state file that remembers; made by the first look
     * @param watched what is announced when it is written
     */
    public Monitor(
            Map<String, URI> gateways,
            Map<String, X509Certificate> roots,
            HttpClient http,
            Path state,
            Watch watched,
            Clock clock) {
        this.gateways = new TreeMap<>(gateways);
        this.roots = roots;
        this.http = http;
        this.state = state;
        this.watched = watched;
        this.clock = clock;
    }

    /** Looks once: a line for each gateway, and one for each write of what is watched. */
    public Found look(PrintStream out) {
        LogAudit audit = new LogAudit(gateways, roots, http);
        audit.look();
        ObjectNode known = read();
        ObjectNode seen = known.withObject("/seen");
        audit.logs().forEach((name, log) -> holdAgainst(seen, name, log, audit.faults()));
        List<String> written = written(known, audit);
        gateways.keySet().forEach(name -> out.println(audit.line(name)));
        written.forEach(out::println);
        audit.logs().forEach((name, log) -> {
            if (!audit.faults().containsKey(name)) {
                seen.put(name, log.note().note());
            }
        });
        write(known);
        if (!audit.faults().isEmpty()) {
            return Found.FAULT;
        }
        return written.isEmpty() ? Found.NOTHING : Found.WRITTEN;
    }

    /** Whether two checkpoints of one size name two maps. */
    private static boolean isAnotherMap(Checkpoint before, Checkpoint now) {
        return before.size() == now.size()
                && before.map().isPresent()
                && now.map().isPresent()
                && !Arrays.equals(before.map().get(), now.map().get());
    }

    /** A log must still contain every checkpoint that was seen, must not shrink, and must be cosigned anew now and then. */
    private void holdAgainst(ObjectNode seen, String name, Log log, Map<String, String> faults) {
        try {
            for (Map.Entry<String, JsonNode> each : seen.properties()) {
                Checkpoint before = Checkpoint.read(
                        SignedNote.read(each.getValue().asText()).text());
                if (before.size() <= log.checkpoint().size()) {
                    if (!Arrays.equals(log.tree().root(before.size()), before.root())) {
                        faults.putIfAbsent(
                                name, "SHOWS ANOTHER PAST than " + each.getKey() + " did at size " + before.size());
                    } else if (isAnotherMap(before, log.checkpoint())) {
                        faults.putIfAbsent(
                                name,
                                "SHOWS ANOTHER MAP OF NEWEST ENTRIES than " + each.getKey() + " did at size "
                                        + before.size());
                    }
                } else if (each.getKey().equals(name)) {
                    faults.putIfAbsent(name, "has gone back from " + before.size() + " entries");
                }
            }
        } catch (ZoneException | RefusalException e) {
            faults.putIfAbsent(name, e.getMessage());
        }
        boolean stale = log.last()
                .map(last -> last.isBefore(clock.instant().minus(STALE)))
                .orElse(true);
        if (stale) {
            faults.putIfAbsent(name, "nobody has cosigned it for " + STALE.toMinutes() + " minutes");
        }
    }

    /** Reads what was written since the last look, in the longest log that nothing is wrong with. The first look only remembers where it is. */
    private List<String> written(ObjectNode known, LogAudit audit) {
        List<String> sound = audit.sound();
        if (sound.isEmpty()) {
            return List.of();
        }
        String longest = sound.get(0);
        Log log = audit.logs().get(longest);
        long size = log.checkpoint().size();
        Written written = new Written(new RemotePages(gateways.get(longest), http));
        try {
            if (!watched.isEmpty()) {
                log.tree().entries(known.path("read").asLong(size), written::take);
            }
            known.put("read", Math.max(size, known.path("read").asLong()));
        } catch (ZoneException | RefusalException e) {
            audit.faults().put(longest, e.getMessage());
        }
        return written.lines;
    }

    /** What is announced of the entries that were read. */
    private final class Written {
        private final RemotePages pages;
        private final List<String> lines = new ArrayList<>();
        private Optional<LogEntry> page = Optional.empty();

        private Written(RemotePages pages) {
            this.pages = pages;
        }

        private boolean take(LogEntry entry) {
            if (entry.collection().isEmpty() && watched.isKey(entry.key())) {
                lines.add(entry.key() + " was " + (entry.isDelete() ? "deleted" : "written") + " in block "
                        + entry.block() + " by transaction " + entry.txId());
            }
            if (RemotePages.isPage(entry)) {
                page = Optional.of(entry);
                if (!watched.things().isEmpty()) {
                    pages.events(entry).forEach(event -> RemotePages.line(entry, event, watched.things())
                            .ifPresent(lines::add));
                }
            } else if (RemotePages.isHead(entry) && !watched.enterprises().isEmpty()) {
                String owner = pages.owner(entry);
                // a transaction writes its keys in their order, so the page comes right before its head
                page.filter(each -> watched.enterprises().contains(owner) && RemotePages.areOne(each, entry))
                        .ifPresent(each -> pages.events(each)
                                .forEach(
                                        event -> lines.add(RemotePages.line(each, event, "was captured by " + owner))));
            }
            return true;
        }
    }

    private ObjectNode read() {
        try {
            return Files.exists(state) && CanonicalJson.read(Files.readAllBytes(state)) instanceof ObjectNode known
                    ? known
                    : JsonNodeFactory.instance.objectNode();
        } catch (IOException | RefusalException e) {
            throw new ZoneException(state + " cannot be read", e);
        }
    }

    private void write(ObjectNode known) {
        try {
            Path next = state.resolveSibling(state.getFileName() + ".next");
            Files.write(next, CanonicalJson.bytes(known));
            Files.move(next, state, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ZoneException(state + " cannot be written", e);
        }
    }
}
