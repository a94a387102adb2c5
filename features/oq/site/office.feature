Feature: A batch is documented, released and archived
  The office of the site has a batch released when nothing of it is open, is given its documents, and finds them in the
  archive when all else of the batch is purged.

  Background:
    Given the scenario "carton-enterprise"
    And the camera reads every good code

  @OQ-L3-005 @positive @URS-DOC-001 @URS-REP-001 @RISK-021 @RISK-003 @RISK-004
  Scenario Outline: Every good pack is commissioned once, with what is true of it
    Lot and expiry, the time with its offset, the read point and the place are those of the batch and of each pack.

    Given a batch of 40 packs of "product A" is running at <speed> speed
    When the camera cannot read the next 2 packs
    And the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    When 20 s pass
    And the office asks for the document of the batch as EPCIS 2.0 JSON
    Then every good pack has one commissioning event there, with what is true of it

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L3-009 @positive @URS-DOC-001 @URS-REP-002 @RISK-021
  Scenario Outline: The document of a batch can be read by everybody
    In both versions of EPCIS: valid, every event with an id of its own, nothing packed before it is commissioned.

    Given a batch of 40 packs of "product A" is running at nominal speed
    When the camera cannot read the next pack
    And the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    When 20 s pass
    And the office asks for the document of the batch as <form>
    Then the document is valid, and tells nothing before it could be
    And every good pack has one commissioning event there, with what is true of it

    Examples:
      | form           |
      | EPCIS 2.0 JSON |
      | EPCIS 1.2 XML  |

  @OQ-L3-012 @negative @URS-REL-001 @RISK-060
  Scenario: A batch is released when nothing of it is open, and not before
    While the line runs, while an exception is under way in the store, while the enterprise has not confirmed all.

    Given a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And the office asks for the release of the batch
    Then the release is refused with the reason
    When the clerk begins to replace a pack in a closed case and stops at the photo
    And the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    When 20 s pass
    And the office asks for the release of the batch
    Then the release is refused with the reason
    When the link between L3 and L4 is cut
    And L3 loses its power
    And the power of L3 comes back
    And the clerk goes on where the desk stands
    Then the desk says that it is done
    When the office asks for the release of the batch
    Then the release is refused with the reason
    When the link between L3 and L4 is mended
    And 60 s pass
    And the office asks for the release of the batch
    Then the batch is released

  @OQ-L3-016 @recovery @URS-ARC-001 @RISK-061
  Scenario Outline: A document comes out of the archive as it was when all else is purged
    The site server loses its power in between, for an archive outlives that too.

    Given a batch of 40 packs of "product A" is running at nominal speed
    When the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    When 20 s pass
    And the office asks for the document of the batch as <form>
    Then the document is valid, and tells nothing before it could be
    When the office asks for the release of the batch
    Then the batch is released
    When the office archives the batch
    And L3 loses its power
    And the power of L3 comes back
    And the office asks for the document of the batch as <form>
    Then it comes out of the archive as it was before
    And the document is valid, and tells nothing before it could be

    Examples:
      | form           |
      | EPCIS 2.0 JSON |
      | EPCIS 1.2 XML  |
