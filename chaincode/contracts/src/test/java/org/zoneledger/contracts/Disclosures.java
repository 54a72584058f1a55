package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;

/** The proposals that gateways make about details, notes, share requests, grants, access records and persons. */
final class Disclosures {

    static final String DIGEST = "0a".repeat(32);

    private Disclosures() {}

    static Sealed sealed(ObjectNode values) {
        return Sealed.seal(values, "sixteen bytes of".getBytes(StandardCharsets.UTF_8));
    }

    static ObjectNode details(Enterprise subject, String scheme, Sealed values, int version) {
        ObjectNode document = Enterprise.object("{'legalBasis':'税收征收管理法'}")
                .put("scheme", scheme)
                .put("uscc", subject.uscc().value())
                .put("id", "details-" + version)
                .put("version", version);
        document.set("restricted", values.digests());
        return document;
    }

    static Proposal describe(ObjectNode details, String msp) {
        return Enterprise.official(TransactionName.DISCLOSURE_DESCRIBE, details, msp);
    }

    static Proposal keep(Enterprise subject, String scheme, Sealed values, String msp) {
        return Enterprise.restricted(
                Proposal.of(
                        TransactionName.DISCLOSURE_KEEP,
                        Identity.gateway(msp),
                        Enterprise.AT,
                        scheme,
                        subject.uscc().value(),
                        Identity.officer(msp).actor()),
                values);
    }

    static Proposal note(Enterprise subject, String id, String text, String msp) {
        ObjectNode note = Enterprise.object("{'riskScore':640}")
                .put("text", text)
                .put("uscc", subject.uscc().value());
        return Proposal.of(
                        TransactionName.DISCLOSURE_NOTE,
                        Identity.gateway(msp),
                        Enterprise.AT,
                        id,
                        Identity.officer(msp).actor())
                .withTransient("restricted", sealed(note).bytes());
    }

    static ObjectNode terms(Enterprise subject, String... fields) {
        ObjectNode terms = Enterprise.object("{'ground':'出口异常','from':'2026-11-24','to':'2026-12-31'}")
                .put("uscc", subject.uscc().value());
        terms.putArray("fields");
        for (String field : fields) {
            terms.withArray("fields").add(field);
        }
        return terms;
    }

    static Proposal request(String id, String scheme, String purpose, ObjectNode terms, String msp) {
        ObjectNode document = Enterprise.object("{'legalBasis':'海关法','version':1}")
                .put("scheme", scheme)
                .put("purpose", purpose)
                .put("id", id);
        return restricted(TransactionName.DISCLOSURE_REQUEST, document, sealed(terms), msp);
    }

    static Proposal decide(String share, String step, int version, String msp) {
        ObjectNode document = Enterprise.object("{'legalBasis':'政务数据共享条例'}")
                .put("share", share)
                .put("step", step)
                .put("id", "word-" + step + "-" + version)
                .put("version", version);
        return restricted(
                TransactionName.DISCLOSURE_DECIDE, document, sealed(Enterprise.object("{'reason':'确有需要'}")), msp);
    }

    static Proposal stand(String scheme, String reader, String purpose, String field, int version, String msp) {
        ObjectNode document = Enterprise.object(
                        "{'legalBasis':'政务数据共享条例','validFrom':'2026-11-24','validTo':'2027-11-23'}")
                .put("scheme", scheme)
                .put("reader", reader)
                .put("purpose", purpose)
                .put("id", "standing-" + version)
                .put("version", version);
        document.putArray("fields").add(field);
        return Enterprise.official(TransactionName.DISCLOSURE_STAND, document, msp);
    }

    static Proposal grant(Enterprise subject, Enterprise reader, String id, String field) {
        ObjectNode terms = Enterprise.object("{'purpose':'loan-review','from':'2026-11-24','to':'2026-12-31'}")
                .put("reader", reader.uscc().value());
        terms.putArray("fields").add(field);
        Sealed restricted = sealed(terms);
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("uscc", subject.uscc().value())
                .put("id", id)
                .put("version", 1);
        document.set("restricted", restricted.digests());
        return Enterprise.restricted(subject.signed(TransactionName.DISCLOSURE_GRANT, document), restricted);
    }

    /** A party asks thresholds of an enterprise; the questions are written with apostrophes for quotes. */
    static Proposal ask(Enterprise reader, Enterprise subject, String id, String grant, String questions) {
        ObjectNode asked = JsonNodeFactory.instance
                .objectNode()
                .put("uscc", subject.uscc().value())
                .put("grant", grant);
        asked.set("questions", Enterprise.object(questions));
        Sealed restricted = sealed(asked);
        ObjectNode document =
                JsonNodeFactory.instance.objectNode().put("id", id).put("version", 1);
        document.set("restricted", restricted.digests());
        Proposal proposal = Proposal.of(
                TransactionName.DISCLOSURE_ASK,
                Identity.gateway("CommerceMSP"),
                Enterprise.AT,
                CanonicalJson.text(document),
                reader.clerk().actor());
        return Enterprise.restricted(proposal, restricted).withTransient("seed", Credits.SEED);
    }

    static Proposal withdraw(Enterprise subject, String grant, int version) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("uscc", subject.uscc().value())
                .put("grant", grant)
                .put("id", "withdrawal-" + version)
                .put("version", version);
        return subject.signed(TransactionName.DISCLOSURE_WITHDRAW, document);
    }

    static ObjectNode reading(Enterprise subject, String... fields) {
        ObjectNode reading =
                JsonNodeFactory.instance.objectNode().put("uscc", subject.uscc().value());
        ObjectNode digests = reading.putObject("fields");
        for (String field : fields) {
            digests.put(field, DIGEST);
        }
        return reading;
    }

    static Proposal mandate(String id, String scheme, ObjectNode terms, String msp) {
        ObjectNode document = Enterprise.object("{'legalBasis':'审计法','version':1}")
                .put("scheme", scheme)
                .put("id", id);
        return restricted(TransactionName.DISCLOSURE_MANDATE, document, sealed(terms), msp);
    }

    static Proposal end(String mandate, int version, String msp) {
        ObjectNode document = Enterprise.object("{'legalBasis':'审计法','reason':'审计结束'}")
                .put("mandate", mandate)
                .put("id", "end-0000" + version)
                .put("version", version);
        return Enterprise.official(TransactionName.DISCLOSURE_END, document, msp);
    }

    /** An officer of an agency reads on a permit. */
    static Proposal access(String id, String permit, ObjectNode reading, String msp) {
        return access(id, permit, reading, msp, Identity.officer(msp));
    }

    /** Somebody reads on a permit, through the gateway of an organisation. */
    static Proposal access(String id, String permit, ObjectNode reading, String msp, Identity reader) {
        ObjectNode document =
                Enterprise.object("{'version':1}").put("permit", permit).put("id", id);
        if (permit.equals("person")) {
            document.put("purpose", "complaint-handling").put("legalBasis", "个人信息保护法第十三条");
        }
        Sealed restricted = sealed(reading);
        document.set("restricted", restricted.digests());
        Proposal proposal = Enterprise.official(TransactionName.DISCLOSURE_ACCESS, document, msp)
                .withArgument(1, reader.actor());
        return Enterprise.restricted(proposal, restricted);
    }

    static ObjectNode contact(Enterprise subject, String retainUntil) {
        return Enterprise.object("{'kind':'contact','name':'沈阿妹','phone':'0573-88000001','legalBasis':'电子商务法'}")
                .put("uscc", subject.uscc().value())
                .put("retainUntil", retainUntil);
    }

    static Proposal person(Enterprise subject, String person, ObjectNode values) {
        return Proposal.of(
                        TransactionName.DISCLOSURE_PERSON,
                        Identity.gateway("CommerceMSP"),
                        Enterprise.AT,
                        person,
                        subject.clerk().actor())
                .withTransient("restricted", sealed(values).bytes());
    }

    /** A step of customs' word about a person: the officer proposes it, the reviewer confirms it. */
    static Proposal credit(String person, String step, String quotaUsed) {
        ObjectNode values = Enterprise.object("{}").put("step", step);
        values.putObject("credit")
                .put("year", 2026)
                .put("quotaUsed", quotaUsed)
                .put("legalBasis", "财关税〔2018〕49号")
                .put("validTo", "2026-11-24");
        Identity by = step.equals("PROPOSE") ? Identity.officer("CustomsMSP") : Identity.reviewer("CustomsMSP");
        return Proposal.of(
                        TransactionName.CREDIT_PERSON,
                        Identity.gateway("CustomsMSP"),
                        Enterprise.AT,
                        person,
                        by.actor())
                .withTransient("restricted", sealed(values).bytes())
                .withTransient("seed", Credits.SEED);
    }

    static Proposal erase(String person, int version, String msp) {
        ObjectNode document = Enterprise.object("{'reason':'withdrawn','legalBasis':'个人信息保护法第四十七条'}")
                .put("person", person)
                .put("id", "erasure-" + version)
                .put("version", version);
        return Enterprise.official(TransactionName.DISCLOSURE_ERASE, document, msp);
    }

    private static Proposal restricted(TransactionName name, ObjectNode document, Sealed restricted, String msp) {
        document.set("restricted", restricted.digests());
        return Enterprise.restricted(Enterprise.official(name, document, msp), restricted);
    }
}
