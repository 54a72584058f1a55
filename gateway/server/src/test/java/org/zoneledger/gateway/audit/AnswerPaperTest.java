package org.zoneledger.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.lowagie.text.pdf.PRStream;
import com.lowagie.text.pdf.PdfArray;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfReader;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.receipt.CompactReceipt;
import org.zoneledger.domain.receipt.ReceiptVerifier;
import org.zoneledger.gateway.log.CosignedLog;
import org.zoneledger.gateway.log.LogProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.TestWitnesses;
import org.zoneledger.gateway.peer.Until;
import org.zoneledger.gateway.resolver.PrintedReceipt;

@QuarkusTest
@TestProfile(LogProfile.class)
class AnswerPaperTest extends RunningGateway {

    private static final String ACTS = "/api/v1/audit/acts?subject=" + Past.KNITTER + "&legalBasis=order";
    private static final Pattern RANGE = Pattern.compile("/ByteRange\\s*\\[\\s*0 ([0-9]+) ([0-9]+) ([0-9]+)\\s*\\]");

    @BeforeEach
    void the_log_is_cosigned() throws Exception {
        CosignedLog.registers(peer());
        Until.holds("the index has the witnesses", () -> witnesses() == 5);
        CosignedLog.publish();
    }

    @Test
    void is_signed_by_the_gateway_with_every_byte_but_the_signature_itself() throws Exception {
        byte[] pdf = paper(ACTS);
        keep(pdf);
        assertThat(signer(pdf)).isEqualTo(own());
        Matcher range = range(pdf);
        assertThat(Integer.parseInt(range.group(2)) + Integer.parseInt(range.group(3)))
                .isEqualTo(pdf.length);
    }

    @Test
    void is_not_the_signed_one_when_a_byte_is_another() throws Exception {
        byte[] pdf = paper(ACTS);
        Matcher range = range(pdf);
        int second = Integer.parseInt(range.group(2));
        for (int at : new int[] {20, Integer.parseInt(range.group(1)) - 1, second, second + 5000, pdf.length - 1}) {
            byte[] changed = pdf.clone();
            changed[at] ^= 1;
            assertThat(isSigned(changed)).as("byte " + at).isFalse();
        }
        assertThat(isSigned(pdf)).isTrue();
    }

    @Test
    void has_the_very_rows_of_the_table_attached_under_a_manifest_that_names_their_digest() throws Exception {
        Map<String, byte[]> attached = attached(paper(ACTS));
        assertThat(attached).containsOnlyKeys("acts.csv", "manifest.json", "receipt.json");
        byte[] table = attached.get("acts.csv");
        assertThat(new String(table, StandardCharsets.UTF_8)).isEqualTo(get(ACTS, "text/csv"));
        JsonNode manifest = CanonicalJson.read(attached.get("manifest.json"));
        assertThat(manifest.path("format").asText()).isEqualTo(AnswerPaper.FORMAT);
        assertThat(manifest.path("table").asText()).isEqualTo(Sha256.hex(table));
        assertThat(manifest.path("certificate").asText()).isEqualTo(Sha256.hex(own().getEncoded()));
        assertThat(manifest.path("matched").asInt())
                .isEqualTo(
                        (int) new String(table, StandardCharsets.UTF_8).lines().count() - 1)
                .isPositive();
        JsonNode answer = CanonicalJson.read(get(ACTS, "application/json"));
        assertThat(manifest.path("height")).isEqualTo(answer.path("height"));
        assertThat(manifest.path("logSize")).isEqualTo(answer.path("logSize"));
        assertThat(manifest.at("/question/subject").asText()).isEqualTo(Past.KNITTER);
        assertThat(manifest.at("/question/basis").asText()).isEqualTo("order");
        assertThat(manifest.path("question")).hasSize(2);
    }

    @Test
    void has_the_receipt_of_the_newest_row_which_verifies_with_the_agencies_roots() throws Exception {
        byte[] receipt = attached(paper(ACTS)).get("receipt.json");
        ReceiptVerifier verifier = new ReceiptVerifier(TestWitnesses.ALL.roots());
        assertThat(verifier.verify(receipt).isVerified()).isTrue();
        JsonNode newest = CanonicalJson.read(get(ACTS, "application/json")).at("/acts/0");
        assertThat(CanonicalJson.read(receipt).at("/entry/txId")).isEqualTo(newest.path("txId"));
    }

    @Test
    void says_what_people_ask_and_says_manifest_and_receipt_as_codes() throws Exception {
        byte[] pdf = paper(ACTS);
        Map<String, byte[]> attached = attached(pdf);
        PrintedReceipt printed = new PrintedReceipt(pdf);
        assertThat(printed.text())
                .contains("Answer to an auditor", Past.KNITTER, "Step of a filing decided", "order 7", "1.")
                .contains(Sha256.hex(attached.get("manifest.json")), "Cosigned by tax");
        List<String> codes = printed.codes();
        String manifest = new String(attached.get("manifest.json"), StandardCharsets.UTF_8);
        assertThat(codes).contains(manifest);
        String compact = String.join(
                "\n", codes.stream().filter(code -> !code.equals(manifest)).toList());
        assertThat(CompactReceipt.read(compact.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(attached.get("receipt.json"));
    }

    @Test
    void of_nothing_says_so_and_is_signed_too() throws Exception {
        byte[] pdf = paper("/api/v1/audit/acts?subject=" + Past.KNITTER + "&to=2001-01-01");
        assertThat(isSigned(pdf)).isTrue();
        assertThat(attached(pdf)).containsOnlyKeys("acts.csv", "manifest.json");
    }

    @Test
    void is_taken_along_from_the_desk() throws Exception {
        HttpResponse<java.io.InputStream> answer = as(People.AUDITOR).open("/audit/export?format=pdf&type=filing");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(isSigned(answer.body().readAllBytes())).isTrue();
        assertThat(get("/audit/export?format=csv&type=filing", "text/html,*/*")).startsWith("key,version,");
        assertThat(as(People.AUDITOR).get("/audit/export?format=tiff").code()).isEqualTo("VALUE_INVALID");
        assertThat(get("/audit?type=filing&lang=en", "text/html"))
                .contains("href=\"/audit/export?format=pdf&amp;type=filing&amp;lang=en\"");
    }

    private byte[] paper(String path) throws Exception {
        HttpResponse<java.io.InputStream> answer = as(People.AUDITOR).open(path, "Accept", "application/pdf");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
        return answer.body().readAllBytes();
    }

    /** For looking at: pdfsig, pdftoppm. */
    private static void keep(byte[] pdf) throws Exception {
        Files.write(Path.of("target", "answer.pdf"), pdf);
    }

    private String get(String path, String accept) throws Exception {
        return as(People.AUDITOR).get(path, "Accept", accept).body();
    }

    private int witnesses() {
        try {
            return as(People.NOBODY).get("/api/v1/witnesses").json().size();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate own() throws Exception {
        return certificate(Files.readAllBytes(People.directory().resolve("identity/cert.pem")));
    }

    private static X509Certificate certificate(byte[] encoded) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static Matcher range(byte[] pdf) {
        Matcher range = RANGE.matcher(new String(pdf, StandardCharsets.ISO_8859_1));
        assertThat(range.find()).isTrue();
        return range;
    }

    private static boolean isSigned(byte[] pdf) {
        try {
            return signer(pdf) != null;
        } catch (Exception | AssertionError unreadable) {
            return false;
        }
    }

    /** Whose signature (ETSI EN 319 142-1, RFC 5652) it is; null when it is none over these bytes. */
    private static X509Certificate signer(byte[] pdf) throws Exception {
        Matcher range = range(pdf);
        int first = Integer.parseInt(range.group(1));
        int second = Integer.parseInt(range.group(2));
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.write(pdf, 0, first);
        signed.write(pdf, second, Integer.parseInt(range.group(3)));
        String hex = new String(pdf, first + 1, second - first - 2, StandardCharsets.US_ASCII);
        ASN1Sequence content = ASN1Sequence.getInstance(
                new ASN1InputStream(java.util.HexFormat.of().parseHex(hex)).readObject());
        ASN1Sequence data = ASN1Sequence.getInstance((ASN1TaggedObject) content.getObjectAt(1), true);
        X509Certificate certificate = certificate(ASN1Set.getInstance((ASN1TaggedObject) data.getObjectAt(3), false)
                .getObjectAt(0)
                .toASN1Primitive()
                .getEncoded());
        ASN1Sequence signer = ASN1Sequence.getInstance(
                ASN1Set.getInstance(data.getObjectAt(4)).getObjectAt(0));
        ASN1Set attributes = ASN1Set.getInstance((ASN1TaggedObject) signer.getObjectAt(3), false);
        byte[] digest = ASN1OctetString.getInstance(value(attributes, PKCSObjectIdentifiers.pkcs_9_at_messageDigest))
                .getOctets();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(certificate.getPublicKey());
        signature.update(attributes.getEncoded(ASN1Encoding.DER));
        boolean holds = signature.verify(
                ASN1OctetString.getInstance(signer.getObjectAt(5)).getOctets());
        return holds && Arrays.equals(digest, Sha256.digest(signed.toByteArray())) ? certificate : null;
    }

    private static ASN1Encodable value(ASN1Set attributes, ASN1ObjectIdentifier name) {
        for (ASN1Encodable each : attributes) {
            ASN1Sequence attribute = ASN1Sequence.getInstance(each);
            if (attribute.getObjectAt(0).equals(name)) {
                return ASN1Set.getInstance(attribute.getObjectAt(1)).getObjectAt(0);
            }
        }
        throw new AssertionError("there is no " + name);
    }

    private static Map<String, byte[]> attached(byte[] pdf) throws Exception {
        PdfReader reader = new PdfReader(pdf);
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
    }
}
