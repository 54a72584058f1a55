package org.zoneledger.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class AuditDeskTest extends RunningGateway {

    private static final String ACTS = "/api/v1/audit/acts";
    private static final String ABOUT = ACTS + "?subject=" + Past.KNITTER;
    private static final String SUBJECT = "/api/v1/audit/subjects/" + Past.KNITTER;

    @Nested
    class Acts {

        @Test
        void are_all_given_page_by_page_newest_first_and_counted() throws Exception {
            JsonNode whole = json(ABOUT + "&perPage=1000");
            List<String> all = whole.path("acts").findValuesAsText("txId");
            assertThat(all).hasSizeGreaterThan(5).hasSize(whole.path("matched").asInt());
            assertThat(whole.path("nextPageToken").isNull()).isTrue();
            assertThat(whole.path("height").asLong()).isPositive();
            assertThat(whole.path("logSize").asLong()).isGreaterThanOrEqualTo(all.size());

            List<String> paged = new ArrayList<>();
            String next = "";
            do {
                JsonNode page = json(ABOUT + "&perPage=2" + next);
                assertThat(page.path("matched").asInt()).isEqualTo(all.size());
                paged.addAll(page.path("acts").findValuesAsText("txId"));
                next = page.path("nextPageToken").isNull()
                        ? ""
                        : "&nextPageToken=" + page.path("nextPageToken").asText();
            } while (!next.isEmpty());
            assertThat(paged).isEqualTo(all);
            assertThat(whole.path("acts").findValuesAsText("block").stream().map(Long::valueOf))
                    .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        }

        @ParameterizedTest
        @CsvSource({
            "agency=MarketMSP, /by/msp, MarketMSP",
            "transaction=filing:decide, /transaction, filing:decide",
            "legalBasis=order, /legalBasis, order 7",
            "type=filing&legalBasis=der%207, /legalBasis, order 7"
        })
        void are_those_that_were_asked_for(String question, String field, String value) throws Exception {
            JsonNode found = json(ABOUT + "&" + question);
            assertThat(found.path("matched").asInt()).isPositive();
            assertThat(found.path("acts"))
                    .hasSize(found.path("matched").asInt())
                    .allSatisfy(act -> assertThat(act.at(field).asText()).isEqualTo(value));
        }

        @Test
        void are_found_by_who_wrote_and_when() throws Exception {
            String certificate = People.CLERK.credential().sha256();
            JsonNode found = json(ABOUT + "&actor=" + certificate);
            assertThat(found.path("acts")).isNotEmpty().allSatisfy(act -> assertThat(
                            act.at("/by/certificate").asText())
                    .isEqualTo(certificate));
            String first = found.path("acts")
                    .path(found.path("acts").size() - 1)
                    .path("at")
                    .asText();
            assertThat(json(ABOUT + "&to=" + first.replace("+", "%2B"))
                            .path("matched")
                            .asInt())
                    .isZero();
            assertThat(json(ABOUT + "&from=2030-01-01").path("matched").asInt()).isZero();
        }

        @Test
        void that_do_not_match_are_a_count_of_none() throws Exception {
            JsonNode none = json(ABOUT + "&legalBasis=nothing%20like%20it");
            assertThat(none.path("matched").asInt()).isZero();
            assertThat(none.path("acts")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "from=yesterday, TIME_INVALID, from",
            "to=2026-02-30, TIME_INVALID, to",
            "perPage=0, VALUE_INVALID, perPage",
            "nextPageToken=x, VALUE_INVALID, nextPageToken"
        })
        void are_not_asked_for_in_nonsense(String question, String code, String field) throws Exception {
            Answer answer = as(People.AUDITOR).get(ACTS + "?" + question);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.json().path("field").asText()).isEqualTo(field);
        }

        @Test
        void are_exported_as_a_table_of_as_many_lines() throws Exception {
            assertThat(as(People.AUDITOR).get(ABOUT).json().path("matched").asInt())
                    .as("who wants nothing special gets JSON")
                    .isPositive();
            Answer table = as(People.AUDITOR).get(ABOUT, "Accept", "text/csv");
            assertThat(table.status()).isEqualTo(200);
            List<String> lines = table.body().lines().toList();
            assertThat(lines.get(0)).startsWith("key,version,at,transaction,msp,");
            assertThat(lines).hasSize(1 + json(ABOUT).path("matched").asInt());
            assertThat(table.header("Zone-Matched")).isEqualTo(Integer.toString(lines.size() - 1));
        }

        @Test
        void are_exported_as_lines_between_a_manifest_and_a_digest() throws Exception {
            Answer export = as(People.AUDITOR).get(ABOUT, "Accept", "application/jsonl");
            List<String> lines = export.body().lines().toList();
            int matched = CanonicalJson.read(lines.get(0)).path("matched").asInt();
            assertThat(lines).hasSize(matched + 2);
            String before = export.body().substring(0, export.body().indexOf(lines.get(lines.size() - 1)));
            assertThat(CanonicalJson.read(lines.get(lines.size() - 1))
                            .path("sha256")
                            .asText())
                    .isEqualTo(Sha256.hex(before.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Nested
    class AnEnterpriseOnADay {

        @Test
        void has_nothing_before_it_had_filed() throws Exception {
            JsonNode then = json(SUBJECT + "?at=2020-01-01");
            assertThat(then.path("records")).isEmpty();
            assertThat(then.path("height").asLong()).isPositive();
        }

        @Test
        void has_what_stood_and_who_wrote_it_last() throws Exception {
            JsonNode filing = record(json(SUBJECT), "filing/" + Past.KNITTER);
            assertThat(filing.at("/record/status").asText()).isEqualTo("ACTIVE");
            assertThat(filing.path("transaction").asText()).isEqualTo("filing:decide");
            assertThat(filing.at("/by/msp").asText()).isEqualTo("CommerceMSP");
        }

        @Test
        void has_a_filing_in_the_status_of_that_day() throws Exception {
            JsonNode versions = as(People.AUDITOR)
                    .get("/api/v1/history/filing/" + Past.KNITTER)
                    .json()
                    .path("versions");
            for (JsonNode version : versions) {
                JsonNode then = json(SUBJECT + "?at=" + version.path("at").asText());
                JsonNode filing = record(then, "filing/" + Past.KNITTER);
                assertThat(filing.path("version").asLong())
                        .isEqualTo(version.path("version").asLong());
                assertThat(filing.path("record")).isEqualTo(version.path("record"));
            }
        }

        @Test
        void differs_from_another_day_in_named_fields_with_both_values() throws Exception {
            String submitted = as(People.AUDITOR)
                    .get("/api/v1/history/filing/" + Past.KNITTER)
                    .json()
                    .at("/versions/0/at")
                    .asText();
            JsonNode changes = json(SUBJECT + "?since=" + submitted).path("changes");
            JsonNode status = StreamSupport.stream(changes.spliterator(), false)
                    .filter(change -> change.path("key").asText().equals("filing/" + Past.KNITTER))
                    .flatMap(change -> change.path("differences").findParents("field").stream())
                    .filter(each -> each.path("field").asText().equals("status"))
                    .findFirst()
                    .orElseThrow();
            assertThat(status.path("before").asText()).isEqualTo("SUBMITTED");
            assertThat(status.path("after").asText()).isEqualTo("ACTIVE");
            assertThat(changes.findValuesAsText("key")).contains("product/" + Past.SWEATER);
        }

        private JsonNode record(JsonNode at, String key) {
            for (JsonNode record : at.path("records")) {
                if (record.path("key").asText().equals(key)) {
                    return record;
                }
            }
            throw new AssertionError(key + " is not in " + at);
        }
    }

    @Nested
    class APage {

        @ParameterizedTest
        @CsvSource({"en, Desk of the auditor, Step of a filing decided", "zh, 审计工作台, 备案审核决定"})
        void lists_what_was_written_and_says_what_it_covers(String language, String title, String decided)
                throws Exception {
            String page = page("/audit?subject=" + Past.KNITTER + "&lang=" + language);
            int matched = json(ABOUT).path("matched").asInt();
            assertThat(page)
                    .contains(title, decided, "value=\"" + Past.KNITTER + "\"")
                    .contains("href=\"/audit/records/filing/" + Past.KNITTER + "?lang=" + language + "\"");
            assertThat(page).containsPattern(language.equals("en") ? ": " + matched + " match" : "共" + matched + "条");
        }

        @Test
        void shows_each_version_with_its_differences() throws Exception {
            assertThat(page("/audit/records/filing/" + Past.KNITTER + "?lang=en"))
                    .contains("VERIFIED → ACCEPTED", "ACCEPTED → ACTIVE", "4 versions, all of them")
                    .contains("/verify?receipt=filing/" + Past.KNITTER);
        }

        @Test
        void shows_a_day_and_what_changed_since_another() throws Exception {
            assertThat(page("/audit/subjects/" + Past.KNITTER + "?since=2020-01-01&lang=en"))
                    .contains("What changed since", ">ACTIVE</dd>", "What stood");
        }

        private String page(String path) throws Exception {
            Answer answer = as(People.AUDITOR).get(path, "Accept", "text/html");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            return answer.body();
        }
    }

    @Nested
    class AChainOfResponsibility {

        private static final String CHAIN = "/api/v1/audit/responsibility?epc=";

        @Test
        void names_who_signed_the_registration_and_every_event_in_order() throws Exception {
            JsonNode events = as(People.AUDITOR)
                    .get("/events?perPage=1000", "Accept", "application/json")
                    .json()
                    .at("/epcisBody/queryResults/resultsBody/eventList");
            String epc = events.findPath("epcList").path(0).asText();
            JsonNode chain = json(CHAIN + URLEncoder.encode(epc, StandardCharsets.UTF_8));
            assertThat(chain.path("thing").asText()).isEqualTo(epc);
            assertThat(chain.path("isWhole").asBoolean()).isTrue();
            long naming = StreamSupport.stream(events.spliterator(), false)
                    .filter(event -> event.toString().contains('"' + epc + '"'))
                    .count();
            assertThat(chain.path("links").findValuesAsText("key").stream().filter(key -> key.startsWith("pagehead/")))
                    .hasSize((int) naming);
            assertThat(chain.path("links").findValuesAsText("what")).contains("filing:register", "shipping");
            assertThat(chain.path("links")).allSatisfy(link -> {
                assertThat(link.at("/by/certificate").asText())
                        .isEqualTo(People.CLERK.credential().sha256());
                assertThat(link.path("endorsers")).hasSizeGreaterThanOrEqualTo(3);
            });
            assertThat(chain.path("links").findValuesAsText("at").stream().map(java.time.Instant::parse))
                    .isSorted();
        }

        @Test
        void is_not_there_for_what_is_no_key() throws Exception {
            Answer answer = as(People.AUDITOR).get(CHAIN + "something", "Accept", "application/json");
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().path("field").asText()).isEqualTo("epc");
        }
    }

    @Test
    void reads_and_refused_transactions_say_how_many_blocks_they_cover() throws Exception {
        assertThat(json("/api/v1/audit/reads").path("height").asLong()).isPositive();
        JsonNode refused = json("/api/v1/audit/refused");
        assertThat(refused.path("height").asLong()).isPositive();
        assertThat(refused.path("refused")).hasSize(refused.path("matched").asInt());
        assertThat(as(People.AUDITOR)
                        .get("/api/v1/audit/refused?nextPageToken=7")
                        .code())
                .isEqualTo("VALUE_INVALID");
    }

    private JsonNode json(String path) throws Exception {
        Answer answer = as(People.AUDITOR).get(path, "Accept", "application/json");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }
}
