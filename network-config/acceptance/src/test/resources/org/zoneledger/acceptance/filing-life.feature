Feature: A filing lives as the law says
  Each step in a filing's life is one agency's to take. The rules refuse every other attempt, and the peers commit no step that
  the competent agency has not endorsed, whoever signed it.

  Scenario: Which agency takes which step when
    Then in each status these agencies take these steps, and every other attempt is refused:
      | status    | VERIFY | REJECT  | ACCEPT  | ACTIVATE | RENEW    | SUSPEND         | RESUME | CANCEL  |
      | SUBMITTED | market | market  |         |          |          |                 |        |         |
      | VERIFIED  |        | customs | customs |          |          |                 |        |         |
      | ACCEPTED  |        |         |         | commerce |          |                 |        |         |
      | ACTIVE    |        |         |         |          | commerce | customs, market |        | customs |
      | SUSPENDED |        |         |         |          |          |                 | market | customs |
      | CANCELLED |        |         |         |          |          |                 |        |         |
      | REJECTED  |        |         |         |          |          |                 |        |         |

  Scenario: A filing is suspended, resumed by who suspended it, renewed and cancelled
    Given an enterprise whose filing is ACTIVE
    When the market officer decides SUSPEND
    Then it is written as version 5
    And everybody sees the filing SUSPENDED
    When the customs officer decides RESUME
    Then it is refused with 403 NOT_OWNER in "step"
    When the market officer decides RESUME
    Then it is written as version 6
    And everybody sees the filing ACTIVE
    When the customs officer decides SUSPEND
    Then it is written as version 7
    And everybody sees the filing SUSPENDED
    When the customs officer decides RESUME
    Then it is written as version 8
    And everybody sees the filing ACTIVE
    When the commerce officer renews it for 3 years
    Then it is written as version 9
    And everybody sees the filing valid for 3 years
    When the customs officer decides CANCEL
    Then it is written as version 10
    And everybody sees the filing CANCELLED
    When the clerk submits the filing
    Then it is refused with 409 WRONG_STATE in "status"

  Scenario: Nobody relies on a filing while it is suspended, and what was done before stays
    Given an enterprise with an active filing and a product
    When the market officer decides SUSPEND
    Then it is written as version 5
    And everybody sees the filing SUSPENDED
    And these are refused with 422 FILING_NOT_ACTIVE in "uscc":
      | another product |
      | a capture       |
      | an amendment    |
      | a use           |
    And everybody still finds the product
    When the market officer decides RESUME
    Then everybody sees the filing ACTIVE
    And these are written:
      | another product |
      | a capture       |
      | an amendment    |
      | a use           |

  Scenario: Sending the same decision again answers the first result
    Given an enterprise whose filing is SUBMITTED
    When the market officer decides VERIFY
    Then it is written as version 2
    When the same is sent again
    Then the first result is answered

  Scenario: A filing is not activated for a time that is over, nor without a reason
    Given an enterprise whose filing is ACCEPTED
    Then these activations are refused and nothing is written:
      | flaw                                     | status | code           | field           |
      | a validity that ended yesterday          | 422    | PERIOD_INVALID | validTo         |
      | a validity that ended long ago           | 422    | PERIOD_INVALID | validTo         |
      | no validity                              | 422    | FIELD_MISSING  | validTo         |
      | a date that does not exist               | 422    | TIME_INVALID   | validTo         |
      | no reason                                | 422    | FIELD_MISSING  | reason          |
      | no legal basis                           | 422    | FIELD_MISSING  | legalBasis      |
      | a step nobody knows                      | 422    | VALUE_INVALID  | step            |
      | a field nobody knows                     | 422    | FIELD_UNKNOWN  |                 |
      | a resident identity number in the reason | 422    | PERSONAL_DATA  | reason          |
      | half a JSON object                       | 400    | MALFORMED      |                 |
      | no Idempotency-Key                       | 422    | FIELD_MISSING  | Idempotency-Key |

  Scenario Outline: <step> does not commit without the endorsement of <agency>
    Given an enterprise whose filing is <from>
    Then <step> by the <agency> officer with these endorsements ends so:
      | endorsed by   | the peers say              |
      | <others>      | ENDORSEMENT_POLICY_FAILURE |
      | <agency>      | ENDORSEMENT_POLICY_FAILURE |
      | <and another> | ENDORSEMENT_POLICY_FAILURE |
    And everybody still sees the filing <from>
    And <step> by the <agency> officer with these endorsements ends so:
      | endorsed by | the peers say |
      | <enough>    | VALID         |
    And everybody sees the filing <to>

    Examples:
      | from      | step     | agency   | others                        | and another     | enough                  | to       |
      | SUBMITTED | VERIFY   | market   | customs, tax, forex, commerce | market, forex   | market, forex, commerce | VERIFIED |
      | VERIFIED  | ACCEPT   | customs  | tax, forex, market, commerce  | customs, forex  | customs, forex, market  | ACCEPTED |
      | ACCEPTED  | ACTIVATE | commerce | customs, tax, forex, market   | commerce, forex | commerce, tax, forex    | ACTIVE   |

  Scenario: An officer of another agency is refused by the chaincode too
    Given an enterprise whose filing is SUBMITTED
    When the tax officer goes round the gateways with the step VERIFY
    Then the chaincode refuses it as NOT_OWNER
    When the market reviewer goes round the gateways with the step VERIFY
    Then the chaincode refuses it as NOT_OWNER
    When the market officer goes round the gateways with the step ACCEPT
    Then the chaincode refuses it as WRONG_STATE
    When tax's gateway goes to the peers with the step VERIFY in the name of market's officer
    Then the chaincode refuses it as NOT_OWNER
    And everybody still sees the filing SUBMITTED
