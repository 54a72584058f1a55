package org.zoneledger.domain.disclosure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Share requests between agencies (政务数据共享条例): one agency asks another for details about a subject, on a purpose and a legal
 * basis, for a period; the owner decides, or has decided beforehand by a standing rule.
 *
 * <p>Who asks whom, for what purpose and on which basis is public; about whom, which fields and why is not.
 */
public final class ShareRules {

    private static final Map<String, String> STEPS =
            Map.of("REQUESTED GRANT", "GRANTED", "REQUESTED REFUSE", "REFUSED", "GRANTED REVOKE", "REVOKED");

    private ShareRules() {}

    /** Ledger key of a share request. */
    public static String key(String id) {
        return "share/" + id;
    }

    /** Ledger key of the owner's standing rule for a reader and a purpose. */
    public static String standingKey(String scheme, String reader, String purpose) {
        return "standing/" + scheme + "/" + reader + "/" + purpose;
    }

    /**
     * Decides on a request.
     *
     * @param prior the stored request, if any
     * @param standing the owner's standing rule for this reader and purpose, if any
     * @param document {scheme, purpose, legalBasis, restricted digests, id, version 1}
     * @param restricted uscc, fields[], ground, from, to
     */
    public static Decision request(
            Optional<LedgerRecord> prior,
            Optional<LedgerRecord> standing,
            ObjectNode document,
            Sealed restricted,
            Caller caller,
            Instant at) {
        Fields fields = Fields.of(document);
        String scheme = fields.text("scheme", 16);
        String owner = Competence.ownerOf(scheme);
        fields.value("purpose", ShareRules::purpose);
        fields.text("legalBasis", 200);
        fields.optionalAny("restricted");
        DocumentId.checkIn(fields);
        fields.end();
        Fields asked = Fields.of(restricted.values(), "restricted");
        asked.value("uscc", Uscc::parse);
        List<String> names = asked.list("fields", 20, name -> DetailRules.checkName(name, scheme));
        asked.text("ground", 400);
        LocalDate today = Terms.today(at);
        Terms.checkPeriod(asked, "from", "to", today);
        asked.end();
        restricted.mustMatch(document.path("restricted"));
        PersonalData.refuseIn(document);
        PersonalData.refuseIn(restricted.values(), "restricted");
        caller.mustBeOfficerOfOne(Competence.agencies());
        if (caller.msp().equals(owner)) {
            throw Refusal.of(Code.NOT_PERMITTED, "scheme", "an agency does not ask itself");
        }
        String key = key(document.path("id").asText());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        LedgerRecord share = LedgerRecord.from("share", document, caller, at);
        share.node().put("owner", owner);
        share.node().put("decideBy", OwnersWord.decideBy(today).toString());
        boolean granted = standing.filter(rule -> covers(rule, names, today)).isPresent();
        share.node().put("status", granted ? "GRANTED" : "REQUESTED");
        if (granted) {
            share.node()
                    .put(
                            "standing",
                            standingKey(
                                    scheme,
                                    caller.msp(),
                                    document.path("purpose").asText()));
        }
        return Decision.of(
                key,
                1,
                List.of(
                        Write.open(key, share.bytes()).ownedBy(List.of(owner)),
                        Write.restricted(key, restricted.bytes())));
    }

    /**
     * Decides on the owner's word about a request, or on its end.
     *
     * @param prior the request with its restricted part
     * @param document {share, step GRANT|REFUSE|REVOKE, legalBasis, restricted? digests, id, version}
     * @param restricted reason
     */
    public static Decision decide(
            Optional<LedgerRecord> prior,
            Sealed priorRestricted,
            ObjectNode document,
            Sealed restricted,
            Caller caller,
            Instant at) {
        return new OwnersWord("share", ShareRules::after)
                .decide(prior, priorRestricted, document, restricted, caller, at);
    }

    /**
     * Decides on a standing rule: requests of this reader for this purpose are granted as they come.
     *
     * @param document {scheme, reader MSP id, purpose, fields[], legalBasis, validFrom, validTo, id, version}
     */
    public static Decision stand(Optional<LedgerRecord> prior, ObjectNode document, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        String scheme = fields.text("scheme", 16);
        String owner = Competence.ownerOf(scheme);
        String reader = fields.text("reader", 64);
        String purpose = fields.value("purpose", ShareRules::purpose);
        fields.list("fields", 20, name -> DetailRules.checkName(name, scheme));
        fields.text("legalBasis", 200);
        Terms.checkPeriod(fields, "validFrom", "validTo", Terms.today(at));
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document);
        caller.mustBeOfficerOf(owner);
        if (reader.equals(owner) || !Competence.agencies().contains(reader)) {
            throw Refusal.of(Code.VALUE_INVALID, "reader", "the MSP id of another agency is expected");
        }
        String key = standingKey(scheme, reader, purpose);
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        LedgerRecord rule = LedgerRecord.from("standing", document, caller, at);
        return Decision.of(
                key, rule.version(), List.of(Write.open(key, rule.bytes()).ownedBy(List.of(owner))));
    }

    /**
     * Refuses unless a granted request covers a read.
     *
     * @param names fields to be read
     */
    static void mustCover(
            LedgerRecord share, Sealed restricted, Uscc uscc, Set<String> names, Caller caller, Instant at) {
        ObjectNode asked = restricted.values();
        boolean isReader = caller.role() == Role.OFFICER
                && caller.msp().equals(share.node().at("/by/msp").asText());
        if (!isReader
                || !share.text("status").equals("GRANTED")
                || !asked.path("uscc").asText().equals(uscc.value())
                || !Terms.cover(asked, names, Terms.today(at))) {
            throw Refusal.of(Code.NOT_GRANTED, "permit", "the request does not cover this read");
        }
    }

    static String purpose(String text) {
        if (!text.matches("[a-z][a-z0-9-]{2,39}")) {
            throw Refusal.of(Code.VALUE_INVALID, "", "a purpose is named in lower-case letters, digits and hyphens");
        }
        return text;
    }

    private static Optional<String> after(String status, String step) {
        return Optional.ofNullable(STEPS.get(status + " " + step));
    }

    private static boolean covers(LedgerRecord rule, List<String> names, LocalDate today) {
        return Competence.texts(rule.node().path("fields")).containsAll(names)
                && !LocalDate.parse(rule.text("validFrom")).isAfter(today)
                && !LocalDate.parse(rule.text("validTo")).isBefore(today);
    }
}
