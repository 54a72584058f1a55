Feature: Market regulation calls a lot back, and whatever it went into is called back with it
  A recall names batches of a product. What was made of them and what carries them is found by tracing forward; every code of it says
  so at once.

  Background:
    Given an enterprise with two products, yarn and sweaters
    And sweaters that were knitted of a lot of yarn, packed into a carton and shipped

  Scenario: A recalled lot of yarn is found in everything it went into
    When the market officer recalls the lot of yarn
    Then everybody who scans the sweaters' code sees the recall of the yarn
    And the recall reaches the yarn, the sweaters and the carton, who had them last, and what is missing
    And subscribers to recalls are told of it
    When the market officer closes the recall
    Then nobody who scans the sweaters' code sees a recall

  Scenario: A false origin opens a fact about who declared it, and every code of the goods says so
    When two people of market regulation find that the origin of the lot of yarn is false
    Then everybody who scans the yarn's or the sweaters' code sees that the origin of the yarn is false
    And the finding, the fact and the grade "C" were written by one transaction
    And the finding says nothing of a penalty
    When two people of market regulation withdraw the finding
    Then nobody who scans the yarn's or the sweaters' code sees a false origin

  Scenario Outline: Market regulation recalls, looks who has it, and ends the recall at its desk in <language>
    When the market officer recalls the lot of yarn at the desk in <language>
    Then everybody who scans the sweaters' code sees the recall of the yarn
    And the desk shows that it reaches the yarn, the sweaters and the carton, and that "<holder>" had them last
    And the market reviewer sees the recall at the desk and has no form for it
    And the customs officer's desk has nothing about recalls
    When the market officer ends the recall at the desk in <language>
    Then nobody who scans the sweaters' code sees a recall

    Examples:
      | language | holder                             |
      | zh-CN    | 桐乡市试验针织有限公司             |
      | en       | Tongxiang Trial Knitting Co., Ltd. |

  Scenario: What is refused is said at the desk, and nothing is recalled
    When the market officer recalls a product nobody has registered at the desk
    Then the desk says that no enterprise has registered it

  Scenario: Sweaters are traced back to the yarn they were knitted of, and the yarn forward to the carton
    Then the sweaters come from the yarn, and the yarn went into the carton

  Scenario: Only market regulation recalls
    Then these people cannot recall the lot of yarn:
      | who                   | status | code                    |
      | the customs officer   | 403    | NOT_OWNER               |
      | the commerce officer  | 403    | NOT_OWNER               |
      | the market reviewer   | 403    | NOT_PERMITTED           |
      | the clerk             | 403    | NOT_PERMITTED           |
      | the auditor           | 403    | NOT_PERMITTED           |
      | a consumer            | 401    | AUTHENTICATION_REQUIRED |
