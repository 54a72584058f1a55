Feature: A code is scanned from a page, and nothing has to be installed
  The page reads what the camera sees by itself. No picture leaves the phone, and a code that leads somewhere else is not followed.

  Scenario Outline: The camera sees the code of a batch, with a phone in <language>
    Given a batch of sweaters with a journey and five credit words
    And a phone in <language> whose camera sees the batch's code
    When its camera is opened on the scan page
    Then the page of the batch opens in <language>
    And the phone has asked nobody but the zone, and only for what pages are made of

    Examples:
      | language |
      | Chinese  |
      | English  |

  Scenario: A photo of the code does as well
    Given a batch of sweaters with a journey and five credit words
    And a phone in English whose camera sees nothing
    When it is given a photo of the batch's code on the scan page
    Then the page of the batch opens in English
    And the phone has asked nobody but the zone, and only for what pages are made of

  Scenario Outline: A copied label leads somewhere else, with a phone in <language>
    Given a batch of sweaters with a journey and five credit words
    And a phone in <language> whose camera sees a code of the batch that leads to elsewhere.example
    When its camera is opened on the scan page
    Then the scan page says "<title>" and "elsewhere.example"
    And the phone has asked nobody but the zone, and only for what pages are made of
    When the product is looked up here
    Then the page of the batch opens in <language>

    Examples:
      | language | title                                |
      | Chinese  | 该二维码并不指向本试验区             |
      | English  | This code does not lead to this zone |

  Scenario: What is no product code is shown as it is
    Given a phone in English whose camera sees a code with the text "WIFI:S:mill;T:WPA;P:<b>secret</b>;;"
    When its camera is opened on the scan page
    Then the scan page says "This is no product code" and "WIFI:S:mill;T:WPA;P:<b>secret</b>;;"
    And the phone has asked nobody but the zone, and only for what pages are made of

  Scenario: A photo without a code says so
    Given a phone in English whose camera sees nothing
    When it is given a photo of nothing on the scan page
    Then the scan page says "There is no code to read in this picture" and "in good light"

  Scenario Outline: Whoever does not let it use the camera has two other ways, with a phone in <language>
    Given a phone in <language> that does not let pages use its camera
    When its camera is opened on the scan page
    Then the scan page says "<title>" and "<more>"

    Examples:
      | language | title                      | more                         |
      | Chinese  | 未获准使用摄像头           | 另两种方式不需要摄像头       |
      | English  | The camera was not allowed | two ways below need no camera |

  Scenario: Without scripts the number is typed
    Given a batch of sweaters with a journey and five credit words
    And a phone in English that runs no scripts
    When the batch's link is typed on the scan page
    Then the page of the batch opens in English
