package org.zoneledger.gateway.resolver;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.LocalDate;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.provenance.Passport;
import org.zoneledger.gateway.provenance.Shipment;

/** The page that somebody sees who scans the code on a product: HTML that needs no script, and nothing from elsewhere. */
final class ConsumerPage {
    private ConsumerPage() {}

    /**
     * The page of a passport.
     *
     * @param asked what was asked for, which may be finer than what is known
     * @param today to tell whether a use-by date has passed
     * @param scanned scans of the code that was asked for, before this one
     */
    static String of(Passport passport, DigitalLink.Item asked, Language language, LocalDate today, Scanned scanned) {
        Texts texts = Texts.in(language);
        return Templates.passport(texts, new PassportWords(passport, asked, texts, today, scanned).view())
                .render();
    }

    /** The page of a logistic unit. */
    static String of(Shipment shipment, Language language) {
        Texts texts = Texts.in(language);
        return Templates.shipment(texts, ShipmentView.of(shipment, texts)).render();
    }

    /**
     * The page that says why there is no passport.
     *
     * @param path what was asked for: an SSCC, or a GTIN and its qualifiers, percent-encoded
     */
    static String of(Refusal refusal, String path, Language language) {
        Texts texts = Texts.in(language);
        return Templates.problem(texts, new ProblemWords(texts).view(refusal, path))
                .render();
    }

    @CheckedTemplate(basePath = "resolver")
    static class Templates {
        private Templates() {}

        static native TemplateInstance passport(Texts t, PassportView page);

        static native TemplateInstance shipment(Texts t, ShipmentView page);

        static native TemplateInstance problem(Texts t, ProblemView page);
    }
}
