package org.zoneledger.gateway.log;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.gateway.index.Log;
import org.zoneledger.gateway.log.Checkpoints.Cosigned;
import org.zoneledger.gateway.log.LogView.Agency;
import org.zoneledger.gateway.log.Sightings.Sighting;
import org.zoneledger.gateway.log.WitnessMemory.Divergence;
import org.zoneledger.gateway.resolver.ResolverHeaders;
import org.zoneledger.gateway.resolver.Texts;

/** The page about the agencies' logs: how far each is, who has cosigned it, and who shows another past. */
@ApplicationScoped
class LogPage {

    private static final int MOST = 20;

    private final Sightings sightings;
    private final WitnessMemory memory;
    private final Log log;

    LogPage(Sightings sightings, WitnessMemory memory, Log log) {
        this.sightings = sightings;
        this.memory = memory;
        this.log = log;
    }

    @CheckedTemplate(basePath = "resolver")
    static class Templates {
        private Templates() {}

        static native TemplateInstance log(Texts t, LogView page);
    }

    Response answer(Texts t) {
        return ResolverHeaders.document(
                        Response.ok(Templates.log(t, view(t)).render(), MediaType.TEXT_HTML + ";charset=UTF-8"),
                        t.language(),
                        "public, max-age=5",
                        ResolverHeaders.ONLY_OWN_STYLE)
                .build();
    }

    private LogView view(Texts t) {
        long size = log.size();
        List<Agency> agencies = new ArrayList<>();
        for (Map.Entry<String, Sighting> each : sightings.now().entrySet()) {
            Sighting sighting = each.getValue();
            agencies.add(new Agency(
                    name(t, each.getKey()),
                    sighting.state().tone(),
                    t.of("log.state." + sighting.state()),
                    sighting.cosigned()
                            .map(cosigned -> facts(t, cosigned, size))
                            .orElse(List.of())));
        }
        List<String> divergences = memory.divergences(MOST).stream()
                .map(divergence -> said(t, divergence))
                .toList();
        return new LogView(t.of("log.own", number(size)), agencies, divergences);
    }

    private static List<String> facts(Texts t, Cosigned cosigned, long size) {
        Checkpoint checkpoint = cosigned.checkpoint();
        List<String> facts = new ArrayList<>();
        facts.add(t.of("log.size", number(checkpoint.size()), number(Math.max(0, size - checkpoint.size()))));
        cosigned.at().values().stream()
                .max(Comparator.naturalOrder())
                .map(Instant::toString)
                .ifPresent(last -> facts.add(t.of(
                        "log.cosigned",
                        t.list(cosigned.at().keySet().stream()
                                .map(msp -> name(t, msp))
                                .toList()),
                        last)));
        facts.add(t.of("log.root", Base64.getEncoder().encodeToString(checkpoint.root())));
        return facts;
    }

    private static String said(Texts t, Divergence divergence) {
        return t.of(
                divergence.isOfMap() ? "log.divergence.map" : "log.divergence",
                divergence.checkpoint().origin(),
                number(divergence.checkpoint().size()),
                divergence.at().toString(),
                Base64.getEncoder().encodeToString(divergence.root()),
                Base64.getEncoder().encodeToString(divergence.ownRoot()));
    }

    private static String name(Texts t, String msp) {
        return t.find("agency." + msp).orElse(msp);
    }

    private static String number(long entries) {
        return String.format(Locale.ROOT, "%,d", entries);
    }
}
