package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.gateway.ledger.WriteHeaders;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.ProblemException;
import org.zoneledger.gateway.resolver.Language;
import org.zoneledger.gateway.resolver.Texts;

/** What becomes of a form that a desk has sent. */
final class Forms {

    private Forms() {}

    /** What a form asks for. */
    interface Work {
        void run();
    }

    /** The page that a form stands on, with a word on what became of it. */
    interface Place {
        Response page(Texts t, String message, String tone, int status);
    }

    /**
     * Does it and goes back; what is refused is said on the page that the form stands on, where it can be sent again.
     *
     * @param back path of that page
     * @param what it was, for a word of thanks
     */
    static Response done(Browser browser, String back, String what, Work work, Place on) {
        Texts t = Texts.in(Language.choose(browser.lang, null));
        try {
            browser.mustBeHere();
            work.run();
            return Response.seeOther(URI.create(back + "?lang=" + t.language().code() + "&done=" + what))
                    .build();
        } catch (RefusalException e) {
            return failed(t, Problem.of(e.refusal()), on);
        } catch (ProblemException e) {
            return failed(t, e.problem(), on);
        }
    }

    static Response failed(Texts t, Problem problem, Place on) {
        String reason = reason(t, problem.code(), problem.field(), problem.detail());
        return on.page(t, t.of("desk.failed") + " " + reason, "bad", problem.status());
    }

    /** Why something was refused, in the words of the page where there are some, and the field. */
    static String reason(Texts t, String code, String field, String detail) {
        return t.find("problem." + code).orElse(detail) + field(t, field);
    }

    private static String field(Texts t, String path) {
        if (path == null || path.isEmpty()) {
            return "";
        }
        String name = path.substring(path.lastIndexOf('.') + 1);
        return " ("
                + t.find("desk.field." + path)
                        .or(() -> t.find("credit.field." + name))
                        .orElse(path)
                + ")";
    }

    /** The word of thanks that a page was asked for, or none. */
    static String thanks(Texts t, String done) {
        return done == null ? "" : t.find("desk.done." + done).orElse("");
    }

    static WriteHeaders headers(MultivaluedMap<String, String> form) {
        return WriteHeaders.of(form.getFirst("id"), form.getFirst("salt"), String.valueOf(form.getFirst("version")));
    }

    /** The fields of these names that are filled in. */
    static ObjectNode taken(MultivaluedMap<String, String> form, String... names) {
        ObjectNode taken = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            String value = form.getFirst(name);
            if (value != null && !value.isBlank()) {
                taken.put(name, value.strip());
            }
        }
        return taken;
    }
}
