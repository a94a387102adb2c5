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
