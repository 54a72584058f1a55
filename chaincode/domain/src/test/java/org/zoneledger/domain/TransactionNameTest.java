package org.zoneledger.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionNameTest {

    @ParameterizedTest
    @CsvSource({
        "FILING_SUBMIT,filing:submit,3",
        "FILING_DECIDE,filing:decide,2",
        "FILING_AMEND,filing:amend,3",
        "FILING_REVIEW,filing:review,2",
        "FILING_CERTIFY,filing:certify,3",
        "FILING_REVOKE,filing:revoke,2",
        "FILING_USE,filing:use,2",
        "FILING_REGISTER,filing:register,3",
        "FILING_IMPORT,filing:import,3",
        "PROVENANCE_CAPTURE,provenance:capture,3",
        "PROVENANCE_RECALL,provenance:recall,2",
        "PROVENANCE_CLOSE,provenance:close,2",
        "CREDIT_PROPOSE,credit:propose,2",
        "CREDIT_REFUSE,credit:refuse,2",
        "CREDIT_ASSESS,credit:assess,2",
        "CREDIT_STATE,credit:state,2",
        "CREDIT_RECOGNISE,credit:recognise,2",
        "CREDIT_ACCREDIT,credit:accredit,2",
        "CREDIT_EVALUATE,credit:evaluate,3",
        "CREDIT_REPAIR,credit:repair,3",
        "CREDIT_RESTORE,credit:restore,2",
        "CREDIT_GRADE,credit:grade,2",
        "CREDIT_INSPECT,credit:inspect,2",
        "CREDIT_PERSON,credit:person,2",
        "CREDIT_LIST,credit:list,2",
        "CREDIT_NOTIFY,credit:notify,2",
        "CREDIT_RESPOND,credit:respond,3",
        "CREDIT_CONCLUDE,credit:conclude,2",
        "CREDIT_DELIVER,credit:deliver,2",
        "DISCLOSURE_DESCRIBE,disclosure:describe,2",
        "DISCLOSURE_KEEP,disclosure:keep,3",
        "DISCLOSURE_NOTE,disclosure:note,2",
        "DISCLOSURE_REQUEST,disclosure:request,2",
        "DISCLOSURE_DECIDE,disclosure:decide,2",
        "DISCLOSURE_STAND,disclosure:stand,2",
        "DISCLOSURE_GRANT,disclosure:grant,3",
        "DISCLOSURE_WITHDRAW,disclosure:withdraw,3",
        "DISCLOSURE_MANDATE,disclosure:mandate,2",
        "DISCLOSURE_END,disclosure:end,2",
        "DISCLOSURE_ACCESS,disclosure:access,2",
        "DISCLOSURE_ASK,disclosure:ask,2",
        "DISCLOSURE_PERSON,disclosure:person,2",
        "DISCLOSURE_ERASE,disclosure:erase,2",
        "FILING_DRAFT,filing:draft,1",
        "FILING_DROP,filing:drop,2",
        "FILING_CORRECT,filing:correct,2",
        "FILING_ANSWER,filing:answer,2",
        "GOVERNANCE_PROPOSE,governance:propose,2",
        "GOVERNANCE_APPROVE,governance:approve,2",
        "GOVERNANCE_ENACT,governance:enact,2",
        "GOVERNANCE_WITNESS,governance:witness,2"
    })
    void has_the_name_and_the_arguments_that_clients_send(TransactionName name, String wire, int arguments) {
        assertThat(name.wire()).isEqualTo(wire);
        assertThat(name.arguments()).isEqualTo(arguments);
    }

    @Test
    void is_one_of_fifty_one() {
        assertThat(TransactionName.values()).hasSize(51);
    }

    @Test
    void is_found_by_its_name_on_the_wire() {
        for (TransactionName name : TransactionName.values()) {
            assertThat(TransactionName.of(name.wire())).contains(name);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "filing", "FILING_SUBMIT", "filing:Submit", "filing:submit ", "filing:delete"})
    void is_not_found_by_anything_else(String wire) {
        assertThat(TransactionName.of(wire)).isEmpty();
    }
}
