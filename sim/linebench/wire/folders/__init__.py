"""Orders, products, serial lists, reports and events as files in watched folders: CSV, B2MML, SNX and EPCIS."""
