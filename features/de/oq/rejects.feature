# language: de
Funktionalität: Jede Ausschleusung wird ausgeführt und nachgewiesen
  Eine Entscheidung ist nichts wert, bevor die richtige Packung im Ausschleusbehälter liegt und die Linie das weiß.

  Grundlage:
    Angenommen das Szenario "carton-line"
    Und die Kamera liest jeden guten Code

  @OQ-L1-013 @negative @URS-REJ-007 @URS-STP-002 @URS-STP-003 @RISK-012 @RISK-015
  Szenariogrundriss: Eine unbestätigte Ausschleusung hält die Linie an
    Eine Packung, die ausgeschleust werden soll, darf die Linie nicht verlassen, auch wenn der Ausschieber versagt.

    Angenommen eine Charge von "product A" läuft mit <Geschwindigkeit> Geschwindigkeit
    Und der Ausschieber bleibt bei der nächsten Packung wirkungslos
    Wenn die Kamera diese Packung nicht lesen kann
    Dann ist diese Packung noch in der Ausschleusstrecke, wenn das Band steht
    Und steht das Band innerhalb des Grenzwerts von URS-REJ-007 nach dem Ausschleusbefehl
    Und bleibt der Alarm "reject not confirmed" bis zur Quittierung stehen
    Und wird ein Start ohne Quittierung abgelehnt
    Und meldet L2 diese Packung nicht als aktiviert
    Und meldet L2 jede gute Packung davor als aktiviert

    Beispiele:
      | Geschwindigkeit |
      | kleinster       |
      | nominaler       |
      | größter         |
