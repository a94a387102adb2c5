# language: de
Funktionalität: Eine Packung mit schlechtem Code passiert nie
  Was die Kamera nicht prüfen kann, wird ausgeschleust, und nur das. Jeder Testfall beschädigt eine Packung im vollen
  Fluss und sieht auf die Packung, auf ihre Nachbarn und auf das, was die Steuerungsebenen davon sagen.

  Grundlage:
    Angenommen das Szenario "carton-line"
    Und die Kamera liest jeden guten Code

  @OQ-L1-001 @negative @URS-REJ-001 @URS-REJ-005 @RISK-001 @RISK-009
  Szenariogrundriss: Eine Packung mit unlesbarem Code wird ausgeschleust, und ihre Nachbarn passieren
    Eine unlesbare Packung fällt in den Ausschleusbehälter, sonst nichts, und keine Ebene zählt sie als gut.

    Angenommen eine Charge von "product A" läuft mit <Geschwindigkeit> Geschwindigkeit
    Wenn die Kamera die nächste Packung nicht lesen kann
    Dann wird diese Packung ausgeschleust
    Und passieren die Packungen davor und dahinter
    Und wird sonst nichts ausgeschleust
    Und meldet L1 diese Packung als ausgeschleust, Grund: Urteil
    Und meldet L2 diese Packung als ausgeschleust
    Und meldet L2 diese Packung nicht als aktiviert
    Und meldet L2 jede gute Packung davor als aktiviert

    Beispiele:
      | Geschwindigkeit |
      | kleinster       |
      | nominaler       |
      | größter         |

  @OQ-L1-002 @negative @URS-SER-001 @URS-REJ-001 @RISK-002
  Szenario: Eine Packung mit der GTIN eines anderen Produkts wird ausgeschleust
    Ein wohlgeformter Code eines anderen Produkts wird vom richtigen unterschieden.

    Angenommen eine Charge von "product A" läuft mit nominaler Geschwindigkeit
    Wenn der Drucker auf die nächste Packung die GTIN falsch druckt
    Dann wird diese Packung ausgeschleust
    Und passieren die Packungen davor und dahinter
    Und wird sonst nichts ausgeschleust
    Und meldet L2 diese Packung nicht als aktiviert
