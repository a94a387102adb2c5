Feature: The camera is an inspection position with a limit, counters and jobs of its own
  A camera that finds fault after fault stops the line by itself, tells what it counted, and inspects only with a job
  that it has.

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  @OQ-L1-900 @boundary @URS-CAM-001 @URS-STP-001 @URS-STP-002 @URS-STP-003 @RISK-014 @RISK-015
  Scenario Outline: The camera stops the line at its limit of faults in a row, until it is reset
    One fault fewer goes on; the limit stops the line, and acknowledging alone does not start it again.

    Given the camera stops the line after 4 faults in a row
    And a batch of "product A" is running at <speed> speed
    When the camera cannot read one pack fewer than its limit of faults in a row
    Then those packs are rejected
    And the line keeps running
    And the alarm "camera series stop" does not come
    When the camera cannot read as many packs as its limit of faults in a row
    Then the belt stands within the limit of URS-STP-001
    And the alarm "camera series stop" is latched
    And no pack passes after that
    And a start without acknowledgement is refused
    When the operator acknowledges the alarms
    And the operator asks for the line to start
    Then L2 refuses it and names "camera series stop"
    When <reset>
    And the line is started again
    Then the line runs again
    And those packs are rejected
    When the camera cannot read one pack fewer than its limit of faults in a row
    Then those packs are rejected
    And the line keeps running
    And the alarm "camera series stop" does not come
    And L2 reports every pack that passed as commissioned

    Examples:
      | speed   | reset                                   |
      | minimum | the operator resets the camera          |
      | nominal | the operator resets the camera at the HMI |
      | maximum | the operator resets the camera          |

  @OQ-L1-901 @positive @URS-CAM-002 @RISK-014 @RISK-021
  Scenario Outline: At the end of a batch the camera's counters are those of the packs it saw
    Triggers, detections and rejects are the truth about what came before the camera, and L2 shows them so.

    Given a batch of 30 packs of "product A" is running at <speed> speed
    When the camera cannot read the next 2 packs
    And 5 more packs have passed the exit
    And the printer leaves the next pack blank
    And the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    And the camera and L2 tell the counters of the packs that came before the camera

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-902 @negative @URS-ORD-001 @RISK-002
  Scenario: No batch runs with an inspection job that the camera does not have
    A camera that lacks the product's job says so, and the batch does not begin.

    Given the camera has no inspection job for "product A"
    And the line stands empty before a batch of "product A"
    And the operator confirms that the line is empty
    When the operator asks for the batch of "product A"
    Then the alarm "camera job wrong" is shown
    And L2 refuses it and names "camera job wrong"
