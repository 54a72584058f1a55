package org.zoneledger.gateway.peer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.filing.ImportFile;
import org.zoneledger.domain.filing.ImportRules.Statement;
import org.zoneledger.domain.filing.ProductFile.Format;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Jws;

/** Files of products as enterprises send them, and the signatures that go with them. */
public final class Imports {

    private static final String HEADER = "gtin,nameZh,nameEn,brand,originCountry,level,hs6,version\r\n";

    private Imports() {}

    /** Numbers that one test has for itself. */
    public static List<String> gtins(String prefix, int count) {
        List<String> gtins = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            gtins.add(Gtin.withCheckDigit(prefix + (1_000_000 + i)).value());
        }
        return gtins;
    }

    /** A good line for each number. */
    public static String csv(List<String> gtins) {
        return HEADER
                + gtins.stream()
                        .map(gtin -> gtin + ",羊毛衫,Sweater,Tongxiang,CN,item,611011,\r\n")
                        .collect(Collectors.joining());
    }

    public static String json(ObjectNode... products) {
        return Arrays.stream(products).map(CanonicalJson::text).collect(Collectors.joining(",\n", "[", "]"));
    }

    /** What an enterprise signs for a file, without some of its products. */
    public static Statement statement(String uscc, String importID, String file, Integer... leftOut) {
        Format format = file.startsWith("[") ? Format.JSON : Format.CSV;
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        Uscc enterprise = Uscc.parse(uscc);
        return ImportFile.read(
                        bytes, format, importID, enterprise, Set.of(leftOut), (line, item, index, document) -> {})
                .statement(importID, enterprise);
    }

    public static String signature(People clerk, String uscc, String importID, String file, Integer... leftOut) {
        return sign(clerk, statement(uscc, importID, file, leftOut));
    }

    public static String sign(People clerk, Statement statement) {
        return Jws.sign(
                statement.bytes(), clerk.credential().key(), clerk.credential().sha256());
    }
}
