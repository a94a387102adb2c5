Feature: Every reject is carried out and proved
  A decision is worth nothing until the right pack lies in the reject bin and the line knows that it does.

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  @OQ-L1-012 @positive @URS-REJ-005 @URS-REJ-002 @RISK-008 @RISK-012
  Scenario Outline: A confirmed reject does not stop the line
    The pusher hits the right pack at every speed, the bin sees it, and the line goes on.

    Given a batch of "product A" is running at <speed> speed
    When the text beside the code of the next pack shows another lot
    Then that pack is rejected
    And the packs before and behind it pass
    And nothing else is rejected
    And the line keeps running
    And the alarm "reject not confirmed" does not come
    And L2 reports that pack as rejected
    And L2 does not report that pack as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-013 @negative @URS-REJ-007 @URS-STP-002 @URS-STP-003 @RISK-012 @RISK-015
  Scenario Outline: A reject that is not confirmed stops the line
    A pack that was ordered out must not leave the line, even when the pusher fails.

    Given a batch of "product A" is running at <speed> speed
    And the reject pusher will have no effect on the next pack
    When the camera cannot read that pack
    Then that pack is still inside the reject zone when the belt stands
    And the belt stands within the limit of URS-REJ-007 after the reject order
    And the alarm "reject not confirmed" is latched
    And a start without acknowledgement is refused
    And L2 does not report that pack as commissioned
    And L2 reports every good pack before it as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-014 @negative @URS-TRK-001 @RISK-017
  Scenario Outline: A good pack pushed off without an order is noticed
    A pack that falls into the bin without an order is no good pack any more.

    Given a batch of "product A" is running at <speed> speed
    When the pusher strikes the next good pack without an order
    Then the alarm "good pack removed" is latched
    And that pack is rejected
    And L2 does not report that pack as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-015 @negative @URS-STP-001 @URS-STP-002 @URS-STP-003 @RISK-013
  Scenario Outline: The line stops when the reject bin cannot take rejects
    Rejects need a bin that is closed and has room; without it the line stops until a person has seen to it.

    Given a batch of "product A" is running at <speed> speed
    When <event>
    Then the belt stands within the limit of URS-STP-001
    And the alarm "<alarm>" is latched
    And a start without acknowledgement is refused
    And no pack passes after that
    When <remedy>
    And the line is started again
    Then the alarm "<alarm>" goes
    And the line runs again

    Examples:
      | event                             | alarm         | remedy                              | speed   |
      | the reject bin is full            | bin full      | the operator empties the reject bin | minimum |
      | the operator opens the reject bin | bin door open | the operator closes the reject bin  | nominal |
      | the reject bin is full            | bin full      | the operator empties the reject bin | maximum |

    @nightly
    Examples: the rest of them at the other speeds
      | event                             | alarm         | remedy                              | speed   |
      | the reject bin is full            | bin full      | the operator empties the reject bin | nominal |
      | the operator opens the reject bin | bin door open | the operator closes the reject bin  | minimum |
      | the operator opens the reject bin | bin door open | the operator closes the reject bin  | maximum |

  @OQ-L1-016 @boundary @URS-REJ-006 @RISK-014
  Scenario Outline: The line stops at the limit of rejects in a row and not before
    One reject fewer than the limit goes on, the limit itself stops the line.

    Given a batch of "product A" is running at <speed> speed
    When the camera cannot read one pack fewer than the limit of rejects in a row
    Then those packs are rejected
    And the line keeps running
    And the alarm "consecutive rejects" does not come
    When the camera cannot read as many packs as the limit of rejects in a row
    Then the alarm "consecutive rejects" is latched
    And the belt stands
    And none of those packs passes
    And a start without acknowledgement is refused

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-017 @boundary @URS-REJ-011 @URS-STP-002 @URS-STP-003 @RISK-014
  Scenario Outline: The line stops at the limit of rejects among the latest packs and not before
    Every other pack is bad, so that no row of rejects stops the line; what lies further back counts no more.

    Given L1 stops after 6 rejects among the latest 20 packs
    And a batch of 300 packs of "product A" is running at <speed> speed
    When the camera cannot read one pack fewer than the limit of rejects among the latest packs
    Then those packs are rejected
    And the line keeps running
    And the alarm "reject rate" does not come
    When as many good packs come by as the reject rate looks at
    And the camera cannot read one pack fewer than the limit of rejects among the latest packs
    Then those packs are rejected
    And the line keeps running
    And the alarm "reject rate" does not come
    When as many good packs come by as the reject rate looks at
    And the camera cannot read as many packs as the limit of rejects among the latest packs
    Then the alarm "reject rate" is latched
    And the belt stands
    And none of those packs passes
    And a start without acknowledgement is refused
    When the line is started again
    Then the line runs again
    And L2 reports every pack that passed as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-018 @negative @URS-TRK-001 @RISK-017
  Scenario Outline: A pack taken away between camera and gate is noticed
    A pack that disappears between camera and gate is missed and never reported as good.

    Given a batch of "product A" is running at <speed> speed
    When somebody takes the next pack off the belt behind the camera
    Then the alarm "missing pack" is shown
    And L1 reports that pack as missing
    And L2 does not report that pack as commissioned
    And nothing else is rejected

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-019 @negative @URS-TRK-001 @URS-REJ-001 @RISK-017
  Scenario Outline: A pack that nobody tracked is rejected
    A pack that comes in behind the camera is never taken for one that was verified.

    Given a batch of "product A" is running at <speed> speed
    When somebody puts a pack that the line has never seen onto the belt behind the camera
    Then that pack is rejected
    And the alarm "extra pack" is shown
    And L1 reports an extra pack
    And nothing else is rejected

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-021 @negative @URS-REJ-001 @URS-TRK-001 @RISK-009
  Scenario Outline: Two packs that touch are both rejected
    Packs that the pusher cannot hit one by one go into the bin together.

    Given a batch of "product A" is running at <speed> speed
    When the next pack follows the one before it with hardly a gap
    Then those packs are rejected
    And nothing else is rejected
    And L2 reports none of those packs as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L2-020 @positive @URS-SER-004 @RISK-025 @RISK-021
  Scenario: A scrapped pack is reported as destroyed
    A pack that is destroyed has its own end state, and only a supervisor gives it.

    Given a batch of "product A" is running at nominal speed
    When the camera cannot read the next pack
    Then that pack is rejected
    When 10 s pass
    And the supervisor scraps the rejected pack
    Then L2 accepts it
    And L2 reports that pack as destroyed
    And L2 does not report that pack as commissioned

  @OQ-L2-901 @positive @URS-RWK-001 @RISK-011 @RISK-025
  Scenario: A rejected pack is re-admitted at the rework station
    A rejected pack that is verified at the rework station is accounted for.

    Given a batch of "product A" is running at nominal speed
    When the camera cannot read the next pack
    Then that pack is rejected
    When 10 s pass
    And the operator brings the rejected pack to the rework station
    Then L2 accepts it
    And L2 reports that pack as commissioned

  @OQ-L2-018 @negative @URS-RWK-001 @URS-REJ-001 @RISK-011
  Scenario Outline: A rejected pack that is put back onto the belt is rejected again
    Only the rework station can make a rejected pack good again.

    Given a batch of "product A" is running at <speed> speed
    When the camera cannot read the next pack
    Then that pack is rejected
    When somebody puts the rejected pack back onto the belt before the camera
    Then that pack is rejected
    And L2 does not report that pack as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |
