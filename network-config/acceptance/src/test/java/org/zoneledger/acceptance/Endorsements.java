package org.zoneledger.acceptance;

import io.cucumber.datatable.DataTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.zoneledger.acceptance.Bypass.Call;

/** Transactions that the chaincode agrees to, with endorsements that may not be enough. */
final class Endorsements {

    private Endorsements() {}

    /** Commits a call with each of the endorsements of a table {@code endorsed by, the peers say} and checks how it ends. */
    static void endSo(World world, DataTable table, Function<List<String>, Call> call) {
        SoftAssertions softly = new SoftAssertions();
        for (Map<String, String> row : table.asMaps()) {
            List<String> endorsers = Arrays.stream(row.get("endorsed by").split(",", -1))
                    .map(String::strip)
                    .toList();
            softly.assertThat(world.bypass()
                            .endorse(call.apply(endorsers))
                            .commit()
                            .name())
                    .as("endorsed by %s", endorsers)
                    .isEqualTo(row.get("the peers say"));
        }
        softly.assertAll();
    }
}
