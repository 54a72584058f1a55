package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
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
        DeskView view(Texts t, String message, String tone);
    }

    /**
     * Does it and goes back; what is refused is said on the page that the form stands on, where it can be sent again.
     *
     * @param form what was sent
     * @param back path of that page
     * @param what it was, for a word of thanks
     */
    static Response done(
            Browser browser, MultivaluedMap<String, String> form, String back, String what, Work work, Place on) {
        return page(browser, form, on, t -> {
            work.run();
            return Response.seeOther(URI.create(back + "?lang=" + t.language().code() + "&done=" + what))
                    .build();
        });
    }

    /** Answers with a page that a form asks for; what is refused is said as above. */
    static Response page(
            Browser browser, MultivaluedMap<String, String> form, Place on, Function<Texts, Response> answer) {
        Texts t = Texts.in(Language.choose(browser.lang, null));
        try {
            browser.mustBeHere();
            return answer.apply(t);
        } catch (RefusalException e) {
            return failed(t, browser, form, Problem.of(e.refusal()), on);
        } catch (ProblemException e) {
            return failed(t, browser, form, e.problem(), on);
        }
    }

    private static Response failed(
            Texts t, Browser browser, MultivaluedMap<String, String> form, Problem problem, Place on) {
        String why = why(t, problem.code(), problem.field(), problem.detail());
        DeskView view = on.view(t, t.of("desk.failed", why + field(t, problem.field())), "bad");
        if (browser.isHere()) {
            // who made another page send this is not to have the form filled in
            view = view.with(browser.action(), empty -> (isOpen(problem) ? empty.again(form) : empty)
                    .filled(form, problem.field(), why));
        }
        return Page.of(t, view, problem.status());
    }

    /** Whether what was sent may still be written: then it is sent again under the same id. */
    private static boolean isOpen(Problem problem) {
        return problem.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode();
    }

    /** Why something was refused, in the words of the page where there are some, and the field. */
    static String reason(Texts t, String code, String field, String detail) {
        return why(t, code, field, detail) + field(t, field);
    }

    private static String why(Texts t, String code, String field, String detail) {
        return t.find("problem." + code + "." + name(field))
                .or(() -> t.find("problem." + code))
                .orElse(detail);
    }

    private static String field(Texts t, String path) {
        return path == null || path.isEmpty()
                ? ""
                : " ("
                        + t.find("desk.field." + path)
                                .or(() -> t.find("credit.field." + name(path)))
                                .orElse(path)
                        + ")";
    }

    private static String name(String path) {
        return path == null ? "" : path.substring(path.lastIndexOf('.') + 1);
    }

    /** The word of thanks that a page was asked for, or none. */
    static String thanks(Texts t, String done) {
        return done == null ? "" : t.find("desk.done." + done).orElse("");
    }

    static WriteHeaders headers(MultivaluedMap<String, String> form) {
        return WriteHeaders.of(form.getFirst("id"), form.getFirst("salt"), String.valueOf(form.getFirst("version")));
    }

    /** The fields of these names that are filled in; one with a dot stands in an inner object. */
    static ObjectNode taken(MultivaluedMap<String, String> form, String... names) {
        ObjectNode taken = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            String value = form.getFirst(name);
            if (value != null && !value.isBlank()) {
                holder(taken, name).put(name(name), value.strip());
            }
        }
        return taken;
    }

    /** Puts in a whole number; nothing where the field is empty. */
    static void putNumber(ObjectNode document, String name, MultivaluedMap<String, String> form) {
        String number = Objects.requireNonNullElse(form.getFirst(name), "").strip();
        if (!number.isEmpty()) {
            if (!number.matches("[0-9]{1,4}")) {
                throw Refusal.of(Code.VALUE_INVALID, name, "a whole number is expected");
            }
            document.put(name, Integer.parseInt(number));
        }
    }

    /** Puts in the words that a field holds, as a list; nothing where it is empty. */
    static void putList(ObjectNode document, String name, MultivaluedMap<String, String> form) {
        String words = Objects.requireNonNullElse(form.getFirst(name), "").strip();
        if (!words.isEmpty()) {
            ArrayNode list = holder(document, name).putArray(name(name));
            Stream.of(words.split("\\s+", -1)).forEach(list::add);
        }
    }

    private static ObjectNode holder(ObjectNode document, String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? document : document.withObject("/" + name.substring(0, dot));
    }
}
