Feature: What is not public is read on a ground, and each such read is known
  One subject with something in every tier: an address its filing shares with agencies (T1), the tax it paid, which tax gives out on a
  ground (T2), a note tax keeps for itself (T3), a contact person (T4), a turnover it grants to a bank (T5).

  Background:
    Given a subject with something in every tier

  Scenario: Every field, everybody who asks, every route
    Then each finds this much and no more, wherever they look:
      | who                                          | name | address | grounds | order | tax paid | note | contact | turnover |
      | a consumer                                   | yes  | no      | no    | no       | no       | no   | no      | no       |
      | a consumer at the tax gateway                | yes  | no      | no    | no       | no       | no   | no      | no       |
      | the operator                                 | yes  | no      | no    | no       | no       | no   | no      | no       |
      | the clerk                                    | yes  | yes     | yes   | yes      | no       | no   | yes     | yes      |
      | another enterprise's clerk                   | yes  | no      | no    | no       | no       | no   | no      | no       |
      | the bank                                     | yes  | no      | no    | no       | no       | no   | no      | no       |
      | the bank on its grant                        | yes  | no      | no    | no       | no       | no   | no      | yes      |
      | another enterprise's clerk on the bank's grant | yes  | no     | no    | no       | no       | no   | no      | no       |
      | the tax officer                              | yes  | yes     | yes   | yes      | yes      | yes  | no      | no       |
      | the tax reviewer                             | yes  | yes     | yes   | yes      | yes      | yes  | no      | no       |
      | the customs officer                          | yes  | yes     | yes   | yes      | no       | no   | no      | no       |
      | the customs officer on a share request       | yes  | yes     | yes   | yes      | yes      | no   | no      | no       |
      | the market officer on customs' share request | yes  | yes     | yes   | yes      | no       | no   | no      | no       |
      | the customs officer on a legal basis         | yes  | yes     | yes   | yes      | no       | no   | yes     | no       |
      | the forex officer                            | yes  | yes     | yes   | yes      | no       | no   | no      | no       |
      | the forex officer on a legal basis           | yes  | yes     | yes   | yes      | no       | no   | no      | no       |
      | the market officer                           | yes  | yes     | yes   | yes      | no       | no   | no      | no       |
      | the commerce officer                         | yes  | yes     | yes   | yes      | no       | no   | no      | no       |
      | the auditor                                  | yes  | yes     | yes   | yes      | no       | no   | no      | no       |
      | the auditor on a mandate                     | yes  | yes     | yes   | yes      | yes      | no   | no      | no       |
      | the customs officer on the auditors' mandate | yes  | yes     | yes   | yes      | no       | no   | no      | no       |
      | the tax officer at the market gateway        | yes  | no      | no    | no       | no       | no   | no      | no       |

  Scenario: The subject learns who has read what, and on which ground
    When the customs officer reads the tax paid on a share request
    And the bank reads the turnover on its grant
    And the customs officer reads the contact on a legal basis
    And the auditor reads the tax paid on a mandate
    Then the subject finds each of these reads with its ground, and can prove it from what everybody sees

  Scenario: The files of the nodes hold what their organisation may hold
    When the customs officer reads the tax paid on a share request
    Then these nodes and no others have it in their files:
      | what     | organisations                                 |
      | address  | customs, tax, forex, market, commerce, audit  |
      | turnover | customs, tax, forex, market, commerce, audit  |
      | tax paid | tax                                           |
      | note     | tax                                           |
      | contact  | customs, tax, market, commerce                |

  Scenario: Nothing restricted is in a block, a log or a metric
    When flawed requests with personal data are refused
    Then no block, no log, no metric and no refusal holds anything of it

  Scenario: Who goes round the gateways is refused by the ledger
    Then the chaincode refuses these:
      | attempt                                             | code          |
      | customs' officer keeps details of tax               | NOT_OWNER     |
      | customs' gateway keeps details of tax               | NOT_OWNER     |
      | market's officer reads on customs' share request    | NOT_GRANTED   |
      | customs' officer reads more than was granted        | NOT_GRANTED   |
      | customs' officer grants its own request             | NOT_OWNER     |
      | tax's officer reads on the auditors' mandate        | NOT_GRANTED   |
      | customs' gateway reads for the auditor what tax keeps | NOT_GRANTED   |
      | forex's officer erases the contact                  | NOT_PERMITTED |
      | forex's officer reads the contact                   | NOT_OWNER     |
      | the operator's gateway keeps a person               | NOT_PERMITTED |

  Scenario: Values endorsed by others than their holders do not count
    Then tax's details kept by tax's own officer with these endorsements end so:
      | endorsed by            | the peers say              |
      | customs                | ENDORSEMENT_POLICY_FAILURE |
      | customs, forex, market | ENDORSEMENT_POLICY_FAILURE |
      | tax                    | VALID                      |
    And an erasure of nobody is not endorsed by forex at all

  Scenario: A share request has its owner's word, its period and its end
    When customs asks tax for the tax paid
    Then nobody reads anything on it before tax's word
    When tax refuses it
    Then nobody reads anything on it
    When customs asks tax for the tax paid
    And tax grants it
    Then customs reads the tax paid on it
    When tax revokes it
    Then nobody reads anything on it

  Scenario: A standing rule is the owner's word beforehand
    Given tax's standing rule for market and vat-check
    When market asks tax for the tax paid for vat-check
    Then it is granted at once and market reads the tax paid on it

  Scenario: Auditors read on a mandate that neither they nor the audited agency have made
    When customs records a mandate of auditors over the tax paid
    Then the auditor reads the tax paid on it, and the subject learns of it
    When customs ends it
    Then the auditor reads nothing on it

  Scenario: A grant ends when the subject takes it back
    Given the bank has a grant of its own
    When the subject takes it back
    Then the bank reads nothing on it

  Scenario: A person is deleted with what customs says of its quota, and the receipt of that remains
    Given another contact whom nothing keeps
    When the customs officer says how much of the contact's quota is used
    Then the customs officer cannot confirm that alone
    When the customs reviewer confirms it
    Then the market officer reads it on a legal basis, and the forex officer does not
    When the clerk asks to delete the contact
    Then it is ERASED for everybody to see
    And nobody finds the contact any more
    When the peers' databases are rewritten
    Then no file of any node holds the contact

  Scenario: Whom the law still keeps is restricted until the day
    Given another contact whom the law keeps for a year
    When the clerk asks to delete the contact
    Then it is RESTRICTED for everybody to see
    And no officer reads the contact any more

  Scenario: A draft is its enterprise's alone
    When the clerk keeps a draft of a filing
    Then the clerk finds it, nobody else does, and only commerce's nodes hold it
    When the clerk throws the draft away
    Then the clerk finds no draft
