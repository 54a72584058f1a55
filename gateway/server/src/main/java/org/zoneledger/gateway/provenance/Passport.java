package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the public may know of one thing with a GS1 Digital Link: its product, its journey, who answers for it and what that rests on.
 *
 * <p>Made of records that have passed the disclosure policy for the public tier; nothing else gets in.
 *
 * @param link canonical Digital Link URI of what the answer is about
 * @param level how finely the answer speaks: product, batch or item
 * @param askedLevel how finely it was asked; finer than {@code level} when nothing is known of the item or batch asked for
 * @param state the worst that is known of it
 * @param recalls recalls by market regulation in force about it, or about what it was made of
 * @param falseOrigins market regulation's findings that its origin, or that of what it was made of, is false
 * @param product the product, as its enterprise registered it
 * @param batch batch or lot number, when one is known
 * @param serial serial number of a single item
 * @param expiry expiry date, yyyy-mm-dd
 * @param seller the enterprise that answers for the product
 * @param materials what it was made of, when that was captured
 * @param journey what happened, oldest first
 * @param proofs what the journey rests on, in the order of the ledger
 * @param othersHaveSerials a serial was asked for that is on no record, and others of the batch (of the product, when no batch is known) are
 * @param height blocks of the ledger that the answer covers
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Passport(
        String link,
        Level level,
        Level askedLevel,
        State state,
        List<Recall> recalls,
        List<FalseOrigin> falseOrigins,
        Product product,
        Optional<String> batch,
        Optional<String> serial,
        Optional<String> expiry,
        Enterprise seller,
        List<Material> materials,
        List<Step> journey,
        List<Proof> proofs,
        boolean othersHaveSerials,
        long height) {

    /** How finely a Digital Link tells a thing apart from its siblings. */
    public enum Level {
        product,
        batch,
        item
    }

    /** The worst that the journey says, in the words of CBV 2.0 dispositions where there is one. */
    public enum State {
        /** Nothing against it. */
        fine,
        /** Market regulation has found that its origin, or that of what it was made of, is false. */
        false_origin,
        /** An inspection found it non_conformant and nothing after it says otherwise. */
        non_conformant,
        /** Customs refused its release. */
        refused,
        /** Market regulation has called it back, or what it was made of; or its enterprise has, or it was returned or destroyed then. */
        recalled
    }

    /**
     * Market regulation's recall.
     *
     * @param of name of the product called back, when it is not this one but something it was made of
     * @param batches batches called back; none when every one is
     * @param at when it was opened
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Recall(
            String id,
            Optional<Text> of,
            List<String> batches,
            Text reason,
            Optional<Text> advice,
            String legalBasis,
            String at) {}

    /**
     * Market regulation's finding that an origin is false.
     *
     * @param of name of the product found so, when it is not this one but something it was made of
     * @param batches batches found so; none when every one is
     * @param at when it was found
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record FalseOrigin(String id, Optional<Text> of, List<String> batches, String legalBasis, String at) {}

    /** A name in both languages. */
    public record Text(String zh, String en) {}

    /**
     * Master data.
     *
     * @param originCountry ISO 3166-1 alpha-2, as registered; never derived from the GTIN
     * @param producer public name of the producer, when it is not the seller
     * @param hs6 first six digits of the harmonised system code
     * @param lists titles of the agencies' lists of goods in force today that its code stands on
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Product(
            String gtin,
            Text name,
            String brand,
            String originCountry,
            Optional<Text> producer,
            Optional<Text> category,
            Optional<String> hs6,
            List<Text> lists) {}

    /**
     * A filed enterprise and what the agencies say of it in public.
     *
     * @param uscc unified social credit code
     * @param status of its filing, such as ACTIVE
     * @param credit one entry for each agency that has given a public class that has not expired
     */
    public record Enterprise(String uscc, Text name, String status, List<CreditWord> credit) {}

    /**
     * One agency's public class.
     *
     * @param scheme customs, tax, forex, market or commerce; the agency of that name owns it
     * @param rank 1 is best of {@code classes}
     * @param classes how many classes the scheme has
     */
    public record CreditWord(
            String scheme,
            String classCode,
            Text name,
            int rank,
            int classes,
            String legalBasis,
            String assessedOn,
            String validTo) {}

    /**
     * A batch of another product that went into this one.
     *
     * @param path Digital Link path of the batch, for a link to its own page
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Material(
            String path, String gtin, Optional<String> batch, Optional<Text> name, Optional<String> originCountry) {}

    /**
     * One EPCIS event.
     *
     * @param eventID as captured
     * @param time when it happened
     * @param offset time zone there, such as +08:00
     * @param type EPCIS event type
     * @param bizStep CBV 2.0 business step without prefix, such as shipping
     * @param disposition CBV 2.0 disposition without prefix
     * @param place where, in words
     * @param country ISO 3166-1 alpha-2 of the place
     * @param authority who inspected, when it was an inspection
     * @param release customs' decision, when it was one
     * @param errorDeclaration who captured the event has declared it wrong: it is shown and counts for nothing
     * @param page capture whose page holds the event
     * @param index position of the event in that page, from 0
     * @param sha256 of the public event, hexadecimal: its receipt has this name
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Step(
            Optional<String> eventID,
            Instant time,
            String offset,
            String type,
            Optional<String> bizStep,
            Optional<String> disposition,
            Optional<Text> place,
            Optional<String> country,
            Optional<Text> authority,
            Optional<Release> release,
            Optional<ErrorDeclaration> errorDeclaration,
            String page,
            int index,
            String sha256) {

        /** Whether it counts. */
        public boolean stands() {
            return errorDeclaration.isEmpty();
        }
    }

    /**
     * The first word of who captured an event that it was wrong (EPCIS 2.0, section 7.4.1.4).
     *
     * @param declarationTime when
     * @param reason CBV 2.0 error reason without prefix: did_not_occur or incorrect_data, or somebody's own word
     * @param correctiveEventIDs events that say what happened instead
     * @param page capture whose page holds the declaration
     * @param index position of the declaration in that page, from 0
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ErrorDeclaration(
            Instant declarationTime,
            Optional<String> reason,
            List<String> correctiveEventIDs,
            String page,
            int index) {}

    /**
     * Customs' decision on a declaration.
     *
     * @param office code of the customs office
     * @param direction import or export
     */
    public record Release(String office, Text officeName, String direction, boolean released) {}

    /**
     * One page of events on the ledger.
     *
     * @param page capture id, chosen by the sender
     * @param count events in the page
     * @param root RFC 9162 Merkle root over the page's events, hexadecimal
     * @param signer enterprise that signed the root with its registered certificate
     * @param signerName its name
     * @param certificate SHA-256 of that certificate, hexadecimal
     * @param endorsers agencies whose peers checked every event and signed, by short name: customs, tax, forex, market, commerce
     * @param block number of the block
     * @param txId transaction id
     * @param committed when, by the transaction's own time
     */
    public record Proof(
            String page,
            long count,
            String root,
            String signer,
            Text signerName,
            String certificate,
            List<String> endorsers,
            long block,
            String txId,
            Instant committed) {}
}
