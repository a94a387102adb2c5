Feature: A camera and the line controller understand each other, whatever the camera speaks
  Every answer belongs to its pack, jobs are read back, and an answer that is lost never shifts the ones behind it.

  Background:
    Given the scenario "carton-wired"
    And the camera reads every good code

  @IOP-CAM-001 @positive @URS-COM-006 @RISK-028
  Scenario: A camera with credentials lets in who has the right ones
    Log-in comes before everything else, and after it the line runs as with any other camera.

    Given the camera speaks "insight"
    And the option "user" of the wire to the camera is "line3"
    And the option "password" of the wire to the camera is "Zirbe-418"
    And a batch of "product A" is running at nominal speed
    When 20 more packs have passed the exit
    Then nothing else is rejected
    And nothing that is noted or shown of the camera tells "Zirbe-418"
    And L2 reports every pack that passed as commissioned

  @IOP-CAM-901 @negative @URS-COM-006 @URS-ORD-001 @URS-COM-001 @RISK-028 @RISK-026
  Scenario Outline: A camera with credentials lets nobody in with wrong ones and does not tell the right ones
    The line controller shows that it does not reach the camera, and begins no batch without it.

    Given the camera speaks "insight"
    And the option "user" of the wire to the camera is "line3"
    And the option "password" of the wire to the camera is "Zirbe-418"
    And L2 has "<given>" for the option "<option>" of the wire to the camera
    And the line stands empty before a batch of "product A"
    And the operator confirms that the line is empty
    When the operator asks for the batch of "product A"
    Then L2 refuses it
    And the end of the camera notes "refused"
    And nothing that is noted or shown of the camera tells "Zirbe-418"
    And nothing that is noted or shown of the camera tells "<given>"

    Examples:
      | option   | given      |
      | password | Tanne-77   |
      | user     | line4      |

  @IOP-CAM-004 @positive @URS-COM-004 @URS-ORD-001 @RISK-027 @RISK-002
  Scenario Outline: The inspection job of an order reaches the camera and is read back
    The camera itself names the job that it inspects with, and every good pack is read.

    Given the camera speaks "<dialect>" in the set-up "<set-up>"
    And a batch of "<product>" is running at nominal speed
    When 20 more packs have passed the exit
    Then the camera says that it has the job of "<product>"
    And nothing else is rejected
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect     | set-up | product   |
      | dmcc        | usual  | product A |
      | insight     | cells  | product B |
      | insight     | pushed | product A |
      | keyence_sr  | usual  | product B |
      | keyence_cvx | usual  | product A |
      | sick_cola   | usual  | product B |
      | rawline     | usual  | product A |

  @IOP-CAM-904 @negative @URS-ORD-001 @URS-COM-004 @RISK-002
  Scenario Outline: A camera that keeps another job lets no batch begin
    What is read back is believed, not what was ordered.

    Given the camera speaks "<dialect>"
    And the line stands empty before a batch of "product A"
    And the camera has another inspection job active
    And the operator confirms that the line is empty
    When the operator asks for the batch of "product A"
    Then the alarm "camera job wrong" is shown
    And L2 refuses it

    Examples:
      | dialect     |
      | dmcc        |
      | insight     |
      | keyence_sr  |
      | keyence_cvx |
      | sick_cola   |

  @IOP-CAM-007 @boundary @URS-COM-004 @URS-REJ-008 @RISK-027 @RISK-007
  Scenario Outline: Codes with every character that GS1 allows arrive as they were read
    Serial numbers of 20 characters, the separator before them and the text beside the code arrive unchanged.

    Given the camera speaks "<dialect>"
    And the printer speaks "videojet"
    And the serial numbers of "product A" have 20 characters
    And the serial numbers of "product A" hold every character that GS1 allows
    And a batch of "product A" is running at nominal speed
    When 60 more packs have passed the exit
    Then the serial numbers on the packs that passed hold at least 82 different characters
    And nothing else is rejected
    And L2 reports every pack that passed as commissioned
    When the text beside the code of the next pack shows another lot
    Then that pack is rejected

    Examples:
      | dialect     |
      | dmcc        |
      | insight     |
      | keyence_sr  |
      | keyence_cvx |
      | sick_cola   |
      | rawline     |

  @IOP-CAM-908 @boundary @URS-COM-004 @RISK-004
  Scenario Outline: Dates arrive as they stand in the code
    Day 00 is the end of a month, and a leap day is a day.

    Given the camera speaks "<dialect>"
    And the order for "product B" expires on "<expiry>"
    And a batch of "product B" is running at nominal speed
    When 10 more packs have passed the exit
    Then nothing else is rejected
    And every pack that passed carries the data of the order
    When the printer prints a wrong expiry date on the next pack
    Then that pack is rejected
    And the packs before and behind it pass

    Examples:
      | dialect     | expiry |
      | dmcc        | 290600 |
      | insight     | 280229 |
      | keyence_sr  | 290600 |
      | keyence_cvx | 280229 |
      | sick_cola   | 290600 |

  @IOP-CAM-010 @worst-case @URS-COM-005 @RISK-027
  Scenario Outline: Answers in other pieces, or a little late, change nothing
    A stream has no messages: how its bytes are cut and when they come must not matter.

    Given the camera speaks "<dialect>"
    And a batch of "product A" is running at nominal speed
    When the wire to the camera is <disturbance> for <time>
    And 20 more packs have passed the exit
    Then L2 keeps reaching the camera
    And nothing else is rejected
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect     | disturbance   | time   |
      | dmcc        | split         | 900 ms |
      | dmcc        | a little late | 3 s    |
      | dmcc        | glued         | 3 s    |
      | insight     | split         | 900 ms |
      | keyence_sr  | split         | 900 ms |
      | keyence_sr  | a little late | 3 s    |
      | keyence_cvx | split         | 900 ms |
      | keyence_cvx | a little late | 3 s    |
      | sick_cola   | split         | 900 ms |
      | sick_cola   | a little late | 3 s    |

  @IOP-CAM-006 @negative @URS-COM-005 @URS-REJ-001 @RISK-027 @RISK-009
  Scenario Outline: Answers that are garbled, late or out of order reject packs and shift none
    What is not understood in time is no verdict; what is understood goes to the pack it was made for.

    Given the camera speaks "<dialect>"
    And L1 stops after 100 rejects in a row
    And a batch of "product A" is running at nominal speed
    When the wire to the camera is <disturbance> on the way to L2 for 2 s
    And the line is started again where it has stopped
    And 20 more packs have passed the exit
    And the camera cannot read the next pack
    Then that pack is rejected
    And the packs before and behind it pass
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect     | disturbance     |
      | dmcc        | full of garbage |
      | dmcc        | late            |
      | dmcc        | out of order    |
      | keyence_sr  | full of garbage |
      | keyence_sr  | out of order    |
      | keyence_cvx | out of order    |
      | sick_cola   | full of garbage |
      | sick_cola   | out of order    |

  @IOP-CAM-906 @negative @URS-COM-005 @RISK-027
  Scenario Outline: What is no command is refused with the camera's own code and disturbs nobody
    A second client types nonsense; the answers to the line controller go on.

    Given the camera speaks "<dialect>"
    And a batch of "product A" is running at nominal speed
    When a second client says "<line>" to the camera
    Then the camera answers it with "<answer>"
    When 20 more packs have passed the exit
    Then L2 keeps reaching the camera
    And nothing else is rejected
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect     | line            | answer    |
      | dmcc        | \|\|>NONSENSE   | \|\|:[101] |
      | insight     | XX              | 0         |
      | insight     | LFother.job     | -2        |
      | keyence_sr  | NONSENSE        | ER,NONSENSE,00 |
      | keyence_cvx | NONSENSE        | ER,NONSENSE,02 |
      | sick_cola   | sMN mNonsense   | sFA 2     |

  @IOP-CAM-009 @negative @URS-COM-005 @RISK-027 @RISK-009
  Scenario Outline: An answer that comes twice has one effect
    The same reading again is neither a second pack nor a duplicate serial number.

    Given the camera speaks "<dialect>"
    And a batch of "product A" is running at nominal speed
    When the wire to the camera is doubled on the way to L2 for 3 s
    And 20 more packs have passed the exit
    Then nothing else is rejected
    And the alarm "duplicate serial" does not come
    And L2 reports every pack that passed as commissioned
    When the operator stops the line
    Then the site server holds every commissioned pack exactly once

    Examples:
      | dialect     |
      | dmcc        |
      | keyence_sr  |
      | keyence_cvx |
      | sick_cola   |

  @IOP-CAM-011 @worst-case @URS-COM-005 @URS-REJ-001 @RISK-027 @RISK-009
  Scenario Outline: Answers that are read more slowly than they are made wait in their order, and none is lost
    What comes too late is no verdict in time; it is never taken for that of a later pack.

    Given the camera speaks "<dialect>"
    And L1 stops after 100 rejects in a row
    And a batch of "product A" is running at nominal speed
    When the wire to the camera is slower than what is said on the way to L2 for 5 s
    And 10 s pass
    And the line is started again where it has stopped
    And 20 more packs have passed the exit
    Then L2 has heard every answer of the camera, in their order
    And the end of the camera does not note "overfull"
    When the camera cannot read the next pack
    Then that pack is rejected
    And the packs before and behind it pass
    And every pack that passed carries the data of the order
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect     |
      | dmcc        |
      | insight     |
      | keyence_sr  |
      | keyence_cvx |
      | sick_cola   |

  @IOP-CAM-012 @negative @URS-COM-003 @URS-REJ-001 @RISK-026 @RISK-001
  Scenario Outline: A camera that falls silent on its wire stops the line
    The connection stands and nothing comes: no pack passes unverified, and the line does not run on.

    Given the camera speaks "<dialect>"
    And a batch of "product A" is running at nominal speed
    When the wire to the camera is silent for 6 s
    Then the alarm "camera down" is latched
    And the belt stands within the limit of URS-COM-003
    And a start without acknowledgement is refused
    When the line is started again
    And 10 more packs have passed the exit
    Then L2 reports every pack that passed as commissioned

    Examples:
      | dialect     |
      | dmcc        |
      | insight     |
      | keyence_sr  |
      | keyence_cvx |
      | sick_cola   |

  @IOP-CAM-013 @recovery @URS-COM-001 @URS-COM-002 @URS-COM-003 @URS-COM-005 @RISK-026 @RISK-009
  Scenario Outline: A camera whose cable was out in the middle of a batch is served again and no verdict is shifted
    What the camera saw meanwhile is not verified; what it sees afterwards belongs to the right packs.

    Given the camera speaks "<dialect>"
    And a batch of "product A" is running at nominal speed
    When the wire to the camera is cut and comes back after 5 s
    Then L2 shows that the camera is not reached within the limit of URS-COM-001
    And the belt stands within the limit of URS-COM-003
    And L2 reaches the camera again within the limit of URS-COM-002
    And a start without acknowledgement is refused
    When the line is started again
    And 10 more packs have passed the exit
    And the camera cannot read the next pack
    Then that pack is rejected
    And the packs before and behind it pass
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect     |
      | dmcc        |
      | insight     |
      | keyence_sr  |
      | keyence_cvx |
      | sick_cola   |

  @IOP-CAM-014 @negative @URS-COM-003 @URS-STP-003 @RISK-026
  Scenario Outline: A camera that somebody takes offline says so in its own words and L2 shows it
    Each dialect has its own code for the same state; people are shown one word for it, and the line stands.

    Given the camera speaks "<dialect>"
    And L1 stops after 100 rejects in a row
    And a batch of "product A" is running at nominal speed
    When a second client says "<off>" to the camera
    Then the camera answers it with "<taken>"
    And L2 shows the camera as "offline"
    And the alarm "camera down" is latched
    And the belt stands within the limit of URS-COM-003
    And a start without acknowledgement is refused
    When a second client says "<trigger>" to the camera
    Then the camera answers it with "<code>"
    When a second client says "<on>" to the camera
    And the operator removes the packs from the reject zone
    And the line is started again
    And 20 more packs have passed the exit
    Then no pack without a code passes
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect     | off | taken | trigger | code     | on  |
      | insight     | SO0 | 1     | SE8     | -2       | SO1 |
      | keyence_cvx | S0  | S0    | T1      | ER,T1,03 | R0  |

  @IOP-CAM-914 @negative @URS-ORD-001 @URS-COM-004 @RISK-002
  Scenario Outline: A camera that lacks the job of the order says so in its own words and no batch begins
    It is asked for the job by hand first: what it answers is its dialect's code for a job that it does not have.

    Given the camera speaks "<dialect>"
    And the camera has no inspection job for "product A"
    And the line stands empty before a batch of "product A"
    When a second client says "<select>" to the camera
    Then the camera answers it with "<code>"
    When the operator confirms that the line is empty
    And the operator asks for the batch of "product A"
    Then L2 refuses it and names "camera job wrong"
    And the alarm "camera job wrong" is shown

    Examples:
      | dialect     | select          | code        |
      | insight     | LFother.job     | -2          |
      | keyence_sr  | JOB,other       | ER,JOB,02   |
      | keyence_cvx | PW,1,other      | ER,PW,22    |
      | sick_cola   | sMN mXJob other | sAN mXJob 0 |

  @IOP-CAM-015 @boundary @URS-COM-005 @URS-REP-001 @RISK-027 @RISK-021
  Scenario Outline: A camera whose clock is wrong keeps every answer with its pack, and L2 shows how wrong it is
    Nothing is decided or reported by the moments that a device writes on its values.

    Given the camera speaks "opcua"
    And the option "clock_offset" of the wire to the camera is "<skew>"
    And a batch of "product A" is running at nominal speed
    When 20 more packs have passed the exit
    Then L2 shows that the clock of the camera is "<shown>"
    And nothing else is rejected
    And every pack that passed carries the data of the order
    And L2 reports every pack that passed as commissioned
    And L2 has heard every answer of the camera, in their order

    Examples:
      | skew   | shown        |
      | 5 min  | 5 min ahead  |
      | -5 min | 5 min behind |

  @IOP-CAM-016 @worst-case @URS-REJ-003 @URS-COM-005 @RISK-009
  Scenario Outline: Every answer comes in time above the rated speed
    A quarter above the rated speed, and at night for ten minutes a tenth above it, no answer is late.

    Given the camera speaks "<dialect>"
    And a batch of 5000 packs of "product A" is running <above> % above nominal speed
    When <packs> more packs have passed the exit
    Then the line keeps running
    And nothing else is rejected
    And every decision comes within the limit of URS-REJ-003
    And L2 reports every pack that passed as commissioned

    Examples:
      | dialect     | above | packs |
      | dmcc        | 25    | 150   |
      | insight     | 25    | 150   |
      | keyence_sr  | 25    | 150   |
      | keyence_cvx | 25    | 150   |
      | sick_cola   | 25    | 150   |

    @nightly
    Examples: Ten minutes
      | dialect     | above | packs |
      | dmcc        | 10    | 4400  |

  @IOP-CAM-002 @positive @URS-COM-008 @RISK-027
  Scenario Outline: A camera is shown with the version that it tells
    What it is set up to say of itself is what people see, before anything is ordered of it.

    Given the camera speaks "<dialect>"
    And the option "<option>" of the wire to the camera is "<value>"
    And the line stands empty before a batch of "product A"
    And the operator confirms that the line is empty
    When the operator asks for the batch of "product A"
    Then L2 accepts it
    And L2 shows the camera as version "<version>"
    And the end of the camera notes nothing wrong

    Examples:
      | dialect   | option            | value                                  | version                |
      | dmcc      | parameters        | DEVICE.FIRMWARE-VER=6.2.0              | DM475 6.2.0            |
      | insight   | info              | Model: 5705, Firmware Version: 6.01.00 | 5705 6.01.00           |
      | sick_cola | identity_variable | DeviceIdent                            | linebench reader V1.00 |

  @IOP-CAM-902 @negative @URS-COM-008 @URS-ORD-001 @RISK-027
  Scenario Outline: A camera of a version that is not supported is left alone, and no batch begins
    The line controller names the version and what it expected; the camera is given nothing and notices nothing.

    Given the camera speaks "<dialect>"
    And L2 has "<expected>" for the option "supported" of the wire to the camera
    And the line stands empty before a batch of "product A"
    And the operator confirms that the line is empty
    When the operator asks for the batch of "product A"
    Then L2 refuses it and names "camera not reached: unsupported version '<version>"
    And L2 refuses it and names "; expected '<expected>'"
    And the camera is told nothing
    And the end of the camera notes nothing wrong

    Examples:
      | dialect | expected | version      |
      | dmcc    | DM475 7  | DM475 6.1.16 |
      | insight | 5705     | 5605 5.09.00 |
