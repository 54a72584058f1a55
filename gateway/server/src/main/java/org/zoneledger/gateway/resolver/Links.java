package org.zoneledger.gateway.resolver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.gateway.provenance.Passport;

/**
 * What a Digital Link leads to here, level by level from the finest that is known, and the same as a linkset (RFC 9264).
 *
 * <p>Only what there is something behind is offered: no journey, no traceability.
 */
final class Links {
    /** Media type of a linkset. */
    static final String LINKSET = "application/linkset+json";

    /** Media type of JSON-LD. */
    static final String JSON_LD = "application/ld+json";

    /** HTTP Link header that turns a linkset into JSON-LD (GS1-Conformant Resolver 1.2.0, artefacts). */
    static final String CONTEXT = "<https://ref.gs1.org/standards/resolver/linkset-context>;"
            + " rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String root;
    private final List<Anchor> anchors;

    private Links(String root, List<Anchor> anchors) {
        this.root = root;
        this.anchors = anchors;
    }

    /**
     * One link.
     *
     * @param target path here, with query and fragment
     * @param language of what it leads to; empty when it is for programs
     */
    record Link(LinkType type, String target, String title, String mediaType, Optional<Language> language) {}

    /** One thing and its links, the default one first. */
    private record Anchor(DigitalLink thing, String description, List<Link> links) {}

    /**
     * The links of a trade item: of the item, of its batch and of its product, as far as they are known.
     *
     * @param root public URL of this gateway, no slash at the end
     */
    static Links of(String root, Passport passport) {
        var gtin = Gtin.parse(passport.product().gtin());
        var product = DigitalLink.Item.product(gtin);
        var batch = new DigitalLink.Item(gtin, Optional.empty(), passport.batch(), Optional.empty());
        var item = new DigitalLink.Item(gtin, Optional.empty(), passport.batch(), passport.serial());
        String name = Texts.in(Language.EN).name(passport.product().name());
        List<Anchor> anchors = new ArrayList<>();
        for (DigitalLink.Item thing : Stream.of(item, batch, product).distinct().toList()) {
            anchors.add(new Anchor(thing, name, links(thing, passport)));
        }
        return new Links(root, List.copyOf(anchors));
    }

    /** The links of a logistic unit that events name. */
    static Links of(String root, DigitalLink.LogisticUnit unit) {
        List<Link> links = new ArrayList<>();
        page(links, LinkType.PIP, unit.path(), "");
        page(links, LinkType.TRACEABILITY, unit.path(), "#journey");
        links.add(epcis(unit.uri()));
        return new Links(root, List.of(new Anchor(unit, "Logistic unit", List.copyOf(links))));
    }

    private static List<Link> links(DigitalLink.Item thing, Passport passport) {
        boolean isFinest =
                thing.serial().equals(passport.serial()) && thing.batch().equals(passport.batch());
        List<Link> links = new ArrayList<>();
        page(links, LinkType.PIP, thing.path(), "");
        if (isFinest && !passport.journey().isEmpty()) {
            page(links, LinkType.TRACEABILITY, thing.path(), "#journey");
            if (passport.journey().stream().anyMatch(StepWords::isCheck)) {
                page(links, LinkType.CERTIFICATION_INFO, thing.path(), "#checks");
            }
        }
        page(links, LinkType.RECALL_STATUS, thing.path(), "#state");
        String product = "/api/v1/products/" + thing.gtin();
        links.add(json(LinkType.MASTER_DATA, product, MediaType.APPLICATION_JSON));
        if (isFinest && !passport.journey().isEmpty()) {
            thing.serial()
                    .map(serial -> DigitalLink.Item.serial(thing.gtin(), serial))
                    .or(() -> thing.batch().map(batch -> DigitalLink.Item.batch(thing.gtin(), batch)))
                    .ifPresent(named -> links.add(epcis(named.uri())));
        }
        links.add(json(LinkType.DPP, "/dpp" + thing.path(), JSON_LD));
        return List.copyOf(links);
    }

    private static void page(List<Link> links, LinkType type, String path, String fragment) {
        for (Language language : Language.values()) {
            links.add(new Link(
                    type,
                    path + "?lang=" + language.code() + fragment,
                    Texts.in(language).of("link." + type.term()),
                    MediaType.TEXT_HTML,
                    Optional.of(language)));
        }
    }

    private static Link epcis(String uri) {
        return json(
                LinkType.EPCIS,
                "/epcs/" + URLEncoder.encode(uri, StandardCharsets.UTF_8) + "/events",
                MediaType.APPLICATION_JSON);
    }

    private static Link json(LinkType type, String target, String mediaType) {
        String title = Texts.in(Language.EN).of("link." + type.term());
        return new Link(type, target, title, mediaType, Optional.empty());
    }

    /** The link of a type, of the finest level that has one, in a language where it has languages. */
    Optional<Link> find(LinkType type, Language language) {
        return anchors.stream()
                .flatMap(anchor -> anchor.links().stream())
                .filter(link -> link.type() == type
                        && link.language().map(language::equals).orElse(true))
                .findFirst();
    }

    /** The linkset: one link context for each level, with the members that the resolver standard names. */
    ObjectNode linkset() {
        ObjectNode document = NODES.objectNode();
        ArrayNode contexts = document.putArray("linkset");
        for (Anchor anchor : anchors) {
            ObjectNode context = contexts.addObject()
                    .put("anchor", root + anchor.thing().path())
                    .put("itemDescription", anchor.description());
            Link first = anchor.links().get(0);
            context.putArray(LinkType.VOCABULARY + "defaultLink")
                    .addObject()
                    .put("href", root + anchor.thing().path())
                    .put("title", first.title());
            anchor.links().forEach(link -> context.withArrayProperty(link.type().uri())
                    .add(node(link)));
        }
        return document;
    }

    private ObjectNode node(Link link) {
        ObjectNode node = NODES.objectNode()
                .put("href", root + link.target())
                .put("title", link.title())
                .put("type", link.mediaType());
        link.language().ifPresent(language -> node.putArray("hreflang").add(language.code()));
        return node;
    }

    /** Which of JSON, JSON-LD and linkset somebody likes best (RFC 9110, section 12.5.1). */
    static String form(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .map(type -> type.getType() + "/" + type.getSubtype())
                .filter(List.of(MediaType.APPLICATION_JSON, JSON_LD, LINKSET)::contains)
                .findFirst()
                .orElse(MediaType.APPLICATION_JSON);
    }

    /** HTTP Link header of everything that is not the linkset itself: where that is, and what this is about. */
    static String header(String root, DigitalLink thing) {
        return "<" + root + thing.path() + "?linkType=linkset>; rel=\"linkset\"; type=\"" + LINKSET + "\", <"
                + thing.uri() + ">; rel=\"owl:sameAs\"";
    }
}
