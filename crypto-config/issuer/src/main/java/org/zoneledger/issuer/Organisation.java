package org.zoneledger.issuer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One organisation's two authorities (identity and TLS) and everything they sign. Nothing here sees another's key. */
public final class Organisation {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final char[] PKCS12_PASSWORD = "zone".toCharArray();
    private static final String MSP_CONFIG = Stream.of("Client", "Peer", "Admin", "Orderer")
            .map(unit -> "  " + unit + "OUIdentifier:\n    Certificate: cacerts/ca.pem\n"
                    + "    OrganizationalUnitIdentifier: " + unit.toLowerCase(Locale.ROOT) + "\n")
            .reduce("NodeOUs:\n  Enable: true\n", String::concat);

    private final String id;
    private final String kind;
    private final Path zoneHome;
    private final CryptoConfig config;
    private final Authority identities;
    private final Authority tls;

    Organisation(String id, String kind, Path zoneHome, CryptoConfig config, Clock clock) {
        this.id = named(id);
        this.kind = kind;
        this.zoneHome = zoneHome;
        this.config = config;
        var people = config.people().get(kind);
        if (people == null) {
            throw new IllegalArgumentException("crypto-config.yaml names no people for the kind " + kind);
        }
        var folder = zoneHome.resolve("crypto").resolve(id);
        this.identities = new Authority(folder, "ca", Profile.named("ca." + id), config.validityDays(), clock);
        this.tls = new Authority(
                folder, "tlsca", Profile.subject(id, "tlsca", "tlsca." + id), config.validityDays(), clock);
        identities.crl();
        people.forEach(this::person);
    }

    /** The identifier of the topology, such as {@code customs}. */
    public String id() {
        return id;
    }

    /** Whether it is one of those whose word counts. */
    public boolean isAgency() {
        return kind.equals("agency");
    }

    /** The root of identities. */
    public X509Certificate ca() {
        return identities.certificate();
    }

    /** The root of TLS certificates. */
    public X509Certificate tlsCa() {
        return tls.certificate();
    }

    /** The list of revoked identities in force. */
    public X509CRL crl() {
        return identities.crl();
    }

    /** A folder with this organisation's MSP definition, no key: what a channel configuration needs. */
    public void channelMsp(Path directory) {
        copy(identities.certificateFile(), directory.resolve("cacerts/ca.pem"));
        copy(tls.certificateFile(), directory.resolve("tlscacerts/tlsca.pem"));
        keepOrWrite(directory.resolve("config.yaml"), MSP_CONFIG);
        if (crl().getRevokedCertificates() != null) {
            keepOrWrite(directory.resolve("crls/crl.pem"), PrivateFiles.pem(crl()));
        }
    }

    /** The local MSP folder of a peer. */
    public Credential peerMsp(String node, Path directory) {
        return nodeMsp(node, "peer", directory);
    }

    /** The local MSP folder of an orderer. */
    public Credential ordererMsp(String node, Path directory) {
        return nodeMsp(node, "orderer", directory);
    }

    /** The local MSP folder of the administrator, used for channel and lifecycle work; by custom {@code crypto/<org>/admin/msp}. */
    public Credential adminMsp(Path directory) {
        return msp(directory, Profile.identity(Profile.subject(id, "admin", "admin@" + id), days().person()));
    }

    /** The local MSP folder of the organisation's gateway, an identity with the role {@code gateway}. */
    public Credential gatewayMsp(String node, Path directory) {
        var subject = Profile.subject(id, "client", named(node));
        return msp(directory, Profile.client(subject, days().node(), Map.of("zone.role", "gateway")));
    }

    /**
     * The key that signs and cosigns the checkpoints of logs (Ed25519), in {@code witness.pem} and {@code witness.key}. Its certificate
     * names the agency's own log, {@code zoneledger.org/<zone>/<organisation>}.
     */
    public Credential witness(String zone, Path directory) {
        var log = "zoneledger.org/" + named(zone) + "/" + id;
        return identities.keepOrIssue(
                directory.resolve("witness.pem"),
                directory.resolve("witness.key"),
                Profile.witness(log, days().node()));
    }

    /**
     * A TLS certificate for servers and clients: {@code cert.pem}, {@code key.pem} and this organisation's {@code ca.pem}.
     *
     * @param hosts DNS names and addresses beside the node's own name and those of crypto-config.yaml
     */
    public Credential tls(String node, List<String> hosts, Path directory) {
        var names = new LinkedHashSet<String>();
        names.add(named(node));
        names.addAll(hosts);
        names.addAll(config.hosts());
        copy(tls.certificateFile(), directory.resolve("ca.pem"));
        return tls.keepOrIssue(
                directory.resolve("cert.pem"),
                directory.resolve("key.pem"),
                Profile.tls(Profile.subject(id, "tls", node), days().node(), List.copyOf(names)));
    }

    /**
     * A person with a role, in {@code people/<org>/<name>}: {@code cert.pem}, {@code key.pem}, {@code client.p12} (password
     * {@code zone}). The certificate names the role and the organisation, never the person.
     */
    public Credential person(String name, String role) {
        var folder = zoneHome.resolve("people").resolve(id).resolve(named(name));
        return client(folder, named(role) + "@" + id, Map.of("zone.role", role));
    }

    Credential party(String uscc) {
        var folder = zoneHome.resolve("people").resolve("parties").resolve(named(uscc));
        return client(folder, uscc, partyAttributes(uscc));
    }

    Credential partySm2(String uscc) {
        var folder = zoneHome.resolve("people").resolve("parties").resolve(named(uscc));
        return identities.keepOrIssue(
                folder.resolve("sm2.pem"),
                folder.resolve("sm2.key"),
                Profile.client(Profile.subject(id, "client", uscc), days().person(), partyAttributes(uscc))
                        .on(Keys.SM2));
    }

    private Map<String, String> partyAttributes(String uscc) {
        return Map.of("zone.role", config.parties().role(), "zone.uscc", uscc);
    }

    /** Adds the certificate to {@code crypto/<org>/crl.pem}; {@link Issuer#trust} publishes the list. */
    public void revoke(BigInteger serial) {
        identities.revoke(serial);
    }

    private Credential client(Path folder, String commonName, Map<String, String> attributes) {
        var subject = Profile.subject(id, "client", commonName);
        var issued = identities.keepOrIssue(
                folder.resolve("cert.pem"),
                folder.resolve("key.pem"),
                Profile.client(subject, days().person(), attributes));
        var bundle = folder.resolve("client.p12");
        if (!Files.exists(bundle)) {
            PrivateFiles.write(bundle, pkcs12(issued, commonName));
        }
        return issued;
    }

    private byte[] pkcs12(Credential credential, String alias) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    alias, credential.key(), PKCS12_PASSWORD, new Certificate[] {credential.certificate(), ca()});
            var bytes = new ByteArrayOutputStream();
            store.store(bytes, PKCS12_PASSWORD);
            return bytes.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Credential nodeMsp(String node, String unit, Path directory) {
        return msp(directory, Profile.identity(Profile.subject(id, unit, named(node)), days().node()));
    }

    private Credential msp(Path directory, Profile profile) {
        channelMsp(directory);
        return identities.keepOrIssue(
                directory.resolve("signcerts/cert.pem"), directory.resolve("keystore/key.pem"), profile);
    }

    private CryptoConfig.ValidityDays days() {
        return config.validityDays();
    }

    private static void copy(Path from, Path to) {
        keepOrWrite(to, PrivateFiles.read(from));
    }

    private static void keepOrWrite(Path file, String content) {
        if (!Files.exists(file) || !PrivateFiles.read(file).equals(content)) {
            PrivateFiles.write(file, content);
        }
    }

    private static String named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a certificate and a folder: " + name);
        }
        return name;
    }
}
