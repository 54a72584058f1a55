package org.zoneledger.gateway.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.gateway.alert.Alerts.Alert;
import org.zoneledger.gateway.stream.Tail;

/**
 * One visitor's alerts as they arise: those there are, then each that a block or the next day brings, once, and once more when its day has
 * passed. What is over is forgotten, so that it is told when it comes again.
 */
final class AlertTail implements Tail {

    private static final int ID_DIGITS = 32;

    /** Between two looks, however fast blocks come: a look asks the index some dozens of questions. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private final Function<LocalDate, List<Alert>> alerts;
    private final Supplier<LocalDate> today;
    private final LongSupplier clock;
    private final ObjectMapper json;
    private Set<String> told = Set.of();
    private long due;

    /**
     * @param alerts of a day, in Beijing
     * @param clock nanoseconds since some moment
     */
    AlertTail(
            Function<LocalDate, List<Alert>> alerts, Supplier<LocalDate> today, LongSupplier clock, ObjectMapper json) {
        this.alerts = alerts;
        this.today = today;
        this.clock = clock;
        this.json = json;
        this.due = clock.getAsLong();
    }

    @Override
    public Stretch next() {
        long at = clock.getAsLong();
        if (at - due < 0) {
            return new Stretch(List.of(), State.HELD);
        }
        due = at + PAUSE.toNanos();
        Set<String> now = new HashSet<>();
        List<Told> fresh = new ArrayList<>();
        for (Alert alert : alerts.apply(today.get())) {
            String id = id(alert);
            if (now.add(id) && !told.contains(id)) {
                fresh.add(new Told(id, text(alert)));
            }
        }
        told = now;
        return new Stretch(fresh, State.LAST);
    }

    /** The same whenever it is told; another one once its day has passed. */
    private String id(Alert alert) {
        boolean isLate = alert.days().filter(left -> left < 0).isPresent();
        String names = String.join(
                " ",
                alert.kind().name(),
                alert.key(),
                alert.due().toString(),
                alert.factId().orElse(""),
                alert.to().orElse(""),
                Boolean.toString(isLate));
        return Sha256.hex(names.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
    }

    private String text(Alert alert) {
        try {
            return json.writeValueAsString(alert);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
