package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Assertions as officers send them, divided for the ledger. */
final class AssertionWire {

    private static final Set<String> RESTRICTED = Set.of("classCode", "grounds", "score");

    private AssertionWire() {}

    static CreditRules.Split split(String scheme, Uscc uscc, ObjectNode assertion, WriteHeaders headers) {
        ObjectNode restricted = Documents.takeRestricted(assertion);
        for (var value : restricted.properties()) {
            if (!RESTRICTED.contains(value.getKey())) {
                throw Refusal.of(Code.FIELD_UNKNOWN, "restricted", "the object has a field that is not known here");
            }
            if (assertion.has(value.getKey())) {
                throw Refusal.of(Code.VALUE_INVALID, value.getKey(), "the field is given twice");
            }
        }
        assertion.setAll(restricted);
        assertion.put("scheme", scheme);
        assertion.put("uscc", uscc.value());
        return CreditRules.split(assertion, headers.mustHaveSalt());
    }
}
