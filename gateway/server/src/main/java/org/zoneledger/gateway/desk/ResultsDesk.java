package org.zoneledger.gateway.desk;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.credit.ResultsFile;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.credit.Results;
import org.zoneledger.gateway.credit.Results.Progress;
import org.zoneledger.gateway.desk.DeskView.Button;
import org.zoneledger.gateway.desk.DeskView.Entry;
import org.zoneledger.gateway.desk.DeskView.Field;
import org.zoneledger.gateway.desk.DeskView.Form;
import org.zoneledger.gateway.desk.DeskView.Section;
import org.zoneledger.gateway.resolver.CreditWords;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.Texts;

/** An agency's results from a file, at its desk: to send, to see how far they are, and to take as a second person. */
@ApplicationScoped
class ResultsDesk {

    static final String PATH = "/desk/results";

    private static final int MOST = 20;

    private final Results results;

    ResultsDesk(Results results) {
        this.results = results;
    }

    /**
     * The page.
     *
     * @param flaws why the file that was just sent was refused, line by line
     */
    DeskView view(Texts t, Person person, List<Flaw> flaws, String message, String tone) {
        Desk desk = new Desk(t);
        CreditWords words = new CreditWords(t);
        List<Section> sections = new ArrayList<>();
        if (!flaws.isEmpty()) {
            sections.add(new Section(
                    "flaws",
                    t.of("results.flaws"),
                    t.of("results.flaws.lead"),
                    "",
                    List.of(new Entry("", "", "", "", "", lines(t, flaws), null))));
        }
        List<Entry> imports = new ArrayList<>();
        Competence.creditSchemes().forEach((scheme, owner) -> {
            if (owner.equals(person.caller().msp())) {
                if (person.caller().role() == Role.OFFICER) {
                    sections.add(upload(t, desk, scheme, words.scheme(scheme)));
                }
                results.recent(scheme, MOST)
                        .forEach(each -> imports.add(entry(t, desk, words.scheme(scheme), person, each)));
            }
        });
        sections.add(new Section("imports", t.of("results.imports"), "", t.of("results.imports.none"), imports));
        return new DeskView(t.of("results"), t.of("results.text"), message, tone, sections, t.of("desk.foot"));
    }

    private static Section upload(Texts t, Desk desk, String scheme, String name) {
        Form form = desk.form(
                PATH + "/" + scheme,
                0,
                List.of(new Field("file", t.of("results.file"), "file", "", true, List.of())),
                List.of(new Button("PROPOSE", t.of("results.send"), "good")));
        return Section.of(
                "results-" + scheme, t.of("results.upload", name), t.of("results.lead", ResultsFile.MAX_LINES), form);
    }

    private static Entry entry(Texts t, Desk desk, String scheme, Person person, Progress progress) {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact(t, "lines", progress.lines()));
        facts.add(fact(t, "proposed", progress.proposed()));
        facts.add(fact(t, "approved", progress.approved()));
        if (progress.refused() > 0) {
            facts.add(fact(t, "refused", progress.refused()));
        }
        facts.addAll(lines(t, progress.errors()));
        boolean isOwn = progress.by().equals(person.caller().certificate());
        Form form = progress.isOpen() && !isOwn
                ? desk.form(
                        PATH + "/" + progress.scheme() + "/" + progress.importID(),
                        0,
                        List.of(),
                        List.of(new Button(
                                "APPROVE",
                                t.of("results.approve", progress.proposed() - progress.approved() - progress.refused()),
                                "good")))
                : null;
        String state = progress.approval().equals("NONE") ? progress.state() : "APPROVAL." + progress.approval();
        boolean isSettled = progress.approved() + progress.refused() == progress.lines();
        return new Entry(
                scheme + " · " + progress.importID(),
                "",
                t.of("results.state." + state),
                progress.failed() > 0 || state.endsWith("FAILED") ? "bad" : isSettled ? "good" : "warn",
                isOwn && progress.isOpen() ? t.of("results.own") : "",
                facts,
                form);
    }

    private static Fact fact(Texts t, String name, int count) {
        return new Fact(t.of("results." + name), Integer.toString(count), false);
    }

    private static List<Fact> lines(Texts t, List<Flaw> flaws) {
        return flaws.stream()
                .map(flaw -> new Fact(
                        flaw.line() == 0 ? t.of("results.whole") : t.of("results.line", flaw.line()),
                        Forms.reason(t, flaw.code(), flaw.field(), flaw.detail()),
                        false))
                .toList();
    }
}
