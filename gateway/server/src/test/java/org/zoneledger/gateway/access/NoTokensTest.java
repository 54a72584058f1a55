package org.zoneledger.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.TokenIssuer;
import org.zoneledger.gateway.peer.TokenIssuer.SigningKey;

/** A gateway as it is when nobody has told it of an issuer. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class NoTokensTest extends RunningGateway {

    @Test
    void a_token_is_refused_and_not_passed_over() throws Exception {
        String filing = "/api/v1/filings/" + Past.KNITTER;
        String token = new TokenIssuer("http://127.0.0.1:9", SigningKey.ec()).token(People.OFFICER);
        for (People shown : new People[] {People.NOBODY, People.OFFICER, People.CLERK}) {
            TokenTest.assertInvalid(as(shown).get(filing, "Authorization", "Bearer " + token));
            assertThat(as(shown).get(filing).status()).isEqualTo(200);
        }
    }
}
