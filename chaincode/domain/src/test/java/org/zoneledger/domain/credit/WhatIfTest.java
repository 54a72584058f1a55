package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;

class WhatIfTest {

    private static final LocalDate DAY = LocalDate.parse("2026-06-01");

    private final TreeMap<String, Standing.Held> words = new TreeMap<>();
    private final TreeMap<String, Standing.Held> facts = new TreeMap<>();

    @Test
    void tells_what_the_best_class_in_a_words_place_would_make() {
        word("market", "samr-44-2021", "NORMAL", "2036-01-01");
        word("tax", "sta-12-2025", "C", "2036-01-01");
        List<WhatIf> all = WhatIf.of(standing(), DAY);
        assertThat(standing().gradeOn(DAY).letter()).isEqualTo(GradeLaw.Letter.C);
        assertThat(all)
                .extracting(WhatIf::what, WhatIf::instead)
                .containsExactly(tuple("sta-12-2025:C", Optional.of("A")));
        // (20 x 900 + 25 x 1000) / 45, and with too little known for an A
        assertThat(all.get(0).grade().score()).contains(955);
        assertThat(all.get(0).grade().letter()).isEqualTo(GradeLaw.Letter.B);
    }

    @Test
    void tells_what_would_be_without_each_fact_that_counts_and_leaves_the_others_in() {
        word("market", "samr-44-2021", "NORMAL", "2036-01-01");
        facts("market", fact("fact-one-1", "GENERAL", "2026-05-01"), fact("fact-two-2", "SERIOUS", "2026-05-01"));
        List<WhatIf> all = WhatIf.of(standing(), DAY);
        assertThat(all)
                .extracting(WhatIf::what, each -> each.grade().score())
                .containsExactly(
                        tuple("PENALTY:GENERAL:fact-one-1", Optional.of(800)),
                        tuple("PENALTY:SERIOUS:fact-two-2", Optional.of(870)));
        assertThat(all.get(1).grade().letter()).isEqualTo(GradeLaw.Letter.B);
    }

    @Test
    void has_nothing_to_say_of_what_does_not_count_or_is_the_best_there_is() {
        word("commerce", "zone-1", "EXCELLENT", "2036-01-01");
        word("tax", "sta-12-2025", "B", "2026-05-31");
        facts("market", fact("fact-one-1", "GENERAL", "2024-05-01"));
        assertThat(WhatIf.of(standing(), DAY)).isEmpty();
    }

    private void word(String scheme, String ruleset, String code, String validTo) {
        ObjectNode node = object().put("status", "EFFECTIVE")
                .put("openClass", code)
                .put("ruleset", ruleset)
                .put("validFrom", "2026-01-01")
                .put("validTo", validTo)
                .put("version", 1);
        words.put(scheme, new Standing.Held(new LedgerRecord(node), Sealed.none()));
    }

    private void facts(String scheme, ObjectNode... all) {
        ObjectNode values = object();
        values.putArray("published").addAll(List.of(all));
        facts.put(
                scheme,
                new Standing.Held(
                        new LedgerRecord(object().put("version", 1)),
                        Sealed.seal(values, new byte[Sealed.SEED_BYTES])));
    }

    private static ObjectNode fact(String id, String severity, String day) {
        return object().put("factId", id)
                .put("kind", "PENALTY")
                .put("severity", severity)
                .put("title", "a fine")
                .put("source", "decision 1")
                .put("legalBasis", "order 1")
                .put("foundOn", day)
                .put("publishedFrom", day);
    }

    private Standing standing() {
        return new Standing(
                Uscc.parse("91330483MA2B00078U"),
                words,
                facts,
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty(),
                GradeLaw.all(List.of()));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
