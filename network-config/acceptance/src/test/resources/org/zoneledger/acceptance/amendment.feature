Feature: A filing is amended, and only what was verified goes back to its verifier
  An enterprise sends its whole form anew. What nobody verifies applies at once; an amendment of verified fields applies when each
  of their verifiers has confirmed.

  Scenario: An amendment of what nobody verifies applies at once
    Given an enterprise whose filing is ACTIVE
    When the clerk amends base and evidence
    Then it is written as version 1
    And everybody sees the amendment APPLIED
    And everybody sees that it changes these fields and waits for these verifiers:
      | field    | verifier |
      | base     |          |
      | evidence |          |
    And everybody sees the filing with another base and evidence
    And the filing has version 5
    And everybody still sees the filing ACTIVE

  Scenario: An amendment of a verified field waits for its verifier and for nobody else
    Given an enterprise whose filing is ACTIVE
    When the clerk amends nameEn and base
    Then it is written as version 1
    And everybody sees the amendment PENDING
    And everybody sees that it changes these fields and waits for these verifiers:
      | field  | verifier |
      | nameEn | market   |
      | base   |          |
    And everybody sees the filing with the former nameEn and base
    When the customs officer sends CONFIRM for the amendment
    Then it is refused with 403 NOT_OWNER
    When the market officer sends CONFIRM for the amendment
    Then it is written as version 2
    And everybody sees the amendment APPLIED
    And everybody sees the filing with another nameEn and base
    And the filing has version 5

  Scenario: Two verifiers confirm, each for its own field
    Given an enterprise whose amendment of areaCode and customsCode waits
    Then everybody sees that it changes these fields and waits for these verifiers:
      | field       | verifier |
      | areaCode    | market   |
      | customsCode | customs  |
    When the market officer sends CONFIRM for the amendment
    Then it is written as version 2
    And the amendment has version 2
    And everybody sees the filing with the former areaCode
    When the market officer sends CONFIRM for the amendment
    Then it is refused with 403 NOT_OWNER
    When the customs officer sends CONFIRM for the amendment
    Then it is written as version 3
    And everybody sees the amendment APPLIED
    And everybody sees the filing with another areaCode

  Scenario: A refused amendment leaves the filing as it is, and another may be sent
    Given an enterprise whose amendment of nameZh waits
    When the market officer sends REFUSE for the amendment
    Then it is written as version 2
    And everybody sees the amendment REFUSED
    And everybody sees the filing with the former nameZh
    And the filing has version 4
    When the market officer sends CONFIRM for the amendment
    Then it is refused with 409 WRONG_STATE in "status"
    When the clerk amends nameZh
    Then it is written as version 3
    And everybody sees the amendment PENDING

  Scenario: An address that is not public stays so while it is verified and afterwards
    Given an enterprise whose amendment of registeredAddress waits
    Then everybody sees that it changes these fields and waits for these verifiers:
      | field             | verifier |
      | registeredAddress | market   |
    And each officer reads the former address in the filing and the other one in the amendment
    And no consumer, operator or other enterprise reads either address in the filing, its amendment or the subject
    When the market officer sends CONFIRM for the amendment
    Then it is written as version 2
    And each officer reads the other address in the filing
    And the clerk reads the other address in the filing
    And no consumer, operator or other enterprise reads either address in the filing, its amendment or the subject

  Scenario: While an amendment waits, there is no second one, and the filing is relied on as it is
    Given an enterprise whose amendment of nameEn waits
    When the clerk amends base
    Then it is refused with 409 WRONG_STATE in "status"
    When the tax officer records a use
    Then it is written as version 1
    And everybody sees the filing with the former nameEn and base

  Scenario: Sending the same amendment again answers the first result
    Given an enterprise whose filing is ACTIVE
    When the clerk amends nameEn
    Then it is written as version 1
    When the same is sent again
    Then the first result is answered
    When the same amendment is sent under its id with another name
    Then it is refused with 409 ID_REUSED in "Idempotency-Key"
    And everybody sees the amendment PENDING
    When the market officer sends CONFIRM for the amendment
    Then it is written as version 2
    When the same is sent again
    Then the first result is answered

  Scenario: An amendment of what has changed meanwhile is refused
    Given an enterprise whose filing is ACTIVE
    When the clerk amends base
    Then it is written as version 1
    When the clerk amends nameEn on top of version 7
    Then it is refused with 409 VERSION_CONFLICT in "version"

  Scenario: Nothing is amended where nothing changes
    Given an enterprise whose filing is ACTIVE
    When the clerk sends the form as it is as an amendment
    Then it is refused with 422 VALUE_INVALID

  Scenario: An amendment that nobody sent is nobody's to decide on
    Given an enterprise whose filing is ACTIVE
    When the market officer sends CONFIRM for the amendment
    Then it is refused with 404 NOT_FOUND in "uscc"

  Scenario: Only an active filing is amended
    Given an enterprise whose filing is ACCEPTED
    When the clerk amends base
    Then it is refused with 422 FILING_NOT_ACTIVE in "uscc"

  Scenario: Only the enterprise itself amends its filing
    Given an enterprise whose filing is ACTIVE
    Then these people cannot amend the filing:
      | who                               | status | code                    |
      | another enterprise's clerk        | 403    | NOT_PERMITTED           |
      | the clerk at the operator gateway | 403    | NOT_PERMITTED           |
      | the market officer                | 403    | NOT_PERMITTED           |
      | the auditor                       | 403    | NOT_PERMITTED           |
      | a consumer                        | 401    | AUTHENTICATION_REQUIRED |

  Scenario: Only the verifier of a field decides on its amendment
    Given an enterprise whose amendment of nameEn waits
    Then these people cannot decide on the amendment:
      | who                  | status | code                    |
      | the customs officer  | 403    | NOT_OWNER               |
      | the commerce officer | 403    | NOT_OWNER               |
      | the market reviewer  | 403    | NOT_PERMITTED           |
      | the clerk            | 403    | NOT_PERMITTED           |
      | the auditor          | 403    | NOT_PERMITTED           |
      | a consumer           | 401    | AUTHENTICATION_REQUIRED |

  Scenario: What breaks a rule of an amendment is refused by its field
    Given an enterprise whose filing is ACTIVE
    Then these amendments are refused and nothing is written:
      | flaw                                      | status | code                | field                        |
      | no name in Chinese                        | 422    | FIELD_MISSING       | nameZh                       |
      | a kind that needs a licence               | 422    | FIELD_MISSING       | restricted.licenceNo         |
      | an area code of five digits               | 422    | VALUE_INVALID       | areaCode                     |
      | an empty list of evidence                 | 422    | VALUE_INVALID       | evidence                     |
      | a field nobody knows                      | 422    | FIELD_UNKNOWN       |                              |
      | a resident identity number in the address | 422    | PERSONAL_DATA       | restricted.registeredAddress |
      | the certificate of another enterprise     | 422    | CERTIFICATE_INVALID | certificate.der              |
      | half a JSON object                        | 400    | MALFORMED           |                              |
      | no Idempotency-Key                        | 422    | FIELD_MISSING       | Idempotency-Key              |
      | no signature                              | 422    | SIGNATURE_MISSING   | Zone-Signature               |
      | a signature that cannot be read           | 422    | SIGNATURE_INVALID   | jws                          |
      | another enterprise's signature            | 422    | SIGNATURE_INVALID   | jws                          |
      | a signature for another version           | 422    | SIGNATURE_INVALID   | jws                          |
      | a signature under another id              | 422    | SIGNATURE_INVALID   | jws                          |
      | a form changed after signing              | 422    | SIGNATURE_INVALID   | jws                          |

  Scenario: The confirmation does not commit without the verifier's endorsement
    Given an enterprise whose amendment of nameEn waits
    Then the confirmation by the market officer with these endorsements ends so:
      | endorsed by                   | the peers say              |
      | customs, tax, forex, commerce | ENDORSEMENT_POLICY_FAILURE |
      | market                        | ENDORSEMENT_POLICY_FAILURE |
      | market, tax                   | ENDORSEMENT_POLICY_FAILURE |
    And everybody sees the filing with the former nameEn
    And the confirmation by the market officer with these endorsements ends so:
      | endorsed by        | the peers say |
      | market, tax, forex | VALID         |
    And everybody sees the filing with another nameEn
