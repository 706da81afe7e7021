"""The rectification ledger (整改台账): what happened to each problem is only ever added to; how it stands is a fold."""
