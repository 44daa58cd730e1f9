"""Spelling: true corruptions are found with the right suggestion, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimcheck.draft import normalise
from claimcheck.spelling import (
    Misspelling,
    Speller,
    distance,
    find,
    make_speller,
    occurrences,
    read_misspellings,
    read_words,
)

WORDS = Path(__file__).parents[1] / "rules" / "lexicon" / "words"


def words(name: str) -> list[str]:
    return read_words((WORDS / f"{name}.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def speller() -> Speller:
    return make_speller(
        lambda: [*words("en"), *words("rare")],
        lambda: words("frequent"),
        words("domain"),
        lambda: read_misspellings((WORDS / "misspellings.csv").read_text(encoding="utf-8")),
        words("prefixes"),
        words("trade"),
    )


def check(speller: Speller, text: str) -> list[Misspelling]:
    """What is found in the whole of `text`; the offsets are checked on the way."""
    norm = normalise(text)
    found = list(find(norm, text, speller, count=occurrences(norm)))
    for start, end, word, suggestions in found:
        assert text[start:end] == word
        assert suggestions
    assert [start for start, *_ in found] == sorted({start for start, *_ in found})
    return found


def flagged(speller: Speller, text: str) -> list[str]:
    return [word for _, _, word, _ in check(speller, text)]


# typed, meant: written by hand, none taken from a list
CORRUPTIONS = """
ge4t get | tre4tment treatment | s3ssion session | injecti0n injection | sk1n skin | nee5dle needle
collag7en collagen | hyalur9onic hyaluronic | ret1nol retinol | resu6lts results | pro8cedure procedure
treatmentt treatment | sesssion session | skiin skin | collaggen collagen | pateints patients | naeedle needle
needlle needle | moisturisser moisturiser | hyaluronicc hyaluronic | dermapllaning dermaplaning | effeect effect
treatmnet treatment | reuslts results | wrinlkes wrinkles | clincial clinical | hyalruonic hyaluronic
niacinamdie niacinamide | micronedeling microneedling | profhlio profhilo | collagne collagen | fillres fillers
redcution reduction | glwoing glowing | appoitnment appointment | injetcions injections | recoevry recovery
treatmemt treatment | wrinjles wrinkles | collahen collagen | pigmentatiom pigmentation | sunscreem sunscreen
niacinamode niacinamide | hydrafaciak hydrafacial | consultatiin consultation | swelljng swelling
retimol retinol | cleamser cleanser | antioxidamt antioxidant
treament treatment | wrnkles wrinkles | hyalronic hyaluronic | microneedlng microneedling | colagen collagen
tretinon tretinoin | dermatolgist dermatologist | exfolating exfoliating | rejuvnation rejuvenation
hyperpigmentaton hyperpigmentation | anestetic anesthetic | inflamation inflammation | moisturzer moisturizer
sculptraa sculptra | polynucleotdes polynucleotides | phenoxyetanol phenoxyethanol | cocamidopropl cocamidopropyl
dermaplanning dermaplaning | dermatologgy dermatology | imediately immediately | noticable noticeable
definately definitely | occured occurred | seperate separate | begining beginning | recieve receive
accomodate accommodate | becuase because | thier their | untill until | succesful successful | whcih which
teh the | adn and | isnt isn't | doesnt doesn't | youre you're | theyll they'll
restylene restylane | collogen collagen | telangectasia telangiectasia | hidradentis hidradenitis
glicerin glycerin | azeliac azelaic | salicilic salicylic | bakuchoil bakuchiol
"""
PAIRS = [tuple(pair.split()) for line in CORRUPTIONS.strip().splitlines() for pair in line.split(" | ")]

# Correct words of the trade, written down without a look at the lists.
CORRECT = """
hyaluronic niacinamide tretinoin dermaplaning ultherapy hydrafacial pdrn bakuchiol microneedling
polynucleotides peptides ceramides glyceryl stearate cocamidopropyl betaine phenoxyethanol botox
juvederm restylane profhilo sculptra radiesse dysport xeomin coolsculpting emsculpt thermage fraxel
picosure melasma telangiectasia keratosis pilaris hidradenitis aesthetician injector medspa skincare
hydroxypropyltrimonium arginate palmitoylated myristoylation acetylhexapeptide hexapeptides oligopeptide
tripeptides dipeptides palmitoyls copper gluconate zincs lactococcus bifidobacteria lactobacilli
postbiotics synbiotics exopolysaccharide exopolysaccharides polysaccharides glucans betaglucan
ceramidase sphingomyelin sphingomyelinase corneocytes transglutaminase profilaggrin filaggrins
kallikreins defensins ethylhexyl methoxycrylene octocrylene homosalate avobenzone bemotrizinol
bisoctrizole amiloxate trolamine tinosorb uvinul mexoryl photostabiliser photostabilizer photostabilised
fluorescents nanosized micronised microfine noncoated dispersions chelate chelates chelated flavonol
flavonols flavanone anthocyanidins tannic gallotannin ellagitannins stilbenes chalcones curcumins
gingerol gingerols capsaicin phytates mandelates lactobionates polyhydroxyacids bionic bionics
capryloylsalicylic salicin willowherb meadowsweet spiraea ulmaria fireweed epilobium snowmushroom
centellas madecassosides asiaticosides terpenoid bisabolols chamazulene azulene guaiazulene allantoins
dermaplaned dermaplaner dermaplaners needler microneedlers microneedled nanoneedled hydradermabrasion
aquadermabrasion oxygenation oxygenating carboxytherapies mesotherapies cryolipolytic lipolytics
lipolysed lipolyse phlebotomies sclerotherapies thermolipolysis electroepilation thermocoagulate
thermocoagulated photoepilation photothermolytic phototherapies lasered laserable relaser lasing
picosecond femtosecond attosecond nanosecond millijoule millijoules neuromodulation neuromodulate
botoxes botoxing antiwrinkling hyperanimation microbotox microtox babytox lipflips jawtox traptox
nefertiti masseterics platysmas glabellas infratrochlear supratrochlear angularis labiomandibular
mentolabial nasofrontal nasofacial submalar prejowl periauricular perilabial infralabial supralip
retroocular deepithelialised filler fillers lipfilling reinject reinjected reinjecting reinjection
preinjection postfiller dissolver dissolvers hyalase hylase vitrase hylenex amphadase hyaluronidases
crosslinkers monophasics biphasics polydensified cohesiveness extrudability elastics supramolecular
liftability moldability mouldability palpability migratory nodularity granulomatous seroprevalence
tyndalled threadlifting threadlifts pdos cogging cogged bidirectional unidirectional barbs monofilament
monofilaments multifilament polylactide polylactides polydioxanones caprolactone suspensionplasty
minithreads tightenings resurfacings rejuvenators revitalisers revitalization plumpings firmings
liftings contourings sculptings brightenings exfoliations detoxifications decongestion purifications
mattification hydradefence hydraboost hydrapeptide dermashield dermacalm lumiglow luminizer luminizers
luminising luminizing clarifiers clarifier poreminimising poreminimizing antishine antiredness antipuff
antistress antifatigue depuffers dermatologically gynaecologist trichoscopic dermatoscopically
histologically ultrasonographic ultrasonographically cosmetically aesthetically intradermally
subdermally percutaneously topically parenterally sublingually perorally periorally preoperatively
acneiform papulopustules comedonal microcomedones nodulocystic cysts rosaceas erythrotelangiectatic
rhinophymatous demodicidal melasmas hypermelanosis lentiginous lentigines ephelides solarised solar
dyschromias poikilodermatous xerotic ichthyotic eczematoid psoriasiform seborrhoeic lichenoid urticated
dermographic angioedemas cellulitic lipoedemas lymphoedemas striated keloidal keloided scarrings
atrophics icepicks boxcars rollings tretinoins adapalenes tazarotenes isotretinoins spironolactones
metronidazoles ivermectins doxycyclines minocyclines clindamycins azelaics hydroquinone tranexamics
cysteamines thiamidols medspas aestheticians estheticians facialists injectors prescribers practitioners
laserists cosmetologists dermatopathologists trichologists perfusionist phlebotomists micropigmentists
microbladers lashists browists nailists skinfluencers waxers threaders sugarers tanners piercers
cleansing doublecleansed cleansings toners serums ampoules essences emulsions mists sheetmasks
overnights balms butters sticks peels scrubs gommages masks boosters primers sunscreens suncreams
aftersuns bronzers highlighters concealers blushes tints glosses liners mascaras nonhydrating nonoily
noncloying nondrip nontransfer nonstaining nonirritant nonmicrobeaded nonpetroleum nonnano nonchemical
nonlaser nonneedle nonincisional noncutting nonexfoliating noninflammatory noninflamed nonlesional
superficials microdroplets microaliquots aliquoting reconstituting refrigerated lyophilising
lyophilizing decanted desiccated steriles autoclavable presterilised prefiltered filtrated ultrafiltered
centrifugal leucorich leukorich leucodepleted plateletpheresis fibrinolysis exosomes vesicular
nanovesicles secretome secretomes conditioned stemcell mesenchyme autografts biorhythm chronobiology
circadian zeitgeber sirtuins telomeric senolysis inflammaging hormesis hormetic mitohormesis glycans
glycobiology glycocalyx mucopolysaccharides elastogenic collagenic fibroblasts myofibroblasts
myofibroblast telocytes pericyte pericytes merkel meissner ruffini pacinian eccrine apocrine apoeccrine
sudoriferous pilosebaceous infundibulum isthmus arrector piloerection desquamates corneosurfametry
transepidermally hydrolipids sebumeter sebumetric colorimetry colorimeter spectrophotometry profilometry
cutometry ballistometer evaporimetry glossmeter chromameter
"""

VARIANTS = """
colour color moisturiser moisturizer moisturise moisturize anaesthetic anesthetic anaesthetise anesthetize
anaesthesia anesthesia oestrogen estrogen haematoma hematoma oedema edema centre center fibre fiber litre liter
ageing aging grey gray sulphate sulfate sulphur sulfur tumour tumor paediatric pediatric gynaecologist gynecologist
aluminium aluminum practise practice licence license programme program rejuvenate favourite favorite odour odor
discolouration discoloration discolouring minimise minimize revitalise revitalize sterilise sterilize labelled
labeled travelled traveled fulfil fulfill enrol enroll skilful skillful catalogue catalog judgement judgment
aesthetician esthetician aesthetics esthetics haemoglobin hemoglobin leukaemia leukemia diarrhoea diarrhea
tranquilliser tranquilizer neutralise neutralize optimise optimize cosy cozy defence defense whilst amongst
learnt burnt spelt leant benefitted benefited focussed focused depigmentation keratinisation keratinization
"""

SILENT = [
    "SPF50+ with B5, 0.5% retinol, H2O, a CO2 laser, a 3-in-1 serum, 10mins at 20mm, PM2.5 and Morpheus8.",
    "a spf50 cream with b5, q10, 2ml of pdrn, after 4weeks or 6months, c6 vertebra, k18, omega3s, b2b, up2date",
    "1.How it works.The skin heals and so on etc.Then it is done",
    "see www.glowclinc.co.uk, https://exmaple.com/treatmnet, exmaple.com or mail infoo@clinc.com for more",
    "#skincaer #glwoing and @dermaclinc, in reprot.pdf or file_nmae.txt or C:\\reprot\\flies and ~/treatmnet",
    "isn't don’t you'll we've they'd it's that's let's she'd y'all o'clock ma'am won't shouldn’t i'm",
    "the patient's skin, patients' skins, the clinic’s rooms, James' nurse and Allergan's filler",
    "We asked Dr Kowalczyk and Ms Featherstonehaugh, who treated Aoife at Bellisima in Wroclaw.",
    "Our Restylene is not how the name goes, but a name it may be: Zenity. Lumenas. Hydrafaciall MD.",
    "GLOWNIG TREATMNET FOR ALL, BOTH",
    "eau de parfum, crème de la mer, peau douce, sérum visage, décolletage and naïve skin",
    "aqua, glycerin, cetearyl alcohol, hydroxyethyl acrylate, behentrimonium methosulfate, simmondsia chinensis oil",
    "dermablading, skinjectables, bioplumping and hydraplumping with nanoneedled dermatoxins",
    "non-comedogenic, fragrance-free, oil-free, post-inflammatory, hyper-pigmented, anti-pollution, needle-like",
    "peri-oral, pre-op, post-op, intra-oral, medi-spa, derma-roller, mini-facials, meso-botox, derma-planing",
    "de-puffs, re-hydrates, over-the-counter AHAs/BHAs, a serum/moisturiser and/or toner, w/o fragrance",
    "£250, $99, 10%, 100ml, 2.5x, 5pm, 10am, 24/7, 1st, 2nd, 3rd, 21st, 3-6 weeks, 4–6 weeks",
    "a treat-\nment of the skin with a moistur-\niser for all",
    "iPhone iPixel eMatrix CoolSculpting HydraFacial PicoSure-Pro LaserAway tiktokMade",
    "hmm, ooh, aah, yay, wow, ugh, zzz, brr, shhh, tsk, grr, mmm",
    "Die Haut ist das größte Organ und schützt uns jeden Tag vor schädlichen Einflüssen von außen her",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore",
    "It will smooth the skin and lift the face, and in the end you will see a large number of treatm",
    "Side effects can be mild or tempor",
    "It will smooth your compl… more",
    "A treatnex a day: treatnex works, and treatnex again.",
]


@pytest.mark.parametrize(("typed", "meant"), PAIRS)
def test_corruption_is_found(speller: Speller, typed: str, meant: str) -> None:
    text = f"You may need this {typed} at the clinic."
    ((start, end, word, suggestions),) = check(speller, text)
    assert (start, end, word) == (18, 18 + len(typed), typed)
    assert suggestions[0] == meant
    assert speller.correct(typed)[0] == meant


def test_enough_corruptions() -> None:
    assert len(set(PAIRS)) >= 60


def test_correct_words_of_the_trade(speller: Speller) -> None:
    correct = CORRECT.split()
    assert len(set(correct)) >= 400
    assert {word: speller.correct(word) for word in correct if speller.correct(word)} == {}
    assert check(speller, f"with {' and '.join(correct)} in it") == []


def test_domain_list(speller: Speller) -> None:
    domain = words("domain")
    assert len(domain) >= 1_500
    assert domain == sorted(set(domain))
    assert not set(domain) & set(words("en"))
    for form in ("{}", "{}s", "{}'s", "anti-{}", "{}-free", "{}’s"):
        text = " and ".join(form.format(word) for word in domain)
        assert check(speller, text) == []
    assert check(speller, ". ".join(f"{word.capitalize()} is good" for word in domain)) == []


def test_spelling_variants(speller: Speller) -> None:
    assert check(speller, VARIANTS) == []
    for name in ("en-us-only", "en-gb-only"):
        only = words(name)
        assert set(only) <= speller.known
        assert check(speller, ", ".join(only)) == []
    assert not set(words("en-us-only")) & set(words("en-gb-only"))


@pytest.mark.parametrize("text", SILENT)
def test_silent(speller: Speller, text: str) -> None:
    assert check(speller, text) == []


def test_every_draft_word_but_one(speller: Speller) -> None:
    text = (
        "Most people wait until autumn to ge4t used to it. Micro-needling’s effect isn’t permanent — it "
        "lasts 3–6 months; ask your dermatologist, nurse/injector or the clinic’s aesthetician."
    )
    assert check(speller, text) == [(33, 37, "ge4t", ("get",))]


def test_marks_round_a_word(speller: Speller) -> None:
    text = "a “treatmnet”, (redcution) *elasticty*… the treatmnet’s end—treatmnet; long-lastnig"
    assert flagged(speller, text) == ["treatmnet", "redcution", "elasticty", "treatmnet", "treatmnet", "lastnig"]


def test_parts_of_compounds(speller: Speller) -> None:
    assert flagged(speller, "a collagen-bosting and skni-tightening cream") == ["bosting"]
    assert flagged(speller, "treatmnets/procedures and/or redcution") == ["treatmnets", "redcution"]
    assert check(speller, "derma-planing and micro-nedle and skin-tox") == []


def test_capitals(speller: Speller) -> None:
    assert check(speller, "Hyalronic acid helps. Treatmnet is short.") == [
        (0, 9, "Hyalronic", ("Hyaluronic",)),
        (22, 31, "Treatmnet", ("Treatment", "Treatments")),
    ]
    assert check(speller, "We like Hyalronic acid; the Treatmnet, TREATMNET and HyalRonic are names.") == []
    assert check(speller, "Treatmnet Room\n\nTreatmnet") == []
    assert flagged(speller, "• Treatmnet of the skin") == ["Treatmnet"]
    assert flagged(speller, "1. Treatmnet of the skin") == ["Treatmnet"]


def test_repetition_makes_a_term(speller: Speller) -> None:
    assert flagged(speller, "Our radiante helps, and the radiante lasts.") == ["radiante"] * 2
    assert check(speller, "A radiante a day. Our radiante helps, and one radiante lasts.") == []
    assert flagged(speller, "A treatmnet, one treatmnet, this treatmnet.") == ["treatmnet"] * 3
    assert flagged(speller, "We recieve, you recieve, they recieve.") == ["recieve"] * 3


def test_occurrences_counts_whole_words() -> None:
    count = occurrences("skin skins skin, skin's (skin)")
    assert (count("skin"), count("skins"), count("acne")) == (3, 1, 0)


def test_a_stretch_ends_where_it_ends(speller: Speller) -> None:
    text = "treatmnet and redcution and elasticty"
    norm = normalise(text)
    assert [word for *_, word, _ in find(norm, text, speller, 10, 27)] == ["redcution"]
    assert list(find(norm, text, speller, 10, 10)) == []
    assert list(find(norm, text, speller, 9, 14)) == []


def test_neighbours_nobody_knows_silence_a_suspect(speller: Speller) -> None:
    assert flagged(speller, "with elastina and more") == ["elastina"]
    assert check(speller, "with xantholus elastina and more") == []
    assert check(speller, "with elastina xantholus and more") == []
    assert flagged(speller, "the collagenn treatmnet") == ["collagenn", "treatmnet"]


def test_unknown_and_correct(speller: Speller) -> None:
    assert speller.unknown(["skin", "hyaluronic", "treatmnet", "qqq"]) == {"treatmnet", "qqq"}
    assert speller.correct("Hyalronic") == ("hyaluronic",)
    assert speller.correct("treatmnet’s")[0] == "treatment's"
    assert speller.correct("does'nt") == ("doesn't",)
    for nothing in ("", "a", "skin", "Skin", "'", "''", "b2b", "ŝkïn", "x" * 1000, "skin" * 100, "\0", "12", "?"):
        assert speller.correct(nothing) == ()


def test_verdicts_are_remembered_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.spelling._MOST_VERDICTS", 3)
    small = make_speller(lambda: ["skin", "needle"], lambda: ["skin", "needle"])
    assert small.correct("needel") == ("needle",)
    for word in ("aaaa", "bbbb", "cccc", "dddd", "needel"):
        small.correct(word)
    assert small.correct("needel") == ("needle",)
    assert len(small._verdicts) <= 3


def test_an_empty_speller_says_nothing() -> None:
    empty = make_speller(list, list)
    assert flagged(empty, "Anything at all, ge4t and all that") == []
    assert empty.correct("anything") == ()


def test_lists() -> None:
    assert read_words("# a comment\nskin\n\nacne\n") == ["skin", "acne"]
    assert read_words("") == []
    assert read_misspellings("teh,the\nadn,and\n") == {"teh": "the", "adn": "and"}
    assert read_misspellings("") == {}
    known = set(words("en")) | set(words("domain"))
    frequent = words("frequent")
    assert 15_000 < len(frequent) == len(set(frequent))
    assert set(frequent) <= known and set(words("trade")) <= known
    listed = read_misspellings((WORDS / "misspellings.csv").read_text(encoding="utf-8"))
    meant = {word for right in listed.values() for word in right.split()}
    assert meant <= set(frequent) | set(words("trade")) | {"fortnight", "fortnightly"}
    assert not set(listed) & (known | set(words("rare")))
    assert all(re.fullmatch("[a-z]+", wrong) for wrong in listed)
    assert all(re.fullmatch("[a-z]+(?: [a-z]+)*", right) for right in listed.values())


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("skin", "skin", 0.0),
        ("", "", 0.0),
        ("", "ab", 2.25),
        ("ge4t", "get", 0.5),
        ("g4t", "get", 0.6),
        ("wrinlkes", "wrinkles", 0.6),
        ("skinn", "skin", 0.6),
        ("sskin", "skin", 0.6),
        ("colagen", "collagen", 0.6),
        ("skim", "skin", 0.8),
        ("skan", "skin", 1.0),
        ("skn", "skin", 1.0),
        ("kin", "skin", 1.25),
        ("zkin", "skin", 0.8),
        ("qkin", "skin", 1.25),
    ],
)
def test_distance(typed: str, meant: str, cost: float) -> None:
    assert distance(typed, meant) == pytest.approx(cost)
    assert distance(typed, meant, cost) == pytest.approx(cost)
    if cost:
        assert distance(typed, meant, cost - 0.1) > cost - 0.1


@given(st.text("abcde4", max_size=9), st.text("abcde", max_size=9), st.floats(0, 4))
def test_distance_keeps_its_word(typed: str, meant: str, limit: float) -> None:
    exact = distance(typed, meant)
    assert (exact == 0) == (typed == meant)
    assert 0 <= exact <= 1.25 * (len(typed) + len(meant))
    bounded = distance(typed, meant, limit)
    assert bounded == exact or (bounded > limit and exact > limit)


KNOWN = st.sampled_from(sorted(set(words("frequent")[:5_000]) | set(words("domain")) | set(words("rare"))))
GLUE = st.sampled_from([" ", " ", " ", ", ", ". ", "; ", " (", ") ", "-", " – ", "/", "\n\n", "\n• ", ": ", "! ", " “"])
SHAPE = st.sampled_from([str, str, str.capitalize, str.upper, "{}'s".format, "{}’s".format])


@given(st.lists(st.tuples(KNOWN, SHAPE, GLUE), min_size=1, max_size=30))
def test_known_words_yield_nothing(speller: Speller, parts: list[tuple[str, type[str], str]]) -> None:
    assert check(speller, "".join(shape(word) + glue for word, shape, glue in parts)) == []


@given(st.text(max_size=200) | st.text("aeginrst 4'’-–/.,@#\n\u00a0é", max_size=200), st.data())
@example("", None)
@example("\ud800 ge4t \0 İstanbul treatmnet", None)
@example("'" * 300 + "a" * 5_000 + "4" * 300, None)
def test_any_text_is_survived(speller: Speller, text: str, data: st.DataObject | None) -> None:
    check(speller, text)
    if data is not None:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        for at, to, word, _ in find(normalise(text), text, speller, start, end):
            assert start <= at < to <= end
            assert text[at:to] == word


def test_offsets_after_characters_that_grow(speller: Speller) -> None:
    assert check(speller, "İİİ … the treatmnet")[0][:3] == (10, 19, "treatmnet")


def test_long_texts_stay_linear(speller: Speller) -> None:
    assert len(check(speller, "a treatmnet and " * 5_000)) == 5_000
    assert check(speller, "treatmnet" * 20_000) == []
    assert check(speller, "treatmnet-" * 20_000) == []


def test_a_contraction_without_its_apostrophe_may_open_a_sentence() -> None:
    speller = make_speller(lambda: ["don't", "wear", "it"], lambda: ["wear"])
    found = list(find("dont wear it.", "Dont wear it.", speller))
    assert [(word, meant) for _, _, word, meant in found] == [("Dont", ("Don't",))]


def test_letters_in_another_order_and_little_words_glued_on() -> None:
    speller = make_speller(lambda: ["camouflages", "natural", "of"], lambda: ["camouflages", "natural"])
    assert speller.correct("camoflauges") == ("camouflages",)
    assert speller.correct("ofnatural") == ("of natural",)
    assert speller.correct("ofnat") == ()
