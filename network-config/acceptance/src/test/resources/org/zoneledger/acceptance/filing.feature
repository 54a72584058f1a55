Feature: An enterprise files once, and every agency relies on it
  An enterprise submits its filing at the single window, market regulation verifies it, customs accepts it.

  Scenario: A filing is submitted, verified and accepted
    Given an enterprise with a certificate
    When the clerk submits the filing
    Then it is written as version 1
    And everybody sees the filing SUBMITTED
    When the market officer decides VERIFY
    Then it is written as version 2
    And everybody sees the filing VERIFIED
    When the customs officer decides ACCEPT
    Then it is written as version 3
    And everybody sees the filing ACCEPTED
    And the subject has a vacant slot for the word of each of the five agencies

  Scenario: A rejected filing is submitted again
    Given an enterprise whose filing is REJECTED
    When the clerk submits the filing
    Then it is written as version 3
    And everybody sees the filing SUBMITTED

  Scenario Outline: A step out of its turn is refused: <step> when <status>
    Given an enterprise whose filing is <status>
    When <who> decides <step>
    Then it is refused with 409 WRONG_STATE in "step"
    And everybody still sees the filing <status>

    Examples:
      | status    | who                 | step   |
      | SUBMITTED | the customs officer | ACCEPT |
      | VERIFIED  | the market officer  | VERIFY |
      | REJECTED  | the market officer  | VERIFY |
      | ACCEPTED  | the market officer  | REJECT |

  Scenario: A filing that was accepted is not submitted again
    Given an enterprise whose filing is ACCEPTED
    When the clerk submits the filing
    Then it is refused with 409 WRONG_STATE in "status"
    And everybody still sees the filing ACCEPTED

  Scenario: Only the competent agency's officer takes a step
    Given an enterprise whose filing is SUBMITTED
    Then these steps are refused and change nothing:
      | who                        | step   | status | code                    |
      | the customs officer        | VERIFY | 403    | NOT_OWNER               |
      | the tax officer            | VERIFY | 403    | NOT_OWNER               |
      | the market officer         | ACCEPT | 403    | NOT_OWNER               |
      | the market reviewer        | VERIFY | 403    | NOT_PERMITTED           |
      | the clerk                  | VERIFY | 403    | NOT_PERMITTED           |
      | another enterprise's clerk | VERIFY | 403    | NOT_PERMITTED           |
      | the operator               | VERIFY | 403    | NOT_PERMITTED           |
      | the auditor                | VERIFY | 403    | NOT_PERMITTED           |
      | a consumer                 | VERIFY | 401    | AUTHENTICATION_REQUIRED |

  Scenario: Only the enterprise itself files, and only at the single window
    Given an enterprise with a certificate
    Then these people cannot file for it:
      | who                               | status | code                    |
      | another enterprise's clerk        | 403    | NOT_PERMITTED           |
      | the clerk at the operator gateway | 403    | NOT_PERMITTED           |
      | the commerce officer              | 403    | NOT_PERMITTED           |
      | a consumer                        | 401    | AUTHENTICATION_REQUIRED |

  Scenario: What breaks a rule of a filing is refused by its field
    Given an enterprise with a certificate
    Then these filings are refused and nothing is written:
      | flaw                                             | status | code                   | field                        |
      | no name in Chinese                               | 422    | FIELD_MISSING          | nameZh                       |
      | a name of 200 characters                         | 422    | VALUE_INVALID          | nameEn                       |
      | a kind of enterprise nobody knows                | 422    | VALUE_INVALID          | kinds[0]                     |
      | an area code of five digits                      | 422    | VALUE_INVALID          | areaCode                     |
      | a number for a name                              | 400    | MALFORMED              | nameEn                       |
      | a field nobody knows                             | 422    | FIELD_UNKNOWN          |                              |
      | a customs code of nine characters                | 422    | CUSTOMS_CODE_INVALID   | restricted.customsCode       |
      | a restricted field nobody knows                  | 422    | FIELD_UNKNOWN          | restricted                   |
      | a resident identity number in the name           | 422    | PERSONAL_DATA          | nameZh                       |
      | a resident identity number in a restricted value | 422    | PERSONAL_DATA          | restricted.registeredAddress |
      | the certificate of another enterprise            | 422    | CERTIFICATE_INVALID    | certificate.der              |
      | a certificate that is none                       | 422    | CERTIFICATE_INVALID    | certificate                  |
      | half a JSON object                               | 400    | MALFORMED              |                              |
      | a name twice in an object                        | 400    | MALFORMED              |                              |
      | bytes that are not UTF-8                         | 400    | MALFORMED              |                              |
      | a list instead of an object                      | 400    | MALFORMED              |                              |
      | no Idempotency-Key                               | 422    | FIELD_MISSING          | Idempotency-Key              |
      | an Idempotency-Key of three characters           | 422    | VALUE_INVALID          | Idempotency-Key              |
      | restricted values without a salt                 | 422    | FIELD_MISSING          | Zone-Salt                    |
      | a salt of eight digits                           | 422    | VALUE_INVALID          | Zone-Salt                    |
      | a content type of XML                            | 415    | MEDIA_TYPE_UNSUPPORTED |                              |

  Scenario: A credit code with a wrong check character is no credit code
    Given an enterprise with a certificate
    When the clerk submits the filing under a code with a wrong check character
    Then it is refused with 422 USCC_INVALID in "uscc"

  Scenario: Sending the same filing again answers the first result
    Given an enterprise with a certificate
    When the clerk submits the filing
    Then it is written as version 1
    When the same is sent again
    Then the first result is answered
    And the ledger has it once

  Scenario: Sending the same filing many times at once writes it once
    Given an enterprise with a certificate
    When the clerk submits the filing 8 times at once
    Then each time version 1 is answered
    And the ledger has it once

  Scenario: An Idempotency-Key that was used for one filing is not good for another
    Given an enterprise with a certificate
    When the clerk submits the filing
    Then it is written as version 1
    When the same key is sent with another name
    Then it is refused with 409 ID_REUSED in "Idempotency-Key"
    And the ledger has it once

  Scenario: A change of what has changed meanwhile is refused
    Given an enterprise whose filing is REJECTED
    When the clerk submits the filing on top of version 1
    Then it is refused with 409 VERSION_CONFLICT in "version"
    And everybody still sees the filing REJECTED
