"""Page -> Article: the news items on a page, with title, outlet, byline, dates and body."""
