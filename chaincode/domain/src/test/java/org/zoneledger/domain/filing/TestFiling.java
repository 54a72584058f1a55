package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.Standing;
import org.zoneledger.domain.disclosure.Sealed;

/** The filing of one enterprise as a ledger keeps it, led from decision to decision. */
final class TestFiling implements Standing.Source {

    static final Instant AT = Instant.parse("2026-05-06T07:08:09Z");
    static final TestParty KNITTER = TestParty.knitter();
    static final String KEY = "filing/" + KNITTER.uscc();
    static final String AMENDMENT = "amendment/" + KNITTER.uscc();

    private static final String DECISION = "{'reason':'材料齐全','legalBasis':'跨境电子商务综合试验区实施方案'}";

    private final TreeMap<String, byte[]> values = new TreeMap<>();
    private final TreeMap<String, List<String>> owners = new TreeMap<>();

    /** A filing that the agencies have led to a status, with these restricted values in it. */
    static TestFiling in(String status, Sealed restricted) {
        TestFiling filing = new TestFiling();
        filing.apply(filing.submit(form(restricted, 1), restricted));
        switch (status) {
            case "SUBMITTED" -> {}
            case "VERIFIED" -> filing.verify();
            case "REJECTED" -> filing.take("REJECT", "MarketMSP");
            case "ACCEPTED" -> filing.verify().accept();
            case "ACTIVE" -> filing.verify().accept().activate();
            case "SUSPENDED" -> filing.verify().accept().activate().take("SUSPEND", "MarketMSP");
            case "CANCELLED" -> filing.verify().accept().activate().take("CANCEL", "CustomsMSP");
            default -> throw new AssertionError(status);
        }
        return filing;
    }

    static TestFiling in(String status) {
        return in(status, Sealed.none());
    }

    private TestFiling verify() {
        return take("VERIFY", "MarketMSP");
    }

    private TestFiling accept() {
        return take("ACCEPT", "CustomsMSP");
    }

    private TestFiling activate() {
        return take("ACTIVATE", "CommerceMSP");
    }

    /** The filing after an agency's step. */
    TestFiling take(String step, String msp) {
        apply(decide(decision(step), TestParty.officer(msp)));
        return this;
    }

    /** Puts what was decided where it belongs. */
    void apply(Decision decision) {
        for (Write write : decision.writes()) {
            String place = write.collection().map(name -> name + ":").orElse("") + write.key();
            values.put(place, write.value());
            write.owners().ifPresent(msps -> owners.put(place, msps));
        }
    }

    Optional<LedgerRecord> stored() {
        return Optional.ofNullable(values.get(KEY)).map(LedgerRecord::read);
    }

    LedgerRecord record() {
        return stored().orElseThrow();
    }

    JsonNode node() {
        return record().node();
    }

    Optional<LedgerRecord> storedAmendment() {
        return Optional.ofNullable(values.get(AMENDMENT)).map(LedgerRecord::read);
    }

    LedgerRecord amendment() {
        return storedAmendment().orElseThrow();
    }

    byte[] value(String place) {
        return values.get(place);
    }

    /** Puts what somebody else has written meanwhile. */
    void put(String place, String value) {
        values.put(place, value.getBytes(StandardCharsets.UTF_8));
    }

    String text(String place) {
        return new String(values.get(place), StandardCharsets.UTF_8);
    }

    /** The agencies that a key was bound to last. */
    List<String> owners(String place) {
        return owners.get(place);
    }

    AmendmentRules.Standing standing() {
        return AmendmentRules.Standing.load(KNITTER.uscc(), this);
    }

    @Override
    public Optional<LedgerRecord> record(String key) {
        return Optional.ofNullable(values.get(key)).map(LedgerRecord::read);
    }

    @Override
    public Sealed restricted(String key) {
        byte[] value = values.get(Write.AGENCIES + ":" + key);
        return value == null ? Sealed.none() : Sealed.read(value);
    }

    Decision submit(ObjectNode form, Sealed restricted) {
        return submit(form, KNITTER.sign(form), restricted);
    }

    Decision submit(ObjectNode form, String jws, Sealed restricted) {
        return FilingRules.submit(stored(), form, jws, restricted, KNITTER.clerk("CommerceMSP"), AT);
    }

    Decision decide(ObjectNode decision, Caller caller) {
        return FilingRules.decide(stored(), decision, caller, AT);
    }

    Decision amend(ObjectNode form, Sealed restricted) {
        return amend(form, KNITTER.sign(form), restricted);
    }

    Decision amend(ObjectNode form, String jws, Sealed restricted) {
        return AmendmentRules.amend(standing(), form, jws, restricted, KNITTER.clerk("CommerceMSP"), AT);
    }

    Decision review(ObjectNode review, Caller caller) {
        return AmendmentRules.review(standing(), review, caller, AT);
    }

    /** The decision that the filing as it stands could take. */
    ObjectNode decision(String step) {
        ObjectNode decision = decision(step, stored().map(LedgerRecord::version).orElse(0L) + 1);
        return List.of("ACTIVATE", "RENEW").contains(step) ? decision.put("validTo", "2027-05-05") : decision;
    }

    /** The review that the amendment as it stands could take. */
    ObjectNode review(String step) {
        return decision(step, storedAmendment().map(LedgerRecord::version).orElse(0L) + 1);
    }

    private static ObjectNode decision(String step, long version) {
        return json(DECISION)
                .put("uscc", KNITTER.uscc().value())
                .put("step", step)
                .put("id", "decision-" + step + "-" + version)
                .put("version", version);
    }

    /** The whole form, with the digests of what is restricted. */
    static ObjectNode form(Sealed restricted, int version) {
        ObjectNode form = json("{'nameZh':'桐乡云织毛衫有限公司','nameEn':'Tongxiang Yunzhi Knitwear Co., Ltd.',"
                + "'kinds':['manufacturer','e-commerce'],'areaCode':'330483','base':'tongxiang-zhendong'}");
        form.put("uscc", KNITTER.uscc().value());
        form.put("id", "document-" + version).put("version", version);
        form.set("certificate", KNITTER.certificate());
        if (!restricted.isEmpty()) {
            form.set("restricted", restricted.digests());
        }
        return form;
    }

    /** Restricted values, written like a JSON object with apostrophes. */
    static Sealed sealed(String values) {
        return Sealed.seal(json(values), new byte[16]);
    }

    /** A JSON object written with apostrophes for quotes. */
    static ObjectNode json(String text) {
        return (ObjectNode) CanonicalJson.read(text.replace('\'', '"'));
    }
}
