Feature: Nobody stands on a negative list without due process, and a list is everybody's to check against
  Notice, statement, decision by two people, delivery (告知、陈述申辩、决定、送达): only then is the enterprise listed, everybody sees it, and
  the grade falls in that very commit.

  Scenario: An enterprise is heard before it is listed, and found by nobody but an audit when the listing is withdrawn
    Given an enterprise whose filing is ACTIVE
    And each agency has given the best class
    And market regulation leads a list of subjects
    When the market officer gives the enterprise notice of a listing
    Then the clerk sees the notice and the last day for a statement
    And nobody but the agency and the enterprise sees that it was given notice
    When the market officer proposes to list the enterprise
    Then it is refused with 422 PERIOD_INVALID in "listing"
    When the enterprise makes its statement
    And the market officer proposes to list the enterprise and the reviewer decides
    Then the clerk sees how the listing can be repaired
    And everybody sees the grade A
    And nobody but the agency and the enterprise sees that it was given notice
    When the market officer delivers the decision
    Then everybody sees the grade D
    And everybody sees that the enterprise stands on the list
    And the listing, the fact and the grade were written by one transaction
    And a bank that the enterprise let ask is answered that there is a red line, and not the class of tax
    When market regulation withdraws the listing
    Then everybody sees the grade A
    And the bank is answered at its next question that there is no red line, and has a receipt of the answer
    And nothing but an audit shows that the enterprise stood on the list

  Scenario: A listing is no fact that an officer states
    Given an enterprise whose filing is ACTIVE
    When the market officer proposes a listing as a fact
    Then it is refused with 409 WRONG_STATE in "restricted.fact.kind"

  Scenario: Everybody checks goods against a list that two people of customs have taken
    Given customs leads a list of goods under heading 9706
    Then every gateway finds goods 9706900010 on the list
    And no gateway finds goods 6110110011 on the list
