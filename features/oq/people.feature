Feature: People do at L2 what their role allows, under their own name
  Users, passwords, signatures, the audit trail, the clock and the alarm journal of the line controller.

  Background:
    Given the scenario "carton-people"

  Rule: Roles and access

    @OQ-L2-029 @negative @URS-ACC-001 @URS-AUD-001 @RISK-024
    Scenario Outline: A role may do what the matrix says and nothing else
      Each role asks for each function there is, and every denial is on record.

      Given "<who>" is logged in
      When "<who>" asks for each thing that can be asked
      Then L2 has allowed what the role "<role>" may, and nothing else
      And every refusal is in the audit trail

      Examples:
        | who           | role          |
        | operator 1    | operator      |
        | supervisor    | supervisor    |
        | administrator | administrator |
        | reviewer      | quality       |

    @OQ-L2-030 @negative @URS-ACC-002 @URS-ACC-001 @RISK-024
    Scenario: Wrong passwords lock a user, and inactivity logs a user off
      Nobody guesses a password, and nobody works under the name of somebody who has left.

      Given "administrator" is logged in
      When "operator 2" asks to confirm the clearance
      Then L2 refuses it and names "not logged in"
      When "operator 2" tries to log in with a wrong password two times
      Then L2 refuses it and names "wrong"
      When "operator 2" logs in
      Then L2 accepts it
      When "operator 2" tries to log in with a wrong password three times
      And "operator 2" logs in
      Then L2 refuses it and names "locked"
      When "administrator" unlocks "operator 2"
      Then L2 accepts it
      When "operator 2" logs in
      Then L2 accepts it
      When nobody touches the HMI for as long as users stay logged in
      And "operator 2" asks to confirm the clearance
      Then L2 refuses it and names "not logged in"
      And the audit trail says that "operator 2" did "log_in"
      And the audit trail says that "l2" did "lock operator 2"
      And the audit trail says that "administrator" did "unlock operator 2"
      And the audit trail says that "operator 2" did "log_off"
      And every refusal is in the audit trail
      And no password is in any record

  Rule: Signatures

    @OQ-L2-031 @negative @URS-SIG-001 @URS-ACC-002 @RISK-024
    Scenario: A batch is ended over an open case only with the signature of the supervisor who asks
      Name and password are needed, and the signature stays with the record of what was signed.

      Given "operator 1" has logged in and runs a batch of "product A"
      And "supervisor" is logged in
      When the order is complete
      And "supervisor" asks to end the batch with an open case because "end of campaign"
      Then L2 refuses it and names "signature"
      When "supervisor" asks to end the batch with an open case because "end of campaign" and signs with a wrong password
      Then L2 refuses it and names "password"
      When "supervisor" asks to end the batch with an open case because "end of campaign" and "reviewer" signs
      Then L2 refuses it and names "cannot sign"
      When "supervisor" asks to end the batch with an open case because "end of campaign" and signs as "responsibility"
      Then L2 accepts it
      And the entry of it is signed by "supervisor" as "responsibility"
      And every refusal is in the audit trail
      And no password is in any record

  Rule: The audit trail

    @OQ-L2-032 @negative @URS-AUD-002 @RISK-073
    Scenario: The audit trail has what was created, changed and deleted, and nobody changes it
      Who, what, when, old value, new value and why; an attempt to change it is an entry itself.

      Given "administrator" is logged in
      And "supervisor" is logged in
      When "administrator" creates the user "operator 3" as "operator" because "joins shift 2"
      Then L2 accepts it
      When "administrator" makes the user "operator 3" a "supervisor" because "leads shift 2"
      Then L2 accepts it
      When "administrator" deletes the user "operator 3" because "left the site"
      Then L2 accepts it
      And the audit trail says that "administrator" did "create user:operator 3" from "nothing" to "operator" because "joins shift 2"
      And the audit trail says that "administrator" did "change user:operator 3" from "operator" to "supervisor" because "leads shift 2"
      And the audit trail says that "administrator" did "delete user:operator 3" from "supervisor" to "nothing" because "left the site"
      When "administrator" wants entry 3 of the audit trail to say "nothing of interest"
      Then L2 refuses it and names "cannot be changed"
      And the audit trail says that "administrator" did "change trail:3"
      And the audit trail is whole when "supervisor" reads it
      When "administrator" wants the audit trail to be switched off
      Then L2 refuses it and names "cannot be switched off"
      And every refusal is in the audit trail
      When "supervisor" logs in
      Then the audit trail is whole when "supervisor" reads it

    @OQ-L2-033 @positive @URS-AUD-002 @RISK-073
    Scenario: The audit trail is filtered, exported and printed, complete and readable
      What a reviewer gets is what people really asked.

      Given "operator 1" has logged in and runs a batch of "product A"
      And "supervisor" is logged in
      And "reviewer" is logged in
      When the operator stops the line
      And the line is started again
      And "nobody" asks to stop the line
      And "operator 1" asks to close the open case because "shift change"
      And the order is complete
      And "supervisor" asks to close the open case because "end of order"
      And "reviewer" exports the audit trail
      Then L2 accepts it
      And the export has everything that people asked of L2
      When "reviewer" exports what the audit trail has of "operator 1"
      Then L2 accepts it
      And the export has every entry of "operator 1" and no other
      When "reviewer" prints the audit trail
      Then L2 accepts it
      And each page of the print-out says who printed it and which page of how many it is, and no entry is missing
      When "reviewer" reads the audit trail with the filter "who=supervisor; what=close_case"
      Then L2 accepts it
      And L2 has read one entry
      When "reviewer" reads the audit trail with the filter "of whom?"
      Then L2 refuses it and names "filter"

  Rule: Alarms

    @OQ-L2-035 @worst-case @URS-ALM-001 @RISK-074
    Scenario: No alarm of a flood is lost, from when it was raised until it was cleared
      Priority, latch, comment and user stand in the journal, and an alarm that comes again has a line of its own.

      Given "operator 1" has logged in and runs a batch of "product A"
      When emergency stop, guard, reject bin and air trip at one moment
      And 5 s pass
      Then the alarm journal that "operator 1" reads has each alarm that was raised
      And the alarm journal says that "emergency stop" is latched and of high priority
      And the alarm journal says that "air pressure low" is latched and of medium priority
      And four alarms of the journal are not cleared
      When "operator 1" acknowledges the alarms with the comment "hall was evacuated"
      Then L2 accepts it
      When emergency stop, guard, reject bin and air are put right
      And 5 s pass
      And the operator presses the emergency stop
      And 5 s pass
      Then the alarm journal that "operator 1" reads has each alarm that was raised
      And the alarm journal says that "operator 1" acknowledged four alarms with the comment "hall was evacuated"
      And one alarm of the journal is not cleared

  Rule: Time

    @OQ-L2-034 @worst-case @URS-TIM-001 @URS-TIM-002 @RISK-073
    Scenario Outline: L2 states the right time over <change>, whatever happens to its clock
      UTC order is kept, no duration is negative, and a lost time server or a clock that jumps is an alarm.

      Given it is "<moment>" when the test case begins
      And "operator 1" has logged in and runs a batch of "product A"
      When the operator presses the emergency stop
      And 15 s pass
      And the operator releases the emergency stop
      And "operator 1" acknowledges the alarms with the comment "nothing was wrong"
      And the clock of L2's computer jumps ahead by 5 min
      Then the alarm "clock moved" comes within the limit of URS-TIM-002
      When the line is started again
      And 5 more packs have passed the exit
      And the clock of L2's computer jumps back by 10 min
      Then the alarm "clock moved" comes within the limit of URS-TIM-002
      When the operator acknowledges the alarms
      And the time server is lost
      Then the alarm "time server lost" comes within the limit of URS-TIM-002
      When the time server is back
      Then the alarm "time server lost" goes
      And the times of the audit trail are in order and right within the limit of URS-TIM-001
      And no duration in the alarm journal is negative

      Examples:
        | change                 | moment               |
        | the end of summer time | 2026-10-25T00:59:45Z |
        | its beginning          | 2027-03-28T00:59:45Z |
        | the end of the year    | 2026-12-31T22:59:45Z |
