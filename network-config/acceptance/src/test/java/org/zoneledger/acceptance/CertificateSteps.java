package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.zoneledger.domain.identifier.DigitalLink;

/** An enterprise changes the certificate it signs with. */
public final class CertificateSteps {

    private final World world;
    private final Map<String, String> captured = new LinkedHashMap<>();
    private final String lot = Documents.lot();
    private Party first;
    private Party second;

    public CertificateSteps(World world) {
        this.world = world;
    }

    @ParameterType("first|second")
    public Party certificate(String which) {
        return which.equals("first") ? first : second;
    }

    @Given("the enterprise is issued a second certificate")
    public void isIssued() {
        first = world.party();
        second = first.renewed(world.zone());
        assertThat(second.clerk().fingerprint()).isNotEqualTo(first.clerk().fingerprint());
    }

    @Given("it has captured that a batch was made, signed with the {certificate} certificate")
    public void hasCaptured(Party signer) {
        captures(signer);
        isCaptured(signer);
    }

    @When("the clerk registers the {certificate} certificate, signed with the {certificate} certificate")
    public void registers(Party renewed, Party signer) {
        Gateway clerk = world.zone().gateway("commerce", renewed.clerk());
        world.send(clerk, world.routine().certificate(renewed, signer));
        if (world.answer().isSuccess()) {
            world.about(renewed);
        }
    }

    @When("the clerk, who still shows the first certificate, registers the second, signed with the second")
    public void registersOthers() {
        Gateway clerk = world.zone().gateway("commerce", first.clerk());
        world.send(clerk, world.routine().certificate(second, second));
    }

    @When("the clerk puts the second certificate into an amendment")
    public void amendsCertificate() {
        ObjectNode form = Documents.filing(second).put("base", "jiaxing-nanhu");
        Request amendment = world.routine().amendment(first, form);
        world.send(world.zone().gateway("commerce", first.clerk()), amendment);
    }

    @When("the clerk captures that a batch was made, signed with the {certificate} certificate")
    public void captures(Party signer) {
        String id = Documents.id("capture");
        ObjectNode made = Documents.epcis(Documents.made(world.product(), lot));
        Request capture = world.routine().capture(signer, id, made);
        world.send(world.zone().gateway("operator", signer.clerk()), capture);
    }

    @Then("it is captured, signed with the {certificate} certificate")
    public void isCaptured(Party signer) {
        assertThat(world.answer().status()).as("%s", world.answer()).isEqualTo(202);
        String id = world.request().headers().get("Idempotency-Key");
        captured.put(signer.clerk().fingerprint(), id);
        world.zone().organisations().forEach(each -> world.zone()
                .gateway(each.id(), world.zone().consumer())
                .await("/capture/" + id, 200));
    }

    @Then("everybody sees that the {certificate} certificate is registered and good")
    public void isRegistered(Party holder) {
        awaitCertificate(
                "another certificate",
                certificate -> certificate
                                .path("sha256")
                                .asText()
                                .equals(holder.clerk().fingerprint())
                        && !certificate.has("revoked"));
    }

    @Then("everybody sees that the first certificate is revoked")
    public void isRevoked() {
        awaitCertificate(
                "a revoked certificate",
                certificate -> certificate
                                .path("sha256")
                                .asText()
                                .equals(world.party().clerk().fingerprint())
                        && certificate.has("revoked"));
    }

    /** Each proof on the batch's page names the certificate that the page was signed with, whichever is registered now. */
    @Then("everybody sees which of the captures was signed with which certificate")
    public void whichIsWhich() {
        JsonNode passport = world.who("a consumer")
                .await(DigitalLink.Item.batch(world.product(), lot).path(), 200)
                .json();
        Map<String, String> seen = new LinkedHashMap<>();
        passport.path("proofs")
                .forEach(proof -> seen.put(
                        proof.path("certificate").asText(), proof.path("page").asText()));
        assertThat(seen).hasSize(2).containsExactlyInAnyOrderEntriesOf(captured);
    }

    @When("{who} revokes the certificate")
    public void revokes(Gateway who) {
        world.send(who, world.routine().revocation(world.party()));
    }

    @Then("these people cannot revoke the certificate:")
    public void cannotRevoke(DataTable table) {
        AnswerSteps.eachIsRefused(world, table.asMaps(), world.routine().revocation(world.party()));
        stillGood();
    }

    @Then("these people cannot register a certificate:")
    public void cannotRegister(DataTable table) {
        AnswerSteps.eachIsRefused(world, table.asMaps(), world.routine().certificate(second, first));
        stillGood();
    }

    @Then("these certificates are refused and nothing is written:")
    public void certificatesAreRefused(DataTable table) {
        Flaws flaws = Flaws.of(first)
                .anyDocument()
                .anySignature(first, world.other())
                .document("no certificate", document -> document.remove("certificate"))
                .document("a certificate that is none", document -> document.put("certificate", "MIIB"))
                .document(
                        "the certificate of another enterprise",
                        document -> document.put(
                                "certificate", world.other().clerk().pem()))
                .document("no reason", document -> document.remove("reason"))
                .document(
                        "a resident identity number in the reason",
                        document -> document.put("reason", "经办人 " + Documents.RESIDENT_ID));
        AnswerSteps.eachIsRefused(
                world.who("the clerk"),
                table.asMaps(),
                flaw -> flaws.in(world.routine().certificate(second, first), flaw));
        stillGood();
    }

    /** What was refused has changed nothing: a capture signed as before is taken. */
    private void stillGood() {
        SoftAssertions softly = new SoftAssertions();
        JsonNode registered =
                world.who("a consumer").get(world.party().filing()).json().path("certificate");
        softly.assertThat(registered.path("sha256").asText())
                .isEqualTo(world.party().clerk().fingerprint());
        softly.assertThat(registered.has("revoked")).as("%s", registered).isFalse();
        softly.assertAll();
        hasCaptured(world.party());
    }

    private void awaitCertificate(String what, Predicate<JsonNode> expected) {
        world.routine().awaitPublic(world.party().filing(), what, filing -> expected.test(filing.path("certificate")));
    }
}
