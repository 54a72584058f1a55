Feature: The auditor sees every version, who made it and who endorsed it

  Background:
    Given an enterprise whose filing is ACTIVE

  Scenario: The four versions of a filing
    When the auditor reads the history of the filing
    Then it has these versions:
      | version | status    | by                   |
      | 1       | SUBMITTED | the clerk            |
      | 2       | VERIFIED  | the market officer   |
      | 3       | ACCEPTED  | the customs officer  |
      | 4       | ACTIVE    | the commerce officer |
    And each version names its block, transaction, time and at least 3 endorsing agencies
    And blocks and times go forward
    And each version says that the status changed

  Scenario: A credit word was endorsed by the agency that owns it
    Given each agency has given the best class
    When the auditor reads the history of each credit word
    Then the last version of each was proposed by the owner's officer, taken by its reviewer and endorsed by the owner and two others

  Scenario: The history is the auditor's alone
    Then these people cannot read the history of the filing:
      | who                                      | status | code                    |
      | the customs officer                      | 403    | NOT_PERMITTED           |
      | the market reviewer                      | 403    | NOT_PERMITTED           |
      | the clerk                                | 403    | NOT_PERMITTED           |
      | the operator                             | 403    | NOT_PERMITTED           |
      | a consumer                               | 401    | AUTHENTICATION_REQUIRED |
      | a consumer at the audit gateway          | 401    | AUTHENTICATION_REQUIRED |
      | the clerk at the audit gateway           | 401    | AUTHENTICATION_REQUIRED |
      | the customs officer at the audit gateway | 401    | AUTHENTICATION_REQUIRED |

  Scenario Outline: The auditor asks who has written what, and follows a record through its versions and days, in <language>
    When the auditor asks the desk about the enterprise, in <language>
    Then the desk lists all 4 acts on the filing, and the newest is "<newest>"
    When the auditor opens the newest of them
    Then the page says that the status went from ACCEPTED to ACTIVE, and who wrote it
    When the auditor opens the enterprise as of the day before it filed
    Then nothing stood on that day
    And an export of the answer has a line for each act and a digest that holds

    Examples:
      | language | newest                   |
      | en       | Step of a filing decided |
      | zh-CN    | 备案审核决定                   |

  Scenario: There is no history of what never was
    When the auditor reads the history of a filing that never was
    Then it is refused with 404 NOT_FOUND
