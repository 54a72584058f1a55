package org.zoneledger.gateway.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zoneledger.gateway.resolver.HttpProbe.header;
import static org.zoneledger.gateway.resolver.HttpProbe.text;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;

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
