package org.zoneledger.gateway.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.hyperledger.fabric.client.identity.Identities;
import org.zoneledger.gateway.peer.TestAuthority.Credential;

/** Who comes to the gateway under test. What they show lies in files, because the profile that makes it is loaded apart from the tests. */
public enum People {
    NOBODY,
    /** Of the knitter, {@link Past#KNITTER}. */
    CLERK,
    OTHER_CLERK,
    /** Of {@link #SPINNER}, whose filing tests take through its life. */
    SPINNERS_CLERK,
    /** The same clerk with a certificate issued later, over a key of its own. */
    SPINNERS_CLERK_ANEW,
    OFFICER,
    OTHER_OFFICER,
    REVIEWER,
    AUDITOR,
    /** An officer whose certificate is on the authority's list, where a gateway looks at it. */
    DISMISSED,
    /** An officer whom the gateway is told of later, where it looks people up. */
    NEWCOMER,
    /** Another gateway, which is nobody. */
    GATEWAY,
    /** With a certificate that names a role nobody has. */
    STRANGER,
    /** An officer by an authority that this gateway does not know. */
    FOREIGNER;

    public static final String OTHER_ENTERPRISE = "91330482MA2B0006XD";
    public static final String SPINNER = "91330483MA2B00211B";

    private static final char[] PASSWORD = "changeit".toCharArray();

    public static Path directory() {
        return Path.of("target", "gateway-under-test");
    }

    /** The gateway under test is the auditors' too, so that its own certificate and those of people count as theirs. */
    private static void auditorsAreOursToo() {
        try {
            Files.writeString(
                    directory().resolve("auditors-root.pem"),
                    Files.readString(directory().resolve("people-root.pem"))
                            + Files.readString(directory().resolve("commerce-root.pem")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Issues everything anew. */
    static Path prepare() {
        TestConfig.prepare(directory());
        TestAuthority authority = TestAuthority.named("people");
        authority.writeRoot(directory().resolve("people-root.pem"));
        write(CLERK, authority.clerk(Past.KNITTER));
        write(OTHER_CLERK, authority.clerk(OTHER_ENTERPRISE));
        write(SPINNERS_CLERK, authority.clerk(SPINNER));
        write(SPINNERS_CLERK_ANEW, authority.clerk(SPINNER));
        for (People person : new People[] {OFFICER, REVIEWER, AUDITOR, GATEWAY}) {
            write(person, authority.holding(person.name().toLowerCase(Locale.ROOT)));
        }
        write(OTHER_OFFICER, authority.holding("officer"));
        Credential dismissed = authority.holding("officer");
        write(DISMISSED, dismissed);
        write(NEWCOMER, authority.holding("officer"));
        writeList(authority.revoking(dismissed));
        write(STRANGER, authority.holding("mayor"));
        write(FOREIGNER, TestAuthority.named("foreign").holding("officer"));
        auditorsAreOursToo();
        return directory();
    }

    private static void write(People person, Credential credential) {
        credential.write(directory().resolve(person.name()));
    }

    private static void writeList(byte[] list) {
        try {
            Files.write(directory().resolve("people.crl"), list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Credential credential() {
        Path own = directory().resolve(name());
        try (var certificate = Files.newBufferedReader(own.resolve("cert.pem"));
                var key = Files.newBufferedReader(own.resolve("key.pem"))) {
            return new Credential(Identities.readX509Certificate(certificate), Identities.readPrivateKey(key));
        } catch (IOException | CertificateException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** TLS as this person speaks it: trusts the gateway's authority and shows the own certificate, if there is one. */
    SSLContext tls() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {shown()}, trusted().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The gateway's authority. */
    static TrustManagerFactory trusted() {
        try (var root = Files.newBufferedReader(directory().resolve("tls-root.pem"))) {
            KeyStore trusted = empty();
            trusted.setCertificateEntry("root", Identities.readX509Certificate(root));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            return trust;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What this person shows in the handshake. */
    KeyManager shown() {
        try {
            KeyStore own = empty();
            if (this != NOBODY) {
                Credential credential = credential();
                own.setKeyEntry("own", credential.key(), PASSWORD, new X509Certificate[] {credential.certificate()});
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(own, PASSWORD);
            return new Insisting((X509ExtendedKeyManager) keys.getKeyManagers()[0], this != NOBODY);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Shows the own certificate whether the server names its authority or not; Java's own would rather show none. */
    private static final class Insisting extends X509ExtendedKeyManager {

        private final X509ExtendedKeyManager keys;
        private final boolean shows;

        Insisting(X509ExtendedKeyManager keys, boolean shows) {
            this.keys = keys;
            this.shows = shows;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return shows ? "own" : null;
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            return shows ? "own" : null;
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return keys.getClientAliases(type, issuers);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return keys.getServerAliases(type, issuers);
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return keys.chooseServerAlias(type, issuers, socket);
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
