package org.zoneledger.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.filing.ImportFile;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.domain.filing.ImportRules.Statement;
import org.zoneledger.domain.filing.ProductFile.Format;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.domain.proof.PartyCertificate;
import org.zoneledger.issuer.Credential;
import org.zoneledger.issuer.CryptoConfig;
import org.zoneledger.issuer.Issuer;
import org.zoneledger.launcher.demo.StandInGateways;

class ImportTest {

    private static final Uscc USCC = Uscc.parse("91330483MA2B00078U");
    private static final String HEADER = "gtin,nameZh,nameEn,brand,originCountry,level\n";
    private static final String GOOD = "06930000000028,毛线,Yarn,云织,CN,batch\n16930000000018,羊毛衫,Sweater,云织,CN,item\n";
    private static final String BAD = "16930000000017,羊毛衫,Sweater,云织,CN,item\n";

    @TempDir
    private Path home;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<String> asked = new ArrayList<>();
    private StandInGateways gateways;
    private Credential party;
    private Credential signer;
    private Import command;

    /** What the gateway says: the import it was sent, and the states that it goes through. */
    private Statement signed;

    private List<String> states = List.of("WAITING", "RUNNING", "DONE");
    private List<Flaw> refused = List.of();
    private int busy;

    @BeforeEach
    void start() throws Exception {
        Issuer issuer = Issuer.open(home, CryptoConfig.read(Path.of("../../crypto-config/crypto-config.yaml")));
        gateways = new StandInGateways(issuer, home.resolve("nodes"));
        gateways.route("/api/v1/imports", this::answer);
        party = issuer.party(USCC.value());
        signer = issuer.partySm2(USCC.value());
        command = new Import(
                USCC,
                party,
                signer,
                gateways.gateways().https().get("commerce"),
                ClientTls.roots(home.resolve("trust/tls-bundle.pem")),
                new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        gateways.close();
    }

    @Test
    void signs_the_root_over_the_lines_of_a_good_file_and_follows_it_to_the_end() throws IOException {
        assertThat(run(HEADER + GOOD, false, false)).isTrue();
        assertThat(signed.count()).isEqualTo(2);
        assertThat(asked).first().asString().isEqualTo("POST /api/v1/imports?dryRun=true");
        assertThat(asked.get(1)).isEqualTo("POST /api/v1/imports?mode=all&root=" + signed.root());
        assertThat(asked).last().asString().isEqualTo("GET /api/v1/imports/" + signed.importID());
        assertThat(said()).contains("2 lines, 2 good, 0 refused").contains("\rDONE: 2 of 2 written, 0 refused");
    }

    @Test
    void names_each_bad_line_and_sends_nothing_of_a_file_that_has_one() throws IOException {
        assertThat(run(HEADER + GOOD + BAD, false, false)).isFalse();
        assertThat(said()).contains("line 4, gtin: GTIN_INVALID: ").contains("Nothing is written.");
        assertThat(signed).isNull();
    }

    @Test
    void signs_the_good_lines_where_each_is_asked_for_and_fails_all_the_same() throws IOException {
        assertThat(run(HEADER + BAD + GOOD, true, false)).isFalse();
        assertThat(signed.count()).isEqualTo(2);
        assertThat(said()).contains("line 2, gtin: GTIN_INVALID").contains("DONE: 2 of 2 written, 1 refused");
    }

    @Test
    void says_what_the_ledger_refused_in_the_end() throws IOException {
        refused = List.of(new Flaw(3, 2, "gtin", "NOT_OWNER", "the GTIN belongs to another"));
        assertThat(run(HEADER + GOOD, true, false)).isFalse();
        assertThat(said()).contains("line 3, gtin: NOT_OWNER: the GTIN belongs to another");
    }

    @Test
    void ends_after_the_check_of_a_dry_run() throws IOException {
        assertThat(run(HEADER + GOOD, false, true)).isTrue();
        assertThat(run(HEADER + BAD, false, true)).isFalse();
        assertThat(asked).hasSize(2);
    }

    @Test
    void waits_for_a_gateway_that_is_away() throws IOException {
        states = List.of("RUNNING", "AWAY", "AWAY", "RUNNING", "DONE");
        assertThat(run(HEADER + GOOD, false, false)).isTrue();
    }

    @Test
    void sends_the_file_again_to_a_gateway_that_is_busy() throws IOException {
        busy = 1;
        assertThat(run(HEADER + GOOD, false, true)).isTrue();
        assertThat(asked).hasSize(2);
    }

    @Test
    void fails_when_the_import_does() throws IOException {
        states = List.of("FAILED");
        assertThat(run(HEADER + GOOD, false, false)).isFalse();
    }

    @Test
    void sends_nothing_that_cannot_be_read() {
        assertThatThrownBy(() -> run("gtin,price\n1,2", false, false)).isInstanceOf(RefusalException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void reads_a_json_list_by_its_ending() throws IOException {
        Path file = home.resolve("products.JSON");
        Files.writeString(
                file,
                "[{\"gtin\":\"6930000000028\",\"nameZh\":\"中\",\"nameEn\":\"E\",\"brand\":\"B\",\"originCountry\":\"CN\",\"level\":\"item\"}]");
        assertThat(command.run(file, false, false, Optional.of("import-of-json")))
                .isTrue();
        assertThat(signed.importID()).isEqualTo("import-of-json");
    }

    private boolean run(String text, boolean each, boolean dryRun) throws IOException {
        Path file = home.resolve("products.csv");
        Files.writeString(file, text);
        return command.run(file, each, dryRun, Optional.empty());
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private synchronized JsonNode answer(String method, String target, Map<String, String> headers, byte[] body) {
        asked.add(method + " " + target);
        if (method.equals("GET")) {
            long asks = asked.stream().filter(each -> each.startsWith("GET")).count();
            String state = states.get((int) Math.min(asks, states.size()) - 1);
            return state.equals("AWAY") ? json().put("status", 503) : progress(state);
        }
        if (busy-- > 0) {
            return json().put("status", 503);
        }
        Format format = headers.get("Content-Type").equals("text/csv") ? Format.CSV : Format.JSON;
        String id = headers.get("Idempotency-Key");
        ImportFile file = ImportFile.read(
                body, format, id, USCC, Set.of(), ImportFile.checked((line, item, index, document) -> {}));
        if (target.endsWith("dryRun=true")) {
            ObjectNode answer = json().put("lines", file.lines())
                    .put("count", file.leafHashes().size())
                    .put("root", file.root());
            answer.set("errors", new ObjectMapper().valueToTree(file.flaws()));
            return answer;
        }
        signed = file.statement(id, USCC);
        Jws.mustVerify(
                headers.get("Zone-Signature"), signed.bytes(), PartyCertificate.fromPem(signer.certificatePem()));
        if (refused.isEmpty()) {
            refused = file.flaws();
        }
        return progress("WAITING").put("status", 202);
    }

    private ObjectNode progress(String state) {
        ObjectNode answer = json().put("state", state)
                .put("count", signed.count())
                .put("committed", state.equals("DONE") ? signed.count() : 0)
                .put("failed", refused.size());
        answer.set("errors", new ObjectMapper().valueToTree(refused));
        return answer;
    }

    private static ObjectNode json() {
        return new ObjectMapper().createObjectNode();
    }
}
