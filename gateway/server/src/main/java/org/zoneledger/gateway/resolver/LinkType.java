package org.zoneledger.gateway.resolver;

import java.util.Optional;
import java.util.stream.Stream;

/** Link types of the GS1 Web Vocabulary that this resolver knows. */
enum LinkType {
    PIP("pip"),
    TRACEABILITY("traceability"),
    CERTIFICATION_INFO("certificationInfo"),
    RECALL_STATUS("recallStatus"),
    MASTER_DATA("masterData"),
    EPCIS("epcis"),
    DPP("dpp");

    /** Where the terms of the vocabulary live. */
    static final String VOCABULARY = "https://gs1.org/voc/";

    private final String term;

    LinkType(String term) {
        this.term = term;
    }

    /** The term in full, as it names a member of a linkset. */
    String uri() {
        return VOCABULARY + term;
    }

    /** The term as a text key. */
    String term() {
        return term;
    }

    /** Whether the whole linkset is asked for; {@code all} is the older word for it. */
    static boolean isLinkset(String asked) {
        return "linkset".equals(asked) || "all".equals(asked);
    }

    /** Whether nothing but the default is asked for. */
    static boolean isDefault(String asked) {
        return asked == null || asked.isEmpty() || bare(asked).equals(Optional.of("defaultLink"));
    }

    /** A link type as a CURIE such as {@code gs1:pip} or as a URI; empty when it is none of these. */
    static Optional<LinkType> named(String asked) {
        return bare(asked).flatMap(bare -> Stream.of(values())
                .filter(type -> type.term.equals(bare))
                .findFirst());
    }

    private static Optional<String> bare(String asked) {
        return Stream.of("gs1:", VOCABULARY, "https://www.gs1.org/voc/", "https://ref.gs1.org/voc/")
                .filter(asked::startsWith)
                .map(prefix -> asked.substring(prefix.length()))
                .findFirst();
    }
}
