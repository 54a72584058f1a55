Feature: Credit is decided by two people, ends where its ground ends, and nobody changes another's word
  A serious penalty makes the grade C, and five measures of four agencies rest on it. When the finder repairs it, one transaction
  takes the fact away, makes the grade anew and ends all five.

  Scenario: A repair lifts five measures of four agencies in one commit
    Given an enterprise whose filing is ACTIVE
    And each agency has given the best class
    And four agencies take five measures on a serious penalty or the grade C
    When market regulation records a serious penalty of 13 months ago
    Then everybody sees the grade C
    And the five measures stand
    And the penalty is shown to everybody at the agencies' gateways
    When the enterprise applies for the repair of the penalty
    And the market officer proposes to grant it and the reviewer decides
    Then everybody sees the grade A
    And no measure stands
    And the repair names the five measures that it lifted
    And the fact, the grade and the repair were written by one transaction
    And nothing but an audit shows the penalty
    And the receipt of the repair verifies
    And another penalty cannot have the id of the repaired one

  Scenario: A fact is not repaired before its least time of publicity
    Given an enterprise whose filing is ACTIVE
    When market regulation records a serious penalty of 2 months ago
    And the enterprise applies for the repair of the penalty
    Then it is refused with 422 PERIOD_INVALID in "restricted.factId"

  Scenario: Every decision of an agency needs two of its people and its own peer
    Given an enterprise whose filing is ACTIVE
    Then decisions that a tax officer has proposed end so:
      | decision      | taken by             | endorsed by                  | it ends as                 |
      | a word        | the tax officer      | tax, customs, market         | NOT_PERMITTED              |
      | a word        | the customs reviewer | tax, customs, market         | NOT_OWNER                  |
      | a word        | the auditor          | tax, customs, market         | Writers                    |
      | a word        | the operator         | tax, customs, market         | NOT_OWNER                  |
      | a word        | the tax reviewer     | customs, forex, market       | ENDORSEMENT_POLICY_FAILURE |
      | a word        | the tax reviewer     | tax, customs                 | ENDORSEMENT_POLICY_FAILURE |
      | a word        | the tax reviewer     | tax, forex, commerce         | VALID                      |
      | a fact        | the tax officer      | tax, customs, market         | NOT_PERMITTED              |
      | a fact        | the market reviewer  | tax, customs, market         | NOT_OWNER                  |
      | a fact        | the operator         | tax, customs, market         | NOT_OWNER                  |
      | a fact        | the tax reviewer     | customs, forex, market       | ENDORSEMENT_POLICY_FAILURE |
      | a fact        | the tax reviewer     | customs, forex, market, commerce | ENDORSEMENT_POLICY_FAILURE |
      | a fact        | the tax reviewer     | tax, market, commerce        | VALID                      |
      | a recognition | the tax officer      | tax, customs, market         | NOT_PERMITTED              |
      | a recognition | the forex reviewer   | tax, customs, market         | NOT_OWNER                  |
      | a recognition | the tax reviewer     | customs, forex, market       | ENDORSEMENT_POLICY_FAILURE |
      | a recognition | the tax reviewer     | tax, customs, market         | VALID                      |

  Scenario: A decision that nobody proposed is taken by nobody
    Given an enterprise whose filing is ACTIVE
    Then a word that nobody proposed is refused as NOT_FOUND when the tax reviewer takes it
