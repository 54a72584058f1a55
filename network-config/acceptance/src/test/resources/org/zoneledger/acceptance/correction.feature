Feature: Who finds a wrong value has it set right
  An agency, or the enterprise itself, asks whoever answers for a field to correct it. The answer comes by a day and is known to both.

  Scenario: Customs finds a name wrong, market regulation answers
    Given an enterprise with an active filing and a product
    When the customs officer asks for a correction of nameZh
    Then the request waits for market, with a day to answer by, and says to nobody else about whom
    When the market officer accepts the correction
    Then the clerk and the customs officer see that it is ACCEPTED and why

  Scenario: An enterprise asks for a correction itself
    Given an enterprise with an active filing and a product
    When the clerk asks for a correction of customsCode
    Then the request waits for customs, with a day to answer by, and says to nobody else about whom
    When the customs officer refuses the correction
    Then the clerk and the customs officer see that it is REFUSED and why

  Scenario: Only who answers for the field gives the answer
    Given an enterprise with an active filing and a product
    When the customs officer asks for a correction of nameZh
    Then the tax officer cannot answer it
    And another enterprise's clerk can neither ask for a correction of it nor see one
