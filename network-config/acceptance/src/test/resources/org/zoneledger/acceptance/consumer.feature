Feature: Whoever buys it can see where it comes from
  The code on a label is a GS1 Digital Link. Any phone opens it; nothing has to be installed and nobody has to log in.

  Scenario Outline: A consumer scans the code on a label with a phone in <language>
    Given a batch of sweaters with a journey and five credit words
    When a consumer scans the batch's code with a phone in <language>
    Then the page is in <language>
    And it names the product "<product>" and its enterprise "<enterprise>"
    And it tells the journey through "<place>"
    And it says by whom and how the journey is proven
    And it fits the phone
    And it asked nobody but the zone

    Examples:
      | language | product                    | enterprise                         | place                   |
      | Chinese  | 羊绒圆领毛衫               | 桐乡市试验针织有限公司             | 桐乡针织厂              |
      | English  | Cashmere crew-neck sweater | Tongxiang Trial Knitting Co., Ltd. | Tongxiang knitting mill |

  Scenario: The page needs no script
    Given a batch of sweaters with a journey and five credit words
    When a consumer scans the batch's code with a phone in English that runs no scripts
    Then it names the product "Cashmere crew-neck sweater" and its enterprise "Tongxiang Trial Knitting Co., Ltd."
    And it tells the journey through "Tongxiang knitting mill"

  Scenario Outline: A number that was typed wrongly explains itself in <language>
    When a consumer opens a link with a wrong check digit with a phone in <language>
    Then the page is in <language>
    And it is no page about a product
    And it speaks of the "<word>"

    Examples:
      | language | word       |
      | Chinese  | 校验       |
      | English  | last digit |

  Scenario: A product nobody has registered is not shown as one
    When a consumer opens the link of a product nobody has registered with a phone in English
    Then it is no page about a product
