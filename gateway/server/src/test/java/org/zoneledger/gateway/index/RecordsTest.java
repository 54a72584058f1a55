package org.zoneledger.gateway.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.provenance.EventRules.Part;
import org.zoneledger.gateway.index.Events.Cursor;
import org.zoneledger.gateway.index.Index.Checkpoint;
import org.zoneledger.gateway.index.LedgerBlock.Signer;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.index.Records.Version;
import org.zoneledger.gateway.peer.Chain;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.TestAuthority;
import org.zoneledger.gateway.peer.TestAuthority.Credential;
import org.zoneledger.gateway.peer.TestTransaction;

class RecordsTest {

    private static final String FILING = "filing/" + Past.KNITTER;
    private static final Credential CLERK = TestAuthority.named("parties").clerk(Past.KNITTER);

    @TempDir
    private Path directory;

    private final BlockReader reader = new BlockReader("zone");
    private final Chain chain = new Chain();
    private final Past past = new Past(CLERK, (transaction, decision) -> add(chain.add(transaction)));
    private Index index;
    private Records records;
    private Events events;

    @BeforeEach
    void open() {
        index = new Index(directory.resolve("index.db"));
        records = new Records(index);
        events = new Events(index);
    }

    @AfterEach
    void close() throws SQLException {
        index.close();
    }

    @Nested
    class Find {

        @Test
        void gives_the_newest_version_exactly_as_on_the_ledger() {
            past.submits().decides("VERIFY", 2);
            Stored filing = records.find(FILING).orElseThrow();
            assertThat(filing.version()).isEqualTo(2);
            assertThat(filing.open().path("status").asText()).isEqualTo("VERIFIED");
        }

        @Test
        void gives_the_restricted_part_of_an_older_version_while_its_digests_stand() {
            past.submits().accepts();
            Stored filing = records.find(FILING).orElseThrow();
            assertThat(filing.version()).isEqualTo(3);
            assertThat(filing.restricted()
                            .orElseThrow()
                            .values()
                            .path("registeredAddress")
                            .asText())
                    .isEqualTo(Past.ADDRESS);
        }

        @Test
        void gives_no_restricted_part_whose_digests_the_public_part_does_not_name() {
            past.submits();
            add(chain.add(TestTransaction.of("later")
                    .writing(FILING, "{\"restricted\":{\"turnoverBand\":\"00\"},\"version\":2}")));
            assertThat(records.find(FILING).orElseThrow().restricted()).isEmpty();
        }

        @Test
        void gives_nothing_after_the_key_was_removed_but_keeps_its_versions() {
            past.submits();
            add(chain.add(TestTransaction.of("removal").deleting(FILING)));
            assertThat(records.find(FILING)).isEmpty();
            assertThat(records.versions(FILING)).extracting(Version::deleted).containsExactly(false, true);
        }

        @Test
        void does_not_take_pages_for_records() {
            past.whole();
            assertThat(records.find("page/capture-1")).isEmpty();
            assertThat(records.find("pagehead/capture-1").orElseThrow().version())
                    .isEqualTo(1);
        }
    }

    @Nested
    class Versions {

        @Test
        void tell_oldest_first_who_wrote_them_and_where() {
            past.submits().accepts();
            List<Version> versions = records.versions(FILING);
            assertThat(versions)
                    .extracting(version -> version.stored().version())
                    .containsExactly(1L, 2L, 3L);
            assertThat(versions).extracting(Version::block).containsExactly(0L, 1L, 2L);
            assertThat(versions).extracting(Version::txId).containsExactly("past-0", "past-1", "past-2");
            assertThat(versions)
                    .extracting(Version::name)
                    .containsExactly("filing:submit", "filing:decide", "filing:decide");
            assertThat(versions.get(0).signer())
                    .isEqualTo(new Signer("CommerceMSP", "CLERK", Past.KNITTER, CLERK.sha256()));
            assertThat(versions.get(1).signer().msp()).isEqualTo("MarketMSP");
            assertThat(versions.get(0).endorsers()).containsExactly("CustomsMSP", "TaxMSP", "CommerceMSP");
        }

        @Test
        void in_one_block_stand_in_the_order_of_the_block() {
            add(chain.add(
                    TestTransaction.of("tx-1").writing(FILING, "{\"version\":1}"),
                    TestTransaction.of("tx-2").writing(FILING, "{\"version\":2}")));
            assertThat(records.versions(FILING)).extracting(Version::txId).containsExactly("tx-1", "tx-2");
            assertThat(records.find(FILING).orElseThrow().version()).isEqualTo(2);
        }

        @Test
        void keep_each_the_restricted_part_it_was_written_with() {
            past.submits().accepts().assesses();
            assertThat(records.versions("assertion/tax/" + Past.KNITTER))
                    .extracting(version -> version.stored()
                            .restricted()
                            .map(part -> part.values().path("grounds").asText())
                            .orElse("none"))
                    .containsExactly("none", Past.GROUNDS);
        }

        @Test
        void are_found_by_the_id_of_the_document_that_made_them() {
            past.submits().accepts();
            assertThat(records.byDocument(FILING, "filing-1")
                            .orElseThrow()
                            .stored()
                            .version())
                    .isEqualTo(1);
            assertThat(records.byDocument(FILING, "decision-2")
                            .orElseThrow()
                            .stored()
                            .version())
                    .as("a decision has an id of its own, though the record keeps the filing's")
                    .isEqualTo(2);
            assertThat(records.byDocument(FILING, "decision-9")).isEmpty();
            assertThat(records.byDocument("filing/other", "filing-1")).isEmpty();
        }

        @Test
        void are_known_by_the_transaction_that_wrote_them() {
            past.submits().decides("VERIFY", 2);
            assertThat(index.writerOf(FILING, 2)).contains(new Outcome("past-1", 1, 0));
            assertThat(index.writerOf(FILING, 3)).isEmpty();
        }
    }

    @Nested
    class VersionsAfter {

        @Test
        void give_all_records_in_the_order_of_the_ledger_and_within_a_transaction_by_key() {
            manyInOneBlock();
            assertThat(places(Place.before(0), 100)).containsExactly("0-0-0", "0-0-1", "0-0-2", "0-1-0", "1-0-0");
            assertThat(records.versionsAfter(Place.before(0), key -> true, 100).versions())
                    .extracting(placed -> placed.version().stored().key())
                    .containsExactly("product/1", "product/2", "use/3", "product/2", "product/1");
        }

        @Test
        void go_on_after_any_place_without_gap_or_repetition_whatever_the_size() {
            manyInOneBlock();
            List<String> all = places(Place.before(0), 100);
            for (int size = 1; size <= 6; size++) {
                List<String> paged = new ArrayList<>();
                Place next = Place.before(0);
                boolean isLast = false;
                while (!isLast) {
                    Records.Stretch stretch = records.versionsAfter(next, key -> true, size);
                    stretch.versions().forEach(each -> paged.add(each.place().toString()));
                    next = stretch.next();
                    isLast = stretch.isLast();
                }
                assertThat(paged).as("stretches of %d", size).isEqualTo(all);
            }
        }

        @Test
        void pass_over_what_is_not_wanted_and_do_not_count_it_anew() {
            manyInOneBlock();
            Records.Stretch uses = records.versionsAfter(Place.before(0), key -> key.startsWith("use/"), 100);
            assertThat(uses.versions())
                    .extracting(each -> each.place().toString())
                    .containsExactly("0-0-2");
            assertThat(uses.next()).hasToString("1-0-0");
        }

        @Test
        void stay_at_a_place_behind_the_end() {
            manyInOneBlock();
            Records.Stretch nothing = records.versionsAfter(Place.before(7), key -> true, 100);
            assertThat(nothing.versions()).isEmpty();
            assertThat(nothing.isLast()).isTrue();
            assertThat(nothing.next()).isEqualTo(Place.before(7));
        }

        @Test
        void are_found_by_an_index() {
            String plan = index.read(connection -> {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("EXPLAIN QUERY PLAN SELECT * FROM record_version"
                                + " WHERE (block, position) >= (1, 2) ORDER BY block, position, key LIMIT 3")) {
                    StringBuilder lines = new StringBuilder();
                    while (rows.next()) {
                        lines.append(rows.getString("detail")).append('\n');
                    }
                    return lines.toString();
                }
            });
            assertThat(plan).contains("USING INDEX record_version_place").doesNotContain("TEMP B-TREE");
        }

        private List<String> places(Place after, int most) {
            return records.versionsAfter(after, key -> true, most).versions().stream()
                    .map(each -> each.place().toString())
                    .toList();
        }

        private void manyInOneBlock() {
            add(chain.add(
                    TestTransaction.of("tx-1")
                            .writing("use/3", "{\"version\":1}")
                            .writing("product/1", "{\"version\":1}")
                            .writing("product/2", "{\"version\":1}"),
                    TestTransaction.of("tx-2").writing("product/2", "{\"version\":2}")));
            add(chain.add(TestTransaction.of("tx-3").writing("product/1", "{\"version\":2}")));
        }
    }

    @Nested
    class Places {

        @Test
        void are_read_as_they_are_written() {
            for (String text : List.of("0", "17", "17-3-0", "999999999999999-999999999-9999")) {
                assertThat(Place.parse(text).orElseThrow()).hasToString(text);
            }
            for (String text :
                    List.of("", "-1", "1-2", "1-2-3-4", "1-0--1", "1-0-10000", "x", " 1", "1234567890123456")) {
                assertThat(Place.parse(text)).as(text).isEmpty();
            }
        }
    }

    @Nested
    class OfOwner {

        @Test
        void gives_the_records_of_one_owner_under_a_prefix_by_key() {
            past.whole();
            assertThat(records.ofOwner(Past.KNITTER, "product/", 10))
                    .extracting(Stored::key)
                    .containsExactly("product/" + Past.YARN, "product/" + Past.SWEATER);
            assertThat(records.ofOwner(Past.KNITTER, "assertion/", 10)).hasSize(5);
            assertThat(records.ofOwner("91330482MA2B0006XD", "product/", 10)).isEmpty();
        }

        @Test
        void gives_no_more_than_asked() {
            past.whole();
            assertThat(records.ofOwner(Past.KNITTER, "product/", 1)).hasSize(1);
        }
    }

    @Nested
    class Naming {

        @Test
        void finds_events_by_every_thing_they_name_and_says_in_which_part() {
            past.whole();
            assertThat(naming(Past.ITEM)).extracting(Events.Stored::part).containsExactly(Part.OBJECT, Part.OBJECT);
            assertThat(naming(Past.BATCH)).extracting(Events.Stored::part).containsExactly(Part.OUTPUT);
            assertThat(naming("https://id.gs1.org/01/" + Past.YARN + "/10/YARN1"))
                    .extracting(Events.Stored::part)
                    .containsExactly(Part.INPUT);
            assertThat(naming("https://id.gs1.org/01/" + Past.YARN)).isEmpty();
        }

        @Test
        void orders_by_time_and_within_one_time_by_the_ledger() {
            past.submits().activates().registers(Past.SWEATER);
            past.captures("capture-late", Past.shipment("A001"));
            past.captures("capture-early", Past.commissioning("A001"));
            past.captures("capture-same", Past.commissioning("A001"));
            assertThat(naming(Past.ITEM))
                    .extracting(Events.Stored::page)
                    .containsExactly("capture-early", "capture-same", "capture-late");
        }

        @Test
        void goes_on_after_a_cursor_without_gap_or_repetition_even_within_one_time() {
            past.submits().activates().registers(Past.SWEATER);
            for (int i = 0; i < 7; i++) {
                past.captures("capture-" + i + "xx", Past.commissioning("A001"), Past.shipment("A001"));
            }
            List<Long> all = naming(Past.ITEM).stream().map(Events.Stored::id).toList();
            assertThat(all).hasSize(14).doesNotHaveDuplicates();
            for (int size = 1; size <= 15; size++) {
                assertThat(paged(size)).as("pages of %d", size).isEqualTo(all);
            }
        }

        private List<Long> paged(int size) {
            List<Long> ids = new ArrayList<>();
            Cursor cursor = Cursor.START;
            while (ids.size() <= 14) {
                List<Events.Stored> page = events.naming(Past.ITEM, cursor, size);
                page.forEach(event -> ids.add(event.id()));
                if (page.size() < size) {
                    break;
                }
                Events.Stored last = page.get(size - 1);
                cursor = new Cursor(last.time().toEpochMilli(), last.id());
            }
            return ids;
        }

        @Test
        void names_an_event_once_that_names_the_thing_twice() {
            past.submits().activates().registers(Past.SWEATER);
            var twice = Past.shipment("A001");
            twice.withArray("/epcList").add(Past.ITEM);
            past.captures("capture-twice", twice);
            assertThat(naming(Past.ITEM)).hasSize(1);
        }
    }

    @Nested
    class AboutAnEnterprise {

        private static final String OTHER = "91330482MA2B0006XD";

        @Test
        void are_records_that_only_their_restricted_parts_name_newest_first() {
            put("access/access-1", object(), about(Past.KNITTER));
            put("access/access-2", object(), about(OTHER));
            put("access/access-3", object(), about(Past.KNITTER));
            put("share/share-1", object(), about(Past.KNITTER));
            assertThat(records.about(Past.KNITTER, "access/", 10))
                    .extracting(Stored::key)
                    .containsExactly("access/access-3", "access/access-1");
            assertThat(records.about(Past.KNITTER, "access/", 1))
                    .extracting(Stored::key)
                    .containsExactly("access/access-3");
            assertThat(records.about(Past.KNITTER, "access/", 10).get(0).restricted())
                    .contains(sealed(about(Past.KNITTER)));
        }

        @Test
        void are_grants_that_it_receives_and_not_those_that_it_made() {
            put("grant/grant-1", object().put("uscc", Past.KNITTER), object().put("reader", OTHER));
            assertThat(records.about(OTHER, "grant/", 10))
                    .extracting(Stored::key)
                    .containsExactly("grant/grant-1");
            assertThat(records.about(Past.KNITTER, "grant/", 10)).isEmpty();
            assertThat(records.ofOwner(Past.KNITTER, "grant/", 10)).hasSize(1);
        }

        @Test
        void are_the_newest_values_of_the_keys_that_its_agency_keeps() {
            put("note/1", about(Past.KNITTER).put("text", "first"));
            put("note/1", about(Past.KNITTER).put("text", "second"));
            put("note/2", about(OTHER));
            assertThat(records.keptAbout(Past.KNITTER, "note/", 10))
                    .isEqualTo(Map.of("note/1", sealed(about(Past.KNITTER).put("text", "second"))));
            assertThat(records.kept("note/1"))
                    .extracting(kept -> kept.values().path("text").asText())
                    .containsExactly("second", "first");
        }

        @Test
        void are_no_filings_because_those_say_so_in_public() {
            past.submits();
            assertThat(records.about(Past.KNITTER, "filing/", 10)).isEmpty();
        }

        private ObjectNode about(String uscc) {
            return object().put("uscc", uscc);
        }
    }

    @Nested
    class Lists {

        @Test
        void have_the_share_requests_that_an_agency_made_or_decides_on_newest_first() {
            put("share/share-1", share("CustomsMSP", "TaxMSP"), object());
            put("share/share-2", share("TaxMSP", "ForexMSP"), object());
            put("share/share-3", share("MarketMSP", "ForexMSP"), object());
            assertThat(records.requests("share/", "TaxMSP", 10))
                    .extracting(Stored::key)
                    .containsExactly("share/share-2", "share/share-1");
            assertThat(records.requests("share/", "CommerceMSP", 10)).isEmpty();
            assertThat(records.requests("share/", "", 10)).hasSize(3);
            assertThat(records.requests("share/", "", 1))
                    .extracting(Stored::key)
                    .containsExactly("share/share-3");
        }

        @Test
        void have_the_records_under_a_prefix_and_no_others() {
            put("standing/tax/CustomsMSP/audit", object(), object());
            put("standing/customs/TaxMSP/audit", object(), object());
            put("share/share-1", object(), object());
            assertThat(records.under("standing/", 10))
                    .extracting(Stored::key)
                    .containsExactly("standing/customs/TaxMSP/audit", "standing/tax/CustomsMSP/audit");
        }

        @Test
        void have_the_filings_that_wait_for_a_step() {
            past.submits();
            assertThat(records.filingsIn(List.of("SUBMITTED", "ACTIVE"), 10))
                    .extracting(Stored::key)
                    .containsExactly(FILING);
            past.accepts();
            assertThat(records.filingsIn(List.of("SUBMITTED"), 10)).isEmpty();
            assertThat(records.filingsIn(List.of("ACCEPTED"), 10)).hasSize(1);
        }

        private ObjectNode share(String reader, String owner) {
            ObjectNode share = object().put("owner", owner);
            share.putObject("by").put("msp", reader);
            return share;
        }
    }

    private void put(String key, ObjectNode open, ObjectNode restricted) {
        open.set("restricted", sealed(restricted).digests());
        add(chain.add(TestTransaction.of("tx-" + chain.height())
                .writing(key, CanonicalJson.bytes(open))
                .restricting(key, sealed(restricted).bytes())));
    }

    private void put(String key, ObjectNode kept) {
        add(chain.add(TestTransaction.of("tx-" + chain.height())
                .keeping("_implicit_org_CommerceMSP", key, sealed(kept).bytes())));
    }

    private static Sealed sealed(ObjectNode values) {
        return Sealed.seal(values, new byte[16]);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Nested
    class RestrictedFieldsOfEvents {

        @Test
        void are_given_for_the_event_they_belong_to() {
            past.whole();
            Events.Stored shipment = naming(Past.ITEM).get(1);
            JsonNode restricted = events.restricted("capture-1").orElseThrow();
            assertThat(restricted
                            .path(Integer.toString(shipment.position()))
                            .path("values")
                            .toString())
                    .contains(Past.ORDER);
            assertThat(restricted.has(Integer.toString(naming(Past.ITEM).get(0).position())))
                    .as("the commissioning has none")
                    .isFalse();
        }

        @Test
        void are_not_part_of_the_public_event() {
            past.whole();
            assertThat(naming(Past.ITEM).toString()).doesNotContain(Past.ORDER);
        }
    }

    private List<Events.Stored> naming(String thing) {
        return events.naming(thing, Cursor.START, 100);
    }

    private void add(BlockAndPrivateData event) {
        Checkpoint checkpoint = index.checkpoint();
        index.add(reader.read(event.getBlock(), checkpoint.height(), checkpoint.hash()), reader.restricted(event));
    }
}
