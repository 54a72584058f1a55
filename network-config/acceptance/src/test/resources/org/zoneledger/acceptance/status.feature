Feature: One command says how the zone is

  Scenario: The status of a healthy zone
    When somebody asks for the status
    Then the command ends with 0
    And the zone is described by its name, home, portBase, fabric, consensus, channel, height, indexLag, gateways and consumer
    And these nodes are described, all healthy and supervised:
      | kind      | organisations                                          |
      | orderer   | customs, tax, market, commerce                         |
      | chaincode | customs, tax, forex, market, commerce                  |
      | peer      | customs, tax, forex, market, commerce, operator, audit |
      | gateway   | customs, tax, forex, market, commerce, operator, audit |
    And every process id belongs to a process
    And every address is listened to

  Scenario: The height follows what is written, and the indexes follow the height
    Given somebody asked for the status
    When an enterprise files
    Then the height has grown
    And the index lag is 0 again
