package org.zoneledger.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.launcher.demo.DemoData.Enterprise;
import org.zoneledger.launcher.demo.DemoData.Product;

/** What the reader can do now: links, codes to scan, certificates and one command for each user, with the files they need. */
final class Guide {

    private static final String MAKER = "pushui";
    private static final String SUBJECT = "xinsheng";
    private static final Map<String, String> NEW_WORDS =
            Map.of("customs", "CERTIFIED", "tax", "B", "forex", "A", "market", "NORMAL", "commerce", "GOOD");

    private final ZoneDemo demo;
    private final DemoData data;
    private final Path home;
    private final List<String> lines = new ArrayList<>();

    Guide(ZoneDemo demo, DemoData data, Path home) {
        this.demo = demo;
        this.data = data;
        this.home = home;
    }

    /** Leaves the files under {@code demo/} and answers the text. */
    List<String> write() {
        links();
        codes();
        people();
        desks();
        commands();
        write("guide.txt", String.join("\n", lines) + "\n");
        return lines;
    }

    private void links() {
        say("", "Links");
        say("  consumer page        " + demo.gateways().consumerPage());
        demo.gateways()
                .https()
                .forEach((organisation, uri) ->
                        say(String.format(Locale.ROOT, "  %-9s gateway    %s", organisation, uri)));
    }

    private void desks() {
        say("", "Desks (in a browser that has the person's client.p12)");
        say("  what is open to whom  " + demo.gateways().consumerPage() + "/policy");
        say("  " + maker().nameEn() + "  " + demo.gateways().https().get("commerce") + "/desk");
        demo.gateways()
                .agencies()
                .forEach(agency -> say(String.format(
                        Locale.ROOT,
                        "  officer of %-9s %s/desk",
                        agency,
                        demo.gateways().https().get(agency))));
    }

    private void codes() {
        code(
                "a cashmere sweater, from the yarn to a shop in Berlin (batch)",
                batchLink(data.productsOf(maker()).get(0), 0));
        var imported = data.productsOf(data.enterprise("haina")).get(0);
        code(
                "infant formula, from New Zealand to a family in Shanghai (item)",
                batchLink(imported, 0) + "/21/" + Journey.serial(data, imported, 0, 0));
        code(
                "a handbag that was recalled (batch)",
                batchLink(data.productsOf(data.enterprise("xindai")).get(0), 1));
    }

    private void code(String what, String link) {
        say("", "Scan: " + what, "");
        QrBlocks.draw(link).forEach(line -> say("  " + line));
        say("  " + link);
    }

    private String batchLink(Product product, int number) {
        return demo.gateways().consumerPage() + "/01/" + product.gtin() + "/10/" + Journey.batch(data, product, number);
    }

    private void people() {
        say("", "Who is who (cert.pem and key.pem; for a browser client.p12, password zone)");
        say("  consumer             needs none");
        say("  " + maker().nameEn() + "  " + shown("people/parties/" + maker().uscc()));
        demo.gateways()
                .agencies()
                .forEach(agency -> say(String.format(
                        Locale.ROOT, "  officer of %-9s %s", agency, shown("people/" + agency + "/officer"))));
        say("  auditor              " + shown("people/audit/auditor"));
    }

    private void commands() {
        say("", "One command for each user");
        say("", "# consumer: what the code on the sweater proves");
        say("curl -sS -H 'Accept: application/json' "
                + batchLink(data.productsOf(maker()).get(0), 0));
        say("", "# enterprise: captures a sale, signed with its own key (again: the same answer, nothing new)");
        var sale = sale();
        var headers = demo.captureHeaders("reader-sale-1", sale, maker());
        write("sale.json", text(sale));
        write("sale.headers", headers(headers));
        say(curl("parties/" + maker().uscc()) + sending("POST", "sale")
                + demo.gateways().https().get("operator") + "/capture");
        for (String agency : demo.gateways().agencies()) {
            say(
                    "",
                    "# officer of " + agency + ": proposes the agency's word about "
                            + data.enterprise(SUBJECT).nameEn() + "; a reviewer takes it");
            write(agency + ".json", text(Assessments.document(agency, NEW_WORDS.get(agency))));
            write(agency + ".headers", headers(demo.officer(agency).headers("reader-word-" + agency)));
            say(curl(agency + "/officer") + sending("PUT", agency)
                    + demo.gateways().https().get(agency) + "/api/v1/assertions/" + agency + "/"
                    + data.enterprise(SUBJECT).uscc());
            say(curl(agency + "/reviewer") + "\\\n  -X POST "
                    + demo.gateways().https().get(agency) + "/api/v1/cases/reader-word-" + agency + "/approval");
        }
        say("", "# auditor: every version of a filing and who signed it");
        say(curl("audit/auditor") + "\\\n  " + demo.gateways().https().get("audit") + "/api/v1/history/filing/"
                + maker().uscc());
    }

    private Enterprise maker() {
        return data.enterprise(MAKER);
    }

    /** One sale more than the journeys have. */
    private JsonNode sale() {
        ObjectNode document = Journey.document(data, data.productsOf(maker()).get(0));
        var events = document.withArray("/epcisBody/eventList");
        var last = ((ObjectNode) events.get(events.size() - 1)).deepCopy();
        last.put("eventID", "urn:uuid:7a0e8f3c-52d4-4c1b-9a86-1f5d5e7b2c90");
        last.put("eventTime", "2026-10-01T09:00:00.000Z");
        events.removeAll();
        events.add(last);
        return document;
    }

    private String curl(String person) {
        return "curl -sS --cacert " + shown("trust/tls-bundle.pem") + " \\\n  --cert "
                + shown("people/" + person + "/cert.pem") + " --key " + shown("people/" + person + "/key.pem") + " ";
    }

    private String sending(String method, String name) {
        return "\\\n  -X " + method + " -H 'Content-Type: application/json' -H @" + shown("demo/" + name + ".headers")
                + " --data-binary @" + shown("demo/" + name + ".json") + " \\\n  ";
    }

    /** The path as the reader would type it. */
    private String shown(String name) {
        Path path = home.resolve(name).toAbsolutePath();
        Path here = Path.of("").toAbsolutePath();
        return (path.startsWith(here) ? here.relativize(path) : path).toString();
    }

    private void say(String... text) {
        lines.addAll(List.of(text));
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(home.resolve("demo"));
            Files.writeString(home.resolve("demo").resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(JsonNode document) {
        return CanonicalJson.text(document);
    }

    private static String headers(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
