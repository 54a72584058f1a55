package org.zoneledger.gateway.limit;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.zoneledger.domain.canonical.Sha256;

/**
 * Who is counted as one: the holder of a certificate, or everybody at one address who shows none.
 *
 * @param key digest of the certificate, or the address; an IPv6 address without its last 64 bits, which its holder chooses freely
 * @param isKnown whether a certificate was shown
 */
public record Asker(String key, boolean isKnown) {

    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;

    /** Whoever sent a request; the address is the connection's own, whatever headers say. */
    public static Asker of(HttpServerRequest request) {
        return certificate(request.sslSession())
                .map(der -> new Asker("certificate " + Sha256.hex(der), true))
                .orElseGet(() -> new Asker(
                        "address "
                                + network(request.connection().remoteAddress().hostAddress()),
                        false));
    }

    private static Optional<byte[]> certificate(SSLSession session) {
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] shown = session.getPeerCertificates();
            return shown.length == 0 ? Optional.empty() : Optional.of(shown[0].getEncoded());
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String network(String address) {
        byte[] bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
        return bytes != null && bytes.length == IPV6_BYTES
                ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES)
                : String.valueOf(address);
    }
}
