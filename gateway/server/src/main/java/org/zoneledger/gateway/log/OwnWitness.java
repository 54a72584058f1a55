package org.zoneledger.gateway.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.util.io.pem.PemReader;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote.Signature;
import org.zoneledger.domain.log.WitnessCertificate;
import org.zoneledger.domain.proof.PartyCertificate;
import org.zoneledger.gateway.ZoneConfig;

/** The key by which this agency speaks about logs; other organisations have none. */
@ApplicationScoped
class OwnWitness {

    private final Optional<WitnessCertificate> certificate;
    private final Optional<Ed25519PrivateKeyParameters> key;

    @Inject
    OwnWitness(ZoneConfig config) {
        this.certificate = config.witness().map(files -> certificate(files.certificate()));
        this.key = config.witness().map(files -> key(files.key()));
    }

    OwnWitness(Path certificate, Path key) {
        this.certificate = Optional.of(certificate(certificate));
        this.key = Optional.of(key(key));
    }

    /** Whether this gateway is an agency's. */
    boolean isPresent() {
        return certificate.isPresent();
    }

    /** The certificate; only where there is one. */
    WitnessCertificate certificate() {
        return certificate.orElseThrow();
    }

    /** Signs a checkpoint of the own log. */
    Signature sign(Checkpoint checkpoint) {
        return Witnesses.speaker(certificate()).sign(checkpoint, key.orElseThrow());
    }

    /** Cosigns a checkpoint of whatever log. */
    Signature cosign(Checkpoint checkpoint, Instant at) {
        return Witnesses.speaker(certificate()).cosign(checkpoint, at, key.orElseThrow());
    }

    private static WitnessCertificate certificate(Path file) {
        try {
            return WitnessCertificate.read(PartyCertificate.fromPem(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ed25519PrivateKeyParameters key(Path file) {
        try (PemReader pem = new PemReader(Files.newBufferedReader(file))) {
            return (Ed25519PrivateKeyParameters)
                    PrivateKeyFactory.createKey(pem.readPemObject().getContent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
