package org.zoneledger.domain.identifier;

import java.util.Objects;
import java.util.Optional;
import org.zoneledger.domain.RefusalException;

/**
 * What a GS1 Digital Link URI identifies (GS1 Digital Link URI syntax 1.6.0).
 *
 * <p>Links on any domain that identify the same thing are equal; {@link #uri()} is their one canonical form.
 */
public sealed interface DigitalLink {
    /** Where canonical links live. */
    String CANONICAL_DOMAIN = "https://id.gs1.org";

    /** The path of the link, percent-encoded, with the qualifiers in the order of the standard. */
    String path();

    /** The canonical link on id.gs1.org. */
    default String uri() {
        return CANONICAL_DOMAIN + path();
    }

    /**
     * Reads a link on any domain, with any path prefix; the query string, which holds attributes, is dropped.
     *
     * @throws RefusalException DIGITAL_LINK_INVALID when it is no link to a trade item (01 with 22, 10, 21 in this
     *     order), a logistic unit (00), a place (414 with 254) or a party (417); GTIN_INVALID, SSCC_INVALID or
     *     GLN_INVALID when the key in it is wrong
     */
    static DigitalLink parse(String text) {
        return DigitalLinkReader.read(text);
    }

    /** How finely a trade item is told apart from its siblings. */
    enum Level {
        PRODUCT,
        BATCH,
        ITEM
    }

    /** A trade item: a product, a batch of it or one single item (AI 01 with 22, 10 and 21). */
    record Item(Gtin gtin, Optional<String> variant, Optional<String> batch, Optional<String> serial)
            implements DigitalLink {
        public Item {
            Objects.requireNonNull(gtin);
            variant.ifPresent(value -> Ai82.check(value, "22"));
            batch.ifPresent(value -> Ai82.check(value, "10"));
            serial.ifPresent(value -> Ai82.check(value, "21"));
        }

        /** The product itself. */
        public static Item product(Gtin gtin) {
            return new Item(gtin, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** A batch of the product. */
        public static Item batch(Gtin gtin, String batch) {
            return new Item(gtin, Optional.empty(), Optional.of(batch), Optional.empty());
        }

        /** One single item of the product. */
        public static Item serial(Gtin gtin, String serial) {
            return new Item(gtin, Optional.empty(), Optional.empty(), Optional.of(serial));
        }

        @Override
        public DigitalLink finest() {
            return new Item(gtin, Optional.empty(), serial.isPresent() ? Optional.empty() : batch, serial);
        }

        public Level level() {
            return serial.isPresent() ? Level.ITEM : batch.isPresent() ? Level.BATCH : Level.PRODUCT;
        }

        @Override
        public String path() {
            return "/01/" + gtin + qualifier("/22/", variant) + qualifier("/10/", batch) + qualifier("/21/", serial);
        }

        @Override
        public String toString() {
            return uri();
        }
    }

    /** A logistic unit (AI 00). */
    record LogisticUnit(Sscc sscc) implements DigitalLink {
        public LogisticUnit {
            Objects.requireNonNull(sscc);
        }

        @Override
        public String path() {
            return "/00/" + sscc;
        }

        @Override
        public String toString() {
            return uri();
        }
    }

    /** A physical place (AI 414 with the extension 254). */
    record Place(Gln gln, Optional<String> extension) implements DigitalLink {
        public Place {
            Objects.requireNonNull(gln);
            extension.ifPresent(value -> Ai82.check(value, "254"));
        }

        @Override
        public String path() {
            return "/414/" + gln + qualifier("/254/", extension);
        }

        @Override
        public String toString() {
            return uri();
        }
    }

    /** A party (AI 417). */
    record Party(Gln gln) implements DigitalLink {
        public Party {
            Objects.requireNonNull(gln);
        }

        @Override
        public String path() {
            return "/417/" + gln;
        }

        @Override
        public String toString() {
            return uri();
        }
    }

    /**
     * Another GS1 key, as events name it: a document (AI 253), a coupon (255), a consignment (401), a shipment (402), a returnable or
     * individual asset (8003, 8004), a piece of an item (8006), a part (8010), a service relation (8017, 8018) or an item with a serial
     * number of a third party (01 with 235). {@link EpcUri#parse} reads it.
     *
     * @param path the path of the link
     * @param single whether it tells one thing from its siblings
     */
    record OtherKey(String path, boolean single) implements DigitalLink {
        public OtherKey {
            Objects.requireNonNull(path);
        }

        @Override
        public String toString() {
            return uri();
        }
    }

    /** The same thing named by its finest key alone: a serial number makes variant and batch superfluous, a batch the variant. */
    default DigitalLink finest() {
        return this;
    }

    private static String qualifier(String prefix, Optional<String> value) {
        return value.map(v -> prefix + Ai82.encode(v)).orElse("");
    }
}
