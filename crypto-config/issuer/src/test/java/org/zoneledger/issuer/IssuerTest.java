package org.zoneledger.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuerTest {
    private static final CryptoConfig CONFIG = config();
    private static final String USCC = "91330402MA2B00019E";

    @TempDir
    Path home;

    private Issuer issuer() {
        return Issuer.open(home, CONFIG);
    }

    private Organisation customs() {
        return issuer().organisation("customs", "agency");
    }

    @Nested
    class Witnesses {
        @Test
        void have_an_ed25519_key_that_their_agency_vouches_for() throws GeneralSecurityException {
            Credential witness = customs().witness("jiaxing", home.resolve("node"));
            witness.certificate().verify(customs().ca().getPublicKey());
            assertThat(witness.certificate().getPublicKey().getAlgorithm()).isEqualTo("Ed25519");
            assertThat(home.resolve("node/witness.pem")).exists();
            assertThat(witness.certificate().getSubjectX500Principal().getName())
                    .isEqualTo("CN=zoneledger.org/jiaxing/customs");
            assertThat(witness.certificate().getCriticalExtensionOIDs()).isNullOrEmpty();
            assertThat(witness.certificate().getNonCriticalExtensionOIDs()).isNullOrEmpty();
        }

        @Test
        void keep_their_key() {
            Credential first = customs().witness("jiaxing", home.resolve("node"));
            Credential second = customs().witness("jiaxing", home.resolve("node"));
            assertThat(second.certificate()).isEqualTo(first.certificate());
            assertThat(second.key()).isEqualTo(first.key());
        }

        @Test
        void are_checked_with_the_roots_of_the_agencies_alone() throws IOException {
            Issuer issuer = issuer();
            issuer.organisation("customs", "agency");
            issuer.organisation("operator", "operator");
            issuer.trust();
            try (var files = Files.list(home.resolve("trust/agencies"))) {
                assertThat(files).containsExactly(home.resolve("trust/agencies/customs.pem"));
            }
        }
    }

    @Nested
    class Identities {
        @Test
        void chain_to_the_authority_of_their_organisation_and_to_no_other() throws GeneralSecurityException {
            var customs = customs();
            var tax = issuer().organisation("tax", "agency");
            var issued = List.of(
                    customs.peerMsp("customs-peer", home.resolve("peer")),
                    customs.ordererMsp("customs-orderer", home.resolve("orderer")),
                    customs.adminMsp(home.resolve("admin")),
                    customs.gatewayMsp("customs-gateway", home.resolve("gateway")),
                    customs.person("officer", "officer"));

            for (var credential : issued) {
                validate(credential.certificate(), customs, Instant.now());
                assertThatThrownBy(() -> validate(credential.certificate(), tax, Instant.now()))
                        .isInstanceOf(CertPathValidatorException.class);
            }
        }

        @Test
        void carry_the_unit_from_which_fabric_takes_their_kind() {
            var customs = customs();

            assertThat(subject(customs.peerMsp("customs-peer", home.resolve("a"))))
                    .contains("OU=peer,");
            assertThat(subject(customs.ordererMsp("customs-orderer", home.resolve("b"))))
                    .contains("OU=orderer,");
            assertThat(subject(customs.adminMsp(home.resolve("c")))).contains("OU=admin,");
            assertThat(subject(customs.gatewayMsp("customs-gateway", home.resolve("d"))))
                    .contains("OU=client,");
        }

        @Test
        void have_the_extensions_fabric_asks_for() {
            var customs = customs();
            var peer = customs.peerMsp("customs-peer", home.resolve("peer")).certificate();

            assertThat(customs.ca().getBasicConstraints()).isNotNegative();
            assertThat(customs.ca().getKeyUsage()[5]).isTrue();
            assertThat(customs.ca().getKeyUsage()[6]).isTrue();
            assertThat(customs.ca().getExtensionValue(Extension.subjectKeyIdentifier.getId()))
                    .isNotNull();
            assertThat(peer.getBasicConstraints()).isNegative();
            assertThat(peer.getKeyUsage()[0]).isTrue();
            assertThat(keyIdentifier(peer, Extension.authorityKeyIdentifier.getId()))
                    .endsWith(keyIdentifier(customs.ca(), Extension.subjectKeyIdentifier.getId()));
        }

        @Test
        void have_no_extended_key_usage_that_fabric_would_refuse() throws GeneralSecurityException {
            var customs = customs();

            assertThat(customs.person("officer", "officer").certificate().getExtendedKeyUsage())
                    .isNull();
            assertThat(customs.gatewayMsp("customs-gateway", home.resolve("msp"))
                            .certificate()
                            .getExtendedKeyUsage())
                    .isNull();
        }

        @Test
        void are_signed_with_a_low_s() throws GeneralSecurityException {
            var half = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
                    .shiftRight(1);
            var customs = customs();
            for (int i = 0; i < 20; i++) {
                var signature =
                        customs.person("officer" + i, "officer").certificate().getSignature();
                var s = ASN1Integer.getInstance(
                        ASN1Sequence.getInstance(signature).getObjectAt(1));
                assertThat(s.getValue()).isLessThanOrEqualTo(half);
            }
        }

        @Test
        void belong_to_the_key_beside_them() throws GeneralSecurityException {
            var officer = customs().person("officer", "officer");
            var signer = Signature.getInstance("SHA256withECDSA", Keys.PROVIDER);
            signer.initSign(officer.key());
            signer.update(new byte[] {1, 2, 3});
            var signed = signer.sign();

            var verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(officer.certificate());
            verifier.update(new byte[] {1, 2, 3});
            assertThat(verifier.verify(signed)).isTrue();
        }
    }

    @Nested
    class People {
        @Test
        void of_an_agency_are_made_with_it() {
            customs();

            assertThat(home.resolve("people/customs/officer/cert.pem")).exists();
            assertThat(home.resolve("people/customs/reviewer/cert.pem")).exists();
        }

        @Test
        void carry_their_role_as_fabric_ca_writes_it() {
            assertThat(attributes(customs().person("officer", "officer")))
                    .isEqualTo("{\"attrs\":{\"zone.role\":\"officer\"}}");
            assertThat(attributes(customs().gatewayMsp("customs-gateway", home.resolve("msp"))))
                    .isEqualTo("{\"attrs\":{\"zone.role\":\"gateway\"}}");
        }

        @Test
        void are_named_by_role_and_organisation_only() {
            assertThat(subject(customs().person("li-lei", "officer")))
                    .contains("CN=officer@customs")
                    .doesNotContain("li-lei");
        }

        @Test
        void of_a_party_are_certified_by_commerce_with_their_credit_code() throws GeneralSecurityException {
            var issuer = issuer();
            var clerk = issuer.party(USCC);

            validate(clerk.certificate(), issuer.organisation("commerce", "agency"), Instant.now());
            assertThat(attributes(clerk))
                    .isEqualTo("{\"attrs\":{\"zone.role\":\"clerk\",\"zone.uscc\":\"" + USCC + "\"}}");
            assertThat(home.resolve("people/parties").resolve(USCC).resolve("cert.pem"))
                    .exists();
        }

        @Test
        void of_a_party_may_have_a_second_key_on_the_curve_of_sm2() throws GeneralSecurityException {
            var issuer = issuer();
            var clerk = issuer.party(USCC);
            var signer = issuer.partySm2(USCC);

            signer.certificate()
                    .verify(issuer.organisation("commerce", "agency").ca().getPublicKey());
            assertThat(attributes(signer)).isEqualTo(attributes(clerk));
            assertThat(signer.fingerprint()).isNotEqualTo(clerk.fingerprint());
            assertThat(signer.fingerprint()).isEqualTo(issuer().partySm2(USCC).fingerprint());
            assertThat(((ECKey) signer.key()).getParams().getOrder().toString(16))
                    .as("order of the curve, GB/T 32918.5")
                    .isEqualTo("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123");
        }

        @Test
        void have_a_pkcs12_bundle_a_browser_can_import() throws GeneralSecurityException, IOException {
            customs();
            var store = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(home.resolve("people/customs/officer/client.p12"))) {
                store.load(in, "zone".toCharArray());
            }

            assertThat(store.getKey("officer@customs", "zone".toCharArray())).isNotNull();
            assertThat(store.getCertificateChain("officer@customs")).hasSize(2);
        }

        @Test
        void with_a_name_that_is_a_path_are_refused() {
            var customs = customs();
            assertThatThrownBy(() -> customs.person("../tax", "officer")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Tls {
        @Test
        void has_every_host_and_serves_both_ends() throws GeneralSecurityException {
            var certificate = customs()
                    .tls("customs-peer", List.of("peer.customs.example"), home.resolve("tls"))
                    .certificate();

            assertThat(certificate.getSubjectAlternativeNames())
                    .extracting(name -> (String) name.get(1))
                    .contains("customs-peer", "peer.customs.example", "localhost", "127.0.0.1");
            assertThat(certificate.getExtendedKeyUsage())
                    .containsExactlyInAnyOrder(
                            KeyPurposeId.id_kp_serverAuth.getId(), KeyPurposeId.id_kp_clientAuth.getId());
        }

        @Test
        void comes_from_the_tls_authority_and_not_from_that_of_identities() throws GeneralSecurityException {
            var customs = customs();
            var certificate =
                    customs.tls("customs-peer", List.of(), home.resolve("tls")).certificate();

            certificate.verify(customs.tlsCa().getPublicKey());
            assertThatThrownBy(() -> validate(certificate, customs, Instant.now()))
                    .isInstanceOf(CertPathValidatorException.class);
        }
    }

    @Nested
    class FolderContents {
        @Test
        void are_their_owners_alone() throws IOException {
            issuer().party(USCC);
            customs().peerMsp("customs-peer", home.resolve("nodes/customs-peer/msp"));

            try (var paths = Files.walk(home)) {
                for (var path : paths.filter(path -> !path.equals(home)).toList()) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as(path.toString())
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
                }
            }
        }

        @Test
        void of_an_msp_are_those_fabric_looks_for() throws IOException {
            customs().peerMsp("customs-peer", home.resolve("msp"));

            assertThat(relative(home.resolve("msp")))
                    .containsExactlyInAnyOrder(
                            "cacerts/ca.pem",
                            "tlscacerts/tlsca.pem",
                            "signcerts/cert.pem",
                            "keystore/key.pem",
                            "config.yaml");
            assertThat(home.resolve("msp/config.yaml"))
                    .content()
                    .contains("Enable: true", "OrganizationalUnitIdentifier: orderer");
        }

        @Test
        void of_a_channel_msp_hold_no_key() throws IOException {
            customs().channelMsp(home.resolve("channel"));

            assertThat(relative(home.resolve("channel")))
                    .containsExactlyInAnyOrder("cacerts/ca.pem", "tlscacerts/tlsca.pem", "config.yaml");
        }

        @Test
        void of_a_node_hold_no_key_of_another_organisation() throws IOException {
            var issuer = issuer();
            var node = home.resolve("nodes/tax-gateway");
            issuer.organisation("customs", "agency");
            var tax = issuer.organisation("tax", "agency");
            tax.gatewayMsp("tax-gateway", node.resolve("msp"));
            tax.tls("tax-gateway", List.of(), node.resolve("tls"));

            assertThat(relative(node))
                    .filteredOn(name -> name.contains("key"))
                    .containsExactlyInAnyOrder("msp/keystore/key.pem", "tls/key.pem");
        }

        @Test
        void of_the_trust_bundle_are_the_public_roots_of_all() throws IOException {
            var issuer = issuer();
            issuer.organisation("customs", "agency");
            issuer.organisation("customs-orderer", "orderer");
            issuer.trust();

            assertThat(home.resolve("trust/ca-bundle.pem")).content().containsPattern("(?s)(BEGIN CERT.*){2}");
            assertThat(relative(home.resolve("trust")))
                    .contains("customs-ca.pem", "customs-tlsca.pem", "customs-crl.pem", "tls-bundle.pem");
            try (var paths = Files.walk(home.resolve("trust"))) {
                for (var path : paths.filter(Files::isRegularFile).toList()) {
                    assertThat(path).content().doesNotContain("PRIVATE KEY");
                }
            }
        }
    }

    @Nested
    class Again {
        @Test
        void changes_nothing() throws IOException {
            var before = makeAll();

            assertThat(makeAll()).isEqualTo(before);
        }

        @Test
        void makes_what_an_interrupted_run_left_out() throws IOException {
            var before = makeAll();
            Files.delete(home.resolve("msp/signcerts/cert.pem"));
            Files.delete(home.resolve("people/customs/officer/client.p12"));

            var after = makeAll();

            assertThat(after.keySet()).isEqualTo(before.keySet());
            assertThat(after.get("msp/keystore/key.pem")).isEqualTo(before.get("msp/keystore/key.pem"));
            assertThat(after.get("people/customs/officer/cert.pem"))
                    .isEqualTo(before.get("people/customs/officer/cert.pem"));
        }

        @Test
        void names_the_certificate_another_authority_signed() throws IOException {
            makeAll();
            Files.delete(home.resolve("crypto/customs/ca.pem"));
            Files.delete(home.resolve("crypto/customs/ca.key"));

            assertThatThrownBy(() -> makeAll())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cert.pem was not issued by");
        }

        @Test
        void refuses_a_root_without_its_key() throws IOException {
            makeAll();
            Files.delete(home.resolve("crypto/customs/ca.key"));

            assertThatThrownBy(() -> makeAll())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ca.pem is not the certificate of ca.key");
        }

        private Map<String, String> makeAll() throws IOException {
            var issuer = issuer();
            var customs = issuer.organisation("customs", "agency");
            customs.peerMsp("customs-peer", home.resolve("msp"));
            customs.tls("customs-peer", List.of(), home.resolve("tls"));
            issuer.party(USCC);
            issuer.trust();
            var contents = new HashMap<String, String>();
            for (var name : relative(home)) {
                contents.put(name, Files.readString(home.resolve(name), StandardCharsets.ISO_8859_1));
            }
            return contents;
        }
    }

    @Nested
    class Expiry {
        @Test
        void is_that_of_the_description() {
            var now = Instant.parse("2026-11-01T00:00:00Z");
            var customs =
                    Issuer.open(home, CONFIG, Clock.fixed(now, ZoneOffset.UTC)).organisation("customs", "agency");

            assertThat(customs.person("officer", "officer")
                            .certificate()
                            .getNotAfter()
                            .toInstant())
                    .isEqualTo(now.plus(Duration.ofDays(365)));
            assertThat(customs.peerMsp("customs-peer", home.resolve("msp"))
                            .certificate()
                            .getNotAfter()
                            .toInstant())
                    .isEqualTo(now.plus(Duration.ofDays(825)));
            assertThat(customs.ca().getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(3650)));
        }

        @Test
        void of_a_person_ends_the_validity_of_the_chain() {
            var customs = customs();
            var officer = customs.person("officer", "officer").certificate();

            assertThatThrownBy(() -> validate(officer, customs, Instant.now().plus(Duration.ofDays(366))))
                    .isInstanceOf(CertPathValidatorException.class);
        }

        @Test
        void of_less_than_a_day_is_refused() {
            assertThatThrownBy(() -> new CryptoConfig.ValidityDays(1, 0, 1, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Revocation {
        @Test
        void lists_the_serial_and_fails_the_chain() throws GeneralSecurityException {
            var customs = customs();
            var officer = customs.person("officer", "officer").certificate();
            var reviewer = customs.person("reviewer", "reviewer").certificate();
            customs.revoke(officer.getSerialNumber());

            assertThat(customs.crl().isRevoked(officer)).isTrue();
            assertThat(customs.crl().isRevoked(reviewer)).isFalse();
            customs.crl().verify(customs.ca().getPublicKey());
            assertThatThrownBy(() -> validate(officer, customs, Instant.now())).hasMessageContaining("revoked");
            validate(reviewer, customs, Instant.now());
        }

        @Test
        void of_a_second_keeps_the_first_and_the_date_of_a_repetition() {
            var customs = customs();
            customs.revoke(BigInteger.TEN);
            var first = customs.crl().getRevokedCertificate(BigInteger.TEN).getRevocationDate();
            customs.revoke(BigInteger.TWO);
            customs.revoke(BigInteger.TEN);

            assertThat(customs.crl().getRevokedCertificates()).hasSize(2);
            assertThat(customs.crl().getRevokedCertificate(BigInteger.TEN).getRevocationDate())
                    .isEqualTo(first);
        }

        @Test
        void reaches_the_trust_bundle_and_the_next_msp_folder() throws IOException {
            var issuer = issuer();
            issuer.organisation("customs", "agency").revoke(BigInteger.TEN);
            issuer.trust();
            issuer.organisation("customs", "agency").channelMsp(home.resolve("msp"));

            assertThat(Files.readString(home.resolve("msp/crls/crl.pem")))
                    .isEqualTo(Files.readString(home.resolve("trust/customs-crl.pem")));
        }

        @Test
        void is_signed_again_before_the_list_runs_out() {
            var now = Instant.now();
            customs().revoke(BigInteger.TEN);

            var later = Issuer.open(home, CONFIG, Clock.fixed(now.plus(Duration.ofDays(20)), ZoneOffset.UTC))
                    .organisation("customs", "agency")
                    .crl();

            assertThat(later.getNextUpdate().toInstant()).isAfter(now.plus(Duration.ofDays(40)));
            assertThat(later.getRevokedCertificate(BigInteger.TEN)).isNotNull();
        }
    }

    private static CryptoConfig config() {
        try {
            return CryptoConfig.read(Path.of("../crypto-config.yaml"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void validate(X509Certificate certificate, Organisation authority, Instant at)
            throws GeneralSecurityException {
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.ca(), null)));
        parameters.setDate(Date.from(at));
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(authority.crl()))));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)), parameters);
    }

    private static String subject(Credential credential) {
        return credential.certificate().getSubjectX500Principal().getName();
    }

    private static String attributes(Credential credential) {
        var value = credential.certificate().getExtensionValue("1.2.3.4.5.6.7.8.1");
        return new String(ASN1OctetString.getInstance(value).getOctets(), StandardCharsets.US_ASCII);
    }

    private static byte[] keyIdentifier(X509Certificate certificate, String extension) {
        var value = certificate.getExtensionValue(extension);
        return java.util.Arrays.copyOfRange(value, value.length - 20, value.length);
    }

    private static List<String> relative(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> directory.relativize(path).toString())
                    .toList();
        }
    }
}
