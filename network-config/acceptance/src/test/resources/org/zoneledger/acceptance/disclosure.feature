Feature: Everybody sees what the law opens to them, and nothing else
  One subject with something restricted in every kind of record: address and turnover in its filing, a class that is not
  published with its grounds and score, and the quantities and the order of a shipment.

  Background:
    Given a subject with something restricted in every kind of record

  Scenario: Who sees which fields
    Then each sees this much and no more:
      | who                                   | name | address | turnover | class | grounds | score | quantity | order |
      | a consumer                            | yes  | no      | no       | no    | no      | no    | no       | no    |
      | a consumer at the customs gateway     | yes  | no      | no       | no    | no      | no    | no       | no    |
      | the clerk                             | yes  | yes     | yes      | yes   | yes     | yes   | yes      | yes   |
      | another enterprise's clerk            | yes  | no      | no       | no    | no      | no    | no       | no    |
      | the operator                          | yes  | no      | no       | no    | no      | no    | no       | no    |
      | the clerk at the operator gateway     | yes  | no      | no       | no    | no      | no    | no       | no    |
      | the customs officer                   | yes  | yes     | no       | yes   | yes     | yes   | yes      | yes   |
      | the forex officer                     | yes  | yes     | no       | yes   | yes     | yes   | yes      | yes   |
      | the tax reviewer                      | yes  | yes     | no       | yes   | yes     | yes   | yes      | yes   |
      | the auditor                           | yes  | yes     | no       | yes   | yes     | yes   | yes      | yes   |
      | the tax officer at the market gateway | yes  | no      | no       | no    | no      | no    | no       | no    |

  Scenario: What is shown to somebody entitled can be proven from what everybody sees
    When the customs officer reads the filing
    Then each restricted value and its salt make the digest that a consumer sees

  Scenario: A caretaker between us and the gateway keeps no answer that is not for everybody
    When the customs officer reads the filing
    Then the answer may not be kept by a shared cache
