package org.zoneledger.issuer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * What one end certificate says of its holder.
 *
 * @param curve of its key
 * @param lean whether it goes without extensions
 */
record Profile(
        X500Name subject,
        int days,
        String curve,
        List<KeyPurposeId> purposes,
        List<String> hosts,
        Map<String, String> attributes,
        boolean lean) {

    /** Where Fabric CA, and so Fabric's client identity library, keeps attributes: raw JSON, no DER around it. */
    static final ASN1ObjectIdentifier ATTRIBUTES = new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1");

    static Profile identity(X500Name subject, int days) {
        return new Profile(subject, days, Keys.P256, List.of(), List.of(), Map.of(), false);
    }

    /** No extended key usage: Fabric's MSP would take one without server authentication for a certificate not its own. */
    static Profile client(X500Name subject, int days, Map<String, String> attributes) {
        return new Profile(subject, days, Keys.P256, List.of(), List.of(), attributes, false);
    }

    /** The same for a key on another curve. */
    Profile on(String other) {
        return new Profile(subject, days, other, purposes, hosts, attributes, lean);
    }

    static Profile tls(X500Name subject, int days, List<String> hosts) {
        return new Profile(
                subject,
                days,
                Keys.P256,
                List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth),
                hosts,
                Map.of(),
                false);
    }

    static X500Name subject(String organisation, String unit, String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, "CN")
                .addRDN(BCStyle.O, organisation)
                .addRDN(BCStyle.OU, unit)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    /** As short as can be, because three of them are in every receipt: a common name, and nothing that the verifiers do not look at. */
    static Profile witness(String log, int days) {
        return new Profile(named(log), days, Keys.ED25519, List.of(), List.of(), Map.of(), true);
    }

    static X500Name named(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    void extend(X509v3CertificateBuilder certificate) throws IOException {
        if (!purposes.isEmpty()) {
            certificate.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
        }
        if (!hosts.isEmpty()) {
            var names = hosts.stream()
                    .map(host -> new GeneralName(
                            IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                    .toArray(GeneralName[]::new);
            certificate.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        if (!attributes.isEmpty()) {
            certificate.addExtension(ATTRIBUTES, false, attributesJson().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private String attributesJson() {
        return new TreeMap<>(attributes)
                .entrySet().stream()
                        .map(attribute -> "\"" + attribute.getKey() + "\":\"" + attribute.getValue() + "\"")
                        .collect(Collectors.joining(",", "{\"attrs\":{", "}}"));
    }
}
