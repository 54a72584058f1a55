package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.List;

/** Correction requests and their answers. */
public final class CorrectionSteps {

    private static final String CORRECTIONS = "/api/v1/corrections";
    private static final String GROUND = "与营业执照登记不一致";

    private final World world;
    private String id = "";

    public CorrectionSteps(World world) {
        this.world = world;
    }

    @When("{who} asks for a correction of {word}")
    public void asks(Gateway who, String field) {
        id = Documents.id("correction");
        who.must(Confidant.write("POST", CORRECTIONS, request(field), id));
    }

    private ObjectNode request(String field) {
        ObjectNode document = Documents.object();
        document.putObject("restricted")
                .put("uscc", world.party().uscc().value())
                .put("target", "filing")
                .put("field", field)
                .put("ground", GROUND);
        return document;
    }

    @Then("the request waits for {word}, with a day to answer by, and says to nobody else about whom")
    public void waits(String owner) {
        JsonNode found = Await.until(
                "the request at " + owner,
                Await.LAG,
                () -> seenBy(world.who("the " + owner + " officer")),
                request -> request.path("status").asText().equals("REQUESTED")
                        && request.path("ground").asText().equals(GROUND));
        assertThat(found.path("owner").asText()).isEqualTo(world.zone().msp(owner));
        assertThat(found.path("decideBy").asText()).isGreaterThan(Confidant.today());
        assertThat(seenBy(world.who("another enterprise's clerk")).isMissingNode())
                .isTrue();
        Answer history = world.who("the auditor").get("/api/v1/history/correction/" + id);
        assertThat(history.status()).isEqualTo(200);
    }

    @When("{who} {word} the correction")
    public void answers(Gateway officer, String word) {
        officer.must(answer(word.equals("accepts") ? "ACCEPT" : "REFUSE"));
    }

    private Request answer(String step) {
        ObjectNode document = Documents.object().put("step", step).put("legalBasis", "政务数据共享条例");
        document.putObject("restricted").put("reason", "已与登记机关核实");
        return Confidant.write("POST", CORRECTIONS + "/" + id + "/decisions", document, Documents.id("answer"));
    }

    @Then("the clerk and the customs officer see that it is {word} and why")
    public void bothSee(String status) {
        for (String who : List.of("the clerk", "the customs officer")) {
            Await.until(
                    "the answer for " + who,
                    Await.LAG,
                    () -> seenBy(world.who(who)),
                    request -> request.path("status").asText().equals(status)
                            && request.path("reason").asText().equals("已与登记机关核实"));
        }
    }

    @Then("the tax officer cannot answer it")
    public void notTheirs() {
        // a gateway that does not know the request yet makes the answer for its first version
        Request answer = answer("ACCEPT");
        Await.until(
                "the refusal at tax",
                Await.LAG,
                () -> world.who("the tax officer").settle(answer),
                refused -> refused.code().equals("NOT_OWNER"));
    }

    @Then("another enterprise's clerk can neither ask for a correction of it nor see one")
    public void notOthers() {
        Gateway other = world.who("another enterprise's clerk");
        Answer answer =
                other.settle(Confidant.write("POST", CORRECTIONS, request("nameZh"), Documents.id("correction")));
        assertThat(answer.code()).as("%s", answer).isEqualTo("NOT_PERMITTED");
        assertThat(seenBy(other).isMissingNode()).isTrue();
    }

    private JsonNode seenBy(Gateway who) {
        for (JsonNode each : who.get(CORRECTIONS).json().path("corrections")) {
            if (each.path("id").asText().equals(id)) {
                return each;
            }
        }
        return MissingNode.getInstance();
    }
}
