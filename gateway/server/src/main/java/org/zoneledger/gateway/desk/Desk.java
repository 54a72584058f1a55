package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.zoneledger.gateway.desk.DeskView.Button;
import org.zoneledger.gateway.desk.DeskView.Field;
import org.zoneledger.gateway.desk.DeskView.Form;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.Language;
import org.zoneledger.gateway.resolver.Texts;

/** What both kinds of desk say alike. */
final class Desk {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Texts t;

    Desk(Texts t) {
        this.t = t;
    }

    /** A form with an id and a salt seed of its own, so that sending it twice does it once. */
    Form form(String action, long version, List<Field> fields, List<Button> buttons) {
        return new Form(action, "desk-" + random(), random(), Long.toString(version), fields, buttons);
    }

    Fact fact(String key, String value) {
        return new Fact(t.of("desk.fact." + key), value, false);
    }

    String name(JsonNode filing) {
        return filing.path(t.language() == Language.ZH ? "nameZh" : "nameEn").asText();
    }

    String day(JsonNode at) {
        return at.asText().length() < 10 ? "" : t.date(at.asText().substring(0, 10));
    }

    String agency(JsonNode msp) {
        String text = msp.asText();
        return t.find("agency." + text.replaceFirst("MSP$", "").toLowerCase(Locale.ROOT))
                .orElse(text);
    }

    String auditors() {
        return t.of("agency.audit");
    }

    String status(String status) {
        return t.find("desk.status." + status).orElse(status);
    }

    String field(String name) {
        String inner = name.substring(name.lastIndexOf('.') + 1);
        return t.find("desk.field." + inner).orElse(inner);
    }

    String fields(JsonNode names) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(name -> field(name.asText()))
                .collect(Collectors.joining(t.language() == Language.ZH ? "、" : ", "));
    }

    private static String random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
