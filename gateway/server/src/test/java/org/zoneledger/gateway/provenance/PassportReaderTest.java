package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.EpcUri;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.resolver.PassportSource;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class PassportReaderTest extends RunningGateway {

    private static final List<String> SERIALS = List.of("P3", "P1", "P2");

    @Inject
    PassportSource source;

    private DigitalLink.Item batch;

    @BeforeEach
    void make() throws Exception {
        String lot = "P" + newId().substring(newId().length() - 8).replaceAll("[^0-9a-zA-Z]", "");
        for (String serial : SERIALS) {
            ObjectNode event = Past.commissioning(serial);
            event.withObject("/ilmd").put("cbvmda:lotNumber", lot);
            var item = (DigitalLink.Item)
                    EpcUri.parse(event.at("/epcList/0").asText()).link();
            batch = DigitalLink.Item.batch(item.gtin(), lot);
            String id = newId();
            ObjectNode document = Past.document(event);
            String jws = Bodies.signature(People.CLERK, Past.KNITTER, id, document, SALT);
            Answer answer = post(People.CLERK, "/capture", document, id, "Zone-Signature", jws, "Zone-Salt", SALT);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        }
    }

    @Test
    void knows_the_batches_of_a_product_and_their_items() {
        assertThat(source.batches(batch.gtin(), 1000)).contains(batch);
        assertThat(serials(Optional.empty(), 10)).containsExactlyInAnyOrderElementsOf(SERIALS);
        assertThat(source.items(batch, Optional.empty(), 10))
                .allMatch(item -> item.batch().equals(batch.batch()));
    }

    @Test
    void goes_on_with_the_items_of_a_batch_where_it_is_told_to() {
        List<String> all = serials(Optional.empty(), 10);
        assertThat(serials(Optional.of(all.get(1)), 10)).containsExactly(all.get(1), all.get(2));
        assertThat(serials(Optional.of(all.get(0)), 2)).containsExactly(all.get(0), all.get(1));
        assertThat(serials(Optional.of("NONE"), 10)).isEmpty();
    }

    private List<String> serials(Optional<String> from, int most) {
        return source.items(batch, from, most).stream()
                .map(item -> item.serial().orElseThrow())
                .toList();
    }
}
