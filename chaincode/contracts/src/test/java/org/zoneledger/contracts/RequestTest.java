package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;

class RequestTest {

    private static final Enterprise KNITTER = Enterprise.of("91330483MA2B00078U");

    private final MemoryLedger ledger = new MemoryLedger();
    private final Proposal submit = KNITTER.submit(KNITTER.filing(1), Sealed.none());

    @Nested
    class Actor {

        private final String clerk = KNITTER.clerk().actor();

        @Test
        void is_whom_a_gateway_names() {
            assertThat(ledger.endorse(submit.withArgument(2, clerk)).status()).isEqualTo(200);
        }

        @Test
        void is_the_creator_when_that_is_a_person() {
            assertThat(ledger.endorse(submit.by(KNITTER.clerk()).withArgument(2, ""))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void is_never_named_by_anybody_but_a_gateway() {
            for (Identity other : List.of(
                    Identity.officer("CommerceMSP"),
                    KNITTER.clerk(),
                    Identity.holding("CommerceMSP", "{}"),
                    Identity.holding("CommerceMSP", "{\"zone.role\":\"Gateway\"}"))) {
                Refused.with(Code.NOT_PERMITTED, "actor", ledger.endorse(submit.by(other)));
            }
        }

        @Test
        void is_never_a_gateway() {
            Refused.with(Code.NOT_PERMITTED, "actor", ledger.endorse(submit.withArgument(2, "")));
            String gateway = Identity.gateway("CommerceMSP").actor();
            Refused.with(Code.NOT_PERMITTED, "actor", ledger.endorse(submit.withArgument(2, gateway)));
        }

        @Test
        void is_nobody_without_a_role() {
            for (String attributes :
                    new String[] {"{}", "{\"zone.role\":\"manager\"}", "{\"zone.role\":[\"clerk\"]}"}) {
                Identity nobody = Identity.holding("CommerceMSP", attributes);
                Refused.with(Code.NOT_PERMITTED, "actor", ledger.endorse(submit.withArgument(2, nobody.actor())));
                Refused.with(
                        Code.NOT_PERMITTED,
                        "actor",
                        ledger.endorse(submit.by(nobody).withArgument(2, "")));
            }
        }

        @Test
        void speaks_for_the_organisation_that_signed_and_no_other() {
            KNITTER.fileOn(ledger);
            Proposal assess = KNITTER.assess(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP");
            ledger.submit(Credits.word(KNITTER.assertion("customs", "CERTIFIED", 1))
                            .proposed("CustomsMSP"))
                    .answer();
            Identity officer = Identity.reviewer("CustomsMSP");
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(assess.by(Identity.gateway("TaxMSP"))));
            Refused.with(
                    Code.NOT_OWNER,
                    "",
                    ledger.endorse(assess.by(officer.in("TaxMSP")).withArgument(1, "")));
            assertThat(ledger.endorse(assess.by(officer).withArgument(1, "")).status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "!", "AAAA", "MIIB", "\u00e9", "-----BEGIN CERTIFICATE-----"})
        void is_refused_when_it_is_no_certificate(String actor) {
            Refused.with(Code.CERTIFICATE_INVALID, "actor", ledger.endorse(submit.withArgument(2, actor)));
        }

        @Test
        void is_refused_when_its_attributes_cannot_be_read() {
            Identity broken = Identity.holding("CommerceMSP", "[");
            Refused.with(
                    Code.CERTIFICATE_INVALID,
                    "certificate.der",
                    ledger.endorse(submit.withArgument(2, broken.actor())));
        }
    }

    @Nested
    class Creator {

        @Test
        void is_refused_when_it_is_no_serialised_identity() {
            Refused.with(
                    Code.MALFORMED, "creator", ledger.endorse(submit.by("noise".getBytes(StandardCharsets.UTF_8))));
        }

        @Test
        void is_refused_without_a_certificate() {
            byte[] creator = SerializedIdentity.newBuilder()
                    .setMspid("CommerceMSP")
                    .build()
                    .toByteArray();
            Refused.with(Code.CERTIFICATE_INVALID, "certificate.der", ledger.endorse(submit.by(creator)));
        }
    }

    @Nested
    class Arguments {

        @Test
        void are_refused_when_one_is_missing_or_one_is_too_many() {
            for (Proposal proposal : proposals()) {
                List<String> fewer = new ArrayList<>(proposal.arguments());
                while (!fewer.isEmpty()) {
                    fewer.remove(fewer.size() - 1);
                    Refused.with(Code.MALFORMED, "arguments", ledger.endorse(proposal.withArguments(fewer)));
                }
                List<String> more = new ArrayList<>(proposal.arguments());
                more.add("");
                Refused.with(Code.MALFORMED, "arguments", ledger.endorse(proposal.withArguments(more)));
            }
        }

        @Test
        void are_refused_above_64_kibibytes_of_utf_8() {
            for (String text : List.of("x".repeat((64 << 10) + 1), "云".repeat(22_000))) {
                for (Proposal proposal : proposals()) {
                    for (int i = 0; i < proposal.arguments().size(); i++) {
                        Endorsement endorsement = ledger.endorse(proposal.withArgument(i, text));
                        Refused.with(Code.TOO_LARGE, "arguments", endorsement);
                    }
                }
            }
        }

        @Test
        void are_tried_for_every_transaction() {
            assertThat(proposals())
                    .extracting(Proposal::function)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(TransactionName.values())
                            .map(TransactionName::wire)
                            .toList());
        }

        private List<Proposal> proposals() {
            var products = List.of(KNITTER.product(Enterprise.SWEATER, 1));
            Credits rules = Credits.recognition("rules-0001", 1, "grade:D>D-9");
            return List.of(
                    submit,
                    KNITTER.decide("VERIFY", 2),
                    KNITTER.amend(KNITTER.filing(1), Sealed.none()),
                    KNITTER.review("CONFIRM", "MarketMSP", 2),
                    KNITTER.certify(KNITTER, KNITTER, KNITTER, 5),
                    KNITTER.revoke(5),
                    KNITTER.use(KNITTER.use("use-0001"), "TaxMSP"),
                    KNITTER.register(KNITTER.product(Enterprise.SWEATER, 1)),
                    KNITTER.importing("import-1", KNITTER.leaves("import-1", products), 0, 1),
                    KNITTER.capture("capture-1", Enterprise.commissioning("A001")),
                    rules.proposed("CustomsMSP"),
                    rules.refused("CustomsMSP"),
                    rules.taken("CustomsMSP"),
                    KNITTER.assess(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP"),
                    Credits.withdrawal(KNITTER, "market", "fact-0001", 2).taken("MarketMSP"),
                    Credits.accreditation(KNITTER, "accredit-1", "2027-12-31", 1)
                            .taken("CommerceMSP"),
                    KNITTER.evaluate(KNITTER.evaluation(KNITTER, 870, 1)),
                    KNITTER.repair("repair-0001", "market", "fact-0001", "DUTIES_DONE"),
                    Credits.restoration("repair-0001", "GRANT", 2).taken("MarketMSP"),
                    Credits.grade(KNITTER, "TaxMSP"),
                    Inspections.inspect(Inspections.list("list-0001", 3), "CustomsMSP"),
                    Listings.subjects("market", 1).taken("MarketMSP"),
                    Listings.notice("listing-01", KNITTER, "market"),
                    Listings.statement(KNITTER, "listing-01", 2),
                    Listings.conclusion("listing-01", "LIST", 2).taken("MarketMSP"),
                    Listings.delivery("listing-01", "2026-11-24", 3, "MarketMSP"),
                    Disclosures.describe(Disclosures.details(KNITTER, "tax", Sealed.none(), 1), "TaxMSP"),
                    Disclosures.keep(KNITTER, "tax", Sealed.none(), "TaxMSP"),
                    Disclosures.note(KNITTER, "0".repeat(32), "note", "TaxMSP"),
                    Disclosures.request(
                            "share-0001", "tax", "audit", Disclosures.terms(KNITTER, "taxPaid"), "CustomsMSP"),
                    Disclosures.decide("share-0001", "GRANT", 2, "TaxMSP"),
                    Disclosures.stand("tax", "CustomsMSP", "audit", "taxPaid", 1, "TaxMSP"),
                    Disclosures.grant(KNITTER, KNITTER, "grant-0001", "filing.turnoverBand"),
                    Disclosures.withdraw(KNITTER, "grant-0001", 2),
                    Disclosures.ask(KNITTER, KNITTER, "question-1", "grant-0001", "{'noRedLine':{}}"),
                    Recalls.open("recall-0001", Enterprise.SWEATER, 1),
                    Recalls.close("recall-0001", 2),
                    Disclosures.mandate("mandate-0001", "tax", Disclosures.terms(KNITTER, "taxPaid"), "CustomsMSP"),
                    Disclosures.end("mandate-0001", 2, "CustomsMSP"),
                    Disclosures.access("access-0001", "person", Disclosures.reading(KNITTER, "phone"), "TaxMSP"),
                    Disclosures.person(KNITTER, "ab".repeat(32), Disclosures.contact(KNITTER, "2029-11-24")),
                    Disclosures.credit("ab".repeat(32), "PROPOSE", "100"),
                    Disclosures.erase("ab".repeat(32), 1, "TaxMSP"),
                    KNITTER.draft("草稿"),
                    KNITTER.drop(),
                    Corrections.request("correction-0001", KNITTER, "nameZh", "MarketMSP", "TaxMSP"),
                    Corrections.answer("correction-0001", "ACCEPT", 2, "MarketMSP"),
                    Governance.propose(Governance.edition("edition-0001", "2027-01-01"), "TaxMSP"),
                    Governance.approve("edition-0001", Disclosures.DIGEST, "TaxMSP"),
                    Governance.enact("edition-0001", 1, "TaxMSP"),
                    Governance.withdraw(1, "TaxMSP"));
        }
    }

    @Nested
    class Document {

        @Test
        void is_refused_in_another_than_its_canonical_form() {
            String document = submit.arguments().get(0);
            for (String other : List.of(
                    document + "\n",
                    document.replace("\"version\":1", "\"version\":1.0"),
                    document.replace("桐", "\\u6850"),
                    document.replaceFirst("\\{", "{\"zzz\":1,"))) {
                Refused.with(Code.MALFORMED, "", ledger.endorse(submit.withArgument(0, other)));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "null", "[]", "1", "\"text\"", "{", "\u0000"})
        void is_refused_when_it_is_no_object(String document) {
            Refused.with(Code.MALFORMED, "", ledger.endorse(submit.withArgument(0, document)));
        }

        @Test
        void is_refused_with_a_resident_identity_number_that_the_refusal_does_not_repeat() {
            var filing = KNITTER.filing(1).put("nameEn", "contact 11010519491231002X please");
            Endorsement endorsement = ledger.endorse(KNITTER.submit(filing, Sealed.none()));
            Refused.with(Code.PERSONAL_DATA, "nameEn", endorsement);
            assertThat(endorsement.message()).doesNotContain("11010519491231002X");
        }
    }

    @Test
    void takes_the_certificate_of_a_person_in_base64_without_line_breaks_only() {
        String lines = Base64.getMimeEncoder().encodeToString(KNITTER.clerk().der());
        Refused.with(Code.CERTIFICATE_INVALID, "actor", ledger.endorse(submit.withArgument(2, lines)));
    }
}
