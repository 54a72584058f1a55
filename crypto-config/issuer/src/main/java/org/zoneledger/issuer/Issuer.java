package org.zoneledger.issuer;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes the certificates of a zone for development and test, under {@code ZONE_HOME/crypto}, {@code people} and {@code trust}.
 * What exists is kept and what is missing is made, so an interrupted run is continued by running it again.
 */
public final class Issuer {
    private final Path zoneHome;
    private final CryptoConfig config;
    private final Clock clock;
    private final Map<String, Organisation> organisations = new ConcurrentSkipListMap<>();

    private Issuer(Path zoneHome, CryptoConfig config, Clock clock) {
        this.zoneHome = zoneHome.toAbsolutePath().normalize();
        this.config = config;
        this.clock = clock;
    }

    /** An issuer for this zone home; nothing is written yet. */
    public static Issuer open(Path zoneHome, CryptoConfig config) {
        return open(zoneHome, config, Clock.systemUTC());
    }

    /** As {@link #open(Path, CryptoConfig)} at the time of this clock. */
    public static Issuer open(Path zoneHome, CryptoConfig config, Clock clock) {
        return new Issuer(zoneHome, config, clock);
    }

    /**
     * The organisation with its root authorities, revocation list and the people of its kind, made where missing.
     *
     * @param kind a key of {@code people} in crypto-config.yaml: agency, operator, audit, orderer
     * @throws IllegalArgumentException when the kind is unknown or the id is no file name
     */
    public Organisation organisation(String id, String kind) {
        return organisations.computeIfAbsent(id, key -> new Organisation(key, kind, zoneHome, config, clock));
    }

    /**
     * The certificate of an enterprise or other party, in {@code people/parties/<uscc>}, by the authority crypto-config.yaml names.
     *
     * @param uscc a unified social credit code; the caller has checked it
     */
    public Credential party(String uscc) {
        return organisation(config.parties().authority(), "agency").party(uscc);
    }

    /**
     * A second certificate of a party, for signatures by SM2 with SM3: {@code sm2.pem} and {@code sm2.key} beside the first. TLS and
     * Fabric's own identities stay with the first.
     *
     * @param uscc as for {@link #party}
     */
    public Credential partySm2(String uscc) {
        return organisation(config.parties().authority(), "agency").partySm2(uscc);
    }

    /**
     * Writes {@code trust/}: the public roots and revocation lists of every organisation opened so far, one by one and bundled; and the
     * roots of the agencies once more in {@code trust/agencies/<id>.pem}, which is all that a receipt is checked with.
     */
    public void trust() {
        var trust = zoneHome.resolve("trust");
        organisations.values().forEach(organisation -> {
            PrivateFiles.write(trust.resolve(organisation.id() + "-ca.pem"), PrivateFiles.pem(organisation.ca()));
            PrivateFiles.write(trust.resolve(organisation.id() + "-tlsca.pem"), PrivateFiles.pem(organisation.tlsCa()));
            PrivateFiles.write(trust.resolve(organisation.id() + "-crl.pem"), PrivateFiles.pem(organisation.crl()));
            if (organisation.isAgency()) {
                PrivateFiles.write(
                        trust.resolve("agencies").resolve(organisation.id() + ".pem"),
                        PrivateFiles.pem(organisation.ca()));
            }
        });
        PrivateFiles.write(trust.resolve("ca-bundle.pem"), bundle(Organisation::ca));
        PrivateFiles.write(trust.resolve("tls-bundle.pem"), bundle(Organisation::tlsCa));
    }

    private String bundle(Function<Organisation, X509Certificate> root) {
        return organisations.values().stream().map(root).map(PrivateFiles::pem).collect(Collectors.joining());
    }
}
