Feature: Anybody can check what the zone says, without trusting who says it

  Scenario: A filing and an event are proven to a stranger who has nothing but the agencies' roots
    Given a subject with something restricted in every kind of record
    When a stranger takes the receipts of the filing, the product and an event from the operator
    Then the zone's own verifier accepts each of them and names at least 3 agencies
    And a verifier written by others in another language accepts each of them
    And the receipt of the event takes at most 4096 bytes without the event
    And neither accepts any of them once a letter of it was changed

  Scenario: A stranger is shown that a version is the newest, and that there is no such record
    Given an enterprise whose filing is ACTIVE
    When a stranger asks the operator for the receipt of the filing, and for one that a filing nobody made does not exist
    Then both verifiers say that the first is the newest version, and that there is no record of the second
    And both refuse the second as proof that the first does not exist
    And the operator gives no receipt that the first does not exist

  Scenario: A stranger finds out that a serial number was never recorded, and is told of what is captured
    Given a subject with something restricted in every kind of record
    When a stranger searches every page for the batch of sweaters, and for a sweater that nobody has captured
    Then the first was recorded, and the second never was, as at least 3 agencies have cosigned
    When a stranger begins to watch the sweaters, and then another batch of them is captured
    Then the stranger is told of that event, its page and who captured it

  Scenario: Every gateway keeps the same log, and every agency's log is cosigned by others
    Given an enterprise whose filing is ACTIVE
    Then every gateway serves the same tiles and entries, byte for byte
    And every agency publishes a checkpoint of the whole log with at least 3 cosignatures
    And an audit of the logs finds that all agree
    And the tools of the Go checksum database accept every agency's log, entry by entry

  Scenario: An agency whose gateway is killed holds nobody up, and comes back with the same log
    When forex-gateway is killed
    And an enterprise can file
    Then a stranger soon has the receipt of that filing
    And forex-gateway is healthy again within 20 seconds in another process
    And every gateway serves the same tiles and entries, byte for byte

  Scenario: A checkpoint that no agency has signed is cosigned by nobody
    When somebody asks every agency to cosign another history of the customs log
    Then each refuses with NOT_PERMITTED

  Scenario Outline: A browser checks a receipt by itself, in <language>
    Given an enterprise whose filing is ACTIVE
    When a stranger opens the page that checks receipts with that of the filing, in <language>
    Then the page says "<good>" and who cosigned
    When the stranger gives it the same receipt with a letter changed
    Then the page says "<bad>" and shows nothing as proven
    When the stranger asks the page whether a filing that nobody made exists, in <language>
    Then the page says "<good>" and that there is no such record

    Examples:
      | language | good                                 | bad                      |
      | en       | Your browser has checked this receipt | This receipt is not good |
      | zh       | 您的浏览器已核验这份回执                         | 这份回执不成立                  |

  Scenario Outline: A consumer's phone checks every step that it is shown, in <language>
    Given a batch of sweaters with a journey and five credit words
    When a consumer's phone has checked the page of the batch, in <language>
    Then that page says "<good>" and every step has a tick
    When a receipt is changed on its way to the phone
    Then that page says "<bad>" in red, with the reason

    Examples:
      | language | good                       | bad                                |
      | en       | Your device has checked all | A record on this page is not proven |
      | zh       | 您的设备已自行核验全部                | 本页面有一条记录未能得到证明                     |
