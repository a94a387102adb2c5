# language: de
Funktionalität: Eine Charge beginnt, läuft und endet beherrscht
  Auftrag, Linienfreigabe, Bilanz, Proben und wer was darf.

  Grundlage:
    Angenommen das Szenario "carton-line"
    Und die Kamera liest jeden guten Code

  Regel: Am Ende einer Charge gehen die Zahlen auf

    @OQ-L2-006 @positive @URS-SER-004 @URS-REP-001 @RISK-021
    Szenario: Die Bilanz einer Charge mit Ausschleusungen und einer Probe geht auf
      Jede Seriennummer hat einen Endstand, und der Bericht zählt, was wirklich hergestellt wurde.

      Angenommen L2 holt 30 Seriennummern, wenn weniger als 10 übrig sind
      Und eine Charge von 40 Packungen von "product A" läuft mit nominaler Geschwindigkeit
      Wenn die Kamera die nächsten zwei Packungen nicht lesen kann
      Und der Bediener eine Probe nimmt
      Und der Auftrag vollständig ist
      Und "supervisor" mit der Begründung "end of order" verlangt, den offenen Versandkarton zu schließen
      Und 10 s vergehen
      Und "supervisor" mit der Begründung "end of order" verlangt, die offene Palette zu schließen
      Und 10 s vergehen
      Und der Bediener die Charge beendet
      Dann nimmt L2 es an
      Und geht die Bilanz der Seriennummern der Charge auf
      Und zählt der Chargenbericht Packungen und Gebinde, wie sie wirklich sind
