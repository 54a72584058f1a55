package org.zoneledger.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.RunningGateway;

/** The outside contract is written down once; a route that changes shows as a difference in that file. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class OpenApiTest extends RunningGateway {

    private static final Path PINNED = Path.of("..", "wire", "openapi.yaml");
    private static final String UPDATE = "openapi.update";

    @Test
    void the_routes_are_those_of_the_pinned_document() throws Exception {
        String served = management().get("/openapi").body();
        if (Boolean.getBoolean(UPDATE)) {
            Files.createDirectories(PINNED.getParent());
            Files.writeString(PINNED, served);
        }
        assertThat(PINNED).exists();
        assertThat(served)
                .as(
                        "The routes are not those of gateway/wire/openapi.yaml, which clients rely on. If that is meant: run"
                                + " `mvn -pl chaincode/domain,gateway/server test -Dtest=OpenApiTest -D%s=true"
                                + " -Dsurefire.failIfNoSpecifiedTests=false`, read the difference, and commit it with a line in CHANGELOG.md.",
                        UPDATE)
                .isEqualTo(Files.readString(PINNED));
    }
}
