package org.zoneledger.gateway.stream;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Which versions somebody wants to be told of.
 *
 * @param types kinds of records
 * @param subject the enterprise they are about; empty for any
 */
record Selection(Set<RecordType> types, Optional<Uscc> subject) {

    /**
     * Reads a selection; refuses a type that is none with VALUE_INVALID and a subject that is none with USCC_INVALID.
     *
     * @param names of types; none for all
     * @param field to name in a refusal
     * @param subject credit code, empty for any enterprise
     */
    static Selection of(List<String> names, String field, String subject) {
        Set<RecordType> types = EnumSet.noneOf(RecordType.class);
        for (String name : names) {
            types.add(RecordType.named(name)
                    .orElseThrow(() -> Refusal.of(
                            Code.VALUE_INVALID,
                            field,
                            "the types are " + String.join(", ", RecordType.names()) + ", separated by commas")));
        }
        return new Selection(
                types.isEmpty() ? EnumSet.allOf(RecordType.class) : types,
                subject.isEmpty() ? Optional.empty() : Optional.of(Uscc.parse(subject)));
    }

    boolean wantsKey(String key) {
        return types.stream().anyMatch(type -> type.isOf(key));
    }

    /**
     * @param isMove whether the event says that a grade moved
     */
    boolean wantsMove(String key, boolean isMove) {
        return isMove || RecordType.ofKey(key).filter(types::contains).isPresent();
    }

    /**
     * @param named the enterprise that an event names, empty when it names none
     */
    boolean wantsSubject(String named) {
        return subject.isEmpty() || subject.get().value().equals(named);
    }
}
