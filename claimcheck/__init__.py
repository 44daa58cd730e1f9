"""claimcheck: a linter for skincare and aesthetic-treatment marketing text."""
