package org.zoneledger.domain.identifier;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.zoneledger.domain.RefusalException;

/**
 * An EPC in either of its spellings, EPC URN or GS1 Digital Link URI, held as what it identifies (EPC Tag Data
 * Standard 2.0, EPCIS 2.0 section 8).
 *
 * @param link what both spellings mean
 */
public record EpcUri(DigitalLink link) {
    private static final int LONGEST = 200;

    public EpcUri {
        Objects.requireNonNull(link);
    }

    /**
     * Reads a Digital Link URI or an EPC URN of the schemes sgtin, sscc, sgln, pgln, gdti, sgcn, ginc, gsin, grai, giai, itip, cpi, gsrn,
     * gsrnp, upui, the class lgtin, and patterns with a star as serial.
     *
     * @throws RefusalException DIGITAL_LINK_INVALID when it is none of these; GTIN_INVALID, SSCC_INVALID or
     *     GLN_INVALID when the key in a Digital Link is wrong
     */
    public static EpcUri parse(String text) {
        if (text == null || !text.startsWith("urn:")) {
            return new EpcUri(OtherKeyReader.link(text).orElseGet(() -> DigitalLink.parse(text)));
        }
        if (text.length() > LONGEST) {
            throw refused("Must be at most 200 characters.");
        }
        List<String> parts = List.of(text.split(":", 5));
        if (parts.size() != 5 || !parts.get(1).equals("epc")) {
            throw refused("Must be an EPC URN.");
        }
        List<String> fields = List.of(parts.get(4).split("\\.", 3));
        return new EpcUri(
                switch (parts.get(2) + ":" + parts.get(3)) {
                    case "id:sgtin" -> DigitalLink.Item.serial(gtin(fields, 3), decoded(fields, "21"));
                    case "class:lgtin" -> DigitalLink.Item.batch(gtin(fields, 3), decoded(fields, "10"));
                    case "idpat:sgtin" -> product(fields);
                    case "id:sscc" -> new DigitalLink.LogisticUnit(Sscc.withCheckDigit(indicatorFirst(fields, 2, 17)));
                    case "id:sgln" -> place(fields);
                    case "id:pgln" -> new DigitalLink.Party(Gln.withCheckDigit(joined(fields, 2, 12)));
                    default -> OtherKeyReader.urn(parts.get(2) + ":" + parts.get(3), parts.get(4));
                });
    }

    /** The canonical Digital Link URI of this EPC. */
    public String uri() {
        return link.uri();
    }

    @Override
    public String toString() {
        return uri();
    }

    private static DigitalLink product(List<String> fields) {
        Gtin gtin = gtin(fields, 3);
        if (!fields.get(2).equals("*")) {
            throw refused("A pattern must have a star as serial.");
        }
        return DigitalLink.Item.product(gtin);
    }

    private static DigitalLink place(List<String> fields) {
        Gln gln = Gln.withCheckDigit(joined(fields, 3, 12));
        String extension = decoded(fields, "254");
        return new DigitalLink.Place(gln, extension.equals("0") ? Optional.empty() : Optional.of(extension));
    }

    private static Gtin gtin(List<String> fields, int count) {
        return Gtin.withCheckDigit(indicatorFirst(fields, count, 13));
    }

    private static String indicatorFirst(List<String> fields, int count, int length) {
        String digits = joined(fields, count, length);
        if (fields.get(1).isEmpty()) {
            throw refused("The indicator or extension digit is missing.");
        }
        int indicator = fields.get(0).length();
        return digits.charAt(indicator) + digits.substring(0, indicator) + digits.substring(indicator + 1);
    }

    private static String joined(List<String> fields, int count, int length) {
        if (fields.size() != count
                || fields.get(0).length() < 6
                || fields.get(0).length() > 12) {
            throw refused("Must be a company prefix of 6 to 12 digits and " + (count - 1) + " further fields.");
        }
        String digits = fields.get(0) + fields.get(1);
        if (!Gs1.isDigits(digits, length)) {
            throw refused("Company prefix and reference must be " + length + " digits together.");
        }
        return digits;
    }

    private static String decoded(List<String> fields, String qualifier) {
        return Ai82.decode(fields.get(2), qualifier);
    }

    private static RefusalException refused(String detail) {
        return Ai82.refused("epc", detail);
    }
}
