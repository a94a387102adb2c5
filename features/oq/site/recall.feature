Feature: A recall finds every pack that it concerns, where it is, and no other
  By the lot, by a pack or by what it is in; by the site server's own records, and by nothing but the events that the
  enterprise holds.

  Background:
    Given the scenario "carton-enterprise"
    And the camera reads every good code

  @OQ-L3-013 @worst-case @URS-RCL-001 @URS-RCL-002 @RISK-062
  Scenario Outline: Every pack of a lot, of a case or of a pallet is found at all levels
    With rejects, a sample out of a case, and packs that are in no case when the batch ends.

    Given a batch of 77 packs of "product A" is running at nominal speed
    When the camera cannot read the next 2 packs
    And 2 pallets stand in the store
    And the clerk takes a sample out of a case
    Then the desk says that it is done
    When the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    When 20 s pass
    And the office recalls a <what> of the batch
    Then every pack that it concerns is named, with what it is in, and no other
    And which packs it concerns is known within the limit of URS-RCL-002
    When a <what> of the batch is recalled by queries to the enterprise
    Then every pack that it concerns is named, with what it is in, and no other
    And which packs it concerns is known within the limit of URS-RCL-002

    Examples:
      | what   |
      | lot    |
      | pack   |
      | case   |
      | pallet |

  @OQ-L3-014 @worst-case @URS-RCL-001 @URS-RCL-003 @RISK-062
  Scenario: After rework and packing anew everything is found where it is, and where it was can be told
    A case is packed anew, and a pack of another case takes the place of one that is destroyed.

    Given a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And the clerk packs a case anew
    Then the desk says that it is done
    When the clerk replaces a pack in a closed case
    Then the desk says that it is done
    When the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    When 20 s pass
    And the office recalls a case of the batch
    Then every pack that it concerns is named, with what it is in, and no other
    When the office recalls a lot of the batch
    Then every pack that it concerns is named, with what it is in, and no other
    When a lot of the batch is recalled by queries to the enterprise
    Then every pack that it concerns is named, with what it is in, and no other
    When the office asks where a pack has been that was moved in the store
    Then every container is told in which it has been, and the last is where it is
