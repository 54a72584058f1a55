Feature: What was filed once is used everywhere and not asked for again
  Any procedure that relies on a filing records its use, without touching the filing. The enterprise sees who used what it filed,
  and everybody sees how often it was asked for the same again; the goal is 0.

  Scenario: Five procedures of five agencies use one filing, and nothing is asked twice
    Given an enterprise whose filing is ACTIVE
    When these procedures use the filing and ask the enterprise for nothing:
      | agency   | procedure           | fields                         |
      | customs  | export-declaration  | nameZh, customsCode, kinds     |
      | tax      | export-tax-refund   | nameZh, customsCode            |
      | forex    | receipt-settlement  | nameZh, areaCode, licenceNo    |
      | market   | quality-inspection  | nameZh, registeredAddress      |
      | commerce | base-support-scheme | nameZh, nameEn, base, areaCode |
    Then each use is written as version 1
    And everybody sees 5 uses of the filing, and that 0 fields were asked for again
    And the enterprise sees who used what it filed:
      | agency   | procedure           | fields                         | version of the filing |
      | customs  | export-declaration  | nameZh, customsCode, kinds     | 4                     |
      | tax      | export-tax-refund   | nameZh, customsCode            | 4                     |
      | forex    | receipt-settlement  | nameZh, areaCode, licenceNo    | 4                     |
      | market   | quality-inspection  | nameZh, registeredAddress      | 4                     |
      | commerce | base-support-scheme | nameZh, nameEn, base, areaCode | 4                     |
    And the filing has version 4

  Scenario: A procedure that asks for what was filed is counted
    Given an enterprise whose filing is ACTIVE
    When the tax officer records a use
    Then it is written as version 1
    When the forex officer records a use by a procedure that asked again for the nameZh and the customsCode
    Then it is written as version 1
    And everybody sees 2 uses of the filing, and that 2 fields were asked for again

  Scenario: Sending the same use again counts it once
    Given an enterprise whose filing is ACTIVE
    When the tax officer records a use
    Then it is written as version 1
    When the same is sent again
    Then the first result is answered
    And everybody sees 1 use of the filing, and that 0 fields were asked for again
    When the same use is sent under its id with another procedure
    Then it is refused with 409 ID_REUSED in "Idempotency-Key"

  Scenario Outline: Nobody relies on a filing that is <status>
    Given an enterprise whose filing is <status>
    When the tax officer records a use
    Then it is refused with 422 FILING_NOT_ACTIVE in "uscc"
    And everybody sees 0 uses of the filing, and that 0 fields were asked for again

    Examples:
      | status    |
      | SUBMITTED |
      | ACCEPTED  |
      | SUSPENDED |
      | CANCELLED |

  Scenario: Only an agency's officer records a use
    Given an enterprise whose filing is ACTIVE
    Then these people cannot record a use:
      | who                                   | status | code                    |
      | the tax reviewer                      | 403    | NOT_PERMITTED           |
      | the clerk                             | 403    | NOT_PERMITTED           |
      | another enterprise's clerk            | 403    | NOT_PERMITTED           |
      | the operator                          | 403    | NOT_PERMITTED           |
      | the auditor                           | 403    | NOT_PERMITTED           |
      | the tax officer at the market gateway | 401    | AUTHENTICATION_REQUIRED |
      | a consumer                            | 401    | AUTHENTICATION_REQUIRED |

  Scenario: What breaks a rule of a use is refused by its field
    Given an enterprise whose filing is ACTIVE
    Then these uses are refused and nothing is written:
      | flaw                                    | status | code          | field           |
      | no procedure                            | 422    | FIELD_MISSING | procedure       |
      | a procedure in capitals                 | 422    | VALUE_INVALID | procedure       |
      | a person for a procedure                | 422    | VALUE_INVALID | procedure       |
      | no fields                               | 422    | FIELD_MISSING | fields          |
      | an empty list of fields                 | 422    | VALUE_INVALID | fields          |
      | a field twice                           | 422    | VALUE_INVALID | fields[1]       |
      | a sentence for a field                  | 422    | VALUE_INVALID | fields[0]       |
      | an empty list of fields asked for again | 422    | VALUE_INVALID | askedAgain      |
      | a field nobody knows                    | 422    | FIELD_UNKNOWN |                 |
      | half a JSON object                      | 400    | MALFORMED     |                 |
      | no Idempotency-Key                      | 422    | FIELD_MISSING | Idempotency-Key |
