package org.zoneledger.gateway.resolver;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.provenance.Passport;
import org.zoneledger.gateway.resolver.PassportView.Banner;
import org.zoneledger.gateway.resolver.PassportView.Check;
import org.zoneledger.gateway.resolver.PassportView.Credit;
import org.zoneledger.gateway.resolver.PassportView.Fact;
import org.zoneledger.gateway.resolver.PassportView.Level;
import org.zoneledger.gateway.resolver.PassportView.Material;
import org.zoneledger.gateway.resolver.PassportView.Phrase;
import org.zoneledger.gateway.resolver.PassportView.Seller;
import org.zoneledger.gateway.resolver.PassportView.Tone;

/** Puts one passport into the words of one language. */
final class PassportWords {
    private final Passport passport;
    private final DigitalLink.Item asked;
    private final Texts t;
    private final LocalDate today;
    private final Scanned scanned;
    private final StepWords words;
    private final List<JourneyLine> journey;

    /**
     * @param asked what was asked for, which may be finer than what is known
     * @param today to tell whether a use-by date has passed
     * @param scanned scans of the code that was asked for, before this one
     */
    PassportWords(Passport passport, DigitalLink.Item asked, Texts t, LocalDate today, Scanned scanned) {
        this.passport = passport;
        this.asked = asked;
        this.t = t;
        this.today = today;
        this.scanned = scanned;
        this.words = new StepWords(t);
        this.journey = JourneyLine.of(passport.journey());
    }

    PassportView view() {
        return new PassportView(
                banners(),
                phrase(passport.product().name()),
                otherPhrase(passport.product().name()),
                passport.product().brand(),
                levels(),
                levelText(),
                facts(),
                scans(),
                checks(),
                journey.isEmpty()
                        ? t.of("journey.none")
                        : t.of("journey.count", passport.journey().size()),
                new JourneyWords(t).lines(passport.journey()),
                new JourneyWords(t).gaps(passport.journey()),
                passport.materials().stream().map(this::material).toList(),
                seller(),
                new ProofWords(t, passport.proofs(), passport.journey())
                        .proof(passport.height(), passport.link(), t.of("proof.none")));
    }

    private List<Banner> banners() {
        Optional<Banner> unknown = unknown();
        Passport.State state = passport.state();
        List<Banner> warnings = Stream.of(
                        state == Passport.State.fine ? Optional.<Banner>empty() : Optional.of(against(state)),
                        state == Passport.State.false_origin
                                        || passport.falseOrigins().isEmpty()
                                ? Optional.<Banner>empty()
                                : Optional.of(against(Passport.State.false_origin)),
                        unknown,
                        farApart(),
                        expired())
                .flatMap(Optional::stream)
                .toList();
        return warnings.isEmpty() ? List.of(nothingAgainst()) : warnings;
    }

    private Optional<Banner> farApart() {
        return passport.level() == Passport.Level.item && scanned.farApart()
                ? Optional.of(new Banner(
                        Tone.warn,
                        t.of("scan.farApart.title"),
                        t.of("scan.farApart.text"),
                        List.of(),
                        List.of(t.of("scan.farApart.advice"))))
                : Optional.empty();
    }

    private PassportView.Scans scans() {
        String first = scanned.first().map(day -> t.date(day)).orElse("");
        String count = scanned.scans() == 0
                ? t.of("scan.never")
                : t.of(scanned.isExact() ? "scan.count" : "scan.many", scanned.scans(), first);
        return new PassportView.Scans(
                count, t.find("scan.meaning." + passport.level()).orElse(""));
    }

    private Banner nothingAgainst() {
        if (passport.journey().stream().noneMatch(Passport.Step::stands)) {
            String key = journey.isEmpty() ? "state.silent" : "state.wrong";
            return banner(Tone.plain, key + ".title", t.of(key + ".text"));
        }
        List<String> points = journey.stream()
                .filter(line -> StepWords.isCheck(line.step()) && StepWords.tone(line.step()) == Tone.good)
                .map(line -> words.headline(line.step()))
                .distinct()
                .toList();
        Passport.Level level = passport.level();
        String text = t.of("state.fine.text." + level);
        return new Banner(
                level == Passport.Level.product ? Tone.plain : Tone.good,
                t.of("state.fine.title"),
                Custody.gaps(passport.journey()).isEmpty() ? text : text + t.of("state.fine.gaps"),
                points,
                List.of());
    }

    private Banner against(Passport.State state) {
        String key = "state." + state;
        String text = t.of(key + ".text." + passport.level());
        if (state == Passport.State.false_origin) {
            String said = Stream.concat(
                            Stream.of(text), passport.falseOrigins().stream().map(this::found))
                    .collect(Collectors.joining(" "));
            return new Banner(Tone.bad, t.of(key + ".title"), said, List.of(), List.of(t.of(key + ".advice")));
        }
        if (state != Passport.State.recalled) {
            return banner(Tone.bad, key + ".title", text);
        }
        Stream<String> own = passport.recalls().stream()
                .flatMap(recall -> recall.advice().stream())
                .map(advised -> t.name(advised));
        List<String> advice = Stream.concat(
                        own, Stream.of("stop", "keep", "call").map(what -> t.of("state.recalled.advice." + what)))
                .toList();
        String said = Stream.concat(Stream.of(text), passport.recalls().stream().map(this::recall))
                .collect(Collectors.joining(" "));
        return new Banner(Tone.alarm, t.of(key + ".title"), said, List.of(), advice);
    }

    /** What market regulation has called back, why and on which basis. */
    private String recall(Passport.Recall recall) {
        String what = recall.of().map(name -> t.name(name)).orElseGet(() -> t.of("recall.this"));
        String batches = recall.batches().isEmpty() ? t.of("recall.every") : t.list(recall.batches());
        return t.of(
                "recall",
                what,
                batches,
                t.name(recall.reason()),
                recall.legalBasis(),
                t.date(LocalDate.ofInstant(Instant.parse(recall.at()), CreditRules.BEIJING)));
    }

    /** Whose origin market regulation has found to be false, when, and on which basis. */
    private String found(Passport.FalseOrigin finding) {
        return t.of(
                "origin",
                finding.of().map(name -> t.name(name)).orElseGet(() -> t.of("recall.this")),
                finding.batches().isEmpty() ? t.of("recall.every") : t.list(finding.batches()),
                finding.legalBasis(),
                t.date(LocalDate.ofInstant(Instant.parse(finding.at()), CreditRules.BEIJING)));
    }

    private Optional<Banner> expired() {
        return passport.expiry()
                .filter(date -> date.matches("\\d{4}-\\d\\d-\\d\\d") && date.compareTo(today.toString()) < 0)
                .map(date -> banner(Tone.bad, "state.expired.title", t.of("state.expired.text", t.date(date))));
    }

    private Optional<Banner> unknown() {
        if (passport.askedLevel().compareTo(passport.level()) <= 0) {
            return Optional.empty();
        }
        String kind = passport.askedLevel() == Passport.Level.item ? "serial" : "batch";
        String number = asked.serial().or(asked::batch).orElse("");
        String text = t.of(
                "unknown." + kind + "." + passport.level(),
                number,
                passport.batch().orElse(""));
        String others = passport.othersHaveSerials() ? t.of("unknown.serial.others") : "";
        return Optional.of(new Banner(
                Tone.warn,
                t.of("unknown." + kind + ".title"),
                text + others,
                List.of(),
                List.of(t.of("unknown.advice"))));
    }

    private Banner banner(Tone tone, String titleKey, String text) {
        return new Banner(tone, t.of(titleKey), text, List.of(), List.of());
    }

    private List<Level> levels() {
        return Stream.of(Passport.Level.values())
                .map(level -> new Level(
                        t.of("level.step." + level),
                        level.compareTo(passport.level()) <= 0,
                        level == passport.level(),
                        level.compareTo(passport.level()) > 0 && level == passport.askedLevel()))
                .toList();
    }

    private String levelText() {
        String number =
                switch (passport.level()) {
                    case item -> passport.serial().orElse("");
                    case batch -> passport.batch().orElse("");
                    case product -> "";
                };
        return t.of("level." + passport.level(), number);
    }

    private List<Fact> facts() {
        Passport.Product product = passport.product();
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("originCountry", t.country(product.originCountry())));
        product.producer().ifPresent(name -> facts.add(new Fact(t.of("fact.producer"), phrase(name), false)));
        product.category().ifPresent(name -> facts.add(new Fact(t.of("fact.category"), phrase(name), false)));
        passport.expiry().ifPresent(date -> facts.add(fact("expiry", t.date(date))));
        passport.batch().ifPresent(batch -> facts.add(code("fact.batch", batch)));
        passport.serial().ifPresent(serial -> facts.add(code("fact.serial", serial)));
        facts.add(code("fact.gtin", printed(product.gtin())));
        product.hs6().ifPresent(hs6 -> facts.add(code("fact.hs6", hs6)));
        product.lists().forEach(title -> facts.add(new Fact(t.of("fact.list"), phrase(title), false)));
        return facts;
    }

    /** A GTIN as it stands under the barcode, without the zeros that fill it up to 14 digits. */
    private static String printed(String gtin) {
        int filled = gtin.startsWith("000000") ? 6 : gtin.startsWith("00") ? 2 : gtin.startsWith("0") ? 1 : 0;
        return gtin.substring(filled);
    }

    private Fact fact(String name, String value) {
        return new Fact(t.of("fact." + name), new Phrase(value, ""), false);
    }

    private Fact code(String labelKey, String value) {
        return new Fact(t.of(labelKey), new Phrase(value, ""), true);
    }

    private List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        journey.stream()
                .filter(line -> StepWords.isCheck(line.step()))
                .map(line -> new Check(
                        StepWords.tone(line.step()), words.headline(line.step()), words.by(line.step()), when(line)))
                .forEach(checks::add);
        List<Passport.Step> facts =
                passport.journey().stream().filter(Passport.Step::stands).toList();
        if (facts.stream().noneMatch(StepWords::isInspection)) {
            checks.add(new Check(Tone.plain, t.of("check.inspection.none"), "", ""));
        }
        if (facts.stream().noneMatch(step -> step.release().isPresent())) {
            checks.add(new Check(Tone.plain, t.of("check.release.none"), "", ""));
        }
        return checks;
    }

    private String when(JourneyLine line) {
        return t.dates(line.from(), line.to());
    }

    private Material material(Passport.Material material) {
        String name = material.name().map(t::name).orElseGet(() -> t.of("material.unnamed", printed(material.gtin())));
        String detail = Stream.concat(
                        material.batch().map(batch -> t.of("material.batch", batch)).stream(),
                        material.originCountry().map(code -> t.of("material.origin", t.country(code))).stream())
                .collect(Collectors.joining(" · "));
        String path = material.path();
        String href = path.startsWith("/01/") ? path + "?lang=" + t.language().code() : "";
        return new Material(name, detail, href);
    }

    private Seller seller() {
        Passport.Enterprise seller = passport.seller();
        String status = t.find("seller.filing." + seller.status()).orElse(seller.status());
        return new Seller(
                phrase(seller.name()),
                otherPhrase(seller.name()),
                seller.uscc(),
                status,
                seller.status().equals("ACTIVE"),
                seller.credit().stream().map(this::credit).toList());
    }

    private Credit credit(Passport.CreditWord word) {
        int below = 3 * (word.rank() - 1);
        int span = word.classes() - 1;
        return new Credit(
                below <= span ? Tone.good : below <= 2 * span ? Tone.warn : Tone.bad,
                agency(word.scheme()),
                phrase(word.name()),
                t.of("credit.rank", word.rank(), word.classes()),
                IntStream.rangeClosed(1, word.classes())
                        .mapToObj(rank -> rank == word.rank())
                        .toList(),
                new Phrase(word.legalBasis(), t.language() == Language.ZH ? "" : Language.ZH.tag()),
                t.of("credit.assessed", t.date(word.assessedOn()), t.date(word.validTo())));
    }

    private String agency(String shortName) {
        return t.find("agency." + shortName).orElse(shortName);
    }

    private Phrase phrase(Passport.Text name) {
        return new Phrase(t.name(name), t.isNamed(name) ? "" : otherTag());
    }

    private Phrase otherPhrase(Passport.Text name) {
        return t.otherName(name).map(other -> new Phrase(other, otherTag())).orElse(new Phrase("", ""));
    }

    private String otherTag() {
        return t.language().other().tag();
    }
}
