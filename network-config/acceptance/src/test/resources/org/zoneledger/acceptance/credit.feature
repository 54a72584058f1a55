Feature: An agency's credit word is its own
  Each of the five agencies says how it classes a subject. Nobody else can say it for it: not another agency, not a majority,
  not the software in between. The peers enforce that.

  Scenario: Five agencies give their words
    Given an enterprise whose filing is ACCEPTED
    When each agency's officer gives the best class
    Then each is written as version 1
    And everybody sees that the five words are effective
    And everybody sees these classes:
      | scheme   | class              |
      | customs  | ADVANCED_CERTIFIED |
      | tax      | A                  |
      | market   | NORMAL             |
      | commerce | EXCELLENT          |

  Scenario: An officer speaks for the own agency only
    Given an enterprise whose filing is ACCEPTED
    Then these people cannot give the customs word:
      | who                                    | status | code                    |
      | the tax officer                        | 403    | NOT_OWNER               |
      | the commerce officer                   | 403    | NOT_OWNER               |
      | the tax officer at the customs gateway | 401    | AUTHENTICATION_REQUIRED |
      | the customs reviewer                   | 403    | NOT_PERMITTED           |
      | the clerk                              | 403    | NOT_PERMITTED           |
      | the auditor                            | 403    | NOT_PERMITTED           |
      | the operator                           | 403    | NOT_PERMITTED           |
      | a consumer                             | 401    | AUTHENTICATION_REQUIRED |

  Scenario: What breaks a rule of a credit word is refused by its field
    Given an enterprise whose filing is ACCEPTED
    Then these customs words are refused and nothing is written:
      | flaw                                      | status | code            | field              |
      | a class the rule set does not have        | 422    | CLASS_UNKNOWN   | classCode          |
      | an assessment of tomorrow                 | 422    | PERIOD_INVALID  | assessedOn         |
      | an assessment before every rule set       | 422    | RULESET_UNKNOWN | ruleset            |
      | a period that is over                     | 422    | PERIOD_INVALID  | validTo            |
      | a period that ends before it begins       | 422    | PERIOD_INVALID  | validFrom          |
      | a date that does not exist                | 422    | TIME_INVALID    | validTo            |
      | a score of 1001                           | 422    | VALUE_INVALID   | restricted.score   |
      | no legal basis                            | 422    | FIELD_MISSING   | legalBasis         |
      | a resident identity number in the grounds | 422    | PERSONAL_DATA   | restricted.grounds |

  Scenario: Without an accepted filing there is no slot for a word
    Given an enterprise whose filing is VERIFIED
    When the customs officer gives the word ADVANCED_CERTIFIED
    Then it is refused with 422 FILING_NOT_ACCEPTED in "uscc"

  Scenario: An officer of another agency is refused by the chaincode too
    Given an enterprise whose filing is ACCEPTED
    When the tax officer goes round the gateways with a word for customs
    Then the chaincode refuses it as NOT_OWNER
    And the customs slot is still vacant

  Scenario: Another agency's gateway cannot put a word into the mouth of customs' officer
    Given an enterprise whose filing is ACCEPTED
    When tax's gateway goes to the peers with a word in the name of customs' officer
    Then the chaincode refuses it as NOT_OWNER
    And the customs slot is still vacant

  Scenario: An officer cannot speak in another's name
    Given an enterprise whose filing is ACCEPTED
    When the customs reviewer goes to the peers with a word in the name of customs' officer
    Then the chaincode refuses it as NOT_PERMITTED
    And the customs slot is still vacant

  Scenario: The customs word needs customs and two of the others, whoever signs it
    Given an enterprise whose filing is ACCEPTED
    Then a customs word by customs' own people with these endorsements ends so:
      | endorsed by                  | the peers say              |
      | tax, forex, market, commerce | ENDORSEMENT_POLICY_FAILURE |
      | tax, forex, market           | ENDORSEMENT_POLICY_FAILURE |
      | customs                      | ENDORSEMENT_POLICY_FAILURE |
      | customs, market              | ENDORSEMENT_POLICY_FAILURE |
    And the customs slot is still vacant
    And a customs word by customs' own people with these endorsements ends so:
      | endorsed by              | the peers say |
      | customs, forex, commerce | VALID         |
    And everybody sees the customs class ADVANCED_CERTIFIED

  Scenario: The peers take nothing from the audit organisation
    Given an enterprise whose filing is ACCEPTED
    When the auditor goes to the peers with a word for customs
    Then the peers refuse because audit is not among the channel's writers
    And the customs slot is still vacant

  Scenario: The orderers take nothing from the audit organisation
    Given an enterprise whose filing is ACCEPTED
    And a customs word that customs, tax and market have endorsed
    When the auditor hands it to each orderer
    Then each orderer answers FORBIDDEN
    And the customs slot is still vacant
    When customs' reviewer hands it to an orderer
    Then that orderer answers SUCCESS
    And everybody sees the customs class ADVANCED_CERTIFIED
