package org.zoneledger.gateway.limit;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.ShownCertificate;

/**
 * Who is counted as one: the holder of a certificate, or everybody at one address who shows none.
 *
 * @param key digest of the certificate, or the address; an IPv6 address without its last 64 bits, which its holder chooses freely
 * @param isKnown whether it is the holder of a certificate
 */
public record Asker(String key, boolean isKnown) {

    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;

    /** Whoever sent a request; the address is the connection's own, whatever headers say. */
    public static Asker of(HttpServerRequest request) {
        return ShownCertificate.of(request)
                .map(certificate -> holder(ShownCertificate.digest(certificate)))
                .orElseGet(() -> new Asker(
                        "address "
                                + network(request.connection().remoteAddress().hostAddress()),
                        false));
    }

    /** A person, who is the same one whether by certificate or by token. */
    public static Asker of(Person person) {
        return holder(person.caller().certificate());
    }

    private static Asker holder(String certificate) {
        return new Asker("certificate " + certificate, true);
    }

    static String network(String address) {
        byte[] bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
        return bytes != null && bytes.length == IPV6_BYTES
                ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES)
                : String.valueOf(address);
    }
}
