"""Words in general use on English-language news sites that are not an article's own.

Labels over lists ("Related", "Most Read"), buttons ("Share"), pointers ("Read
more: …"), appeals ("Sign up for our newsletter"), rights notices, picture
credits. Nothing here knows any one site; a page is read by its structure, and
these only help.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

Label: TypeAlias = Literal["side", "tags", "stop", "furniture"]

_LONGEST_LABEL = 120
_HEAD = 2000
_TAIL = 160
_STRIPPED = " :.…>»→|-+<"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.VERBOSE)


_SIDE = _pattern(r"""
    (?:related|recommended|trending|popular|latest|breaking|sponsored|promoted|featured|top|more|other
    |similar
    |editor['’]?s['’]?|our|suggested|paid|recent)\s*
        (?:(?:news|stor(?:y|ies)|articles?|posts?|content|coverage|reading|topics?|links|videos?
    |headlines?|picks?
        |choice|reads?|reports?|items|now|today|on[ ]this(?:[ ]story|[ ]topic)?|for[ ]you|by
        |stories?[ ]from[ ].{1,30})\s*){0,3}
    |most[ ](?:read|popular|viewed|shared|commented|recent|watched|discussed)(?:[ ].{1,20})?
    |(?:read|up|watch|what[ ]to[ ]read)[ ]next(?:[ ]?/.{1,20})?
    |(?:also|further)[ ]read(?:ing)?|read[ ](?:also|on)|see[ ]also
    |more[ ](?:from|on|about|in|like)[ ].{1,40}
    |(?:you|readers)[ ](?:may|might)(?:[ ]also)?[ ](?:like|be[ ]interested[ ]in|have[ ]missed)
    |in[ ]case[ ]you[ ]missed[ ]it|don['’]t[ ]miss|must[- ]?reads?|(?:from|around)[ ](?:the|our)[ ]
        (?:web|partners?|archives?|site)
    |ticker|just[ ]in|headlines|coverage|(?:daily[ ]|our[ ])?newsletters?|live[ ]updates
    """)
_STOP = _pattern(r"""
    (?:\(?\d+\)?[ ])?comments?(?:[ ]\(?\d+\)?|[ ]section)?|responses|discussion
    |(?:leave|post|add|write|view|show|read|join)(?:[ ](?:a|all|the|your|us))*[ ]?(?:\d+[ ])?
        (?:comments?|reply|conversation|discussion)
    |previous[ ](?:post|article|story)(?:[ ]next[ ].{1,10})?|next[ ](?:post|article|story)|post[ ]navigation
    |about[ ](?:us|the[ ]authors?)|contact(?:[ ]us)?|privacy(?:[ ]policy|[ ]notice)?
    |terms(?:[ ](?:of|and|&)[ ].{1,20})?|cookie[ ](?:policy|settings|preferences)
    |(?:©[ ]?|copyright[ ]).*|.*\ball[ ]rights[ ]reserved\b.*
    |back[ ]to[ ]top|site[ ]?map|advertise(?:[ ]with[ ]us)?
    """)
_TAGS = _pattern(r"tags?|topics|tagged|keywords|filed[ ]under|in[ ]this[ ](?:story|article)|categories")
_FURNITURE = _pattern(r"""
    (?:\d[\d.,]*\s?k?\s+)?(?:shares?|views?|likes?|reads?)(?:[ ]\d+)?
    |(?:share|tweet|pin|print|e-?mail|save|copy[ ]link|bookmark|facebook|twitter|x|whatsapp|telegram
    |linkedin|reddit
    |instagram|youtube|pinterest|flipboard|listen|watch|play|pause|close|menu|search|home|live|loading
    |advertisement(?:[ ]\d+)?
    |advertising|ads?|sponsored|next|previous|open|sign[ ]?in|sign[ ]?up|log[ ]?in|register|subscribe
    |follow(?:[ ]us)?|donate|read[ ](?:more|this)|skip[ ]to[ ].{1,20}|please[ ]wait|no[ ]?script
        |source:.{1,40}|gallery|photos?)
        (?:[ ](?:this|it|on|via|by|article|story|page|email|facebook|twitter|x|whatsapp|link|to[ ].{1,15}
        |now|video|us))*
    |(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)[- ]?
        (?:min(?:ute)?s?)\.?(?:[ ]to)?(?:[ ]of)?[ ]read(?:ing)?(?:[ ]time)?
    |\d+[ ](?:of|/)[ ]\d+|advertisement[ ]\d+
    |(?:estimated[ ])?read(?:ing)?[ ]time\b.{0,20}
    |(?:about[ ]|over[ ])?(?:\d+|an?)[ ](?:second|minute|hour|day|week|month|year)s?[ ]ago
    """)
_LABELS: tuple[tuple[Label, re.Pattern[str]], ...] = (
    ("furniture", _FURNITURE),
    ("side", _SIDE),
    ("tags", _TAGS),
    ("stop", _STOP),
)

_ASIDE = _pattern(r"""
    (?:also[ ]read|read[ ]also|read[ ]more|see[ ]also|see[ ]more|watch(?:[ ]also|[ ]more|[ ]now
    |[ ]live)?|listen|read
    |more|related|recommended|up[ ]next|read[ ]next|don['’]t[ ]miss|opinion|explained|in[ ]pictures
    |must[ ]read
    |further[ ]reading|learn[ ]more|click[ ]here(?:[ ]to[ ].*)?|find[ ]out[ ]more|continue[ ]reading
    |more[ ]on[ ]this)
        \s?(?::|»|>|\||—|–)\s*\S
    |(?:also[ ]read|read[ ]also|read[ ]more|see[ ]also|continue[ ]reading|click[ ]here|keep[ ]reading
    |find[ ]out[ ]more)\b
    |story[ ]continues|article[ ]continues|(?:scroll|keep[ ]scrolling)[ ](?:down[ ])?(?:to|for)\b
    """)
_TAG_LINE = _pattern(
    r"(?:tags?|topics|keywords|filed[ ]under|tagged(?:[ ]in|[ ]with|[ ]as)?)\s?:\s*(?P<tags>\S.*)"
)
_APPEAL = _pattern(r"""
    (?:please\s+)?(?:(?:sign|log)[ ](?:up|in)|subscri(?:be|ption)|follow|download|click|tap|join|enter
    |get[ ](?:our|the|more|all)|support|donate|register|already[ ](?:a|have)|want[ ](?:more|to)
    |don['’]t[ ]miss
    |stay[ ](?:up|informed|connected)|have[ ](?:a|you)|having[ ]trouble|to[ ](?:continue|read|view|get
    |receive)
    |this[ ](?:site|website|page|video|copy|material|content|article)|(?:we|our)[ ](?:site[ ]|website[ ])?
        (?:use|uses|value|and[ ]our)
    |by[ ](?:clicking|signing|subscribing|continuing|submitting|entering|providing|using)
    |(?:please[ ])?enable
    |your[ ](?:browser|email|support|privacy)|you[ ]can[ ](?:also[ ])?(?:follow|e-?mail|unsubscribe|find)
    |thank[ ]you[ ]for|an?[ ]error|sorry|i[ ]would[ ]like|plus[ ]special|send[ ](?:us[ ])?tips
    |privacy[ ]notice)\b
    """)
_OFFER = _pattern(r"""
    \b(?:newsletters?|e-?mail(?:ed)?|inbox|subscri(?:be|bers?|ption|bing)|app[ ]store|google[ ]play
    |notifications?|alerts?|cookies?|javascript|browser|account|privacy|terms[ ]of|whatsapp|telegram[ ]channel
    |on[ ](?:facebook|twitter|instagram|x)|podcast|copyright|republish|redistribut\w+|tips?|donat\w+
    |membership|trial|log[ ]?in|sign[ ]?up|personal[ ]data|click[ ]here|@\w+)\b
    """)
_RIGHTS = _pattern(r"""
    ©|\ball[ ]rights[ ]reserved\b
    |(?:material|content|story|article|copy)[ ]may[ ]not[ ]be[ ](?:published|reproduced)
    """)
_RIGHTS_HINTS = ("©", "rights reserved", "may not be")
_ADDRESS = _pattern(r"""
    \b(?:our|your)[ ](?:\w+[ ])?(?:newsletters?|privacy[ ](?:notice|policy)|cookies?|terms)\b
    |\b(?:e-?mail|follow|contact)[ ](?:him|her|them)[ ](?:at|on)\b|\bsend[ ](?:your[ ])?tips[ ]to\b
    |\bwe[ ]use[ ]cookies\b
    """)
_ADDRESS_HINTS = ("newsletter", "privacy", "cookie", "terms", "follow", "mail", "contact", "tips")
_QUOTES = '"“”«'

_AGENCY = (
    r"(?:AP|AFP|Reuters|EPA(?:-EFE)?|EFE|UPI|PA|Getty|Xinhua|TASS|Sputnik|ANSA|DPA|dpa|Anadolu|AA|NurPhoto|"
    r"Shutterstock|[Pp]hotos?|[Pp]hotographer|[Pp]icture|[Ii]mages?|[Ff]ile|[Ii]llustrat\w+|[Cc]ourtesy|[Hh]andout|"
    r"[Ss]creen ?grab|[Ss]creenshot|[Pp]ool|Archive|iStock|Alamy|Bloomberg|Wikimedia(?: Commons)?"
    r"|Flickr|CC BY[\w -]*)"
)
_BRACKETED_CREDIT = re.compile(rf"[(\[](?:[^()\[\]]*[\s/:;,–-])?{_AGENCY}(?:[\s/:;,.–-][^()\[\]]*)?[)\]]\.?$")
_CREDIT = re.compile(
    r"\b(?:[Pp]hoto(?:graph|s)?|[Ii]mages?|[Pp]icture|[Cc]redit|[Vv]ideo|[Ii]llustration|PHOTO|CREDIT|IMAGE|Source)"
    r"(?:\s?:|\s?/| by)\s?[^.:]{2,60}$"
)
_CREDITED = (
    *("Getty Images", "Getty", "/AFP", "/Reuters", "/AP", "/REUTERS", "AP Photo", "EPA-EFE", "Shutterstock"),
    *("via AP", "via Reuters"),
)
_CREDIT_HINTS = (
    "hoto",
    "mage",
    "icture",
    "redit",
    "ideo",
    "llustration",
    "PHOTO",
    "CREDIT",
    "IMAGE",
    "Source",
)
_CAPTION_START = _pattern(r"""
    (?:photo(?:graph)?|image|picture|credit|file(?:[ ]photo)?|pictured|caption|illustration|graphic
    |video|gallery|slide)
        (?:\s+(?:by|credit|courtesy(?:[ ]of)?|source))?\s?(?::|/|\||-\s|–|—)
    |(?:photo|image|picture|illustration)[ ]by\s|(?:photo|image)[ ]credits?\b
    |(?:getty|ap|afp|reuters|epa)(?:[ ](?:images|photo))?$
    """)
_SIGN_OFF = re.compile(r"[.!?”\"]\s*\([A-Z][A-Za-z /]{1,20}\)$")


def label_of(text: str) -> Label | None:
    """Return what kind of label a line of few words is, or None."""
    if len(text) > _LONGEST_LABEL:
        return None
    bare = text.strip(_STRIPPED)
    if not any(map(str.isalnum, bare)):
        return "furniture"
    return next((label for label, pattern in _LABELS if pattern.fullmatch(bare)), None)


def points_elsewhere(text: str) -> bool:
    """Say whether a line sends the reader to another page ("Read more: …")."""
    return _ASIDE.match(text, 0, _HEAD) is not None


def tag_line(text: str) -> str | None:
    """Return what stands after "Tags:" or its like, or None."""
    match = _TAG_LINE.match(text, 0, _HEAD)
    return match["tags"] if match else None


def is_notice(text: str) -> bool:
    """Say whether a sentence is the site speaking to its reader: an appeal, a rights notice."""
    head = text[:_HEAD]
    folded = head.casefold()
    if any(hint in folded for hint in _RIGHTS_HINTS) and _RIGHTS.search(head):
        return True
    if any(quote in head for quote in _QUOTES):
        return False
    if any(hint in folded for hint in _ADDRESS_HINTS) and _ADDRESS.search(head):
        return True
    return _APPEAL.match(head) is not None and _OFFER.search(head) is not None


def is_caption(text: str) -> bool:
    """Say whether a line names itself or its source as a picture's words do."""
    if _CAPTION_START.match(text, 0, _HEAD):
        return True
    tail = text[-_TAIL:]
    if tail.rstrip(".").endswith((")", "]")) and _BRACKETED_CREDIT.search(tail):
        return True
    return tail.endswith(_CREDITED) or (
        any(hint in tail for hint in _CREDIT_HINTS) and _CREDIT.search(tail) is not None
    )


def ends_with_sign_off(text: str) -> bool:
    """Say whether a sentence is followed by nothing but an agency in brackets."""
    return _SIGN_OFF.search(text[-40:]) is not None
