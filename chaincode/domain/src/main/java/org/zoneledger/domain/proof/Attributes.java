package org.zoneledger.domain.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;

/** What a certificate says of its holder: the attributes that Fabric CA puts into extension 1.2.3.4.5.6.7.8.1. */
public final class Attributes {

    /** The attribute with a person's role, or {@code gateway}. */
    public static final String ROLE = "zone.role";

    /** The attribute with the enterprise that a clerk acts for. */
    public static final String USCC = "zone.uscc";

    private static final String EXTENSION = "1.2.3.4.5.6.7.8.1";

    private Attributes() {}

    /** The attributes by name; empty when the certificate has none. Refuses with CERTIFICATE_INVALID when they cannot be read. */
    public static SortedMap<String, String> of(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(EXTENSION);
        return extension == null ? Collections.emptySortedMap() : read(content(extension));
    }

    /** As for a certificate that the JDK reads. */
    static SortedMap<String, String> of(Certificate certificate) {
        Extensions extensions = certificate.getTBSCertificate().getExtensions();
        Extension found = extensions == null ? null : extensions.getExtension(new ASN1ObjectIdentifier(EXTENSION));
        return found == null
                ? Collections.emptySortedMap()
                : read(found.getExtnValue().getOctets());
    }

    private static SortedMap<String, String> read(byte[] json) {
        SortedMap<String, String> attributes = new TreeMap<>();
        try {
            for (var attribute : CanonicalJson.read(json).path("attrs").properties()) {
                JsonNode value = attribute.getValue();
                attributes.put(attribute.getKey(), value.isTextual() ? value.textValue() : "");
            }
        } catch (RefusalException notJson) {
            throw Refusal.of(
                    Code.CERTIFICATE_INVALID, "certificate.der", "the certificate's attributes cannot be read");
        }
        return Collections.unmodifiableSortedMap(attributes);
    }

    /** Reads an X.509 certificate (DER or PEM); refuses with CERTIFICATE_INVALID. */
    public static X509Certificate certificate(byte[] encoded) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException notACertificate) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "certificate.der", "an X.509 certificate is expected");
        }
    }

    /** What is inside the DER octet string that the JDK hands out. */
    private static byte[] content(byte[] octets) {
        int lengthBytes = octets[1] < 0 ? octets[1] & 0x7f : 0;
        return Arrays.copyOfRange(octets, 2 + lengthBytes, octets.length);
    }
}
