package org.zoneledger.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.Until;

/** An agency's results from a file at the desk of commerce. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class ResultsDeskTest extends DeskPages {

    private static final String PATH = "/desk/results";
    private static final String HEADER = "uscc,class,legalBasis,assessedOn,validFrom,validTo\n";

    @Test
    void a_file_is_sent_by_one_and_approved_by_another() throws Exception {
        assertThat(page(People.OFFICER, "/desk")).contains("href=\"" + PATH + "?lang=en\">Results from a file");
        String page = page(People.OFFICER, PATH);
        assertThat(page).contains("enctype=\"multipart/form-data\"", "type=\"file\"");
        Map<String, String> form = form(page, PATH + "/commerce");
        assertDone(upload(form, HEADER + line("GOOD"), origin()), "results");
        String action = PATH + "/commerce/" + form.get("id");
        Until.holds("a second person has a button", () -> seen(People.REVIEWER).contains(action));
        look(People.REVIEWER, PATH, "results");
        assertThat(page(People.REVIEWER, PATH)).contains("Approve all that are open (1)");
        assertThat(page(People.OFFICER, PATH))
                .as("who sent it has no button")
                .doesNotContain(action)
                .contains("You sent it; a second person takes it.");
        assertDone(
                send(People.REVIEWER, action, with(form(page(People.REVIEWER, PATH), action), "step", "APPROVE")),
                "resultsTaken");
        Until.holds("it is taken", () -> seen(People.REVIEWER).contains("a second person has taken it"));
        assertThat(page(People.REVIEWER, PATH)).doesNotContain(action);
    }

    @Test
    void what_is_wrong_with_a_file_is_said_by_its_lines_in_both_languages() throws Exception {
        String file = HEADER + line("SUPERB") + line("GOOD");
        Map<String, String> form = form(page(People.OFFICER, PATH), PATH + "/commerce");
        Answer refused = upload(form, file, origin());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Some lines of the file cannot be proposed; nothing was.")
                .contains(
                        "<dt>Line 2</dt><dd>The rule set in force on the day of the assessment has no such class. (column class)</dd>")
                .contains("<dt>Line 3</dt><dd>The enterprise stands in the file twice. (column uscc)</dd>")
                .doesNotContain("SUPERB");
        keep(refused, "results-refused-en");
        Answer chinese = upload(form, file, origin(), "zh");
        assertThat(chinese.body())
                .contains("<dt>第2行</dt>", "（class列）".replace("（", "(").replace("）", ")"));
        assertThat(page(People.REVIEWER, PATH)).doesNotContain(form.get("id"));
    }

    @Test
    void a_form_from_elsewhere_and_one_of_another_agencys_scheme_send_nothing() throws Exception {
        Map<String, String> form = form(page(People.OFFICER, PATH), PATH + "/commerce");
        assertThat(upload(form, HEADER + line("GOOD"), "https://elsewhere.example")
                        .status())
                .isEqualTo(403);
        assertThat(page(People.REVIEWER, PATH)).doesNotContain(form.get("id")).doesNotContain("type=\"file\"");
        assertThat(upload(form, "", origin()).body()).contains("Not done:");
    }

    @Test
    void what_is_no_form_at_all_is_a_mistake_of_the_senders() throws Exception {
        byte[] noise = "no form".getBytes(StandardCharsets.UTF_8);
        for (String type : List.of("multipart/form-data", "multipart/form-data; boundary=part", "text/plain")) {
            Answer answer = as(People.OFFICER)
                    .send("POST", PATH + "/commerce", noise, "Content-Type", type, "Origin", origin());
            assertThat(answer.status()).as("%s: %s", type, answer).isBetween(400, 499);
        }
        Answer empty = as(People.OFFICER).send("POST", PATH + "/commerce", new byte[0], "Origin", origin());
        assertThat(empty.status()).as("%s", empty).isBetween(400, 499);
        Answer elsewhere = as(People.OFFICER).send("POST", PATH + "/%0Ax", new byte[0]);
        assertThat(elsewhere.status()).as("%s", elsewhere).isBetween(400, 499);
    }

    private String line(String classCode) {
        return Past.KNITTER + "," + classCode + ",yearly," + today + "," + today + "," + today.plusYears(1) + "\n";
    }

    private String origin() {
        return "https://" + home.getAuthority();
    }

    private String seen(People person) {
        try {
            return page(person, PATH);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Answer upload(Map<String, String> form, String file, String origin) throws Exception {
        return upload(form, file, origin, "en");
    }

    private Answer upload(Map<String, String> form, String file, String origin, String language) throws Exception {
        StringBuilder body = new StringBuilder();
        form.forEach((name, value) -> body.append("--part\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        body.append("--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"results.csv\"\r\n")
                .append("Content-Type: text/csv\r\n\r\n")
                .append(file)
                .append("\r\n--part--\r\n");
        return as(People.OFFICER)
                .send(
                        "POST",
                        PATH + "/commerce?lang=" + language,
                        body.toString().getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "multipart/form-data; boundary=part",
                        "Origin",
                        origin);
    }
}
