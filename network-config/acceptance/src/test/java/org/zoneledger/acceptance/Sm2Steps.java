package org.zoneledger.acceptance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;

/** An enterprise that signs by SM2 with SM3, with {@code ./zone sign --sm2} as its people would. */
public final class Sm2Steps {

    private final World world;
    private final String lot = Documents.lot();
    private String pem;

    public Sm2Steps(World world) {
        this.world = world;
    }

    @Given("the enterprise is issued a certificate for SM2")
    public void isIssued() {
        String folder = world.zone()
                .must("party", world.party().uscc().value(), "--sm2")
                .out()
                .strip();
        pem = text(Path.of(folder).resolve("sm2.pem"));
    }

    @When("the clerk registers the certificate for SM2, signed with the first certificate")
    public void registers() {
        Request form = world.routine()
                .certificate(world.party(), world.party())
                .edited(document -> document.put("certificate", pem));
        world.send(world.who("the clerk"), Documents.signed(form, world.party()));
    }

    @When("the clerk registers the first certificate, signed by SM2")
    public void registersFirst() {
        Request form = world.routine().certificate(world.party(), world.party());
        world.send(world.who("the clerk"), signed(form, "--filing"));
    }

    @When("the clerk describes the product anew, signed by SM2")
    public void describes() {
        Request form = world.routine().product(world.party(), world.product(), 1);
        world.send(
                world.who("the clerk"),
                signed(form, "--product", world.product().value()));
    }

    @When("the clerk captures that a batch was made, signed by ES256 as before")
    public void capturesAsBefore() {
        world.send(world.zone().gateway("operator", world.party().clerk()), capture());
    }

    @When("the clerk captures that a batch was made, signed by SM2")
    public void captures() {
        world.send(world.zone().gateway("operator", world.party().clerk()), signed(capture()));
    }

    private Request capture() {
        ObjectNode made = Documents.epcis(Documents.made(world.product(), lot));
        return world.routine().capture(world.party(), Documents.id("capture"), made);
    }

    @Then("it is captured")
    public void isCaptured() {
        Assertions.assertThat(world.answer().status()).as("%s", world.answer()).isEqualTo(202);
    }

    /** The same request with the headers that the command prints. */
    private Request signed(Request form, String... kind) {
        Path file = file(form.body());
        List<String> verb = new ArrayList<>(List.of(
                "sign",
                file.toString(),
                "--as",
                world.party().uscc().value(),
                "--id",
                form.headers().get("Idempotency-Key"),
                "--version",
                Long.toString(form.seen() + 1),
                "--sm2"));
        verb.addAll(List.of(kind));
        Map<String, String> headers = new TreeMap<>();
        world.zone().must(verb.toArray(String[]::new)).out().lines().forEach(line -> {
            int colon = line.indexOf(": ");
            headers.put(line.substring(0, colon), line.substring(colon + 2));
        });
        return form.with(headers);
    }

    private static Path file(byte[] body) {
        try {
            return Files.write(Files.createTempFile("document", ".json"), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
