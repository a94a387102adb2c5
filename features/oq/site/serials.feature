Feature: Serial numbers come from one pool, once each, whatever happens on the way
  The site draws from a pool and gives to its line; the pool is told what became of each serial number.

  Background:
    Given the scenario "carton-serials"
    And the camera reads every good code

  @OQ-L3-002 @positive @URS-SER-002 @URS-SER-003 @URS-SER-004 @RISK-005 @RISK-006
  Scenario: Serial numbers are random, once each, and the pool knows what became of them
    A whole batch with rejects: the pool gave out what is on the packs, and its numbers are those of the line.

    Given a batch of 60 packs of "product A" is running at nominal speed
    When the camera cannot read the next 2 packs
    And the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    When 20 s pass
    And the pool is asked how many serial numbers it holds in which state
    Then every serial number on a pack was given out by the pool
    And the serial numbers of "product A" that the pool gave out are random
    And no serial number is printed on two packs
    And the pool holds as many serial numbers as commissioned as packs have passed

  @OQ-L3-003 @worst-case @URS-SER-002 @RISK-005
  Scenario: Two lines that draw serial numbers of one product never get the same
    Another line draws while this one runs at full speed.

    Given the site draws 30 serial numbers when fewer than 100 are left
    And L2 fetches 30 serial numbers when fewer than 10 are left
    And a batch of "product A" is running at maximum speed
    When another line draws 500 serial numbers of "product A" from the pool
    And 40 more packs have passed the exit
    And another line draws 500 serial numbers of "product A" from the pool
    And 20 s pass
    Then no serial number was given out by the pool twice
    And every serial number on a pack was given out by the pool
    And no serial number is printed on two packs

  @OQ-L3-004 @boundary @URS-SER-006 @RISK-022 @RISK-006
  Scenario: A pool that is used up gives no more, and the line stops before a pack is without a serial number
    Serial numbers of five characters end soon, for guessing one must stay hopeless; none is used again.

    Given the serial numbers of "product A" have 5 characters
    And the site draws 30 serial numbers when fewer than 30 are left
    And L2 fetches 20 serial numbers when fewer than 5 are left
    And a batch of 200 packs of "product A" is running at nominal speed
    When another line draws 2000 serial numbers of "product A" from the pool
    Then the pool gives fewer than that
    When 10 more packs have passed the exit
    Then the alarm "serials low" is shown
    And the alarm "serials empty" is latched
    And the belt stands
    And no serial number was given out by the pool twice
    And the serial numbers of "product A" that the pool gave out are random
    And no pack without a code passes
    And no serial number is printed on two packs

  @OQ-L3-030 @negative @URS-SER-003 @RISK-006 @RISK-005
  Scenario: The pool refuses what cannot be
    A serial number that nobody was given, or that is on a label already, changes nothing at the pool.

    Given a batch of "product A" is running at nominal speed
    When another line draws ten serial numbers of "product A" from the pool
    And the pool is told that a serial number is printed that it never gave out
    Then the pool refuses it
    When the pool is told of ten printed serial numbers, one of which it never gave out
    Then the pool refuses it
    When a serial number that was printed is given back to the pool
    Then the pool refuses it
    When the pool is asked how many serial numbers it holds in which state
    Then every serial number on a pack was given out by the pool

  @OQ-L3-051 @recovery @URS-REC-001 @URS-SER-002 @RISK-018 @RISK-005
  Scenario Outline: Site server or pool lose their power while lines run
    The same request is answered the same, and what became of serial numbers is told again until it is heard.

    Given the site draws 30 serial numbers when fewer than 100 are left
    And L2 fetches 30 serial numbers when fewer than 25 are left
    And a batch of 60 packs of "product A" is running at nominal speed
    When another line draws 20 serial numbers of "product A" from the pool
    And 20 more packs have passed the exit
    And <who> loses its power
    And 10 more packs have passed the exit
    And the power of <who> comes back
    And that request is repeated
    And the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    When 60 s pass
    And the pool is asked how many serial numbers it holds in which state
    Then no serial number was given out by the pool twice
    And no serial number is printed on two packs
    And the pool holds as many serial numbers as commissioned as packs have passed

    Examples:
      | who      |
      | L3       |
      | the pool |

  @OQ-L3-052 @rev-2 @negative @URS-SER-002 @URS-SER-003 @RISK-005 @RISK-022 @RISK-027
  Scenario Outline: Whatever a pool answers, no pack gets a serial number that is not its own
    The line runs on what the site has, and the site asks again as soon as it is answered rightly.

    Given the site draws 30 serial numbers when fewer than 100 are left
    And L2 fetches 30 serial numbers when fewer than 10 are left
    And a batch of 300 packs of "product A" is running at nominal speed
    When the pool answers <how>
    And 35 more packs have passed the exit
    And the pool answers rightly again
    And 150 more packs have passed the exit
    And 30 s pass
    Then every serial number on a pack was given out by the pool
    And no pack without a code passes
    And no serial number is printed on two packs

    Examples:
      | how                                                 |
      | that it is empty                                    |
      | with half of what was asked                         |
      | with half of what was asked, and says nothing of it |
      | everything twice                                    |
      | with serial numbers of before                       |
      | with characters that no code can hold               |
      | with the answer to another request                  |
      | that it did not do what it did                      |
      | 20 s late                                           |
      | nothing                                             |
