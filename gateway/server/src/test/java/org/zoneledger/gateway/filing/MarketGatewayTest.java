package org.zoneledger.gateway.filing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.LoopbackPeer.Endorsement;
import org.zoneledger.gateway.peer.MarketProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.RunningPeer;

/** What is another at the gateway of an agency that is not the single window. */
@QuarkusTest
@TestProfile(MarketProfile.class)
class MarketGatewayTest extends RunningGateway {

    private static final String SPINNERS = "/api/v1/filings/" + People.SPINNER;

    @BeforeEach
    void the_peer_endorses_for_market_regulation() {
        RunningPeer.get().speaksFor("MarketMSP");
    }

    @Test
    void its_officers_word_is_endorsed_by_itself_and_two_others() throws Exception {
        RunningPeer.get().speaksFor("CommerceMSP");
        assertWritten(putSigned(People.SPINNERS_CLERK, SPINNERS, Bodies.filing(People.SPINNERS_CLERK), newId()));
        for (String step : List.of("VERIFY", "REJECT", "REJECT", "VERIFY")) {
            RunningPeer.get().speaksFor("MarketMSP");
            post(People.OFFICER, SPINNERS + "/decisions", Bodies.decision(step), newId());
        }
        assertThat(as(People.NOBODY).get(SPINNERS).json().path("status").asText())
                .isEqualTo("VERIFIED");
        assertThat(peer().endorsements().stream()
                        .filter(each -> each.name().equals("filing:decide"))
                        .map(Endorsement::msps))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(msps -> assertThat(msps).hasSize(3).contains("MarketMSP"));
    }

    @Test
    void no_enterprise_files_here() throws Exception {
        Answer answer = putSigned(
                People.OTHER_CLERK,
                "/api/v1/filings/" + People.OTHER_ENTERPRISE,
                Bodies.filing(People.OTHER_CLERK),
                newId());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("NOT_PERMITTED");
    }

    @Test
    void nobody_revokes_a_certificate_here() throws Exception {
        String path = "/api/v1/filings/" + Past.KNITTER + "/certificate/revocation";
        assertThat(post(People.OFFICER, path, Bodies.revocation(), newId()).code())
                .isEqualTo("NOT_OWNER");
    }
}
