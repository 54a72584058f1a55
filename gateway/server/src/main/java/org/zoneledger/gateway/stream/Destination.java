package org.zoneledger.gateway.stream;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;

/** Where a webhook may go: to https on a public address, so that nobody makes a gateway ask inside its own network. */
public final class Destination {

    private static final int MOST_CHARACTERS = 500;

    /** Networks that are not the public internet beyond those that Java knows (RFC 6890), as address and bits. */
    private static final List<Network> NOT_PUBLIC = List.of(
            Network.of("00000000", 8),
            Network.of("64400000", 10),
            Network.of("c0000000", 24),
            Network.of("c0000200", 24),
            Network.of("c6120000", 15),
            Network.of("c6336400", 24),
            Network.of("cb007100", 24),
            Network.of("f0000000", 4),
            Network.of("fc000000000000000000000000000000", 7),
            // those that carry an IPv4 address, which may be any
            Network.of("00000000000000000000000000000000", 96),
            Network.of("0064ff9b000000000000000000000000", 32),
            Network.of("20010000000000000000000000000000", 23),
            Network.of("20020000000000000000000000000000", 16));

    private record Network(String prefix, int bits) {
        static Network of(String hex, int bits) {
            return new Network(hex, bits);
        }

        boolean holds(byte[] address) {
            byte[] network = HexFormat.of().parseHex(prefix);
            if (network.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((network[bit / 8] & mask) != (address[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private Destination() {}

    /**
     * Reads a destination; refuses what is none with VALUE_INVALID.
     *
     * @param allowPrivate whether addresses that are not public are allowed, and http to this machine
     */
    public static URI parse(String text, boolean allowPrivate) {
        try {
            URI url = new URI(text);
            boolean isHttp = "http".equals(url.getScheme());
            if (text.length() > MOST_CHARACTERS
                    || !("https".equals(url.getScheme()) || (allowPrivate && isHttp))
                    || url.getHost() == null
                    || url.getRawUserInfo() != null
                    || url.getRawFragment() != null
                    || url.getPort() == 0
                    || url.getPort() > 65535) {
                throw invalid("an https address without user and fragment is expected, of at most 500 characters");
            }
            return url;
        } catch (java.net.URISyntaxException e) {
            throw invalid("an https address is expected");
        }
    }

    /** The address that a host has now; refuses with VALUE_INVALID one that a webhook may not go to. */
    public static InetAddress resolve(URI url, boolean allowPrivate) {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(url.getHost());
        } catch (UnknownHostException e) {
            throw invalid("the host has no address");
        }
        if (!allowPrivate && !Arrays.stream(addresses).allMatch(Destination::isPublic)) {
            throw invalid("the host has an address that is not public");
        }
        if ("http".equals(url.getScheme()) && !Arrays.stream(addresses).allMatch(InetAddress::isLoopbackAddress)) {
            throw invalid("http goes no further than this machine");
        }
        return addresses[0];
    }

    static boolean isPublic(InetAddress address) {
        boolean isSpecial = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        return !isSpecial && NOT_PUBLIC.stream().noneMatch(network -> network.holds(address.getAddress()));
    }

    private static RefusalException invalid(String detail) {
        return Refusal.of(Code.VALUE_INVALID, "url", detail);
    }
}
