package org.zoneledger.gateway.stream;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of records whose versions are told, each under its prefix of the ledger's keys. */
enum RecordType {
    FILING("filing/"),
    AMENDMENT("amendment/"),
    USE("use/"),
    PRODUCT("product/"),
    ASSERTION("assertion/"),
    FACTS("facts/"),
    EVALUATIONS("evaluations/"),
    ACCREDITATION("accreditation/"),
    RECOGNITION("recognition/"),
    GRADE("grade/"),
    /** Those grades whose letter is another than that of the version before. */
    MOVE("grade/"),
    REPAIR("repair/"),
    CASE("case/"),
    INSPECTION("inspection/"),
    LIST("list/"),
    LISTING("listing/"),
    PAGE("pagehead/"),
    RECALL("recall/"),
    ORIGIN("origin/"),
    CORRECTION("correction/"),
    DETAIL("detail/"),
    SHARE("share/"),
    STANDING("standing/"),
    MANDATE("mandate/"),
    GRANT("grant/"),
    THRESHOLD("threshold/"),
    ACCESS("access/"),
    ERASURE("erasure/"),
    POLICY("policy/"),
    PROPOSAL("proposal/"),
    APPROVAL("approval/"),
    WITNESS("witness/");

    private final String prefix;

    RecordType(String prefix) {
        this.prefix = prefix;
    }

    /** As the disclosure policy names it. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of the record under a key, the first where there are two; empty for keys that hold none. */
    static Optional<RecordType> ofKey(String key) {
        return Arrays.stream(values()).filter(type -> type.isOf(key)).findFirst();
    }

    boolean isOf(String key) {
        return key.startsWith(prefix);
    }

    static Optional<RecordType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.wire().equals(name)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(RecordType::wire).toList();
    }
}
