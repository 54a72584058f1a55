package org.zoneledger.acceptance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.zoneledger.domain.RefusalException;

/** Named flaws of a kind of request: each makes one thing wrong with a request that is right. */
final class Flaws {

    private final Map<String, UnaryOperator<Request>> flaws = new TreeMap<>();
    private final UnaryOperator<Request> signed;

    /** Flaws of requests that nobody signs. */
    Flaws() {
        this(UnaryOperator.identity());
    }

    private Flaws(UnaryOperator<Request> signed) {
        this.signed = signed;
    }

    /** Flaws of a party's forms, which it signs with their flaws, where that makes a document at all. */
    static Flaws of(Party sender) {
        return new Flaws(form -> {
            try {
                return Documents.signed(form, sender);
            } catch (RefusalException cannotBeSigned) {
                return form;
            }
        });
    }

    /** A flaw of the document. */
    Flaws document(String name, Consumer<ObjectNode> edit) {
        return request(name, request -> signed.apply(request.edited(edit)));
    }

    /** What can be wrong with the signature of a party's form. */
    Flaws anySignature(Party sender, Party other) {
        Party impostor = new Party(sender.uscc(), other.clerk());
        return request("no signature", form -> form.without("Zone-Signature"))
                .request("a signature that cannot be read", form -> form.with("Zone-Signature", "a..b"))
                .request("another enterprise's signature", form -> Documents.signed(form, impostor))
                .request(
                        "a signature for another version",
                        form -> form.with("Zone-Signature", signature(form.on(form.seen() + 7), sender)))
                .request("a signature under another id", form -> form.with("Idempotency-Key", Documents.id("another")))
                .request(
                        "a form changed after signing",
                        form -> form.edited(document -> document.put("nameEn", "Changed After Signing Ltd.")));
    }

    private static String signature(Request form, Party sender) {
        return Documents.signed(form, sender).headers().get("Zone-Signature");
    }

    /** A flaw of the request around the document, or of its bytes. */
    Flaws request(String name, UnaryOperator<Request> change) {
        flaws.put(name, change);
        return this;
    }

    /** Flaws that any document can have. */
    Flaws anyDocument() {
        return document("a field nobody knows", document -> document.put("colour", "blue"))
                .request("half a JSON object", request -> request.sending(half(request.body())))
                .request("a name twice in an object", request -> request.sending(twice(request.body())))
                .request("bytes that are not UTF-8", request -> request.sending(notUtf8(request.body())))
                .request("a list instead of an object", request -> request.sending(Bypass.bytes("[1]")))
                .request("a content type of XML", request -> request.with("Content-Type", "application/xml"))
                .request("no Idempotency-Key", request -> request.without("Idempotency-Key"))
                .request("an Idempotency-Key of three characters", request -> request.with("Idempotency-Key", "abc"));
    }

    Request in(Request right, String name) {
        UnaryOperator<Request> flaw = flaws.get(name);
        if (flaw == null) {
            throw new IllegalArgumentException("there is no flaw called " + name);
        }
        return flaw.apply(right);
    }

    private static byte[] half(byte[] json) {
        return Arrays.copyOf(json, json.length / 2);
    }

    private static byte[] twice(byte[] object) {
        String text = new String(object, StandardCharsets.UTF_8);
        return Bypass.bytes("{\"twice\":1,\"twice\":2," + text.substring(1));
    }

    private static byte[] notUtf8(byte[] object) {
        byte[] broken = object.clone();
        // the first letter of the first name becomes the first byte of a sequence that does not follow
        broken[2] = (byte) 0xC3;
        return broken;
    }
}
