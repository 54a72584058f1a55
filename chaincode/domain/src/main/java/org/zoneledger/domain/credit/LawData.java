package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.zoneledger.domain.canonical.CanonicalJson;

/** The law as dated data: classes of agencies, terms of repair and of statements before a listing, measures, and the zone's rule sets. */
public final class LawData {

    private LawData() {}

    /** All of it, by name: {rulesets, repair, listing, measures, grading}. */
    public static ObjectNode all() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        List.of("rulesets", "repair", "listing", "measures", "grading").forEach(name -> all.set(name, read(name)));
        return all;
    }

    /** One part of it. */
    public static JsonNode read(String name) {
        try (InputStream in = LawData.class.getResourceAsStream(name + ".json")) {
            return CanonicalJson.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
