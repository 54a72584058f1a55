Feature: Volume is captured as one stream
  A clerk who has more than a document at a time streams them by gRPC. Each is a capture of its own, by the same rules.

  Scenario: What a stream carries is captured once, and what is refused holds none of it up
    Given an enterprise with two products, yarn and sweaters
    When the clerk streams 60 documents, and 2 about a product nobody has registered
    Then 60 are captured, 0 were there before, and 2 are refused with 422 PRODUCT_UNKNOWN
    And everybody finds each event of the 60 once
    When the same stream is sent again
    Then 60 are captured, 60 were there before, and 2 are refused with 422 PRODUCT_UNKNOWN
    And everybody finds each event of the 60 once

  Scenario: A stream that breaks is sent again whole
    Given an enterprise with two products, yarn and sweaters
    When the clerk's stream of 60 documents breaks when 40 are sent
    And the same stream is sent again
    Then all 60 are captured
    And everybody finds each event of the 60 once

  Scenario: Only clerks stream, and only of their own
    Given an enterprise with two products, yarn and sweaters
    Then a stream ends for these people with:
      | who                  | status            |
      | the commerce officer | PERMISSION_DENIED |
      | the auditor          | PERMISSION_DENIED |
      | a consumer           | PERMISSION_DENIED |
    When another enterprise's clerk streams what the clerk has signed
    Then 0 are captured, 0 were there before, and 1 is refused with 422 FILING_NOT_ACTIVE
