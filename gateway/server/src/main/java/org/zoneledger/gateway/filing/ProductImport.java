package org.zoneledger.gateway.filing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.zoneledger.domain.filing.ImportRules.Statement;
import org.zoneledger.domain.filing.ProductFile.Format;
import org.zoneledger.gateway.job.Job;
import org.zoneledger.gateway.job.Job.Kind;

/**
 * What is kept of an import of products.
 *
 * @param statement what the enterprise signed
 * @param jws its signature
 */
record ProductImport(Statement statement, Format format, Mode mode, String jws) {

    /** What becomes of the good lines of a file that has bad ones. */
    enum Mode {
        /** Nothing is written. */
        ALL,
        /** They are written. */
        EACH
    }

    static ProductImport of(Job job) {
        ObjectNode terms = job.terms();
        return new ProductImport(
                Statement.read(terms.path("statement").asText().getBytes(StandardCharsets.UTF_8)),
                Format.valueOf(terms.path("format").asText()),
                Mode.valueOf(terms.path("mode").asText()),
                terms.path("jws").asText());
    }

    Job job(String request, String actor, int lines) {
        ObjectNode terms = JsonNodeFactory.instance.objectNode();
        terms.put("statement", statementText());
        terms.put("format", format.name());
        terms.put("mode", mode.name());
        terms.put("jws", jws);
        return Job.of(Kind.PRODUCTS, statement.uscc().value(), statement.importID(), request, terms, actor, lines);
    }

    String statementText() {
        return new String(statement.bytes(), StandardCharsets.UTF_8);
    }
}
