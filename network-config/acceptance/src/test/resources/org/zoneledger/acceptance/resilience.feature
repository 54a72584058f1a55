Feature: Processes die and the zone goes on

  Scenario Outline: A killed <node> is back within 20 seconds
    When <node> is killed
    Then <node> is healthy again within 20 seconds in another process
    And an enterprise can file

    Examples:
      | node             |
      | tax-peer         |
      | market-chaincode |
      | forex-gateway    |
      | customs-orderer  |

  Scenario: What was acknowledged while processes were killed is there afterwards
    Given an enterprise whose filing is ACCEPTED
    And 2 of its clients register one product after another, repeating what was not answered
    When these are killed one after the other, each as soon as the clients had 3 more products acknowledged:
      | customs-peer      |
      | customs-chaincode |
      | commerce-gateway  |
      | tax-orderer       |
    And the clients had 3 more products acknowledged and stop
    Then no client was refused
    And the auditor finds each acknowledged product once and with version 1

  Scenario: Taking the zone down and up loses nothing
    Given a subject with something restricted in every kind of record
    And what everybody sees of it is noted
    When the zone is taken down
    Then no node runs
    When the zone is taken up
    Then every node is healthy
    And everybody sees of it what was noted
    And an enterprise can file
