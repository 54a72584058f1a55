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

  Scenario Outline: What matters most stands first on a phone in <language>: sweaters that are <state>
    Given an enterprise with two products, yarn and sweaters
    And sweaters that are <state>
    When a consumer opens their link with a phone in <language>
    Then the page is in <language>
    And the first thing it says is "<first>"
    And it speaks of the "<more>"
    And it fits the phone
    And it asked nobody but the zone

    Examples: nothing against them
      | state | language | first                        | more                         |
      | good  | Chinese  | 没有不良记录                 | 海关放行（出口）             |
      | good  | English  | Nothing against it on record | Released by customs (export) |

    Examples: called back by market regulation
      | state    | language | first                   | more                       |
      | recalled | Chinese  | 已召回，请停止使用      | 请勿让儿童接触             |
      | recalled | English  | Recalled. Stop using it | Keep it away from children |

    Examples: a serial number that nobody has made, in a batch that is known
      | state         | language | first                                  | more                                       |
      | counterfeited | Chinese  | 查无此序列号                           | 没有序列号 NEVER-MADE 的任何记录           |
      | counterfeited | English  | Nothing is known of this serial number | proves nothing about the one in your hands |

    Examples: sent off, and never arrived
      | state | language | first                        | more                                  |
      | lost  | Chinese  | 没有不良记录                 | 但流转记录不完整                      |
      | lost  | English  | Nothing against it on record | No later record says where it arrived |

    Examples: reported to have failed an inspection, which was declared wrong
      | state       | language | first                        | more                                           |
      | misreported | Chinese  | 没有不良记录                 | 声明此条记录有误：数据不正确                   |
      | misreported | English  | Nothing against it on record | by who submitted it: its data were not correct |

  Scenario Outline: A product nobody has registered is not shown as one in <language>
    When a consumer opens the link of a product nobody has registered with a phone in <language>
    Then the page is in <language>
    And it is no page about a product
    And it speaks of the "<word>"
    And it fits the phone

    Examples:
      | language | word                                   |
      | Chinese  | 这里没有这款商品的登记                 |
      | English  | no product is registered here under it |

  Scenario: Market regulation sees how often a code is scanned, where it is scanned
    Given an enterprise with two products, yarn and sweaters
    And sweaters that are good
    When a consumer opens their link with a phone in Chinese
    Then the market officer at the operator gateway sees that their code was scanned
