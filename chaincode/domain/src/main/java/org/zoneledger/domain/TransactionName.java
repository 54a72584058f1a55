package org.zoneledger.domain;

import java.util.Optional;

/** The transactions of the chaincode by their names on the wire. */
public enum TransactionName {
    /** Arguments: document, jws, actor. Transient: restricted. */
    FILING_SUBMIT("filing:submit", 3),
    /** Arguments: document, actor. */
    FILING_DECIDE("filing:decide", 2),
    /** Arguments: document, jws, actor. Transient: restricted. */
    FILING_AMEND("filing:amend", 3),
    /** Arguments: document, actor. */
    FILING_REVIEW("filing:review", 2),
    /** Arguments: document, jws, actor. */
    FILING_CERTIFY("filing:certify", 3),
    /** Arguments: document, actor. */
    FILING_REVOKE("filing:revoke", 2),
    /** Arguments: document, actor. */
    FILING_USE("filing:use", 2),
    /** Arguments: document, jws, actor. */
    FILING_REGISTER("filing:register", 3),
    /** Arguments: statement, jws, actor. Transient: products. */
    FILING_IMPORT("filing:import", 3),
    /** Arguments: statement, jws, actor. Transient: events (zstd), restricted. */
    PROVENANCE_CAPTURE("provenance:capture", 3),
    /** Arguments: document, actor. */
    PROVENANCE_RECALL("provenance:recall", 2),
    /** Arguments: document, actor. */
    PROVENANCE_CLOSE("provenance:close", 2),
    /** Arguments: document, actor. Transient: restricted. */
    CREDIT_PROPOSE("credit:propose", 2),
    /** Arguments: document, actor. */
    CREDIT_REFUSE("credit:refuse", 2),
    /** Arguments: document, actor. Transient: restricted, seed. */
    CREDIT_ASSESS("credit:assess", 2),
    /** Arguments: document, actor. Transient: restricted, seed. */
    CREDIT_STATE("credit:state", 2),
    /** Arguments: document, actor. */
    CREDIT_RECOGNISE("credit:recognise", 2),
    /** Arguments: document, actor. */
    CREDIT_ACCREDIT("credit:accredit", 2),
    /** Arguments: document, jws, actor. Transient: seed. */
    CREDIT_EVALUATE("credit:evaluate", 3),
    /** Arguments: document, jws, actor. Transient: restricted. */
    CREDIT_REPAIR("credit:repair", 3),
    /** Arguments: document, actor. Transient: restricted, seed. */
    CREDIT_RESTORE("credit:restore", 2),
    /** Arguments: uscc, actor. Transient: seed. */
    CREDIT_GRADE("credit:grade", 2),
    /** Arguments: document, actor. */
    CREDIT_INSPECT("credit:inspect", 2),
    /** Arguments: person, actor. Transient: restricted, seed. */
    CREDIT_PERSON("credit:person", 2),
    /** Arguments: document, actor. */
    CREDIT_LIST("credit:list", 2),
    /** Arguments: document, actor. Transient: restricted. */
    CREDIT_NOTIFY("credit:notify", 2),
    /** Arguments: document, jws, actor. Transient: restricted, seed. */
    CREDIT_RESPOND("credit:respond", 3),
    /** Arguments: document, actor. Transient: restricted. */
    CREDIT_CONCLUDE("credit:conclude", 2),
    /** Arguments: document, actor. Transient: restricted, seed. */
    CREDIT_DELIVER("credit:deliver", 2),
    /** Arguments: document, actor. */
    DISCLOSURE_DESCRIBE("disclosure:describe", 2),
    /** Arguments: scheme, uscc, actor. Transient: restricted. Only the owner's peer. */
    DISCLOSURE_KEEP("disclosure:keep", 3),
    /** Arguments: id, actor. Transient: restricted. Only the owner's peer. */
    DISCLOSURE_NOTE("disclosure:note", 2),
    /** Arguments: document, actor. Transient: restricted. */
    DISCLOSURE_REQUEST("disclosure:request", 2),
    /** Arguments: document, actor. Transient: restricted. */
    DISCLOSURE_DECIDE("disclosure:decide", 2),
    /** Arguments: document, actor. */
    DISCLOSURE_STAND("disclosure:stand", 2),
    /** Arguments: document, jws, actor. Transient: restricted. */
    DISCLOSURE_GRANT("disclosure:grant", 3),
    /** Arguments: document, jws, actor. */
    DISCLOSURE_WITHDRAW("disclosure:withdraw", 3),
    /** Arguments: document, actor. Transient: restricted. */
    DISCLOSURE_MANDATE("disclosure:mandate", 2),
    /** Arguments: document, actor. */
    DISCLOSURE_END("disclosure:end", 2),
    /** Arguments: document, actor. Transient: restricted. */
    DISCLOSURE_ACCESS("disclosure:access", 2),
    /** Arguments: document, actor. Transient: restricted, seed. */
    DISCLOSURE_ASK("disclosure:ask", 2),
    /** Arguments: person, actor. Transient: restricted. Only peers of agencies that hold personal data. */
    DISCLOSURE_PERSON("disclosure:person", 2),
    /** Arguments: document, actor. Only peers of agencies that hold personal data. */
    DISCLOSURE_ERASE("disclosure:erase", 2),
    /** Arguments: actor. Transient: restricted. Only the single window's peer. */
    FILING_DRAFT("filing:draft", 1),
    /** Arguments: uscc, actor. Only the single window's peer. */
    FILING_DROP("filing:drop", 2),
    /** Arguments: document, actor. Transient: restricted. */
    FILING_CORRECT("filing:correct", 2),
    /** Arguments: document, actor. Transient: restricted. */
    FILING_ANSWER("filing:answer", 2),
    /** Arguments: document, actor. */
    GOVERNANCE_PROPOSE("governance:propose", 2),
    /** Arguments: document, actor. */
    GOVERNANCE_APPROVE("governance:approve", 2),
    /** Arguments: document, actor. Endorsed by four. */
    GOVERNANCE_ENACT("governance:enact", 2),
    /** Arguments: document, actor. */
    GOVERNANCE_WITNESS("governance:witness", 2);

    private final String wire;
    private final int arguments;

    TransactionName(String wire, int arguments) {
        this.wire = wire;
        this.arguments = arguments;
    }

    /** The name as a proposal carries it. */
    public String wire() {
        return wire;
    }

    /** Whether the rules make restricted values of their own, and so it takes a seed for their salts. */
    public boolean takesSeed() {
        return switch (this) {
            case CREDIT_ASSESS,
                    CREDIT_STATE,
                    CREDIT_EVALUATE,
                    CREDIT_RESTORE,
                    CREDIT_GRADE,
                    CREDIT_PERSON,
                    CREDIT_RESPOND,
                    CREDIT_DELIVER,
                    DISCLOSURE_ASK -> true;
            default -> false;
        };
    }

    /** How many arguments a proposal carries. */
    public int arguments() {
        return arguments;
    }

    /** The transaction of this name, if there is one. */
    public static Optional<TransactionName> of(String wire) {
        for (TransactionName name : values()) {
            if (name.wire.equals(wire)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
