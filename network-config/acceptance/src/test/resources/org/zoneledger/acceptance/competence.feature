Feature: The peers enforce who may say what
  Every transaction in the credit of enterprises and persons, with the blind thresholds, the objections and the approvals of rule sets that
  go with it, is tried by everybody, straight at the peers, once with the peer of whom it belongs to and once without. What is refused here is refused by the ledger itself. The table stands in competence.md; who is refused by the gateways
  before that is in gateway/wire/roles.md.

  Scenario: Every credit transaction, by everybody, with and without its owner
    Given an enterprise whose filing is ACTIVE
    And an accredited evaluator
    Then the table of competence is that of "competence.md"
