Feature: Auditors watch the watchers, and take their answers away

  # On a new ledger nothing can be late: the nearest last day of anything is days away. What can be seen is that an open one is none.
  Scenario: A request is not late while its last day is to come, nor once it was answered
    Given a subject with something in every tier
    When customs has asked tax for the tax paid
    Then its last day is ten working days away, and the auditor finds it open and not late
    And each word that the auditor finds late is later than its last day
    When tax has answered
    Then the auditor does not find it late either

  Scenario: Who reads more on a day than is usual is named with the read that is one too many
    Given a subject with something in every tier
    When customs reads the tax paid 20 times for a purpose of its own
    Then the auditor finds nothing unusual in that
    When customs reads it once more
    Then the auditor finds 21 reads for that purpose by customs' officers on one day, of which 20 would have been usual

  Scenario: An answer is taken away on paper that its gateway has signed
    Given an enterprise whose filing is ACTIVE
    When the auditor takes the acts on the filing away on paper
    Then the paper is signed by audit's gateway, every byte of it
    And in it are the very acts that the auditor is told, under a manifest that says what was asked and what it covers
    And the receipt in it is accepted by the zone's verifier
    And nobody else gets one:
      | who                            | status | code                    |
      | the customs officer            | 403    | NOT_PERMITTED           |
      | the clerk                      | 403    | NOT_PERMITTED           |
      | the operator                   | 403    | NOT_PERMITTED           |
      | a consumer                     | 401    | AUTHENTICATION_REQUIRED |
      | a consumer at the audit gateway | 401    | AUTHENTICATION_REQUIRED |
      | the clerk at the audit gateway | 401    | AUTHENTICATION_REQUIRED |
    And nobody else is told what is late or unusual:
      | who                            | status | code                    |
      | the customs officer            | 403    | NOT_PERMITTED           |
      | the clerk                      | 403    | NOT_PERMITTED           |
      | a consumer at the audit gateway | 401    | AUTHENTICATION_REQUIRED |
