Feature: The agencies change the disclosure policy together
  What is open to whom is dated data on the ledger. An agency proposes an edition, each agency approves for itself, four of the five
  make it law from a day to come.

  Scenario: Four agencies make an edition, three do not
    Given customs has proposed an edition in which the base of a filing is shared
    When customs, tax and market approve it
    Then nobody can enact it
    When commerce approves it
    Then it is enacted, with the endorsement of four
    And everybody finds it among the editions to come, and today's table as it was

  Scenario: An approval is each agency's own
    Given customs has proposed an edition in which the base of a filing is shared
    Then an approval of another text is refused
    And an approval in the name of forex by tax's gateway counts for tax alone

  Scenario: What an edition may not do
    Then these editions are refused:
      | flaw                            | status | code           | field       |
      | events divided in another way   | 422    | VALUE_INVALID  | types.event |
      | a record type nobody knows      | 422    | VALUE_INVALID  | types       |
      | a record type left out          | 422    | VALUE_INVALID  | types       |
      | a tier nobody knows             | 422    | VALUE_INVALID  | types       |
      | from today on                   | 422    | PERIOD_INVALID | validFrom   |
      | no legal basis                  | 422    | FIELD_MISSING  | legalBasis  |
