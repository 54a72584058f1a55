package org.zoneledger.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;

class DestinationTest {

    @Nested
    class Parse {

        @Test
        void takes_https_addresses() {
            assertThat(Destination.parse("https://party.example/hook?a=b", false))
                    .isEqualTo(URI.create("https://party.example/hook?a=b"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "party.example",
                    "http://party.example/",
                    "ftp://party.example/",
                    "file:///etc/passwd",
                    "https:///hook",
                    "https://user:secret@party.example/",
                    "https://party.example/#part",
                    "https://party.example:0/",
                    "https://party.example:65536/",
                    "https://party.example/a b",
                    "HTTPS//party.example"
                })
        void refuses_everything_else(String text) {
            refused(() -> Destination.parse(text, false));
        }

        @Test
        void takes_http_where_private_addresses_are_allowed() {
            assertThat(Destination.parse("http://localhost:1/", true)).isEqualTo(URI.create("http://localhost:1/"));
        }
    }

    @Nested
    class Resolve {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://localhost/",
                    "https://127.0.0.1/",
                    "https://127.1/",
                    "https://[::1]/",
                    "https://[::ffff:10.0.0.1]/",
                    "https://169.254.169.254/latest/meta-data"
                })
        void refuses_what_is_not_public(String url) {
            refused(() -> Destination.resolve(URI.create(url), false));
        }

        @Test
        void takes_this_machine_when_that_is_allowed() {
            assertThatCode(() -> Destination.resolve(URI.create("http://localhost:1/"), true))
                    .doesNotThrowAnyException();
            assertThatCode(() -> Destination.resolve(URI.create("https://10.1.2.3/"), true))
                    .doesNotThrowAnyException();
        }

        @Test
        void lets_http_go_no_further_than_this_machine_whatever_is_allowed() {
            refused(() -> Destination.resolve(URI.create("http://10.1.2.3/"), true));
        }

        @Test
        void refuses_a_host_without_an_address() {
            refused(() -> Destination.resolve(URI.create("https://nowhere.invalid/"), true));
        }
    }

    @Nested
    class IsPublic {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0.0.0.0",
                    "0.1.2.3",
                    "10.0.0.1",
                    "100.64.0.1",
                    "100.127.255.255",
                    "127.0.0.1",
                    "169.254.1.1",
                    "172.16.0.1",
                    "172.31.255.255",
                    "192.0.0.1",
                    "192.0.2.1",
                    "192.168.1.1",
                    "198.18.0.1",
                    "198.19.255.255",
                    "198.51.100.1",
                    "203.0.113.1",
                    "224.0.0.1",
                    "240.0.0.1",
                    "255.255.255.255",
                    "::",
                    "::1",
                    "::ffff:192.168.1.1",
                    "::7f00:1",
                    "fe80::1",
                    "fc00::1",
                    "fd12:3456::1",
                    "ff02::1",
                    "64:ff9b::7f00:1",
                    "2001:0:1::1",
                    "2002:7f00:1::1"
                })
        void is_false_for_networks_inside_and_addresses_that_carry_one(String address) throws UnknownHostException {
            assertThat(Destination.isPublic(InetAddress.getAllByName(address)[0]))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "8.8.8.8",
                    "100.63.255.255",
                    "100.128.0.0",
                    "172.15.0.1",
                    "172.32.0.1",
                    "192.167.1.1",
                    "198.17.1.1",
                    "2400:3200::1"
                })
        void is_true_beside_them(String address) throws UnknownHostException {
            assertThat(Destination.isPublic(InetAddress.getAllByName(address)[0]))
                    .isTrue();
        }
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefusalException.class, e -> {
            assertThat(e.refusal().code()).isEqualTo(Code.VALUE_INVALID);
            assertThat(e.refusal().field()).isEqualTo("url");
        });
    }
}
