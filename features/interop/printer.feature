Feature: A printer and the line controller understand each other, whatever the printer speaks
  What is ordered is printed, unchanged and once, and a wire that fails does no harm.

  Background:
    Given the scenario "carton-wired"
    And the camera reads every good code

  @IOP-PRN-004 @positive @URS-COM-004 @URS-SER-001 @RISK-027 @RISK-002
  Scenario Outline: The job of an order reaches the printer and every pack carries it
    GTIN, lot and expiry date of both products arrive as the order says, a day 00 and a leap day among them.

    Given the printer speaks "<dialect>" in the set-up "<set-up>"
    And the order for "<product>" expires on "<expiry>"
    And a batch of "<product>" is running at nominal speed
    When 20 more packs have passed the exit
    Then the printer has the job of "<product>"
    And every pack that passed carries the data of the order
    And the printer is told no serial number twice
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect  | set-up | product   | expiry |
      | codenet  | usual  | product A | 281231 |
      | codenet  | ax     | product B | 290600 |
      | codenet  | a200   | product A | 280229 |
      | videojet | usual  | product B | 280229 |
      | wsi      | usual  | product B | 290600 |
      | zpl      | usual  | product B | 280229 |
      | native   | usual  | product B | 290600 |

  @IOP-PRN-007 @boundary @URS-COM-004 @URS-SER-001 @RISK-027 @RISK-007
  Scenario Outline: A serial number of 20 characters and of every character that GS1 allows is printed unchanged
    Separators, quotes and blanks of a dialect are characters of a serial number too.

    Given the printer speaks "<dialect>" in the set-up "<set-up>"
    And the serial numbers of "product A" have 20 characters
    And the serial numbers of "product A" hold every character that GS1 allows
    And a batch of "product A" is running at nominal speed
    When 60 more packs have passed the exit
    Then every pack that passed carries the data of the order
    And the serial numbers on the packs that passed hold at least 82 different characters
    And nothing else is rejected
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect  | set-up |
      | codenet  | bars   |
      | videojet | usual  |
      | wsi      | usual  |
      | zpl      | usual  |
      | native   | usual  |

  @IOP-PRN-901 @negative @URS-COM-006 @URS-COM-005 @RISK-028
  Scenario Outline: A second client at a printer that takes one is not let in, and the first goes on
    Nobody takes a printer away from the line controller that feeds it.

    Given the printer speaks "<dialect>"
    And the option "clients" of the wire to the printer is "1"
    And a batch of "product A" is running at nominal speed
    When a second client connects to the printer
    Then the printer lets it not in
    And the end of the printer notes "refused"
    When 20 more packs have passed the exit
    Then L2 keeps reaching the printer
    And nothing else is rejected
    And every pack that passed carries the data of the order
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect  |
      | codenet  |
      | videojet |
      | wsi      |
      | zpl      |

  @IOP-PRN-010 @worst-case @URS-COM-005 @RISK-027
  Scenario Outline: Bytes in other pieces, or a little late, change nothing
    A stream has no messages: how its bytes are cut and when they come must not matter.

    Given the printer speaks "<dialect>"
    And a batch of "product A" is running at nominal speed
    When the wire to the printer is <disturbance> for <time>
    And 20 more packs have passed the exit
    Then L2 keeps reaching the printer
    And every pack that passed carries the data of the order
    And the printer is told no serial number twice
    And no serial number is printed on two packs
    And nothing else is rejected
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect  | disturbance   | time   |
      | codenet  | split         | 900 ms |
      | codenet  | glued         | 3 s    |
      | codenet  | a little late | 3 s    |
      | codenet  | slow          | 3 s    |
      | videojet | split         | 900 ms |
      | videojet | a little late | 3 s    |
      | wsi      | split         | 900 ms |
      | wsi      | a little late | 3 s    |
      | zpl      | split         | 900 ms |
      | zpl      | a little late | 3 s    |

  @IOP-PRN-006 @negative @URS-COM-005 @RISK-027
  Scenario Outline: Garbage on the way to the printer is noticed and nothing wrong passes
    Random bytes before every message; the line may stop, but what passes is right and is reported.

    Given the printer speaks "<dialect>"
    And a batch of "product A" is running at nominal speed
    When the wire to the printer is full of garbage on the way from L2 for 3 s
    Then the end of the printer notes "garbage"
    When the line is started again where it has stopped
    And 20 more packs have passed the exit
    Then every pack that passed carries the data of the order
    And no serial number is printed on two packs
    And no pack without a code passes
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect  |
      | codenet  |
      | videojet |
      | wsi      |

  @IOP-PRN-009 @negative @URS-COM-005 @URS-SER-002 @RISK-027 @RISK-005
  Scenario Outline: What reaches the printer twice puts no serial number on two packs that pass
    A repeated record may be printed twice; only one of the packs may leave the line as good.

    Given the printer speaks "<dialect>"
    And L1 stops after 100 rejects in a row
    And a batch of "product A" is running at nominal speed
    When the wire to the printer is doubled on the way from L2 for 3 s
    And the line is started again where it has stopped
    And 10 s pass
    Then no two packs that passed carry the same code
    And every pack that passed carries the data of the order
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect  |
      | codenet  |
      | videojet |
      | wsi      |
      | zpl      |

  @IOP-PRN-011 @worst-case @URS-COM-005 @URS-COM-003 @RISK-027
  Scenario Outline: A printer that takes bytes more slowly than they are said loses none
    The line may stop for want of records; it does not run on with blank or doubled ones.

    Given the printer speaks "<dialect>"
    And a batch of "product A" is running at nominal speed
    When the wire to the printer is slower than what is said on the way from L2 for 5 s
    And 5 s pass
    And the line is started again where it has stopped
    And 20 more packs have passed the exit
    Then no serial number is printed on two packs
    And no pack without a code passes
    And every pack that passed carries the data of the order
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect  |
      | codenet  |
      | videojet |
      | wsi      |
      | zpl      |

  @IOP-PRN-012 @negative @URS-COM-001 @URS-COM-002 @URS-COM-003 @RISK-026
  Scenario Outline: A printer that falls silent is noticed, stops the line and is served again
    The connection stands and nothing comes: only a time limit can tell.

    Given the printer speaks "<dialect>"
    And the option "look_every" of the wire to the printer is "<every>"
    And a batch of "product A" is running at nominal speed
    When the wire to the printer is silent for 6 s
    Then L2 shows that the printer is not reached within the limit of URS-COM-001
    And the belt stands within the limit of URS-COM-003
    And the alarm "printer not ready" is latched
    And L2 reaches the printer again within the limit of URS-COM-002
    And a start without acknowledgement is refused
    When the line is started again
    Then the line runs again
    And no pack without a code passes
    And no serial number is printed on two packs
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect  | every  |
      | codenet  | 1 s    |
      | videojet | 1 s    |
      | wsi      | 100 ms |
      | zpl      | 1 s    |

  @IOP-PRN-013 @recovery @URS-COM-002 @URS-COM-005 @URS-SER-002 @RISK-005 @RISK-027
  Scenario Outline: A connection that breaks in the middle of a batch is made again without a doubled serial number
    Nobody knows what is still in the printer then: it is cleared, and what was in it is never used again.

    Given the printer speaks "<dialect>"
    And a batch of "product A" is running at nominal speed
    When the wire to the printer breaks <moment>
    Then L2 reaches the printer again within the limit of URS-COM-002
    When the line is started again
    And 20 more packs have passed the exit
    Then the printer is told no serial number twice
    And no serial number is printed on two packs
    And no pack without a code passes
    And every pack that passed carries the data of the order
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect  | moment                               |
      | codenet  | before what L2 says next gets there  |
      | codenet  | after what L2 says next was answered |
      | videojet | before what L2 says next gets there  |
      | videojet | after what L2 says next was answered |
      | wsi      | before what L2 says next gets there  |
      | wsi      | after what L2 says next was answered |
      | zpl      | before what L2 says next gets there  |
      | zpl      | after what L2 says next was answered |
      | native   | before what L2 says next gets there  |

  @IOP-PRN-014 @negative @URS-STP-003 @URS-COM-003 @RISK-026
  Scenario Outline: A printer that goes offline says so in its own words and L2 shows it
    Each dialect has its own code for the same fault; people are shown one word for it.

    Given the printer speaks "<dialect>"
    And a batch of "product A" is running at nominal speed
    When the printer goes offline
    Then L2 shows the printer as "offline"
    And the belt stands within the limit of URS-COM-003
    And a start without acknowledgement is refused
    When the printer is back online
    And the line is started again
    Then the line runs again
    And no pack without a code passes

    Examples:
      | dialect  |
      | codenet  |
      | videojet |
      | wsi      |
      | zpl      |
      | native   |

  @IOP-PRN-015 @boundary @URS-COM-004 @RISK-027 @RISK-004
  Scenario Outline: A printer whose clock is wrong prints what was ordered
    Nothing that is printed is taken from the printer's own clock.

    Given the printer speaks "<dialect>"
    And the option "clock_offset" of the wire to the printer is "<skew>"
    And a batch of "product A" is running at nominal speed
    When 20 more packs have passed the exit
    Then every pack that passed carries the data of the order
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect  | skew  |
      | videojet | 5 min |
      | wsi      | 5 min |
      | codenet  | 24 h  |

  @IOP-PRN-016 @worst-case @URS-REJ-003 @URS-COM-005 @RISK-009
  Scenario Outline: The printer is kept fed above the rated speed
    A quarter above the rated speed, and at night for ten minutes a tenth above it, every pack gets its record in time.

    Given the printer speaks "<dialect>"
    And a batch of 5000 packs of "product A" is running <above> % above nominal speed
    When <packs> more packs have passed the exit
    Then the line keeps running
    And nothing else is rejected
    And every pack that passed carries the data of the order
    And every decision comes within the limit of URS-REJ-003
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect  | above | packs |
      | codenet  | 25    | 150   |
      | videojet | 25    | 150   |
      | wsi      | 25    | 150   |
      | zpl      | 25    | 150   |

    @nightly
    Examples: Ten minutes
      | dialect  | above | packs |
      | codenet  | 10    | 4400  |

  @IOP-PRN-002 @positive @URS-COM-008 @RISK-027
  Scenario Outline: A printer is shown with the version that it tells
    What it is set up to say of itself is what people see, before anything is ordered of it.

    Given the printer speaks "<dialect>"
    And the option "<option>" of the wire to the printer is "<value>"
    And the line stands empty before a batch of "product A"
    And the operator confirms that the line is empty
    When the operator asks for the batch of "product A"
    Then L2 accepts it
    And L2 shows the printer as version "<version>"
    And the end of the printer notes nothing wrong

    Examples:
      | dialect | option      | value                              | version                            |
      | codenet | identity    | 300417                             | 300417 protocol 0100               |
      | codenet | version     | 0102                               | 300000 protocol 0102               |
      | wsi     | part_number | W-4711                             | W-4711                             |
      | zpl     | identity    | ZT610-600dpi,V93.21.01Z,24,65536KB | ZT610-600dpi V93.21.01Z 24 65536KB |
      | native  | identity    | linebench native 7                 | linebench native 7                 |

  @IOP-PRN-902 @negative @URS-COM-008 @URS-ORD-001 @RISK-027
  Scenario Outline: A printer of a version that is not supported is left alone, and no batch begins
    The line controller names the version and what it expected; the printer is given nothing and notices nothing.

    Given the printer speaks "<dialect>"
    And L2 has "<expected>" for the option "supported" of the wire to the printer
    And the line stands empty before a batch of "product A"
    And the operator confirms that the line is empty
    When the operator asks for the batch of "product A"
    Then L2 refuses it and names "printer not reached: unsupported version '<version>"
    And L2 refuses it and names "; expected '<expected>'"
    And the printer is told nothing
    And the end of the printer notes nothing wrong

    Examples:
      | dialect | expected           | version                            |
      | codenet | 300417             | 300000 protocol 0100               |
      | wsi     | W-4711             | LINEBENCH                          |
      | zpl     | ZT411-300dpi V93   | ZT411-300dpi V92.21.39Z 12 65536KB |
      | native  | linebench native 7 | linebench native 1                 |
