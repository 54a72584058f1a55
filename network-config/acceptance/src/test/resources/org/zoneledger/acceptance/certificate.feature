Feature: An enterprise signs with the certificate it has registered, and changes it
  A new certificate is signed for with the old one, or, after commerce has revoked that, with itself. What was signed before stays
  signed with the certificate of its day.

  Background:
    Given an enterprise with an active filing and a product

  Scenario: A certificate is replaced by another
    Given the enterprise is issued a second certificate
    And it has captured that a batch was made, signed with the first certificate
    When the clerk registers the second certificate, signed with the second certificate
    Then it is refused with 422 SIGNATURE_INVALID in "jws"
    When the clerk registers the second certificate, signed with the first certificate
    Then it is written as version 5
    And everybody sees that the second certificate is registered and good
    And everybody still sees the filing ACTIVE
    When the clerk captures that a batch was made, signed with the first certificate
    Then it is refused with 422 SIGNATURE_INVALID in "jws"
    When the clerk captures that a batch was made, signed with the second certificate
    Then it is captured, signed with the second certificate
    And everybody sees which of the captures was signed with which certificate

  Scenario: An enterprise signs by SM2 with SM3
    Given the enterprise is issued a certificate for SM2
    When the clerk registers the certificate for SM2, signed with the first certificate
    Then it is written as version 5
    When the clerk describes the product anew, signed by SM2
    Then it is written as version 2
    When the clerk captures that a batch was made, signed by ES256 as before
    Then it is refused with 422 SIGNATURE_INVALID in "jws"
    When the clerk captures that a batch was made, signed by SM2
    Then it is captured
    When the clerk registers the first certificate, signed by SM2
    Then it is written as version 6
    When the clerk captures that a batch was made, signed by SM2
    Then it is refused with 422 SIGNATURE_INVALID in "jws"

  Scenario: Sending the same certificate again answers the first result
    Given the enterprise is issued a second certificate
    When the clerk registers the second certificate, signed with the first certificate
    Then it is written as version 5
    When the same is sent again
    Then the first result is answered

  Scenario: An amendment does not change the certificate
    Given the enterprise is issued a second certificate
    When the clerk puts the second certificate into an amendment
    Then it is refused with 422 CERTIFICATE_INVALID in "certificate"

  Scenario: With a revoked certificate nothing is signed until another is registered
    Given the enterprise is issued a second certificate
    And it has captured that a batch was made, signed with the first certificate
    When the commerce officer revokes the certificate
    Then it is written as version 5
    And everybody sees that the first certificate is revoked
    And these are refused with 422 CERTIFICATE_REVOKED in "certificate":
      | another product |
      | a capture       |
      | an amendment    |
    And everybody still finds the product
    When the commerce officer revokes the certificate
    Then it is refused with 422 CERTIFICATE_REVOKED in "certificate"
    When the clerk registers the second certificate, signed with the first certificate
    Then it is refused with 422 SIGNATURE_INVALID in "jws"
    When the clerk registers the first certificate, signed with the first certificate
    Then it is refused with 422 CERTIFICATE_REVOKED in "certificate"
    When the clerk, who still shows the first certificate, registers the second, signed with the second
    Then it is refused with 422 CERTIFICATE_INVALID in "certificate.sha256"
    When the clerk registers the second certificate, signed with the second certificate
    Then it is written as version 6
    And everybody sees that the second certificate is registered and good
    And these are written:
      | another product |
      | a capture       |
      | an amendment    |
    When the clerk captures that a batch was made, signed with the second certificate
    Then it is captured, signed with the second certificate
    And everybody sees which of the captures was signed with which certificate

  Scenario: Only commerce's officer revokes a certificate
    Then these people cannot revoke the certificate:
      | who                        | status | code                    |
      | the customs officer        | 403    | NOT_OWNER               |
      | the market officer         | 403    | NOT_OWNER               |
      | the commerce reviewer      | 403    | NOT_PERMITTED           |
      | the clerk                  | 403    | NOT_PERMITTED           |
      | another enterprise's clerk | 403    | NOT_PERMITTED           |
      | the auditor                | 403    | NOT_PERMITTED           |
      | a consumer                 | 401    | AUTHENTICATION_REQUIRED |

  Scenario: Only the enterprise itself registers a certificate
    Given the enterprise is issued a second certificate
    Then these people cannot register a certificate:
      | who                               | status | code                    |
      | another enterprise's clerk        | 403    | NOT_PERMITTED           |
      | the clerk at the operator gateway | 403    | NOT_PERMITTED           |
      | the commerce officer              | 403    | NOT_PERMITTED           |
      | a consumer                        | 401    | AUTHENTICATION_REQUIRED |

  Scenario: What breaks a rule of a new certificate is refused by its field
    Given the enterprise is issued a second certificate
    Then these certificates are refused and nothing is written:
      | flaw                                     | status | code                | field           |
      | no certificate                           | 422    | FIELD_MISSING       | certificate     |
      | a certificate that is none               | 422    | CERTIFICATE_INVALID | certificate     |
      | the certificate of another enterprise    | 422    | CERTIFICATE_INVALID | certificate.der |
      | no reason                                | 422    | FIELD_MISSING       | reason          |
      | a resident identity number in the reason | 422    | PERSONAL_DATA       | reason          |
      | a field nobody knows                     | 422    | FIELD_UNKNOWN       |                 |
      | no signature                             | 422    | SIGNATURE_MISSING   | Zone-Signature  |
      | a signature that cannot be read          | 422    | SIGNATURE_INVALID   | jws             |
      | another enterprise's signature           | 422    | SIGNATURE_INVALID   | jws             |
      | a signature for another version          | 422    | SIGNATURE_INVALID   | jws             |
      | a signature under another id             | 422    | SIGNATURE_INVALID   | jws             |
