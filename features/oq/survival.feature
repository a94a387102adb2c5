Feature: What L2 has of a batch outlives what fails around it
  Links that stay away, stores that take nothing more, power that goes: the line stops before anything is lost.

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  @OQ-L2-026 @recovery @URS-REC-002 @URS-REP-001 @RISK-020
  Scenario: A long loss of the link to the site stops the line before anything is lost
    The line runs as long as everything can be kept, stands until the site has it, and then loses and doubles nothing.

    Given L2 keeps at most 40 events that the site has not acknowledged
    And a batch of "product A" is running at nominal speed
    When the link between L2 and L3 is cut
    Then at most 45 packs pass before the belt stands
    And the alarm "report buffer full" is latched
    And a start without acknowledgement is refused
    When the operator acknowledges the alarms
    And the operator asks for the line to start
    Then L2 refuses it and names "report buffer full"
    When the link between L2 and L3 is mended
    And 20 s pass
    And the line is started again
    And 10 more packs have passed the exit
    Then L2 reports every pack that passed as commissioned
    And the site server holds every commissioned pack exactly once

  @OQ-L2-023 @recovery @URS-REC-001 @URS-REC-004 @URS-SER-002 @RISK-018
  Scenario: An ordered shutdown keeps everything, and the restart goes on as if nothing had been
    A power supply that runs on battery has L2 shut down in time; no serial number is void and no pack is in doubt.

    Given a batch of "product A" is running at nominal speed
    When the camera cannot read the next pack
    And 10 more packs have passed the exit
    And the power supply of L2 runs on battery and has it shut down
    Then L2 can be switched off within the limit of URS-REC-004
    And the belt stands
    When L2 loses its power
    And 60 s pass
    And the power of L2 comes back
    Then the HMI shows of the batch what it showed before
    When the line is started again
    And 20 more packs have passed the exit
    Then L2 reports no serial number as destroyed
    And exactly 1 packs have been rejected
    And no serial number is printed on two packs
    And L2 reports every pack that passed as commissioned

  @OQ-L2-024 @negative @URS-REC-005 @URS-SER-002 @RISK-018 @RISK-020
  Scenario Outline: A store that takes nothing stops the line before anything is lost
    What cannot be kept is told to nobody; the line stands until it can, and then nothing is missing or there twice.

    Given a batch of "product A" is running at nominal speed
    When the store of L2 <fails>
    Then at most 5 packs pass before the belt stands
    And the alarm "store fault" is latched
    And a start without acknowledgement is refused
    When the operator acknowledges the alarms
    And the operator asks for the line to start
    Then L2 refuses it and names "store fault"
    When the store of L2 works again
    And the line is started again
    And 10 more packs have passed the exit
    Then no serial number is printed on two packs
    And L2 reports every pack that passed as commissioned
    And the site server holds every commissioned pack exactly once

    Examples:
      | fails             |
      | is full           |
      | cannot be reached |

  @OQ-L2-036 @recovery @URS-REC-006 @URS-SER-002 @URS-REP-001 @RISK-005 @RISK-018
  Scenario: A backup that is older than the line is brought up to date before the line runs
    What the site has heard since holds, no serial number that was used since is used again, and what is behind the
    gate and in no report is taken off by hand.

    Given L2 fetches 40 serial numbers when fewer than 10 are left
    And a batch of 150 packs of "product A" is running at nominal speed
    When a backup of L2 is taken
    And 50 more packs have passed the exit
    And the operator stops the line
    And 15 s pass
    And L2 loses its power
    And the backup of L2 is put back
    And the link between L2 and L3 is cut
    And the power of L2 comes back
    Then the alarm "restored from backup" is latched
    When the operator asks for the line to start
    Then L2 refuses it and names "since the backup"
    When the link between L2 and L3 is mended
    And 10 s pass
    And the operator removes the packs from the reject zone
    And the line is started again
    And the line is started again where it has stopped
    And 20 more packs have passed the exit
    Then no serial number is printed on two packs
    And no two packs that passed carry the same code
    When the operator stops the line
    Then the HMI shows as many good packs as have passed
    And L2 reports every pack that passed as commissioned
    And the site server holds every commissioned pack exactly once
