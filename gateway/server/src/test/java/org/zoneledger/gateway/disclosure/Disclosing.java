package org.zoneledger.gateway.disclosure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.RunningPeer;

/**
 * What tests of restricted records share: commerce has details of the knitter, customs asks for them.
 *
 * <p>The one gateway is both: it speaks for customs where customs asks and reads, and its neighbour commerce is itself.
 */
abstract class Disclosing extends RunningGateway {

    static final String DETAILS = "/api/v1/details/commerce/" + Past.KNITTER;

    /** Commerce describes and keeps a score. */
    void details(String score) throws Exception {
        ObjectNode body = object().put("legalBasis", "order 7");
        body.putObject("restricted").put("platformScore", score);
        assertWritten(put(People.OFFICER, DETAILS, body, newId(), "Zone-Salt", SALT));
    }

    /** Customs asks for fields; the request's id. */
    String request(String... fields) throws Exception {
        ObjectNode body = object().put("scheme", "commerce")
                .put("purpose", "export-supervision")
                .put("legalBasis", "customs law");
        ObjectNode terms = body.putObject("restricted")
                .put("uscc", Past.KNITTER)
                .put("ground", "RESTRICTED-GROUND-9")
                .put("from", today().toString())
                .put("to", today().plusDays(30).toString());
        List.of(fields).forEach(terms.putArray("fields")::add);
        String id = newId();
        assertWritten(as("CustomsMSP", "/api/v1/shares", body, id));
        return id;
    }

    /** The owner's word about a request. */
    Answer decide(String share, String step) throws Exception {
        ObjectNode body = object().put("step", step).put("legalBasis", "sharing regulation");
        body.putObject("restricted").put("reason", "RESTRICTED-REASON-9");
        return as("CommerceMSP", "/api/v1/shares/" + share + "/decisions", body, newId());
    }

    Answer read(String share, String id, String... fields) throws Exception {
        ObjectNode body = object();
        List.of(fields).forEach(body.putArray("fields")::add);
        return as("CustomsMSP", "/api/v1/shares/" + share + "/reads", body, id);
    }

    /** An officer sends something as if the gateway were this agency's. */
    Answer as(String msp, String path, ObjectNode body, String id) throws Exception {
        RunningPeer.get().speaksFor(msp);
        try {
            return post(People.OFFICER, path, body, id, "Zone-Salt", SALT);
        } finally {
            RunningPeer.get().speaksFor("CommerceMSP");
        }
    }

    static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
