Feature: Credit on the pages of officers, of the enterprise and of everybody
  Two people of an agency give its word in their browsers. The enterprise reads on its own page what made its grade and what would raise
  it, everybody reads the grade and what the law publishes. All of it in Chinese and English, on a phone.

  Scenario Outline: From an officer's proposal to the pages of the enterprise and of everybody, in <language>
    Given an enterprise whose filing is ACTIVE
    And tax has given the class B
    When the customs officer proposes the class DISCREDITED at the desk in <language>
    Then the desk says "<proposed>"
    And the customs officer finds it at the desk in <language> as "<own>", with no button
    When the customs reviewer approves it at the desk in <language>
    Then the desk says "<approved>"
    # (30 x 300 + 25 x 800) / 55, and DISCREDITED warns
    And the clerk's page on credit in <language> shows the grade C with 527 points, because "<warning>"
    And it names these inputs:
      | <discredited> | <customs points> |
      | <B>           | <tax points>     |
    # (30 x 1000 + 25 x 800) / 55
    And it says that "<if customs>" would make A with 909 points
    # (30 x 300 + 25 x 1000) / 55
    And it says that "<if tax>" would make C with 618 points
    And everybody's page in <language> shows the grade C and "<class>", and nothing that is restricted

    Examples:
      | language | proposed                     | own          | approved                         | warning           | discredited           | customs points | B               | tax points    | if customs                              | if tax                     | class  |
      | Chinese  | 已提出，待本机关第二人决定。 | 由您提出     | 已同意，决定已生效，等级已随之更新。 | 有警示情形，最高为 C。 | 海关企业信用等级 · 失信企业 | 权重 30，300 分   | 纳税缴费信用级别 · B级 | 权重 25，800 分  | 若“海关企业信用等级 · 失信企业”改为“高级认证企业”          | 若“纳税缴费信用级别 · B级”改为“A级”    | 失信企业   |
      | English  | Proposed. A second person    | proposed by you | Approved. The decision stands | Something warns: C at best. | Customs class · Discredited | weight 30, 300 points | Tax class · B | weight 25, 800 points | If Customs class · Discredited were Advanced certified (AEO) | If Tax class · B were A | Discredited |

  Scenario Outline: What is wrong with a form is said at its field, in <language>
    Given an enterprise whose filing is ACTIVE
    When the customs officer proposes the class CERTIFIED at the desk in <language>, assessed on 2026-03-31
    Then the desk says at the field classCode "<why>"
    And everything that was written is still there
    When the officer writes today in the field assessedOn and proposes again
    Then the desk says "<proposed>"
    When the same officer's browser sends an approval
    Then the desk says "<own>"
    And the customs slot is still vacant

    Examples:
      | language | why                                        | proposed       | own                                |
      | Chinese  | 评定日期当日施行的规则没有该等级。         | 已提出         | 未办成：本提议由您提出，须由本机关另一人决定。 |
      | English  | The rule set in force on the day of the assessment has no such class. | Proposed. | Not done: You have proposed this yourself |

  Scenario Outline: Market regulation finds a false origin at its desk, in <language>
    Given an enterprise with an active filing and a product
    When the market officer finds at the desk in <language> that the origin of a product nobody has registered is false
    Then the desk says at the field goods.gtin "<unknown>"
    When the officer writes the product of the enterprise in the field goods.gtin and proposes again
    Then the desk says "<proposed>"
    When the market reviewer approves it at the desk in <language>
    Then the page of the product in <language> says "<false>"

    Examples:
      | language | unknown                                    | proposed  | false                          |
      | Chinese  | 没有企业登记过该产品。                 | 已提出    | 原产地不实                     |
      | English  | No enterprise has registered this product. | Proposed. | Its origin is not what it says |
