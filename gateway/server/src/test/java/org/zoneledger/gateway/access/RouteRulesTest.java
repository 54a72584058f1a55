package org.zoneledger.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.access.RouteRules.Rule;

/** Who may use which route is written down once; a rule that changes shows as a difference in that file. */
class RouteRulesTest {

    private static final java.nio.file.Path PINNED = java.nio.file.Path.of("..", "wire", "roles.md");
    private static final String UPDATE = "roles.update";
    private static final List<Rule> RULES =
            RouteRules.of(RouteRules.resources(java.nio.file.Path.of("target", "classes")));

    @Test
    void every_route_has_a_rule() {
        assertThat(RULES).isNotEmpty();
        assertThat(RULES).filteredOn(rule -> rule.who().isEmpty()).isEmpty();
    }

    @Test
    void the_rules_are_those_of_the_pinned_table() throws IOException {
        String table = RULES.stream()
                .map(rule -> "| `%s %s` | %s |\n"
                        .formatted(rule.method(), rule.path(), rule.who().orElse("")))
                .collect(Collectors.joining("", """
                        # Who may use which route

                        Made from the annotations on the resources. A clerk, officer, reviewer, auditor or operator is whoever shows a certificate
                        with that role, all but clerks also by a token that names it; everybody is also who shows none. What the law asks beyond the role is in the
                        [README of the house](../../README.md#who-may-use-which-route).

                        | route | who |
                        | --- | --- |
                        """, ""));
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(PINNED, table);
        }
        assertThat(PINNED).exists();
        assertThat(table)
                .as(
                        "The rules are not those of gateway/wire/roles.md. If that is meant: run"
                                + " `mvn -pl chaincode/domain,gateway/server test -Dtest=RouteRulesTest -D%s=true"
                                + " -Dsurefire.failIfNoSpecifiedTests=false`, read the difference, and commit it with a line in CHANGELOG.md.",
                        UPDATE)
                .isEqualTo(Files.readString(PINNED));
    }

    @Test
    void a_route_without_a_rule_would_be_closed() throws IOException {
        Properties properties = new Properties();
        try (InputStream in =
                Files.newInputStream(java.nio.file.Path.of("target", "classes", "application.properties"))) {
            properties.load(in);
        }
        assertThat(properties).containsEntry("quarkus.security.jaxrs.deny-unannotated-endpoints", "true");
    }

    @Nested
    class OnClassesWithAndWithoutRules {

        // without a path of their own they are no routes of the gateways that other tests start
        static class Things {

            @GET
            @PermitAll
            public String get() {
                return "";
            }

            @PUT
            @RolesAllowed({"officer", "clerk"})
            public String put() {
                return "";
            }

            @DELETE
            @Path("parts")
            public String forgotten() {
                return "";
            }
        }

        @RolesAllowed("auditor")
        static class Books {

            @GET
            public String get() {
                return "";
            }

            public String isNoRoute() {
                return "";
            }
        }

        private static List<String> told(List<Rule> rules) {
            return rules.stream()
                    .map(rule ->
                            rule.method() + " " + rule.path() + " " + rule.who().orElse("?"))
                    .toList();
        }

        @Test
        void a_forgotten_rule_is_found_and_the_others_are_told() {
            assertThat(told(RouteRules.of(Things.class, "/things/{id: .+}")))
                    .containsExactlyInAnyOrder(
                            "GET /things/{id} everybody",
                            "PUT /things/{id} clerk, officer",
                            "DELETE /things/{id}/parts ?");
            assertThat(told(RouteRules.of(Books.class, "books"))).containsExactly("GET /books auditor");
        }
    }
}
