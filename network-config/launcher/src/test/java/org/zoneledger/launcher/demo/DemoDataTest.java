package org.zoneledger.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.domain.identifier.CustomsCode;
import org.zoneledger.domain.identifier.Gln;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.provenance.EventRules;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.launcher.demo.DemoData.Enterprise;
import org.zoneledger.launcher.demo.DemoData.Product;

class DemoDataTest {
    private static final DemoData DATA = DemoData.load();
    private static final Instant TODAY = Instant.parse("2026-11-01T00:00:00Z");

    private static List<ObjectNode> events(Product product) {
        return StreamSupport.stream(
                        Journey.document(DATA, product)
                                .at("/epcisBody/eventList")
                                .spliterator(),
                        false)
                .map(ObjectNode.class::cast)
                .toList();
    }

    private static List<ObjectNode> events() {
        return DATA.products().stream()
                .flatMap(product -> events(product).stream())
                .toList();
    }

    @Nested
    class Enterprises {
        @Test
        void are_twenty_four_and_two_payment_institutions() {
            assertThat(DATA.enterprises()).hasSize(27);
            assertThat(DATA.enterprises())
                    .filteredOn(enterprise -> enterprise.kinds().equals(List.of("payment")))
                    .hasSize(2);
        }

        @Test
        void have_valid_codes_each_its_own() {
            for (Enterprise enterprise : DATA.enterprises()) {
                assertThat(Uscc.parse(enterprise.uscc()).areaCode()).isEqualTo(enterprise.areaCode());
                assertThat(Uscc.parse(enterprise.uscc()).hasValidOrganisationCode())
                        .isTrue();
                if (enterprise.customsCode() != null) {
                    assertThat(CustomsCode.parse(enterprise.customsCode())).isNotNull();
                }
            }
            assertThat(DATA.enterprises()).extracting(Enterprise::uscc).doesNotHaveDuplicates();
        }

        @Test
        void fill_the_nine_bases_and_the_bonded_zone() {
            assertThat(DATA.bases()).hasSize(10);
            assertThat(DATA.enterprises().stream().map(Enterprise::base).collect(Collectors.toSet()))
                    .isEqualTo(DATA.bases().stream().map(DemoData.Base::code).collect(Collectors.toSet()));
        }

        @Test
        void are_good_mixed_and_bad_in_classes_of_the_law_in_force() {
            var seen = new HashSet<String>();
            for (Enterprise enterprise : DATA.enterprises()) {
                enterprise.credit().forEach((scheme, code) -> {
                    Ruleset.inForce(scheme, Assessments.day(scheme)).classOf(code);
                    seen.add(scheme + " " + code);
                });
            }
            assertThat(seen)
                    .contains("customs ADVANCED_CERTIFIED", "customs SERIOUSLY_DISCREDITED", "tax D", "forex C")
                    .contains("market SERIOUS", "market ABNORMAL", "commerce POOR");
        }
    }

    @Nested
    class Products {
        @Test
        void are_sixty_with_valid_numbers_each_its_own() {
            assertThat(DATA.products()).hasSize(60);
            assertThat(DATA.products()).extracting(Product::gtin).doesNotHaveDuplicates();
            DATA.products()
                    .forEach(product ->
                            assertThat(Gtin.parse(product.gtin()).value()).isEqualTo(product.gtin()));
        }

        @Test
        void belong_to_enterprises_and_are_made_of_products() {
            for (Product product : DATA.products()) {
                assertThat(DATA.enterprise(product.owner())).isNotNull();
                assertThat(DATA.products()).extracting(Product::gtin).containsAll(product.materials());
            }
        }
    }

    @Nested
    class Journeys {
        @Test
        void have_two_thousand_events_or_more_of_every_kind_we_show() {
            assertThat(events()).hasSizeGreaterThan(2000);
            assertThat(events())
                    .extracting(event -> event.path("bizStep").asText())
                    .contains("commissioning", "transforming", "inspecting", "packing", "shipping", "departing")
                    .contains("arriving", "receiving", "storing", "retail_selling", "destroying");
            assertThat(events())
                    .extracting(event -> event.path("disposition").asText())
                    .contains("recalled", "non_conformant", "conformant");
        }

        @Test
        void pass_the_rules_of_the_ledger() {
            for (ObjectNode event : events()) {
                EventRules.check(event, TODAY);
                PersonalData.refuseIn(event);
            }
        }

        @Test
        void name_registered_products_only_and_make_none_of_another_enterprise() {
            var gtins = DATA.products().stream().map(Product::gtin).toList();
            for (Product product : DATA.products()) {
                for (ObjectNode event : events(product)) {
                    assertThat(gtins).containsAll(EventRules.gtins(event));
                    assertThat(EventRules.madeGtins(event)).isSubsetOf(product.gtin());
                }
            }
        }

        @Test
        void go_on_in_time_within_a_batch() {
            for (Product product : DATA.products()) {
                var times = events(product).stream()
                        .map(event -> Instant.parse(event.path("eventTime").asText()))
                        .toList();
                var steps = events(product).stream()
                        .map(event -> event.path("bizStep").asText())
                        .toList();
                int second = IntStream.range(1, steps.size())
                        .filter(i -> steps.get(i).equals(steps.get(0)) && i > 5)
                        .findFirst()
                        .orElseThrow();
                assertThat(times.subList(0, second)).isSorted();
                assertThat(times.subList(second, times.size())).isSorted();
            }
        }

        @Test
        void name_places_with_valid_numbers() {
            DATA.places().values().forEach(place -> assertThat(Gln.parse(place.gln()))
                    .isNotNull());
            assertThat(DATA.places().values()).extracting(DemoData.Place::gln).doesNotHaveDuplicates();
        }

        @Test
        void are_the_same_on_every_run() {
            var product = DATA.products().get(0);
            assertThat(Journey.document(DATA, product)).isEqualTo(Journey.document(DemoData.load(), product));
        }

        @Test
        void keep_order_numbers_and_quantities_out_of_public_sight() {
            for (Product product : DATA.products()) {
                var page = Page.split(Journey.document(DATA, product), new byte[16], TODAY);
                assertThat(page.events()).allSatisfy(event -> assertThat(event.toString())
                        .doesNotContain("\"quantity\"", "PO26", "owning_party"));
                assertThat(page.events()).hasSizeLessThanOrEqualTo(Page.MAX_EVENTS);
            }
        }
    }
}
