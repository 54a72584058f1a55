package org.zoneledger.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.TokenIssuer;
import org.zoneledger.gateway.peer.TokenIssuer.SigningKey;

/** A gateway that has never reached its issuer. */
@QuarkusTest
@TestProfile(IssuerAwayTest.Profile.class)
class IssuerAwayTest extends RunningGateway {

    private static final String FILING = "/api/v1/filings/" + Past.KNITTER;

    /** With an issuer of its own. */
    public static class Profile extends TokenProfile {}

    @ConfigProperty(name = "quarkus.oidc.auth-server-url")
    String url;

    @Test
    void serves_everybody_else_and_takes_tokens_from_when_it_answers() throws Exception {
        TokenIssuer issuer = new TokenIssuer(url, SigningKey.ec());
        String[] token = {"Authorization", "Bearer " + issuer.token(People.OFFICER)};
        Answer answer = as(People.NOBODY).get(FILING, token);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("ISSUER_UNAVAILABLE");
        assertThat(as(People.OFFICER).get(FILING, token).code()).isEqualTo("ISSUER_UNAVAILABLE");
        assertThat(as(People.OFFICER).get("/api/v1/shares").status()).isEqualTo(200);
        assertThat(as(People.NOBODY).get(FILING).status()).isEqualTo(200);
        TokenTest.assertInvalid(as(People.NOBODY).get(FILING, "Authorization", "Bearer a.b.c"));
        issuer.open();
        try {
            assertThat(as(People.NOBODY).get("/api/v1/shares", token).status()).isEqualTo(200);
        } finally {
            issuer.close();
        }
    }
}
