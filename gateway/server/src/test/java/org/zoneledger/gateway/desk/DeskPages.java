package org.zoneledger.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

/** What tests of credit pages have in common: pages as a browser sees them, and forms as it sends them. */
abstract class DeskPages extends RunningGateway {

    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\">");

    @TestHTTPResource(value = "/", tls = true)
    URL home;

    final LocalDate today = LocalDate.now(CreditRules.BEIJING);

    /** A page in English. */
    String page(People person, String path) throws Exception {
        Answer answer = as(person).get(path + (path.contains("?") ? "&" : "?") + "lang=en", "Accept", "text/html");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        return answer.body();
    }

    /** Leaves a page in both languages where people can look at it. */
    void look(People person, String path, String name) throws Exception {
        for (String language : new String[] {"zh", "en"}) {
            Answer answer = as(person).get(path + (path.contains("?") ? "&" : "?") + "lang=" + language);
            keep(answer, name + "-" + language);
        }
    }

    static void keep(Answer answer, String name) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "pages"));
        Files.writeString(directory.resolve(name + ".html"), answer.body());
    }

    /** The hidden fields of the form on a page that leads there. */
    static Map<String, String> form(String page, String action) {
        int at = page.indexOf("action=\"" + action + "?lang=en\"");
        assertThat(at).as("a form to " + action + " in " + page).isPositive();
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(page.substring(at, page.indexOf("</form>", at)));
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        assertThat(fields).containsKeys("id", "salt", "version");
        return fields;
    }

    /** Sends a form as a browser does that shows this person's certificate. */
    Answer send(People person, String action, Map<String, String> fields) throws Exception {
        return send(person, action, fields, "https://" + home.getAuthority());
    }

    Answer send(People person, String action, Map<String, String> fields, String origin) throws Exception {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return as(person)
                .send(
                        "POST",
                        action + "?lang=en",
                        body.getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Origin",
                        origin);
    }

    static Map<String, String> with(Map<String, String> fields, String... more) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    static void assertDone(Answer answer, String what) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("done=" + what);
    }

    /** A finding about the knitter that two people of commerce have recorded. */
    String found(String kind, String severity, String title, LocalDate published) throws Exception {
        String id = newId();
        ObjectNode body = basis();
        body.withObject("/restricted")
                .putObject("fact")
                .put("kind", kind)
                .put("severity", severity)
                .put("title", title)
                .put("source", "decision 7 of 2026")
                .put("legalBasis", "order 44, article 9")
                .put("foundOn", published.toString())
                .put("publishedFrom", published.toString());
        assertWritten(post(People.OFFICER, "/api/v1/facts/commerce/" + Past.KNITTER, body, id, "Zone-Salt", SALT));
        assertWritten(approve(id));
        return id;
    }

    private static ObjectNode basis() {
        ObjectNode body = Bodies.object();
        body.putObject("restricted").put("legalBasis", "order 44");
        return body;
    }

    void withdraw(String fact) throws Exception {
        String id = newId();
        assertWritten(post(
                People.OFFICER,
                "/api/v1/facts/commerce/" + Past.KNITTER + "/" + fact + "/withdrawal",
                basis(),
                id,
                "Zone-Salt",
                SALT));
        assertWritten(approve(id));
    }

    /** A class of commerce that two people have given. */
    void word(String classCode) throws Exception {
        String id = newId();
        assertWritten(put(
                People.OFFICER,
                "/api/v1/assertions/commerce/" + Past.KNITTER,
                Bodies.assertion(classCode),
                id,
                "Zone-Salt",
                SALT));
        assertWritten(approve(id));
    }

    /** What commerce recognises: a rule for each pair of a ground and a measure. */
    void recognises(String... rules) throws Exception {
        ObjectNode body = Bodies.object();
        var list = body.putArray("rules");
        for (int i = 0; i < rules.length; i += 2) {
            list.addObject()
                    .put("ruleId", "rule-commerce-" + (i / 2 + 1))
                    .put("on", rules[i])
                    .put("measure", rules[i + 1])
                    .put("legalBasis", "memorandum 1")
                    .put("validFrom", "2026-01-01");
        }
        String id = newId();
        assertWritten(put(People.OFFICER, "/api/v1/recognitions", body, id, "Zone-Salt", SALT));
        assertWritten(approve(id));
    }

    /** The knitter applies for the repair of a finding of commerce. */
    String applies(String fact) throws Exception {
        String id = newId();
        ObjectNode body = Bodies.object();
        ObjectNode restricted = body.putObject("restricted")
                .put("scheme", "commerce")
                .put("factId", fact)
                .put("ground", "DUTIES_DONE")
                .put("statement", "the fine is paid");
        restricted.putArray("materials").add("ab".repeat(32));
        ObjectNode signed = body.deepCopy();
        signed.withObject("/restricted").put("uscc", Past.KNITTER);
        byte[] document = PartyDocument.repair(
                        "CommerceMSP", signed, HexFormat.of().parseHex(SALT), id, 1)
                .bytes();
        String jws = Jws.sign(
                document,
                People.CLERK.credential().key(),
                People.CLERK.credential().sha256());
        assertWritten(post(People.CLERK, "/api/v1/repairs", body, id, "Zone-Salt", SALT, "Zone-Signature", jws));
        return id;
    }

    /** The spinner, accredited, says what it thinks of the knitter. */
    void evaluates(int score) throws Exception {
        spinnerIsActiveFor(People.SPINNERS_CLERK);
        String accreditation = newId();
        assertWritten(put(
                People.OFFICER,
                "/api/v1/accreditations/" + People.SPINNER,
                Bodies.object()
                        .put("validFrom", "2026-01-01")
                        .put("validTo", "2036-12-31")
                        .put("legalBasis", "trial measure"),
                accreditation,
                "Zone-Salt",
                SALT));
        assertWritten(approve(accreditation));
        String path = "/api/v1/evaluations/" + Past.KNITTER;
        ObjectNode body = Bodies.object()
                .put("score", score)
                .put("method", "GB/T 23794")
                .put("validFrom", today.toString())
                .put("validTo", "2036-12-31");
        ObjectNode whole = body.deepCopy().put("evaluator", People.SPINNER);
        String id = newId();
        long version = as(People.NOBODY).get(path).json().at("/0/version").asLong() + 1;
        String jws = Bodies.signature(People.SPINNERS_CLERK, Past.KNITTER, whole, SALT, id, version);
        assertWritten(put(People.SPINNERS_CLERK, path, body, id, "Zone-Signature", jws));
    }
}
