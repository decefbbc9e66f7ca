"""A text written for the tests, and questions on it as learners write them: in their own words."""

from __future__ import annotations

SALTWORKS = """\
# The Saltworks at Orrin Bay

The saltworks at Orrin Bay lie behind a low dyke of grey clay, half a mile from the village. On a still
morning the forty-two pans look like panes of glass laid out in the marsh. Sea water
enters through a wooden sluice at spring tide and needs about three weeks to travel to the last pan. On
the way it grows heavier, because the sun and the wind take the fresh part and leave the brine. Nothing is
boiled, and no fuel is burned until the salt is dried in the shed.

Monks from Saint Aldan dug the first nine pans around 1270. They wanted salt for herring, which they
sold to towns inland during Lent. A lawsuit of 1314 tells us that the abbot accused the lord of the manor
of letting cattle trample the dykes. The court fined the lord two barrels of salt, and he never paid. When
the abbey was dissolved, its works went to a family of merchants called Tresk. The Tresks doubled the
number of pans and built the windmill that still lifts water into the upper ponds. Its sails were canvas
until 1911, when a storm tore them off and aluminium slats replaced them. A later owner painted the cap
red so that fishermen could take bearings on it.

Trade collapsed when the railway reached the county. Rock salt from the mines in the north was cheaper, and
it came in any weather. Between 1880 and 1905 thirty pans silted up and turned into pasture. The last
salter of the old line, Josiah Penn, kept four pans alive for his own butter and for a few bakers. He left
a notebook in which he wrote down the wind, the depth of each pan and the price of salt on every day for
thirty-one years. Historians of climate value that notebook more than any diary in the county archive.

Hanne Voss arrived in 1994 with a degree in chemistry and no money. She had worked in a laboratory that
tested drinking water, and she was bored. The county wanted to build a marina on the marsh. She rented the
land for one pound a year on the condition that she restore the dyke. Volunteers from the sailing club
carried clay in fish boxes for two summers. In the first year the works gave eleven kilograms of salt, all
of it brown. The colour came from peat that leaked through a broken drain. After the drain was sealed with
puddled clay, the next harvest was white.

A pan is harvested when crystals cover the floor like frost. The worker pulls a wooden rake toward the edge
and must not touch the clay below, or the salt turns grey. Metal tools are forbidden, since iron rusts in
brine within a week and leaves stains. The finest flakes float on the surface on calm evenings and are
skimmed with a perforated ladle. Locals call these flakes the cream. A skilled hand can skim six kilograms
in an hour, but only about thirty evenings a year are calm enough. Rain ruins everything: one shower dilutes
a pan so far that it takes ten days to recover. For this reason the pans have plank covers that four people
can roll out in five minutes.

Birds use the place as much as people do. Avocets nest on the islands between the pans, and the works stop
raking there from April to June. A brine shrimp no longer than a fingernail turns some ponds pink in August.
The shrimp eat the algae that would otherwise make the brine slimy. Flamingos have been seen twice, both
times after storms from the south. The bird society pays a warden, who counts nests and reads the salinity
on the same walk.

The works earn less than visitors think. Half of the income comes from a shop and from guided walks, a third
from restaurants, and the rest from salt sold to a cheese dairy. Voss refuses to sell to supermarkets, since
they demand the same grain size all year. Twelve people work there in summer and three in winter. Winter is
the season of repairs: sluice gates are tarred, rakes are planed and the dyke is measured for sinking. The
sea has risen by eleven centimetres since Penn began his notebook, and the dyke has sunk by four. Engineers
advised a concrete wall, but the salters decided to add a hand of clay every winter instead. Concrete
cracks where clay gives way and closes again, says Voss. Whether that will do for another hundred years,
nobody can tell.

The village pays for the works in small ways. Bakers hang a grey rake over the door on the first day of
harvest. The pub sells a beer brewed with a pinch of salt, which nobody orders twice. Every September the
salters race wheelbarrows along the dyke, and the loser mends the sluice. The parish once tried to tax the
brine, but the council could not agree on how to weigh it. An old woman in the harbour still pickles samphire
by a recipe of the Tresk family. Her neighbours claim that she puts peat into the jar. The church bell is
rung when a storm is coming, so that the planks are rolled out in time. Visitors take it for a wedding.

Schools come on Tuesdays. Each child gets a jar of sea water, a saucer and a week of patience. Most of them
are surprised that the salt forms cubes. One boy asked why the sea is not getting saltier, and Voss
answered that rivers bring salt while the sea floor buries it. She keeps a list of such questions on the
shed door. The best of them, she says, was asked by a girl of six: where does the wet go?
"""

PAIRS = [
    ("How long does the water need to get through all the basins?", "roughly twenty-one days, three weeks"),
    ("Who made the original basins?", "the monks of a medieval monastery, Saint Aldan"),
    ("Why did the monastery need salt?", "to preserve herring and sell it for Lent"),
    ("What was the punishment in the court case?", "two barrels of salt"),
    ("What did the Tresk family build?", "a windmill to lift water"),
    ("What replaced the canvas on the mill?", "slats of aluminium"),
    ("Why is the top of the mill red?", "so fishermen can take their bearings"),
    ("What competition ended the old business?", "cheap rock salt from northern mines"),
    ("What did Penn record for three decades?", "wind, depth and price, in a notebook"),
    ("What had been planned for the marsh before Voss rented it?", "a marina"),
    ("How much rent did she pay?", "a pound a year"),
    ("Why was the first salt brown?", "peat was leaking in through a drain"),
    ("Why do they not use metal tools?", "iron rusts and stains the salt"),
    ("What is the local name for the best flakes?", "cream"),
    ("What happens to a pan when it rains?", "it is diluted and takes ten days to recover"),
    ("When is raking paused because of nesting avocets?", "April until June"),
    ("Which animal gives the ponds a pink colour?", "brine shrimp"),
    ("Why are supermarkets not supplied?", "they insist on the same grain size"),
    ("What did the engineers recommend against the rising sea?", "a wall of concrete"),
    ("Why does the sea not become saltier?", "rivers add salt, the sea floor buries it"),
]  # fmt: skip
"""Questions and answers."""

SUPPORT = [
    "needs about three weeks to travel",
    "Monks from Saint Aldan dug",
    "They wanted salt for herring",
    "The court fined the lord",
    "The Tresks doubled the",
    "aluminium slats replaced them",
    "could take bearings on it",
    "Rock salt from the mines",
    "price of salt on every day",
    "The county wanted to build a marina",
    "for one pound a year",
    "The colour came from peat",
    "Metal tools are forbidden",
    "Locals call these flakes",
    "Rain ruins everything",
    "Avocets nest on the islands",
    "A brine shrimp no longer",
    "Voss refuses to sell",
    "Engineers advised a concrete wall",
    "rivers bring salt while",
]
"""Words of the sentence that supports each answer."""

UNSUPPORTED = [
    ("Who won the football world championship in 1974?", "Germany"),
    ("What is the capital of Mongolia?", "Ulaanbaatar"),
    ("Which enzyme unwinds DNA?", "helicase"),
    ("How many strings has a violin?", "four"),
]
"""Questions on other matters."""
