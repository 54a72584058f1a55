Feature: An agency's results of a year come as one file
  One person sends the file, and every line of it is checked before anything is proposed. A second person takes all of it. Nothing of
  a file with a bad line reaches the ledger.

  Scenario: A file with three mistakes is refused by its lines, and the corrected one is proposed, taken and stands
    Given 12 enterprises whose filings are ACCEPTED
    And a file with the customs class CERTIFIED of each
    And these lines of the agency's file are bad:
      | line | flaw                                 | column | code                |
      | 3    | a class the rule set does not have   | class  | CLASS_UNKNOWN       |
      | 7    | a wrong check character              | uscc   | USCC_INVALID        |
      | 12   | an enterprise that has not filed     | uscc   | FILING_NOT_ACCEPTED |
    When the customs officer sends the agency's file
    Then it is refused with 422 LINES_REFUSED
    And exactly the bad lines are named with their columns and codes
    And no line of the file is proposed
    When the lines are corrected
    And the customs officer sends the agency's file
    Then all lines of the file are proposed and none is taken
    When the customs officer takes the whole file
    Then it is refused with 403 NOT_PERMITTED
    When the tax officer takes the whole file
    Then it is refused with 403 NOT_OWNER
    When the customs reviewer takes the whole file
    Then all lines of the file are taken
    And everybody sees the customs class CERTIFIED of each enterprise
    When the customs officer sends the agency's file
    Then all lines of the file are taken
    And the customs word about each enterprise has version 1
