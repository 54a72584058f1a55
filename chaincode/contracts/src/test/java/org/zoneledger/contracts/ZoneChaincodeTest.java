package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.contracts.Enterprise.SWEATER;
import static org.zoneledger.contracts.Enterprise.YARN;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.hyperledger.fabric.shim.Chaincode.Response;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.disclosure.Sealed;

class ZoneChaincodeTest {

    private static final Enterprise KNITTER = Enterprise.of("91330483MA2B00078U");
    private static final Enterprise MILL = Enterprise.of("91330482MA2B0006XD");

    private final MemoryLedger ledger = new MemoryLedger();
    private final Proposal submit = KNITTER.submit(KNITTER.filing(1), Sealed.none());

    @Test
    void refuses_a_transaction_that_it_does_not_have() {
        for (String name : new String[] {"", "filing:delete", "submit", "FilingContract:submit", "filing:submit "}) {
            Refused.with(Code.NOT_FOUND, "function", ledger.endorse(submit.calling(name)));
        }
        Refused.with(Code.NOT_FOUND, "function", ledger.endorse(submit.calling(null)));
    }

    @Test
    void starts_without_writing() {
        MemoryStub stub = new MemoryStub(new TreeMap<>(), submit);
        assertThat(new ZoneChaincode().init(stub.stub()).getStatusCode()).isEqualTo(200);
        assertThat(stub.writes().isEmpty()).isTrue();
    }

    @Nested
    class Failure {

        private final Logger logger = Logger.getLogger(ZoneChaincode.class.getName());
        private final List<String> lines = new ArrayList<>();

        @Test
        void answers_a_fixed_text_and_keeps_the_message_out_of_answer_and_log() {
            Response response = logged(new IllegalStateException("key filing/secret"));
            assertThat(response.getStatusCode()).isEqualTo(500);
            assertThat(response.getMessage()).isEqualTo("the transaction failed");
            assertThat(response.getPayload()).isNullOrEmpty();
            assertThat(lines).hasSize(1);
            assertThat(lines.get(0)).contains("IllegalStateException").doesNotContain("secret");
        }

        @Test
        void answers_when_the_stack_overflows_so_that_no_peer_waits_for_it() {
            assertThat(logged(new StackOverflowError()).getMessage()).isEqualTo("the transaction failed");
        }

        @Test
        void answers_a_fixed_text_at_a_time_beyond_the_calendar() {
            KNITTER.fileOn(ledger);
            for (String gtin : new String[] {SWEATER, YARN}) {
                ledger.submit(KNITTER.register(KNITTER.product(gtin, 1))).answer();
            }
            Proposal capture = KNITTER.capture("capture-1", Enterprise.commissioning("A001"));
            logger.setUseParentHandlers(false);
            try {
                Endorsement endorsement = ledger.endorse(capture.at(Instant.MAX));
                assertThat(endorsement.message()).isEqualTo("the transaction failed");
                assertThat(endorsement.writes().isEmpty()).isTrue();
            } finally {
                logger.setUseParentHandlers(true);
            }
        }

        private Response logged(Throwable failure) {
            Handler handler = new Handler() {
                @Override
                public void publish(LogRecord line) {
                    lines.add(new SimpleFormatter().format(line));
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
            logger.addHandler(handler);
            logger.setUseParentHandlers(false);
            try {
                return new ZoneChaincode().invoke(failingWith(failure));
            } finally {
                logger.removeHandler(handler);
                logger.setUseParentHandlers(true);
            }
        }

        private ChaincodeStub failingWith(Throwable failure) {
            MemoryStub working = new MemoryStub(new TreeMap<>(), submit);
            return (ChaincodeStub) Proxy.newProxyInstance(
                    ChaincodeStub.class.getClassLoader(),
                    new Class<?>[] {ChaincodeStub.class},
                    (proxy, method, args) -> {
                        if (method.getName().equals("getState")) {
                            throw failure;
                        }
                        return working.invoke(proxy, method, args);
                    });
        }
    }

    @Test
    void answers_noise_with_a_refusal_and_writes_nothing() {
        KNITTER.fileOn(ledger);
        for (String gtin : new String[] {SWEATER, YARN}) {
            ledger.submit(KNITTER.register(KNITTER.product(gtin, 1))).answer();
        }
        Credits fact = Credits.fact(KNITTER, "market", Credits.penalty("fact-0001"), 1);
        Credits recorded = Credits.fact(KNITTER, "market", Credits.penalty("fact-0002"), 2);
        Credits rules = Credits.recognition("rules-0001", 1, "grade:D>D-9", "PENALTY:SERIOUS>D-8");
        Credits accreditation = Credits.accreditation(MILL, "accredit-1", "2027-12-31", 1);
        Credits restoration = Credits.restoration("repair-0001", "GRANT", 2);
        Credits word = Credits.word(KNITTER.assertion("tax", "B", 1));
        MILL.fileOn(ledger);
        fact.carried(ledger, "MarketMSP").answer();
        accreditation.carried(ledger, "CommerceMSP").answer();
        ledger.submit(KNITTER.repair("repair-0001", "market", "fact-0001", "DUTIES_DONE"))
                .answer();
        ledger.submit(recorded.proposed("MarketMSP")).answer();
        ledger.submit(rules.proposed("TaxMSP")).answer();
        ledger.submit(restoration.proposed("MarketMSP")).answer();
        ledger.submit(word.proposed("TaxMSP")).answer();
        Listings.subjects("market", 1).carried(ledger, "MarketMSP").answer();
        Credits conclusion = Listings.conclusion("listing-02", "LIST", 3);
        Credits goods = Listings.goods("goods-0001", "9706", 1);
        ledger.submit(Listings.notice("listing-01", KNITTER, "market")).answer();
        ledger.submit(Listings.notice("listing-02", KNITTER, "market")).answer();
        ledger.submit(Listings.statement(KNITTER, "listing-02", 2)).answer();
        ledger.submit(conclusion.proposed("MarketMSP")).answer();
        ledger.submit(goods.proposed("CustomsMSP")).answer();
        List<Proposal> proposals = List.of(
                goods.taken("CustomsMSP"),
                Listings.notice("listing-03", KNITTER, "market"),
                Listings.statement(KNITTER, "listing-01", 2),
                conclusion.taken("MarketMSP"),
                Listings.delivery("listing-01", "2026-11-24", 3, "MarketMSP"),
                word.refused("TaxMSP"),
                word.taken("TaxMSP"),
                Credits.word(KNITTER.assertion("customs", "REGULAR", 1)).proposed("CustomsMSP"),
                recorded.taken("MarketMSP"),
                rules.taken("TaxMSP"),
                accreditation.taken("CommerceMSP"),
                MILL.evaluate(MILL.evaluation(KNITTER, 870, 1)),
                KNITTER.repair("repair-0002", "market", "fact-0001", "DUTIES_DONE"),
                restoration.taken("MarketMSP"),
                Credits.grade(KNITTER, "TaxMSP"),
                Inspections.inspect(Inspections.list("list-0001", 3), "CustomsMSP"),
                KNITTER.submit(KNITTER.filing(1), Enterprise.sealed("customsCode", "3304960001")),
                KNITTER.decide("RENEW", 5),
                KNITTER.amend(KNITTER.filing(1).put("nameZh", "云织"), Enterprise.sealed("customsCode", "3304960001")),
                KNITTER.review("CONFIRM", "MarketMSP", 2),
                KNITTER.certify(KNITTER.renewed(), KNITTER, KNITTER, 5),
                KNITTER.revoke(5),
                KNITTER.use(KNITTER.use("use-0001"), "TaxMSP"),
                KNITTER.register(KNITTER.product(SWEATER, 2)),
                KNITTER.capture("capture-1", Enterprise.knitting(120.5)));
        Random random = new Random(20261124);
        int refused = 0;
        for (int i = 0; i < 4000; i++) {
            Endorsement endorsement = ledger.endorse(noisy(proposals.get(i % proposals.size()), random));
            if (endorsement.status() != 200) {
                Refused.mustBe(endorsement);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(3500);
    }

    private static Proposal noisy(Proposal proposal, Random random) {
        int argument = random.nextInt(proposal.arguments().size());
        String text = proposal.arguments().get(argument);
        List<String> names = List.copyOf(proposal.transients().keySet());
        if (!names.isEmpty() && random.nextBoolean()) {
            String name = names.get(random.nextInt(names.size()));
            byte[] value = proposal.transients().get(name).clone();
            value[random.nextInt(value.length)] = (byte) random.nextInt();
            // any 16 bytes are a seed
            return proposal.withTransient(name, name.equals("seed") ? Arrays.copyOf(value, 15) : value);
        }
        int at = random.nextInt(text.length());
        String noise =
                new String(new byte[] {(byte) random.nextInt(), (byte) random.nextInt()}, StandardCharsets.ISO_8859_1);
        return switch (random.nextInt(4)) {
            case 0 -> proposal.withArgument(argument, text.substring(0, at) + noise + text.substring(at));
            case 1 -> proposal.withArgument(argument, text.substring(0, at) + text.substring(at + 1));
            case 2 -> proposal.withArgument(argument, text.substring(0, at) + noise.charAt(0) + text.substring(at + 1));
            default -> proposal.withArgument(argument, text.substring(0, at));
        };
    }
}
