Feature: People work at a desk in their browser
  Whoever shows a certificate finds at their organisation's gateway what waits for them and what concerns them, in Chinese and English.

  Scenario Outline: Three officers take a filing through its life at their desks
    Given an enterprise whose filing is SUBMITTED
    When the market officer decides VERIFY on the filing at the desk in <language>
    And the customs officer decides ACCEPT on the filing at the desk in <language>
    And the commerce officer decides ACTIVATE on the filing at the desk in <language>
    Then everybody sees the filing ACTIVE

    Examples:
      | language |
      | zh-CN    |
      | en       |

  Scenario: What is refused is said on the desk, and nothing is written
    Given an enterprise whose filing is ACCEPTED
    When the commerce officer activates the filing at the desk up to a day that is over
    Then the desk says that the period is over
    And everybody sees the filing ACCEPTED

  Scenario: A form sent twice is one decision, and one from elsewhere is none
    Given an enterprise whose filing is SUBMITTED
    When the market officer sends the form of the desk twice
    Then both times it is done, and the filing has one version more
    When a page from elsewhere makes the customs officer's browser send the form
    Then it is refused and everybody sees the filing VERIFIED

  Scenario: Tax answers a share request at its desk
    Given an enterprise with an active filing of which tax knows what it paid
    When customs asks tax for the tax paid
    And the tax officer decides GRANT on the request at the desk in zh-CN
    Then customs reads what it asked for

  Scenario Outline: An enterprise finds its filing, its uses, its reads and its people at its desk
    Given a subject with something in every tier
    When the customs officer reads the tax paid on a share request
    Then the clerk's desk in <language> shows "<state>", "<read>" and the contact, and fits a phone
    And another enterprise's desk shows nothing of it

    Examples:
      | language | state  | read               |
      | zh-CN    | 有效     | 凭共享申请              |
      | en       | active | on a share request |

  Scenario Outline: Everybody reads the disclosure policy as a page
    Then the policy page in <language> shows "<closed>" and every record type, and fits a phone

    Examples:
      | language | closed    |
      | zh-CN    | 不予共享      |
      | en       | T3 closed |
