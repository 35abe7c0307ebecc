"""Countries, organizations and who led them when: suggestions that an article's own words may overrule."""
