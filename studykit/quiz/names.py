"""Proper names that a slip turns into another name.

Weekdays; and of countries, capitals, large cities, given names and surnames, those that are less than
two slips apart and are not just spellings of one name.
"""

NAMES = frozenset(
    """
    sunday monday tuesday wednesday thursday friday saturday
    anatolia angola antarctic antarctica atlanta atlantic bolivia burgundy burundi colombia colombo columbia
    europa europe freiberg freiburg galilee germania germany granada grenada hamburg hebei henan homburg
    hubei hunan
    moldavia moldova monrovia moravia newtown prussia rhine rhone russia rwanda shaanxi shanxi sudan turin

    adrian adriana alan albert alberta alberto alessandra alessandro andrea andreas andrei andrew andrews
    angela angelo anna antonia antonio august augusta augustus carl carla carlo carlos carol carolina
    caroline cecil cecile charlene charlie christian christiana christiane christina christine claudia
    claudine claudio clement cornelia cornelius daniel daniela danielle david davis denis denise dennis
    diana diane dominic dominica dorothea dorothy edmond edmund edward edwards eleanor elena emil emile
    emilia emily ernest eugene eugenia eugenie fernanda fernando france frances francesca francesco
    francis francisco franco frederic frederica gabriel gabriela gabriele gabrielle george georges georgia
    georgina giovanna giovanni gustav hannah helen helena henri henrik henry isabella isabelle jane janet
    jeanne joan joanna joanne johann johanna johannes jose josef julia julian juliana julie juliet karl
    karla kevin leonard leonardo lorenz lorenzo louis louisa louise luis lucian lucien margaret margarita
    maria marian mariana marianne marie marina mario marion marino martin martina martine mathilda matthew
    matthews michael michaela michel michele michelle nicola nicolas nicole olivia patrice patricia paul
    paula pauline peter peters philip philippa phillips renata rene renee richard richards robert roberta
    roberto roberts rosie sabina samuel samuels simon simone simons sophia stephen stephens steven stevens
    susan susanna susanne theodor theodora theodore theresa therese valentin valentina valentine valeria
    valerie victor victoria william williams

    andersen anderson austen austin bergman bergmann brown browne burke clark clarke currie curie degas
    engel engels fichte fischer fisher franklin franklyn freedman friedman galilei galileo goethe hansen
    hanson hegel hertz hobbes hooke jansen jensen johnson johnston jonson jones keyes keynes larsen larson
    lindberg lindbergh manet marks marlow marlowe marshall mendelsohn mendelssohn miller mises moller
    monet moses muller newton nilson nilsson olsen olson pauling pedersen petersen peterson planck popper
    schelling schiller schilling schuller spencer spenser stephenson stevenson sterne strauss thompson
    thomson titian turing wagner wegner wilson
    """.split()
)
