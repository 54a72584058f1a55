package org.zoneledger.gateway.credit;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.Fact;
import org.zoneledger.domain.credit.ListRules;
import org.zoneledger.domain.credit.ListRules.Kind;
import org.zoneledger.domain.credit.ListingRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;

/** The agencies' lists and who stands on them, without what is over, repaired or withdrawn. */
@ApplicationScoped
public class Listings {

    private static final int MOST = 1000;

    private final Records records;
    private final StatedFacts facts;

    Listings(Records records, StatedFacts facts) {
        this.records = records;
        this.facts = facts;
    }

    /**
     * Somebody who stands on a list.
     *
     * @param found the listing as a fact
     */
    public record Subject(Uscc uscc, StatedFacts.Found found) {}

    /** All lists, by id. */
    public List<Stored> lists() {
        return records.under(ListRules.key(""), MOST);
    }

    /** The lists of a kind that are in force on a day, by id. */
    public List<Stored> inForce(Kind kind, LocalDate day) {
        return lists().stream()
                .filter(list ->
                        list.open().path("kind").asText().equals(kind.name()) && ListRules.isInForce(list.open(), day))
                .toList();
    }

    /** Who stands on a list of subjects for everybody to see, today and on another day. */
    public List<Subject> published(Stored list, LocalDate day) {
        String listId = list.open().path("listId").asText();
        List<Subject> subjects = new ArrayList<>();
        for (Stored listing : records.under(ListingRules.key(""), MOST)) {
            if (listing.open().path("list").asText().equals(listId)) {
                subject(listing)
                        .flatMap(uscc -> fact(listing, uscc)
                                .filter(found -> isPublished(found.fact(), day))
                                .map(found -> new Subject(uscc, found)))
                        .ifPresent(subjects::add);
            }
        }
        return subjects;
    }

    /** The lists of subjects in force on a day on which an enterprise stands for everybody to see. */
    public List<Stored> published(Uscc uscc, LocalDate day) {
        List<String> stands = facts.of(uscc, today(), fact -> isPublished(fact, day)).found().stream()
                .flatMap(found -> records.find(ListingRules.key(found.fact().factId())).stream())
                .map(listing -> listing.open().path("list").asText())
                .toList();
        return inForce(Kind.SUBJECT, day).stream()
                .filter(list -> stands.contains(list.open().path("listId").asText()))
                .toList();
    }

    /** The listings that a person may see: those of its agency, or of its enterprise; newest first. */
    public List<Stored> of(Person person) {
        String subject = person.caller().uscc().map(Uscc::value).orElse("");
        List<Stored> found = subject.isEmpty()
                ? records.requests(
                        ListingRules.key(""),
                        isAuditor(person) ? "" : person.caller().msp(),
                        MOST)
                : records.about(subject, ListingRules.key(""), MOST);
        return found.stream().filter(each -> isAuditor(person) || stands(each)).toList();
    }

    /** One of them. */
    public Optional<Stored> find(String id, Person person) {
        return records.find(ListingRules.key(id))
                .filter(found -> isAuditor(person)
                        || (stands(found)
                                && person.caller()
                                        .uscc()
                                        .map(own -> subject(found).equals(Optional.of(own)))
                                        .orElseGet(() -> found.open()
                                                .path("owner")
                                                .asText()
                                                .equals(person.caller().msp()))));
    }

    /** Whether a visitor may be shown who is on a listing: nobody but an audit when it has become a fact that stands no longer. */
    public boolean isShown(Stored listing, Visitor visitor) {
        return visitor.person().map(Listings::isAuditor).orElse(false) || stands(listing);
    }

    /** Whom a listing is about, where that is known. */
    public static Optional<Uscc> subject(Stored listing) {
        return listing.restricted()
                .map(Sealed::values)
                .filter(values -> values.has("uscc"))
                .map(values -> Uscc.parse(values.path("uscc").asText()));
    }

    private boolean stands(Stored listing) {
        return !listing.open().path("status").asText().equals("LISTED")
                || subject(listing).flatMap(uscc -> fact(listing, uscc)).isPresent();
    }

    private Optional<StatedFacts.Found> fact(Stored listing, Uscc uscc) {
        String id = listing.open().path("id").asText();
        return facts.of(uscc, today(), fact -> fact.factId().equals(id)).found().stream()
                .findFirst();
    }

    private static boolean isPublished(Fact fact, LocalDate day) {
        return fact.kind() == Fact.Kind.LISTING && fact.isPublished(today()) && fact.isPublished(day);
    }

    private static boolean isAuditor(Person person) {
        return person.caller().role() == Role.AUDITOR;
    }

    private static LocalDate today() {
        return LocalDate.now(CreditRules.BEIJING);
    }
}
