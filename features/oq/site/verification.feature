Feature: Partners are told what a pack is
  A pharmacy or a wholesaler asks about single packs. What it is told is held against what happened to the pack.

  Background:
    Given the scenario "carton-enterprise"
    And the camera reads every good code

  @OQ-L3-015 @worst-case @URS-VER-001 @URS-VER-002 @URS-VER-003 @RISK-003 @RISK-005 @RISK-006
  Scenario: A question about a pack has the right answer in time
    Good, unknown, of another lot, recalled, out of the market, dispensed, cloned: one batch, one question after the other.

    Given a batch of "product A" is running at nominal speed
    When the camera cannot read the next pack
    And 20 more packs have passed the exit
    And 40 s pass
    When the pharmacy asks about that pack
    Then the enterprise answers that the pack is out of the market
    And the answer about the pack comes within the limit of URS-VER-002
    When a pack that has passed is taken in hand
    And the pharmacy asks about that pack
    Then the enterprise answers that the pack is good
    And the answer about the pack comes within the limit of URS-VER-002
    When the pharmacy asks about a serial number that no pack has
    Then the enterprise answers that the pack is unknown
    When the pharmacy asks about a pack of another product
    Then the enterprise answers that the pack is of another product
    When the pharmacy asks about that pack with a lot that there is not
    Then the enterprise answers that the pack is of an unknown lot
    When the pharmacy asks about that pack with another expiry date
    Then the enterprise answers that the pack is of another expiry date
    When the pharmacy dispenses that pack
    Then the enterprise answers that the pack is good
    When the pharmacy asks about that pack
    Then the enterprise answers that the pack is dispensed already
    When another pharmacy dispenses that pack
    Then the enterprise answers that the pack is cloned
    When 61 s pass
    And the wholesaler takes back that it dispensed that pack
    Then the enterprise answers that the pack is dispensed by another one
    When the pharmacy takes back that it dispensed that pack
    Then the enterprise answers that the pack is good
    When another pack that has passed is taken in hand
    And the pharmacy asks about that pack
    And 10 s pass
    And the wholesaler asks about that pack
    Then the enterprise answers that the pack is cloned
    When the lot of that pack is recalled
    And 61 s pass
    And the pharmacy asks about that pack
    Then the enterprise answers that the pack is recalled
    When the pharmacy dispenses that pack
    Then the enterprise answers that the pack is not to be dispensed, for it is recalled
    When the recall of that lot is taken back
    And the pharmacy asks about that pack
    Then the enterprise answers that the pack is good

  @OQ-L3-061 @worst-case @URS-VER-001 @RISK-004
  Scenario: An expired pack is told as such, until its lot is good for longer
    The lot has expired on the day before; who made it extends its date.

    Given the order for "product A" expires on "260104"
    And a batch of "product A" is running at nominal speed
    When 10 more packs have passed the exit
    And 40 s pass
    And a pack that has passed is taken in hand
    And the pharmacy asks about that pack
    Then the enterprise answers that the pack is expired
    When the pharmacy dispenses that pack
    Then the enterprise answers that the pack is not to be dispensed, for it is expired
    When the expiry date of that lot is extended to "270100"
    And the pharmacy asks about that pack
    Then the enterprise answers that the pack is good for longer

  @OQ-L3-064 @boundary @URS-VER-001 @RISK-006
  Scenario: A dispensing is undone within ten days only
    Whoever comes later does not get it back; the world stands still for ten days.

    Given a batch of "product A" is running at nominal speed
    When 10 more packs have passed the exit
    And the operator ends the batch
    And 40 s pass
    And a pack that has passed is taken in hand
    And the pharmacy dispenses that pack
    Then the enterprise answers that the pack is good
    When 241 h pass
    And the pharmacy takes back that it dispensed that pack
    Then the enterprise answers that the pack is dispensed too long ago

  @OQ-L3-062 @positive @URS-VER-001 @RISK-003 @RISK-005 @RISK-006
  Scenario: A wholesaler asks over the wire before it sells what came back
    By GET, as services of verification have it.

    Given partners speak "vrs" to the enterprise
    And a batch of "product A" is running at nominal speed
    When 10 more packs have passed the exit
    And 40 s pass
    And a pack that has passed is taken in hand
    And the wholesaler asks about that pack
    Then the enterprise answers that the pack is good
    When the wholesaler asks about a serial number that no pack has
    Then the enterprise answers that the pack is unknown
    When the wholesaler asks about that pack with another expiry date
    Then the enterprise answers that the pack is of another expiry date
    When the wholesaler asks about a pack of another product
    Then the enterprise answers that the pack is of another product
    When the pharmacy asks about that pack
    Then the enterprise answers that the pack is cloned

  @OQ-L3-063 @positive @URS-VER-001 @RISK-003 @RISK-005 @RISK-006
  Scenario: A pharmacy dispenses over the wire
    In the manner of national systems of the European Union.

    Given partners speak "emvs" to the enterprise
    And a batch of "product A" is running at nominal speed
    When 10 more packs have passed the exit
    And 40 s pass
    And a pack that has passed is taken in hand
    And the pharmacy asks about that pack with a lot that there is not
    Then the enterprise answers that the pack is of an unknown lot
    When the pharmacy dispenses that pack
    Then the enterprise answers that the pack is good
    When the pharmacy dispenses that pack
    Then the enterprise answers that the pack is dispensed already
    When the wholesaler takes back that it dispensed that pack
    Then the enterprise answers that the pack is dispensed by another one
    When the pharmacy takes back that it dispensed that pack
    Then the enterprise answers that the pack is good
    When the lot of that pack is recalled
    And the pharmacy asks about that pack
    Then the enterprise answers that the pack is recalled
