Feature: A scanner that types something else than it reads books nothing to another pack
  Samples, scrapped and reworked packs are booked by a scan at the HMI, whose scanner types like a keyboard.

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code
    And the order for "product A" has the lot "ZY-4001"

  @OQ-L2-920 @negative @URS-SMP-001 @URS-REP-001 @RISK-025 @RISK-021
  Scenario Outline: A sample is booked as what it is or not at all
    Keyboard layout, caps lock or a lost separator make another code of it, which is of no pack.

    Given a batch of "product A" is running at nominal speed
    When 10 more packs have passed the exit
    And the scanner at the HMI types <typing>
    And the operator takes a sample
    Then L2 refuses it and names "the code is not of this batch"
    And L2 books no pack for it
    When the scanner at the HMI is set up right
    And that pack is scanned again
    Then L2 accepts it
    And L2 reports that pack as sampled

    Examples:
      | typing               |
      | with y and z swapped |
      | with caps lock on    |
      | no separator         |

  @OQ-L2-921 @negative @URS-RWK-001 @URS-SER-003 @RISK-011 @RISK-025
  Scenario Outline: A rejected pack is re-admitted as what it is or not at all
    What the scanner made of its code is verified in every field, as the camera would.

    Given a batch of "product A" is running at nominal speed
    When the camera cannot read the next pack
    Then that pack is rejected
    When 10 more packs have passed the exit
    And the scanner at the HMI types <typing>
    And the operator brings the rejected pack to the rework station
    Then L2 refuses it
    And L2 books no pack for it
    When the scanner at the HMI is set up right
    And that pack is scanned again
    Then L2 accepts it
    And L2 reports that pack as commissioned

    Examples:
      | typing               |
      | with y and z swapped |
      | with caps lock on    |
      | no separator         |

  @OQ-L2-922 @negative @URS-SER-004 @URS-REP-001 @RISK-025 @RISK-021
  Scenario Outline: A pack that is destroyed is booked as what it is or not at all
    The number of a good pack must not be given up because a scanner mistypes that of another.

    Given a batch of "product A" is running at nominal speed
    When the camera cannot read the next pack
    Then that pack is rejected
    When 10 more packs have passed the exit
    And the scanner at the HMI types <typing>
    And the supervisor scraps the rejected pack
    Then L2 refuses it and names "the code is not of this batch"
    And L2 books no pack for it
    When the scanner at the HMI is set up right
    And that pack is scanned again
    Then L2 accepts it
    And L2 reports that pack as destroyed

    Examples:
      | typing               |
      | with y and z swapped |
      | with caps lock on    |
      | no separator         |
