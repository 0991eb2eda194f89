# Words of `hikeshi guide`, the help centre. The articles themselves lie in help/en.

help-guide = Read the articles of the help centre; a question brings the one that fits (no network)
help-guide-question = A question, some words, or the name of an article (without it: the list)
help-guide-sites = List official sites and public offices (type their addresses yourself)
help-guide-json = Print only the machine-readable result (JSON)
help-guide-lang = Language: ja or en

guide-kinds = Kinds of trouble
guide-procedures = Procedures and where to turn
guide-how = Just write your question, for example: hikeshi guide cannot withdraw
guide-none = No article fits. Try other words, or choose from the list. If it is urgent, say on the first page what is happening.
guide-others = Other articles (write the name behind hikeshi guide to read one)
guide-doubt = Not confirmed: { $text }
guide-written = As checked in { $written }.
guide-overdue = To be confirmed: the date of review ({ $day }) has passed. Check the official page before you rely on it.
guide-sites-exchange = Listed as sites of Binance
guide-sites-offices = Public offices and associations
guide-site = {"   "}{ $address } ({ $whose }, { $since })
guide-site-unsourced = {"   "}{ $address } ({ $whose }, { $since }, no source yet)
guide-sites-note = Type the address yourself: there are imitations with similar letters. A site that is not on the list is not thereby false.
