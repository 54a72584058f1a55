Feature: An enterprise imports its products from a file
  The enterprise signs once for all lines, the gateway commits them batch after batch, and each product can be proven by itself.

  Scenario: A file of products is written under one signature, though the gateway is killed in the middle
    Given an enterprise whose filing is ACTIVE
    And a file of 300 products
    When the clerk sends the file for all lines
    And commerce-gateway is killed
    Then commerce-gateway is healthy again within 20 seconds in another process
    And the import is done with 300 products written and 0 refused
    And the auditor finds each product of the file once and with version 1
    And the public can prove that the enterprise signed the last product
    When the clerk sends the file for all lines
    Then the import is done with 300 products written and 0 refused
    And the auditor finds each product of the file once and with version 1

  Scenario: A bad line is named and nothing of the file is written
    Given an enterprise whose filing is ACTIVE
    And a file of 20 products
    And these lines of the file are bad:
      | line | flaw                           | field  | code          |
      | 4    | an HS code of ten digits       | hs6    | VALUE_INVALID |
      | 9    | a wrong check digit            | gtin   | GTIN_INVALID  |
      | 15   | a resident identity number     | brand  | PERSONAL_DATA |
      | 21   | no brand                       | brand  | FIELD_MISSING |
    Then a dry run names these lines and writes nothing
    When the clerk sends the file for all lines
    Then it is refused with 422 LINES_REFUSED in ""
    And nobody finds the products of the file

  Scenario: Good lines are written though others are bad
    Given an enterprise whose filing is ACTIVE
    And a file of 20 products
    And these lines of the file are bad:
      | line | flaw                     | field | code          |
      | 4    | an HS code of ten digits | hs6   | VALUE_INVALID |
      | 9    | a wrong check digit      | gtin  | GTIN_INVALID  |
    When the clerk sends the file for each good line
    Then the import is done with 18 products written and 2 refused
    And the import names these lines

  Scenario: The command line does it all
    Given an enterprise whose filing is ACTIVE
    And a file of 150 products
    When the file is imported by the command line
    Then the command ends well and says "150 of 150 written"
    And the auditor finds each product of the file once and with version 1
