Feature: A random inspection is drawn before anybody can know it, and anybody can draw it again
  Customs fixes the declarations of a day. The seed is the root of the log after the next block, so nobody chose it.

  Scenario: Every gateway draws the same declarations, and the reader too
    Given customs has fixed 600 declarations of enterprises of all four grades
    When something else is written
    Then every gateway gives the same seed and the same declarations
    And whoever computes it from the list and the seed finds the same
    And it is published how much of each grade was drawn, and the better grade less
    And a list in which one was spared and one was picked by hand is found out

  Scenario: A list is customs' own and is never changed
    Given customs has fixed 10 declarations of enterprises of all four grades
    Then the tax officer is refused a list as NOT_OWNER
    And customs cannot send another list under the same id
