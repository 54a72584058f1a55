package org.zoneledger.gateway.filing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.domain.filing.ImportRules.Statement;
import org.zoneledger.domain.filing.ProductFile.Format;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.gateway.filing.ProductImport.Mode;
import org.zoneledger.gateway.index.Following;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.job.Job;
import org.zoneledger.gateway.job.Job.Kind;
import org.zoneledger.gateway.job.Job.State;
import org.zoneledger.gateway.job.JobWorker;
import org.zoneledger.gateway.job.Jobs;
import org.zoneledger.gateway.ledger.TestGateway;
import org.zoneledger.gateway.peer.Imports;
import org.zoneledger.gateway.peer.LoopbackPeer;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.RulesChaincode;
import org.zoneledger.gateway.peer.TestAuthority;
import org.zoneledger.gateway.peer.TestAuthority.Credential;
import org.zoneledger.gateway.peer.TestConfig;
import org.zoneledger.gateway.peer.Until;

class ImportWorkTest {

    private static final String ID = "import-1";
    private static final int PRODUCTS = 450;

    @TempDir
    private static Path organisation;

    @TempDir
    private Path data;

    private final List<String> gtins = Imports.gtins("69301", PRODUCTS);
    private final Credential clerk = TestAuthority.named("people").clerk(Past.KNITTER);
    private LoopbackPeer peer;
    private TestGateway gateway;
    private Jobs jobs;
    private JobWorker worker;
    private long before;

    @BeforeAll
    static void prepare() {
        TestConfig.prepare(organisation);
    }

    @BeforeEach
    void start() throws Exception {
        RulesChaincode rules = new RulesChaincode();
        peer = new LoopbackPeer(organisation.resolve("tls"), 0, rules);
        new Past(clerk, peer::past).submits().activates();
        before = peer.validTransactions();
        begin();
    }

    @AfterEach
    void stop() throws SQLException {
        end();
        peer.close();
    }

    /** A process of the gateway. */
    private void begin() {
        TestConfig config = new TestConfig(organisation, peer.endpoint(), data);
        gateway = new TestGateway(config).start();
        jobs = new Jobs(config);
        worker = new JobWorker(jobs, List.of(new ImportWork(gateway.client())), Duration.ofMillis(50));
        worker.start(new StartupEvent());
    }

    private void end() throws SQLException {
        worker.stop(new ShutdownEvent());
        jobs.close();
        gateway.close();
    }

    @Nested
    class AfterAStop {

        @Test
        void goes_on_where_the_ledger_is_and_writes_nothing_twice() throws Exception {
            AtomicInteger sent = new AtomicInteger();
            peer.beforeSubmit(txId -> {
                if (sent.incrementAndGet() == 3) {
                    peer.takeOrderersDown(true);
                }
            });
            put(Mode.ALL);
            Until.holds(
                    "two batches are written and a third is sent", () -> job().committed() == 200 && sent.get() > 2);
            end();
            assertThat(peer.validTransactions() - before).isEqualTo(2);
            peer.takeOrderersDown(false);
            begin();
            assertDone(PRODUCTS, 0);
            assertThat(peer.validTransactions() - before).isEqualTo(5);
            assertEachIsThereOnce();
        }

        @Test
        void learns_of_a_batch_whose_outcome_the_process_before_never_saw() throws Exception {
            peer.beforeSubmit(txId -> worker.stop(new ShutdownEvent()));
            put(Mode.ALL);
            Until.holds("a batch is ordered", () -> peer.validTransactions() > before);
            peer.beforeSubmit(txId -> {});
            end();
            begin();
            assertDone(PRODUCTS, 0);
            assertThat(peer.validTransactions() - before).isEqualTo(5);
            assertEachIsThereOnce();
        }

        private void assertEachIsThereOnce() throws InterruptedException {
            Records records = Following.records(gateway.index());
            Until.holds("the index is level", () -> records.find("product/" + gtins.get(PRODUCTS - 1))
                    .isPresent());
            for (String gtin : gtins) {
                assertThat(records.versions("product/" + gtin)).hasSize(1);
                assertThat(records.byDocument("product/" + gtin, ID + "-" + gtins.indexOf(gtin)))
                        .isPresent();
            }
        }
    }

    @Nested
    class Ledger {

        @Test
        void that_does_not_answer_is_waited_for() throws Exception {
            List.of("CustomsMSP", "TaxMSP", "ForexMSP").forEach(peer::takeDown);
            put(Mode.ALL);
            Until.holds("the import waits", () -> peer.endorsements().size() > 6 && job().state() == State.WAITING);
            List.of("CustomsMSP", "TaxMSP", "ForexMSP").forEach(peer::bringUp);
            assertDone(PRODUCTS, 0);
        }

        @Test
        void that_refuses_a_line_now_is_reported_by_that_line_and_has_the_others() throws Exception {
            peer.refuseNext(new Refusal(Code.NOT_OWNER, "products[7].gtin", "the GTIN belongs to another"));
            put(Mode.EACH);
            assertDone(PRODUCTS - 1, 1);
            assertThat(jobs.flaws(job()))
                    .containsExactly(new Flaw(9, 8, "gtin", "NOT_OWNER", "the GTIN belongs to another"));
            assertThat(peer.state("product/" + gtins.get(7))).isEmpty();
            assertThat(peer.state("product/" + gtins.get(8))).isPresent();
        }

        @Test
        void that_refuses_a_line_now_ends_an_import_of_all() throws Exception {
            peer.refuseNext(new Refusal(Code.NOT_OWNER, "products[7].gtin", "the GTIN belongs to another"));
            put(Mode.ALL);
            Until.holds("the import ends", () -> job().state() == State.FAILED);
            assertThat(job().committed()).isZero();
            assertThat(jobs.flaws(job())).extracting(Flaw::line).containsExactly(9);
            assertThat(jobs.file(job())).isNull();
        }

        @Test
        void that_refuses_the_enterprise_ends_the_import_which_sent_again_goes_on() throws Exception {
            peer.refuseNext(new Refusal(Code.CERTIFICATE_REVOKED, "certificate", "it was revoked"));
            put(Mode.EACH);
            Until.holds("the import ends", () -> job().state() == State.FAILED);
            assertThat(jobs.flaws(job()))
                    .containsExactly(new Flaw(0, 0, "certificate", "CERTIFICATE_REVOKED", "it was revoked"));
            put(Mode.EACH);
            assertDone(PRODUCTS, 0);
        }

        @Test
        void that_keeps_finding_the_transaction_invalid_ends_the_import() throws Exception {
            peer.beforeSubmit(txId -> peer.flagNext(TxValidationCode.ENDORSEMENT_POLICY_FAILURE.getNumber()));
            put(Mode.ALL);
            Until.holds("the import ends", () -> job().state() == State.FAILED);
            assertThat(jobs.flaws(job())).extracting(Flaw::code).containsExactly("CONFLICT");
        }
    }

    @Test
    void keeps_the_file_until_the_import_is_finished_and_its_result_longer() throws Exception {
        put(Mode.ALL);
        assertDone(PRODUCTS, 0);
        assertThat(jobs.file(job())).isNull();
        end();
        begin();
        assertThat(job().committed()).isEqualTo(PRODUCTS);
    }

    private void put(Mode mode) {
        String file = Imports.csv(gtins);
        Statement statement = Imports.statement(Past.KNITTER, ID, file);
        String jws = Jws.sign(statement.bytes(), clerk.key(), clerk.sha256());
        Job job = new ProductImport(statement, Format.CSV, mode, jws)
                .job("digest", Base64.getEncoder().encodeToString(clerk.der()), PRODUCTS);
        worker.accept(job, List.of(), file.getBytes(StandardCharsets.UTF_8));
    }

    private Job job() {
        return jobs.find(Kind.PRODUCTS, Past.KNITTER, ID).orElseThrow();
    }

    private void assertDone(int committed, int failed) throws InterruptedException {
        Until.holds("the import ends", () -> !job().isOpen());
        assertThat(job().state()).as(jobs.flaws(job()).toString()).isEqualTo(State.DONE);
        assertThat(job().committed()).isEqualTo(committed);
        assertThat(jobs.flaws(job())).hasSize(failed);
    }
}
