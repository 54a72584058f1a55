package org.zoneledger.gateway.resolver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.zoneledger.domain.provenance.PageRules;
import org.zoneledger.gateway.provenance.Passport;
import org.zoneledger.gateway.resolver.PassportView.Agency;
import org.zoneledger.gateway.resolver.PassportView.Fact;
import org.zoneledger.gateway.resolver.PassportView.Phrase;
import org.zoneledger.gateway.resolver.PassportView.Proof;
import org.zoneledger.gateway.resolver.PassportView.Submission;

/** Puts what a journey rests on into the words of one language. */
final class ProofWords {
    private static final List<String> AGENCIES = List.of("customs", "tax", "forex", "market", "commerce");

    private final Texts t;
    private final List<Passport.Proof> proofs;
    private final List<Passport.Step> journey;

    ProofWords(Texts t, List<Passport.Proof> proofs, List<Passport.Step> journey) {
        this.t = t;
        this.proofs = proofs;
        this.journey = journey;
    }

    /**
     * What they rest on.
     *
     * @param height blocks of the ledger that the answer covers
     * @param link canonical Digital Link URI of what it is about
     * @param none what to say when there is no proof
     */
    Proof proof(long height, String link, String none) {
        return new Proof(
                proofs.isEmpty() ? List.of(none) : reasons(),
                proofs.isEmpty()
                        ? List.of()
                        : AGENCIES.stream().map(a -> checked(a)).toList(),
                IntStream.range(0, proofs.size())
                        .mapToObj(i -> submission(i + 1, proofs.get(i)))
                        .toList(),
                t.of("proof.height", String.valueOf(height)),
                link);
    }

    private List<String> reasons() {
        List<String> signers = proofs.stream()
                .map(proof -> t.name(proof.signerName()))
                .distinct()
                .toList();
        return List.of(t.of("proof.signed", t.list(signers)), t.of("proof.checked"), t.of("proof.kept"));
    }

    private Agency checked(String agency) {
        long checked = proofs.stream()
                .filter(proof -> proof.endorsers().contains(agency))
                .count();
        String note = checked == 0
                ? t.of("proof.agency.none")
                : checked == proofs.size()
                        ? t.of("proof.agency.all", checked)
                        : t.of("proof.agency.some", checked, proofs.size());
        return new Agency(agency(agency), note, checked > 0);
    }

    private Submission submission(int number, Passport.Proof proof) {
        TreeSet<Integer> positions = new TreeSet<>();
        for (Passport.Step step : journey) {
            if (step.page().equals(proof.page())) {
                positions.add(step.index());
            }
            step.errorDeclaration()
                    .filter(declared -> declared.page().equals(proof.page()))
                    .ifPresent(declared -> positions.add(declared.index()));
        }
        String endorsers = t.list(proof.endorsers().stream().map(this::agency).toList());
        return new Submission(
                t.of("proof.submission", number),
                PageRules.headKey(proof.page()),
                List.of(
                        new Fact(t.of("proof.signer"), signer(proof.signerName()), false),
                        code("seller.uscc", proof.signer()),
                        code("proof.certificate", proof.certificate()),
                        code("proof.page", proof.page()),
                        new Fact(
                                t.of("proof.events"),
                                new Phrase(t.of("proof.events.value", proof.count(), ranges(positions)), ""),
                                false),
                        code("proof.root", proof.root()),
                        new Fact(t.of("proof.endorsers"), new Phrase(endorsers, ""), false),
                        code("proof.block", String.valueOf(proof.block())),
                        code("proof.transaction", proof.txId()),
                        code("proof.committed", proof.committed().toString())));
    }

    /** 0–3, 7 for 0, 1, 2, 3, 7. */
    private String ranges(Collection<Integer> ascending) {
        List<int[]> ranges = new ArrayList<>();
        for (int at : ascending) {
            int[] last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && last[1] == at - 1) {
                last[1] = at;
            } else {
                ranges.add(new int[] {at, at});
            }
        }
        return t.list(ranges.stream()
                .map(range -> range[0] == range[1] ? "" + range[0] : range[0] + "–" + range[1])
                .toList());
    }

    private Phrase signer(Passport.Text name) {
        return new Phrase(
                t.name(name), t.isNamed(name) ? "" : t.language().other().tag());
    }

    private Fact code(String labelKey, String value) {
        return new Fact(t.of(labelKey), new Phrase(value, ""), true);
    }

    private String agency(String shortName) {
        return t.find("agency." + shortName).orElse(shortName);
    }
}
