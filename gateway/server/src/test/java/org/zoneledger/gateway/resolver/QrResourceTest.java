package org.zoneledger.gateway.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zoneledger.gateway.resolver.HttpProbe.header;
import static org.zoneledger.gateway.resolver.HttpProbe.text;

import com.lowagie.text.pdf.PdfReader;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.provenance.Passport;

@QuarkusTest
@TestProfile(ResolverProfile.class)
class QrResourceTest {
    private static final String ITEM = "/01/" + Samples.FORMULA + "/10/K%2F1/21/7F3A99C2";

    @Inject
    QrResource resource;

    @TestHTTPResource("/")
    URL base;

    private HttpProbe http;

    @BeforeEach
    void connect() {
        http = new HttpProbe(base);
    }

    @Nested
    class Code {
        @Test
        void as_png_leads_to_the_item_on_this_zone() throws Exception {
            HttpResponse<byte[]> answer = http.get("/qr" + ITEM + "?format=png&size=400");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).isEqualTo("image/png");
            assertThat(QrImageTest.image(answer.body()).getWidth()).isEqualTo(400);
            assertThat(QrImageTest.read(QrImageTest.image(answer.body())).getText())
                    .isEqualTo(ResolverProfile.PUBLIC_URL + ITEM);
        }

        @Test
        void is_svg_by_default() throws Exception {
            HttpResponse<byte[]> answer = http.get("/qr" + ITEM);
            assertThat(header(answer, "Content-Type")).startsWith("image/svg+xml");
            assertThat(QrImageTest.read(QrImageTest.draw(text(answer))).getText())
                    .isEqualTo(ResolverProfile.PUBLIC_URL + ITEM);
        }

        @Test
        void of_a_shorter_gtin_holds_the_canonical_link() throws Exception {
            HttpResponse<byte[]> answer =
                    http.get("/qr/01/" + Samples.FORMULA.value().substring(1) + "?format=png");
            assertThat(QrImageTest.read(QrImageTest.image(answer.body())).getText())
                    .isEqualTo(ResolverProfile.PUBLIC_URL + "/01/" + Samples.FORMULA);
        }

        @Test
        void of_a_logistic_unit_holds_its_sscc() throws Exception {
            HttpResponse<byte[]> answer = http.get("/qr/00/169300000000000018?format=png");
            assertThat(QrImageTest.read(QrImageTest.image(answer.body())).getText())
                    .isEqualTo(ResolverProfile.PUBLIC_URL + "/00/169300000000000018");
        }

        @Test
        void may_be_kept_for_long() throws Exception {
            HttpResponse<byte[]> first = http.get("/qr" + ITEM);
            assertThat(header(first, "Cache-Control")).contains("immutable");
            assertThat(http.get("/qr" + ITEM, "If-None-Match", header(first, "ETag"))
                            .statusCode())
                    .isEqualTo(304);
        }
    }

    @Nested
    class Sheet {
        private static final DigitalLink.Item LOT = DigitalLink.Item.batch(Samples.SWEATER, "TX260302");
        private static final DigitalLink.Item MADE = DigitalLink.Item.batch(Samples.SWEATER, "TX260303");

        @BeforeEach
        void know() {
            GivenPassports.running().give(LOT, Samples.sweater());
            GivenPassports.running().give(MADE, Samples.sweater());
            GivenPassports.running()
                    .made(
                            MADE,
                            IntStream.range(1000, 1500).mapToObj(i -> "S" + i).toList());
            GivenPassports.running()
                    .give(
                            DigitalLink.Item.batch(Samples.SWEATER, "OTHER"),
                            Samples.with(Samples.sweater(), Passport.Level.product, Passport.Level.batch));
        }

        @Test
        void of_a_batch_without_items_is_a_page_of_its_own_code() throws Exception {
            HttpResponse<byte[]> answer = http.get("/qr/sheet" + LOT.path());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).isEqualTo("application/pdf");
            assertThat(new PdfReader(answer.body()).getNumberOfPages()).isEqualTo(1);
            assertThat(LabelSheetTest.text(answer.body(), 1).split("TX260302", -1))
                    .hasSize(25);
        }

        @Test
        void has_as_many_copies_as_are_wanted_also_of_a_batch_with_items() throws Exception {
            byte[] pdf = http.get("/qr/sheet" + MADE.path() + "?copies=25").body();
            assertThat(new PdfReader(pdf).getNumberOfPages()).isEqualTo(2);
            assertThat(LabelSheetTest.text(pdf, 2)).contains("TX260303").doesNotContain("S1024");
        }

        @Test
        void has_a_label_an_item_and_says_where_the_next_sheets_begin() throws Exception {
            HttpResponse<byte[]> first = http.get("/qr/sheet" + MADE.path());
            assertThat(new PdfReader(first.body()).getNumberOfPages()).isEqualTo(10);
            assertThat(LabelSheetTest.text(first.body(), 1)).contains("S1000").contains("S1023");
            assertThat(header(first, "Link"))
                    .contains(MADE.path() + "?from=S1240")
                    .contains("next");
            HttpResponse<byte[]> last = http.get("/qr/sheet" + MADE.path() + "?from=S1480");
            assertThat(new PdfReader(last.body()).getNumberOfPages()).isEqualTo(1);
            assertThat(LabelSheetTest.text(last.body(), 1))
                    .contains("S1480")
                    .contains("S1499")
                    .doesNotContain("S1479");
            assertThat(header(last, "Link")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "/01/06901234567892/10/L1, 404, NOT_FOUND",
            "/01/06930000001018/10/OTHER, 404, NOT_FOUND",
            "/01/06930000001018/10/TX260303?from=S9999, 404, NOT_FOUND",
            "/01/06901234567891/10/L1, 422, GTIN_INVALID",
            "/01/06930000001018, 422, DIGITAL_LINK_INVALID",
            "/01/06930000001018/10/TX260303/21/S1000, 422, DIGITAL_LINK_INVALID",
            "/01/06930000001018/10/TX260302?copies=0, 422, VALUE_INVALID",
            "/01/06930000001018/10/TX260302?copies=241, 422, VALUE_INVALID",
            "/01/06930000001018/10/TX260302?copies=all, 422, VALUE_INVALID"
        })
        void there_is_none_of_what_is_no_known_batch(String path, int status, String code) throws Exception {
            HttpResponse<byte[]> answer = http.get("/qr/sheet" + path);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(text(answer)).contains("\"code\":\"" + code + "\"");
        }
    }

    @Nested
    class Refuses {
        @ParameterizedTest
        @CsvSource({
            "06901234567891, svg, 512, GTIN_INVALID",
            "06901234567892/21/1/10/2, svg, 512, DIGITAL_LINK_INVALID",
            "06901234567892, gif, 512, VALUE_INVALID",
            "06901234567892, png, 63, VALUE_INVALID",
            "06901234567892, png, 2049, VALUE_INVALID",
            "06901234567892, png, -1, VALUE_INVALID",
            "06901234567892, png, wide, VALUE_INVALID",
            "06901234567892, png, 99999999999, VALUE_INVALID"
        })
        void what_is_no_item_form_or_size(String link, String format, String size, Refusal.Code code) {
            assertThatThrownBy(() -> resource.item(link, format, size, null))
                    .isInstanceOfSatisfying(
                            RefusalException.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo(code));
        }

        @Test
        void a_wrong_sscc() {
            assertThatThrownBy(() -> resource.logisticUnit("169300000000000017", "svg", "512", null))
                    .isInstanceOfSatisfying(
                            RefusalException.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.SSCC_INVALID));
        }
    }
}
