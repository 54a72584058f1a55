package org.zoneledger.acceptance;

import com.lowagie.text.pdf.PRStream;
import com.lowagie.text.pdf.PdfArray;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.zoneledger.domain.canonical.Sha256;

/** A signed PDF as whoever was handed it checks it, by ETSI EN 319 142-1 and RFC 5652. */
final class SignedPaper {

    private static final Pattern RANGE = Pattern.compile("/ByteRange\\s*\\[\\s*0 ([0-9]+) ([0-9]+) ([0-9]+)\\s*\\]");

    private final byte[] pdf;

    SignedPaper(byte[] pdf) {
        this.pdf = pdf;
    }

    /** The same with one bit of a byte changed. */
    SignedPaper changed(int at) {
        byte[] other = pdf.clone();
        other[at] ^= 1;
        return new SignedPaper(other);
    }

    int length() {
        return pdf.length;
    }

    /** Whose signature over every byte but its own place it is; nothing when it is none. */
    Optional<X509Certificate> signer() {
        Matcher range = RANGE.matcher(new String(pdf, StandardCharsets.ISO_8859_1));
        if (!range.find()) {
            return Optional.empty();
        }
        try {
            int first = Integer.parseInt(range.group(1));
            int second = Integer.parseInt(range.group(2));
            int rest = Integer.parseInt(range.group(3));
            if (second + rest != pdf.length) {
                return Optional.empty();
            }
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            signed.write(pdf, 0, first);
            signed.write(pdf, second, rest);
            String hex = new String(pdf, first + 1, second - first - 2, StandardCharsets.US_ASCII);
            return signer(HexFormat.of().parseHex(hex), Sha256.digest(signed.toByteArray()));
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<X509Certificate> signer(byte[] cms, byte[] digest)
            throws IOException, GeneralSecurityException {
        ASN1Sequence content = ASN1Sequence.getInstance(new ASN1InputStream(cms).readObject());
        ASN1Sequence data = ASN1Sequence.getInstance((ASN1TaggedObject) content.getObjectAt(1), true);
        byte[] der = ASN1Set.getInstance((ASN1TaggedObject) data.getObjectAt(3), false)
                .getObjectAt(0)
                .toASN1Primitive()
                .getEncoded();
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        ASN1Sequence signer = ASN1Sequence.getInstance(
                ASN1Set.getInstance(data.getObjectAt(4)).getObjectAt(0));
        ASN1Set attributes = ASN1Set.getInstance((ASN1TaggedObject) signer.getObjectAt(3), false);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(certificate.getPublicKey());
        signature.update(attributes.getEncoded(ASN1Encoding.DER));
        boolean holds = signature.verify(
                ASN1OctetString.getInstance(signer.getObjectAt(5)).getOctets());
        return holds && Arrays.equals(digest, signedDigest(attributes)) ? Optional.of(certificate) : Optional.empty();
    }

    private static byte[] signedDigest(ASN1Set attributes) {
        for (ASN1Encodable each : attributes) {
            ASN1Sequence attribute = ASN1Sequence.getInstance(each);
            if (attribute.getObjectAt(0).equals(PKCSObjectIdentifiers.pkcs_9_at_messageDigest)) {
                return ASN1OctetString.getInstance(
                                ASN1Set.getInstance(attribute.getObjectAt(1)).getObjectAt(0))
                        .getOctets();
            }
        }
        return new byte[0];
    }

    /** The files in it, by name. */
    Map<String, byte[]> attached() {
        try (PdfReader reader = new PdfReader(pdf)) {
            PdfArray names = reader.getCatalog()
                    .getAsDict(PdfName.NAMES)
                    .getAsDict(PdfName.EMBEDDEDFILES)
                    .getAsArray(PdfName.NAMES);
            Map<String, byte[]> attached = new TreeMap<>();
            for (int i = 1; i < names.size(); i += 2) {
                PdfDictionary file = names.getAsDict(i);
                PRStream stream = (PRStream) file.getAsDict(PdfName.EF).getAsStream(PdfName.F);
                attached.put(file.getAsString(PdfName.F).toUnicodeString(), PdfReader.getStreamBytes(stream));
            }
            return attached;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
