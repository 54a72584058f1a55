package org.zoneledger.domain.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;

class SealedTest {

    private static final byte[] SEED = new byte[16];

    @Test
    void reads_back_what_it_wrote() {
        Sealed restricted = Sealed.seal(values("3304960001"), SEED);
        assertThat(Sealed.read(restricted.bytes())).isEqualTo(restricted);
    }

    @Test
    void proves_one_field_without_the_others() {
        Sealed restricted = Sealed.seal(values("3304960001"), SEED);
        String salt = restricted.salts().path("customsCode").textValue();

        String digest = Sha256.hex(CanonicalJson.bytes(
                CanonicalJson.read("{\"field\":\"customsCode\",\"salt\":\"" + salt + "\",\"value\":\"3304960001\"}")));

        assertThat(restricted.digests().path("customsCode").textValue()).isEqualTo(digest);
    }

    @Test
    void gives_every_field_a_salt_of_its_own() {
        ObjectNode values = values("x").put("licenceNo", "x");
        Sealed restricted = Sealed.seal(values, SEED);
        assertThat(restricted.salts().path("customsCode"))
                .isNotEqualTo(restricted.salts().path("licenceNo"));
    }

    @Test
    void refuses_values_whose_digests_are_not_public() {
        Sealed told = Sealed.seal(values("3304960001"), SEED);
        Sealed sent = Sealed.seal(values("3304960002"), SEED);
        assertThat(catchThrowableOfType(RefusalException.class, () -> sent.mustMatch(told.digests()))
                        .refusal()
                        .code())
                .isEqualTo(Code.RESTRICTED_MISMATCH);
        assertThat(catchThrowableOfType(
                                RefusalException.class, () -> Sealed.none().mustMatch(told.digests()))
                        .refusal()
                        .code())
                .isEqualTo(Code.RESTRICTED_MISMATCH);
    }

    @Test
    void keeps_of_what_is_stored_only_the_values_whose_digests_are_public() {
        Sealed older = Sealed.seal(values("3304960001").put("licenceNo", "x"), SEED);
        Sealed newer = Sealed.seal(values("3304960001"), "another seed of 16".getBytes(StandardCharsets.UTF_8));
        ObjectNode digests = older.digests();
        digests.remove("licenceNo");
        assertThat(older.namedBy(older.digests())).isEqualTo(older);
        assertThat(older.namedBy(digests)).isEqualTo(Sealed.seal(values("3304960001"), SEED));
        assertThat(older.namedBy(newer.digests()).isEmpty()).isTrue();
        assertThat(older.namedBy(MissingNode.getInstance()).isEmpty()).isTrue();
    }

    @Test
    void refuses_a_seed_that_can_be_guessed() {
        assertThat(catchThrowableOfType(RefusalException.class, () -> Sealed.seal(values("x"), new byte[15]))
                        .refusal()
                        .field())
                .isEqualTo("salt");
    }

    @Test
    void refuses_a_value_without_salt() {
        byte[] bytes = CanonicalJson.bytes(CanonicalJson.read("{\"salts\":{},\"values\":{\"a\":1}}"));
        assertThat(catchThrowableOfType(RefusalException.class, () -> Sealed.read(bytes))
                        .refusal()
                        .code())
                .isEqualTo(Code.RESTRICTED_MISMATCH);
    }

    @Test
    void takes_other_values_beside_its_own_and_in_the_place_of_its_own() {
        Sealed first = Sealed.seal(values("3304960001").put("licenceNo", "x"), SEED);
        Sealed second = Sealed.seal(values("3304960002"), "another seed of 16".getBytes(StandardCharsets.UTF_8));
        Sealed both = first.with(second);
        assertThat(both.values()).isEqualTo(values("3304960002").put("licenceNo", "x"));
        assertThat(both.digests().get("customsCode")).isEqualTo(second.digests().get("customsCode"));
        assertThat(both.digests().get("licenceNo")).isEqualTo(first.digests().get("licenceNo"));
        assertThat(first.values())
                .as("the first is as it was")
                .isEqualTo(values("3304960001").put("licenceNo", "x"));
    }

    private static ObjectNode values(String customsCode) {
        return JsonNodeFactory.instance.objectNode().put("customsCode", customsCode);
    }
}
