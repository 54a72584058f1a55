package org.zoneledger.gateway.ledger;

import com.lowagie.text.pdf.PdfDate;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.PdfSignature;
import com.lowagie.text.pdf.PdfSignatureAppearance;
import com.lowagie.text.pdf.PdfStamper;
import com.lowagie.text.pdf.PdfString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.GregorianCalendar;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.CreditRules;

/** Signs a PDF with the gateway's own key, as ETSI EN 319 142-1 has it (PAdES, level B-B): every byte but the signature's own place. */
public final class SignedPdf {

    private static final PdfName CADES = new PdfName("ETSI.CAdES.detached");
    private static final int MOST_BYTES = 4096;
    private static final ASN1Integer ONE = new ASN1Integer(1);

    private SignedPdf() {}

    /**
     * The document with a signature that is not seen on its pages, but by programs that read it.
     *
     * @param reason why it is signed, for people
     */
    public static byte[] sign(byte[] pdf, OwnIdentity identity, String reason, Instant at) {
        try {
            ByteArrayOutputStream signed = new ByteArrayOutputStream(pdf.length + 3 * MOST_BYTES);
            PdfSignatureAppearance appearance =
                    PdfStamper.createSignature(new PdfReader(pdf), signed, '\0').getSignatureAppearance();
            PdfSignature dictionary = new PdfSignature(PdfName.ADOBE_PPKLITE, CADES);
            dictionary.setReason(reason);
            dictionary.setDate(new PdfDate(GregorianCalendar.from(at.atZone(CreditRules.BEIJING))));
            appearance.setCryptoDictionary(dictionary);
            // twice, in hexadecimal, and between < and >
            appearance.preClose(Map.of(PdfName.CONTENTS, 2 * MOST_BYTES + 2));
            byte[] signature = signature(appearance.getRangeStream().readAllBytes(), identity);
            if (signature.length > MOST_BYTES) {
                throw new IllegalStateException("the gateway's certificate is too long for a signature of a PDF");
            }
            PdfDictionary place = new PdfDictionary();
            place.put(PdfName.CONTENTS, new PdfString(Arrays.copyOf(signature, MOST_BYTES)).setHexWriting(true));
            appearance.close(place);
            return signed.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A CMS signature (RFC 5652) that names its certificate (RFC 5035) and holds no time of its own: that stands in the PDF. */
    private static byte[] signature(byte[] content, OwnIdentity identity) throws IOException {
        Certificate certificate = Certificate.getInstance(identity.der());
        ASN1Encodable names = sequence(sequence(sequence(new DEROctetString(Sha256.digest(identity.der())))));
        ASN1Set attributes = new DERSet(new ASN1Encodable[] {
            sequence(PKCSObjectIdentifiers.pkcs_9_at_contentType, new DERSet(PKCSObjectIdentifiers.data)),
            sequence(
                    PKCSObjectIdentifiers.pkcs_9_at_messageDigest,
                    new DERSet(new DEROctetString(Sha256.digest(content)))),
            sequence(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(names))
        });
        ASN1Encodable digest = sequence(NISTObjectIdentifiers.id_sha256);
        ASN1Encodable signer = sequence(
                ONE,
                sequence(certificate.getIssuer(), certificate.getSerialNumber()),
                digest,
                new DERTaggedObject(false, 0, attributes),
                sequence(X9ObjectIdentifiers.ecdsa_with_SHA256),
                new DEROctetString(identity.signature(attributes.getEncoded(ASN1Encoding.DER))));
        ASN1Encodable signed = sequence(
                ONE,
                new DERSet(digest),
                sequence(PKCSObjectIdentifiers.data),
                new DERTaggedObject(false, 0, new DERSet(certificate)),
                new DERSet(signer));
        return sequence(PKCSObjectIdentifiers.signedData, new DERTaggedObject(0, signed))
                .getEncoded(ASN1Encoding.DER);
    }

    private static DERSequence sequence(ASN1Encodable... elements) {
        return new DERSequence(elements);
    }
}
