"""RC-10 reject control, a soft PLC: reads its inputs, carries out its program, writes its outputs, every 10 ms."""
