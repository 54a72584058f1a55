package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Competence;

/**
 * What a grade of 100 inputs costs the chaincode, beside a transaction that writes one record. Without peers, orderers and signatures: the
 * rules' own share. {@code -DargLine=-Drounds=4000} for the figure in the README of the chaincode; without it a number that every build can bear.
 */
class GradeCostTest {

    private static final int ROUNDS = Integer.getInteger("rounds", 200);
    private static final int INPUTS = 100;
    private static final Enterprise KNITTER = Enterprise.of("91330483MA2B00078U");

    private final MemoryLedger ledger = new MemoryLedger();

    @Test
    void is_made_of_a_hundred_inputs_and_takes_so_long() {
        KNITTER.fileOn(ledger);
        for (int i = 1; i <= INPUTS - Competence.schemes().size(); i++) {
            ObjectNode fact = Enterprise.object("{'kind':'PENALTY','severity':'GENERAL','title':'处罚','source':'1号',"
                            + "'legalBasis':'行政处罚法','foundOn':'2026-11-01','publishedFrom':'2026-11-01'}")
                    .put("factId", "fact-%04d".formatted(i));
            Credits.fact(KNITTER, "market", fact, i)
                    .carried(ledger, "MarketMSP")
                    .answer();
        }
        String[] words = {"customs CERTIFIED", "tax A", "forex A", "commerce GOOD", "market NORMAL"};
        for (String word : words) {
            String[] part = word.split(" ", 2);
            ObjectNode assertion = KNITTER.assertion(part[0], part[1], 1).put("id", "word-of-" + part[0]);
            Credits.word(assertion).carried(ledger, Competence.ownerOf(part[0])).answer();
        }
        Credits next = Credits.word(KNITTER.assertion("tax", "B", 2));
        ledger.submit(next.proposed("TaxMSP")).answer();
        Proposal graded = next.taken("TaxMSP");
        Proposal single = KNITTER.use(KNITTER.use("use-0001"), "TaxMSP");

        assertThat(ledger.endorse(graded).writes().values()).hasSize(5);
        double grade = micros(graded);
        double record = micros(single);
        System.out.printf(
                Locale.ROOT,
                "a word and the grade of %d inputs: %.0f µs, one record: %.0f µs (%d rounds)%n",
                INPUTS,
                grade,
                record,
                ROUNDS);
    }

    private double micros(Proposal proposal) {
        for (int i = 0; i < ROUNDS; i++) {
            ledger.endorse(proposal).answer();
        }
        long begun = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            ledger.endorse(proposal).answer();
        }
        return (System.nanoTime() - begun) / 1e3 / ROUNDS;
    }
}
