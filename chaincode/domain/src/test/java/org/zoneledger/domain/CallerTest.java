package org.zoneledger.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.Uscc;

class CallerTest {

    private static final String USCC = "91330483MA2B00078U";

    @Nested
    class Holding {

        @ParameterizedTest
        @CsvSource({"officer,OFFICER", "reviewer,REVIEWER", "auditor,AUDITOR", "operator,OPERATOR"})
        void a_certificate_is_an_official_of_the_organisation_that_signed(String said, Role role)
                throws CertificateEncodingException {
            X509Certificate certificate = role(said);
            Caller caller = Caller.holding("TaxMSP", certificate);
            assertThat(caller)
                    .isEqualTo(new Caller("TaxMSP", role, Optional.empty(), Sha256.hex(certificate.getEncoded())));
        }

        @Test
        void a_clerks_certificate_is_acting_for_its_enterprise() {
            Caller caller = Caller.holding("CommerceMSP", clerk(USCC));
            assertThat(caller.role()).isEqualTo(Role.CLERK);
            assertThat(caller.uscc()).contains(Uscc.parse(USCC));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "gateway", "manager", "OFFICER", "Officer", "officer ", "officer,clerk", "administrator"
                })
        void a_certificate_of_another_role_is_nobody(String said) {
            Refused.with(Code.NOT_PERMITTED, "actor", () -> Caller.holding("TaxMSP", role(said)));
        }

        @Test
        void a_certificate_without_attributes_is_nobody() {
            Refused.with(Code.NOT_PERMITTED, "actor", () -> Caller.holding("TaxMSP", TestCertificate.plain()));
        }

        @Test
        void a_clerks_certificate_without_an_enterprise_is_nobody() {
            Refused.with(Code.NOT_PERMITTED, "actor.uscc", () -> Caller.holding("CommerceMSP", role("clerk")));
        }

        @Test
        void a_clerks_certificate_with_a_wrong_credit_code_is_nobody() {
            Refused.with(Code.USCC_INVALID, "uscc", () -> Caller.holding("CommerceMSP", clerk("91330483MA2B00079U")));
        }

        @Test
        void an_officers_certificate_that_names_an_enterprise_is_nobody() {
            X509Certificate certificate =
                    TestCertificate.with("{\"attrs\":{\"zone.role\":\"officer\",\"zone.uscc\":\"" + USCC + "\"}}");
            Refused.with(Code.NOT_PERMITTED, "actor.uscc", () -> Caller.holding("TaxMSP", certificate));
        }

        @Test
        void a_certificate_whose_attributes_cannot_be_read_is_refused() {
            Refused.with(
                    Code.CERTIFICATE_INVALID,
                    "certificate.der",
                    () -> Caller.holding("TaxMSP", TestCertificate.with("{")));
        }
    }

    @Nested
    class Competent {

        @Test
        void as_officer_is_who_has_the_role_and_the_organisation() {
            Caller officer = TestParty.officer("TaxMSP");
            officer.mustBeOfficerOf("TaxMSP");
            Refused.with(Code.NOT_OWNER, "", () -> officer.mustBeOfficerOf("CustomsMSP"));
            Caller reviewer = new Caller("TaxMSP", Role.REVIEWER, Optional.empty(), "ab".repeat(32));
            Refused.with(Code.NOT_OWNER, "", () -> reviewer.mustBeOfficerOf("TaxMSP"));
        }

        @Test
        void as_clerk_is_who_acts_for_the_same_enterprise() {
            Caller clerk = TestParty.knitter().clerk("CommerceMSP");
            clerk.mustBeClerkOf(TestParty.knitter().uscc());
            Refused.with(Code.NOT_PERMITTED, "uscc", () -> clerk.mustBeClerkOf(Uscc.parse("91330482MA2B0006XD")));
            Refused.with(Code.NOT_PERMITTED, "uscc", () -> TestParty.officer("CommerceMSP")
                    .mustBeClerkOf(Uscc.parse(USCC)));
        }
    }

    @Test
    void refuses_a_certificate_digest_that_is_none() {
        Refused.with(
                Code.VALUE_INVALID,
                "actor.certificate",
                () -> new Caller("TaxMSP", Role.OFFICER, Optional.empty(), "AB".repeat(32)));
    }

    private static X509Certificate role(String role) {
        return TestCertificate.with("{\"attrs\":{\"zone.role\":\"" + role + "\"}}");
    }

    private static X509Certificate clerk(String uscc) {
        return TestCertificate.with("{\"attrs\":{\"zone.role\":\"clerk\",\"zone.uscc\":\"" + uscc + "\"}}");
    }
}
