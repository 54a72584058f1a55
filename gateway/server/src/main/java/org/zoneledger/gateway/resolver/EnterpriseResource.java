package org.zoneledger.gateway.resolver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.EvaluationRules;
import org.zoneledger.domain.credit.GradeRules;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.ResidentId;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Policy;
import org.zoneledger.gateway.credit.StatedFacts;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;

/** Filed enterprises for the public: search by name or code, and everything that is open about one, with source and date. */
@Path("/enterprises")
@PermitAll
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Blocking
@Tag(name = "filing")
public class EnterpriseResource {

    private static final int MOST = 50;
    private static final int LONGEST_QUERY = 60;

    private final Records records;
    private final Index index;
    private final Policy policy;
    private final StatedFacts facts;

    EnterpriseResource(Records records, Index index, Policy policy, StatedFacts facts) {
        this.facts = facts;
        this.records = records;
        this.index = index;
        this.policy = policy;
    }

    @CheckedTemplate(basePath = "resolver")
    static class Templates {
        private Templates() {}

        static native TemplateInstance enterprise(Texts t, EnterpriseView page);
    }

    @GET
    @Operation(summary = "Search filed enterprises by name or code")
    public Response search(
            @QueryParam("q") String text,
            @QueryParam("lang") String lang,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        String query = query(text);
        List<ObjectNode> found = query.isEmpty()
                ? List.of()
                : records.filings(query, MOST).stream()
                        .map(filing -> policy.open("filing", filing.open()))
                        .toList();
        Texts texts = Texts.in(Language.choose(lang, accepted));
        return page(
                texts, new EnterpriseWords(texts, LocalDate.now(CreditRules.BEIJING)).found(query, found, MOST), 200);
    }

    @GET
    @Path("{uscc}")
    @Operation(summary = "Everything that is open about one filed enterprise")
    public Response one(
            @PathParam("uscc") String code,
            @QueryParam("lang") String lang,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Texts texts = Texts.in(Language.choose(lang, accepted));
        EnterpriseWords words = new EnterpriseWords(texts, LocalDate.now(CreditRules.BEIJING));
        long height = index.checkpoint().height();
        Optional<Records.Stored> filing =
                code.matches("[0-9A-Z]{18}") ? records.find("filing/" + code) : Optional.empty();
        if (filing.isEmpty()) {
            return page(texts, words.found(query(code), List.of(), MOST), 404);
        }
        Uscc uscc = Uscc.parse(code);
        return page(
                texts,
                words.one(
                        policy.open("filing", filing.get().open()),
                        credit(uscc),
                        ofOwner(uscc, "assertion"),
                        ofOwner(uscc, "use"),
                        ofOwner(uscc, "product"),
                        height),
                200);
    }

    private EnterpriseWords.Credit credit(Uscc uscc) {
        LocalDate today = LocalDate.now(CreditRules.BEIJING);
        StatedFacts.Standing found = facts.of(uscc, today, fact -> fact.isPublished(today));
        return new EnterpriseWords.Credit(
                records.find(GradeRules.key(uscc)).map(grade -> policy.open("grade", grade.open())),
                since(uscc),
                found.isHeld(),
                found.found().stream()
                        .map(each -> policy.open("fact", each.node()))
                        .toList(),
                evaluations(uscc, today));
    }

    /** The first day of the letter that stands. */
    private String since(Uscc uscc) {
        String letter = "";
        String since = "";
        for (Records.Version version : records.versions(GradeRules.key(uscc))) {
            ObjectNode grade = policy.open("grade", version.stored().open());
            if (!grade.path("grade").asText().equals(letter)) {
                letter = grade.path("grade").asText();
                since = grade.path("on").asText();
            }
        }
        return since;
    }

    private List<ObjectNode> evaluations(Uscc uscc, LocalDate today) {
        List<ObjectNode> evaluations = new ArrayList<>();
        records.find(EvaluationRules.key(uscc))
                .map(slot -> policy.open("evaluations", slot.open()))
                .ifPresent(slot -> slot.path("evaluations").forEach(each -> {
                    String evaluator = each.path("evaluator").asText();
                    boolean isAccredited = records.find(EvaluationRules.accreditationKey(evaluator))
                            .filter(found -> CreditWords.isInForce(found.open(), today))
                            .isPresent();
                    if (isAccredited && CreditWords.isInForce(each, today)) {
                        ObjectNode named = ((ObjectNode) each.deepCopy())
                                .put("nameZh", evaluator)
                                .put("nameEn", evaluator);
                        records.find(FilingRules.key(Uscc.parse(evaluator)))
                                .map(filing -> policy.open("filing", filing.open()))
                                .ifPresent(filing -> List.of("nameZh", "nameEn")
                                        .forEach(name -> named.set(name, filing.path(name))));
                        evaluations.add(named);
                    }
                }));
        return evaluations;
    }

    private List<ObjectNode> ofOwner(Uscc uscc, String recordType) {
        return records.ofOwner(uscc.value(), recordType + "/", MOST).stream()
                .map(record -> policy.open(recordType, record.open()))
                .toList();
    }

    /** What is searched for; a resident identity number is not, and is not shown again. */
    private static String query(String text) {
        String query = text == null ? "" : text.strip();
        return query.length() > LONGEST_QUERY || ResidentId.occursIn(query) ? "" : query;
    }

    private static Response page(Texts texts, EnterpriseView view, int status) {
        return ResolverHeaders.document(
                        Response.status(status)
                                .entity(Templates.enterprise(texts, view).render()),
                        texts.language(),
                        "public, max-age=10",
                        ResolverHeaders.OWN_FORMS)
                .build();
    }
}
