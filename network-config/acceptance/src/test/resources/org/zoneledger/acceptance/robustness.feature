Feature: Noise is refused and never breaks or reveals anything

  Scenario Outline: Noise on every route of the <gateway> gateway, from <who>
    Given the routes that the <gateway> gateway describes
    When <who> sends 24 requests of noise to each route of the <gateway> gateway
    Then each is answered, and none with a server error
    And no answer repeats the resident identity number that was in the noise
    And every refusal is a problem with a code
    And the <gateway> gateway is healthy in the same process

    Examples:
      | gateway  | who                 |
      | operator | a consumer          |
      | commerce | the clerk           |
      | customs  | the customs officer |
      | audit    | the auditor         |
