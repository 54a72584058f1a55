package org.zoneledger.gateway.desk;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.alert.Alerts;
import org.zoneledger.gateway.alert.Alerts.Alert;
import org.zoneledger.gateway.alert.Alerts.Kind;
import org.zoneledger.gateway.desk.DeskView.Entry;
import org.zoneledger.gateway.desk.DeskView.Section;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.Texts;

/** Alerts on top of a desk: a line a kind, with the nearest days. */
@ApplicationScoped
class AlertDesk {

    private static final int DAYS = 30;
    private static final int NAMED = 5;

    /** Where on an agency's desk a kind is worked on. */
    private static final Map<Kind, String> PLACES = Map.of(
            Kind.CASE,
            "#cases",
            Kind.REPAIR,
            "#repairs",
            Kind.CORRECTION,
            "#corrections",
            Kind.LISTING,
            "#listings",
            Kind.SHARE,
            "#asked");

    private final Alerts alerts;
    private final Visitor visitor;
    private final FiledNames names;

    AlertDesk(Alerts alerts, Visitor visitor, FiledNames names) {
        this.alerts = alerts;
        this.visitor = visitor;
        this.names = names;
    }

    Section section(Texts t, Person person) {
        boolean isAgency = person.caller().uscc().isEmpty();
        Map<Kind, List<Alert>> byKind = new TreeMap<>();
        alerts.of(visitor, LocalDate.now(CreditRules.BEIJING), DAYS)
                .forEach(alert -> byKind.computeIfAbsent(alert.kind(), kind -> new ArrayList<>())
                        .add(alert));
        List<Entry> entries = new ArrayList<>();
        byKind.forEach((kind, some) -> entries.add(entry(t, isAgency, kind, some)));
        return new Section("alerts", t.of("alert"), t.of("alert.lead", DAYS), t.of("alert.none"), entries);
    }

    private Entry entry(Texts t, boolean isAgency, Kind kind, List<Alert> some) {
        Optional<Long> days = some.get(0).days();
        boolean isLate = days.filter(left -> left < 0).isPresent() && kind != Kind.GRADE_MOVED;
        List<Fact> facts = isAgency && kind == Kind.CASE
                ? List.of()
                : some.stream()
                        .limit(NAMED)
                        .map(alert -> fact(t, isAgency, alert))
                        .toList();
        return new Entry(
                t.of("alert." + kind),
                isAgency ? PLACES.getOrDefault(kind, "") : "",
                isLate
                        ? t.of("alert.late")
                        : days.filter(left -> left >= 0)
                                .map(left -> t.of("alert.days", left))
                                .orElse(""),
                isLate ? "bad" : "warn",
                some.size() == 1 ? "" : t.of("alert.count", some.size()),
                facts,
                null);
    }

    private Fact fact(Texts t, boolean isAgency, Alert alert) {
        String day = alert.due().map(due -> t.date(due.toString())).orElse("");
        String about = isAgency ? alert.uscc().map(uscc -> names.of(t, uscc)).orElse(alert.key()) : alert.key();
        return new Fact(
                about,
                alert.to()
                        .map(to -> t.of("alert.moved", alert.from().orElse(""), to, day))
                        .orElse(day),
                false);
    }
}
