Feature: A batch starts, runs and ends under control
  Order, line clearance, reconciliation, samples and who may do what.

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  Rule: A batch starts only when everything is ready

    @OQ-L2-002 @negative @URS-ORD-002 @RISK-023
    Scenario: A batch does not start without line clearance
      Packs of the batch before must be off the line before a new one begins.

      Given the line stands empty before a batch of "product A"
      When the operator asks for the batch of "product A"
      Then L2 refuses it and names "clear"
      When the operator confirms that the line is empty
      Then L2 accepts it
      When the operator asks for the batch of "product A"
      Then L2 accepts it

    @OQ-L2-003 @negative @URS-ORD-001 @RISK-023
    Scenario: A batch whose master data are not released does not start
      Only released master data are printed on packs.

      Given the master data of "product A" are not released
      And the line stands empty before a batch of "product A"
      And the operator confirms that the line is empty
      When the operator asks for the batch of "product A"
      Then L2 refuses it

  Rule: At the end of a batch the numbers come out

    @OQ-L2-006 @positive @URS-SER-004 @URS-REP-001 @RISK-021
    Scenario: A batch with rejects and a sample reconciles
      Every serial number has one end state, and the report counts what was physically made.

      Given L2 fetches 30 serial numbers when fewer than 10 are left
      And a batch of 40 packs of "product A" is running at nominal speed
      When the camera cannot read the next 2 packs
      And the operator takes a sample
      And the order is complete
      And "supervisor" asks to close the open case because "end of order"
      And 10 s pass
      And "supervisor" asks to close the open pallet because "end of order"
      And 10 s pass
      And the operator ends the batch
      Then L2 accepts it
      And the serial numbers of the batch balance
      And the batch report counts packs and containers as they truly are

    @OQ-L2-007 @negative @URS-AGG-002 @RISK-024
    Scenario: A batch does not end with an open case unless a supervisor gives a reason
      A batch is not closed over a case nobody decided about.

      Given a batch of 25 packs of "product A" is running at nominal speed
      When the order is complete
      And the operator ends the batch
      Then L2 refuses it and names "open"
      When "supervisor" asks to end the batch with an open case because "end of campaign"
      Then L2 accepts it
      And the serial numbers of the batch balance

    @OQ-L2-008 @positive @URS-SER-005 @RISK-022
    Scenario: Serial numbers that were not used go back to the site
      What was fetched and not printed is given back, as many as the report says.

      Given a batch of 20 packs of "product A" is running at nominal speed
      When the order is complete
      And 10 s pass
      And "supervisor" asks to end the batch with an open case because "end of order"
      Then L2 accepts it
      And the unused serial numbers go back to the site
      And the serial numbers of the batch balance

    @OQ-L2-019 @positive @URS-SMP-001 @RISK-025
    Scenario: A sample is reported as sampled
      A pack taken for quality control leaves the batch under its own name.

      Given a batch of "product A" is running at nominal speed
      When the operator takes a sample
      Then L2 accepts it
      And L2 reports that pack as sampled

    @OQ-L2-005 @positive @URS-REP-001 @URS-AUD-001 @RISK-021 @RISK-024
    Scenario: A pause changes no count
      Stopping and going on with packs on the line loses none, adds none and is on record.

      Given a batch of "product A" is running at nominal speed
      When 10 more packs have passed the exit
      And the operator stops the line
      Then the HMI shows as many good packs as have passed
      When 60 s pass
      Then the HMI shows as many good packs as have passed
      When the line is started again
      And 10 more packs have passed the exit
      And the operator stops the line
      Then the HMI shows as many good packs as have passed
      And exactly 0 packs have been rejected
      And L2 reports every pack that passed as commissioned
      And the audit trail says that "operator 1" asked to stop the line

    @OQ-L2-038 @positive @URS-REP-001 @RISK-021
    Scenario Outline: The HMI shows as many good and rejected packs as there are
      The counters people look at tell the truth, whether the line was stopped or has come to the end of its order.

      Given a batch of 30 packs of "product A" is running at nominal speed
      When the camera cannot read the next 2 packs
      And 10 more packs have passed the exit
      And <moment>
      Then the HMI shows as many good packs as have passed
      And the HMI shows as many rejected packs as fell into the reject bin

      Examples:
        | moment                      |
        | the operator stops the line |
        | the order is complete       |

  Rule: People do what their role allows

    @OQ-L2-929 @rev-2 @negative @URS-AUD-001 @URS-AGG-002 @RISK-024
    Scenario Outline: A request is granted by role
      Who may do what follows the role, and an unknown user may nothing.

      Given a batch of "product A" is running at nominal speed
      When "<who>" asks to <request> because "shift change"
      Then L2 refuses it and names "<why>"

      Examples:
        | who        | request                         | why               |
        | operator 1 | close the open case             | role operator may |
        | operator 1 | close the open pallet           | role operator may |
        | operator 1 | end the batch with an open case | role operator may |
        | nobody     | stop the line                   | unknown user      |
        | nobody     | acknowledge the alarms          | unknown user      |

    @OQ-L2-037 @boundary @URS-AUD-001 @URS-AGG-002 @RISK-024
    Scenario: What people enter has limits
      A reason that is empty, too long or no text at all is refused with a message.

      Given a batch of 25 packs of "product A" is running at nominal speed
      When the order is complete
      And "supervisor" asks to close the open case with a reason of 0 characters
      Then L2 refuses it and names "reason"
      When "supervisor" asks to close the open case with a reason of 201 characters
      Then L2 refuses it and names "too long"
      When "supervisor" asks to close the open case with a reason that holds control characters
      Then L2 refuses it and names "control characters"
      When "supervisor" asks to close the open case with a reason of 200 characters
      Then L2 accepts it
      And L2 reports every case with exactly the packs that are in it
