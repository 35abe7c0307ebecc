"""Names and mentions: read from corpora, turned into words' labels, learnt, and scored."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra: pip install onrecord[train]")
pytest.importorskip("scipy", reason="training needs the extra: pip install onrecord[train]")

from onrecord.reading.coreference import mentioned  # noqa: E402
from onrecord.reading.encoder import encoder  # noqa: E402
from onrecord.reading.links import FloatArray, Links  # noqa: E402
from onrecord.reading.mentions import NAMES, names_of  # noqa: E402
from onrecord.reading.windows import words  # noqa: E402
from training import corpora, entities, links  # noqa: E402
from training.coreference import Tally  # noqa: E402
from training.evaluate import coreference, linker, names, tables  # noqa: E402
from training.examples import paragraphs, tagged_examples  # noqa: E402
from training.network import Network, Shape  # noqa: E402
from training.train import Settings, train  # noqa: E402

NEWSWIRE = """https://example.org/quay	O

Ines	B-Person
Okoro	I-Person
of	O
Port	B-Location
Ansel	I-Location
told	O
"	O
Quay	B-Organization
News	I-Organization
"	O
so	O
.	O

She	O
left	O
"""

CONLLU = """# newdoc id = quay
# newpar
# sent_id = 1
1	Ines	Ines	PROPN	NNP	_	3	nsubj	_	Entity=(1-person-new-x-cf1-1-sgl
2	Okoro	Okoro	PROPN	NNP	_	1	flat	_	Entity=1)
3	saw	see	VERB	VBD	_	0	root	_	_
4-5	port's	_	_	_	_	_	_	_	_
4	port	port	NOUN	NN	_	6	nmod	_	Entity=(3-object-new-x-cf3-1-sgl(2-place-new-x-cf2-1-sgl
5	's	's	PART	POS	_	4	case	_	Entity=2)
6	crane	crane	NOUN	NN	_	3	obj	_	Entity=3)|SpaceAfter=No
7	.	.	PUNCT	.	_	3	punct	_	_

# newpar
1	She	she	PRON	PRP	_	2	nsubj	_	Entity=(1-person-giv-x-cf1-1-ana)
2	left	leave	VERB	VBD	_	0	root	_	_

"""


@pytest.fixture
def newswire(tmp_path: Path) -> entities.Tagged:
    (tmp_path / "processed_annotated").mkdir()
    (tmp_path / "processed_annotated" / "quay.txt.tsv").write_text(NEWSWIRE, encoding="utf-8")
    (tagged,) = entities.worldwide(tmp_path)
    return tagged


@pytest.fixture
def treebank(tmp_path: Path) -> entities.Tagged:
    (tmp_path / "dep").mkdir()
    (tmp_path / "dep" / "quay.conllu").write_text(CONLLU, encoding="utf-8")
    (tagged,) = entities.gum(tmp_path)
    return tagged


def test_a_token_a_line_becomes_text_with_names(newswire: entities.Tagged) -> None:
    assert newswire.text == 'Ines Okoro of Port Ansel told "Quay News" so.\nShe left\n'
    assert [(newswire.text[n.start : n.end], n.kind) for n in newswire.names or ()] == [
        ("Ines Okoro", "person"),
        ("Port Ansel", "place"),
        ("Quay News", "organization"),
    ]


def test_a_treebank_becomes_text_with_mentions(treebank: entities.Tagged) -> None:
    text = treebank.text
    assert text == "Ines Okoro saw port's crane.\nShe left"
    assert [(text[m.start : m.end], text[slice(*m.head)], m.kind, m.cluster) for m in treebank.mentions or ()] == [
        ("Ines Okoro", "Okoro", "person", 0),
        ("port's crane", "crane", "other", 2),
        ("port's", "port", "place", 1),
        ("She", "She", "person", 0),
    ]


def test_what_was_saved_is_read_back(newswire: entities.Tagged, treebank: entities.Tagged, tmp_path: Path) -> None:
    assert entities.save([newswire, treebank], tmp_path / "tagged.jsonl") == 2
    assert entities.load(tmp_path / "tagged.jsonl") == [newswire, treebank]


def test_names_are_replaced_by_others_of_their_kind(newswire: entities.Tagged) -> None:
    others = {"person": ["Abla Quaye"], "place": ["Port Ellery"]}
    new = entities.swapped(newswire, others, 1.0, Random(1))
    before = [(n.kind, newswire.text[n.start : n.end]) for n in newswire.names or ()]
    after = [(n.kind, new.text[n.start : n.end]) for n in new.names or ()]
    assert before != after
    assert after == [(kind, others[kind][0] if kind in others else words) for kind, words in before]
    assert entities.swapped(newswire, others, 0.0, Random(1)) == newswire


def test_a_pronoun_of_an_own_article_means_its_speaker_named_before(tmp_path: Path) -> None:
    (tmp_path / "quay.txt").write_text(
        "published: 2031-04-02\n---\n<s1>Ines Okoro</s1> <q1>said</q1> <c1>the crane was safe</c1>.\n\n"
        "<s2>She</s2> <q2>denied</q2> <c2>any leak</c2>.\n---\n1 | Ines Okoro | named | asserts\n"
        "2 | Ines Okoro | named | denies\n",
        encoding="utf-8",
    )
    (article,) = corpora.house(tmp_path)
    text = words(encoder().tokenizer, article.text, paragraphs(article.text))
    labels = links.of_own(article, text)
    heads = {article.text[text.start[row[0]] : text.end[row[0]]]: row for row in labels.mentions}
    assert heads["She"][3] == heads["Okoro"][3]
    assert heads["She"][4] == 2
    assert (labels.names == links.IGNORE).all()


def test_a_network_learns_names_and_whom_a_pronoun_means(
    newswire: entities.Tagged, treebank: entities.Tagged, tmp_path: Path
) -> None:
    torch.manual_seed(1)
    settings = Settings(epochs=150, rate=3e-3, head_rate=3e-3, masked=0, average=0.9, dropout=0.0, tagged=1.0)
    network = Network(Shape(width=32, layers=1, heads=2, inner=48, roles=16), 0.0)
    tokenizer = encoder().tokenizer
    trained = train([], [newswire, treebank], tokenizer, network, settings, [], tmp_path / "model.ckpt")
    assert names(trained, tokenizer, [newswire])["all"] == (1.0, 1.0, 1.0)
    tally = coreference(trained, tokenizer, [treebank])
    assert tally.conll() == pytest.approx(1.0)
    text = words(tokenizer, treebank.text, paragraphs(treebank.text))
    found = mentioned(Links(treebank.text, text, tables(trained, text), linker(trained)))
    assert [treebank.text[text.start[m.first] : text.end[m.last]] for m in found if m.entity == 0] == [
        "Ines Okoro",
        "She",
    ]


def test_windows_keep_whole_mentions_only(treebank: entities.Tagged) -> None:
    (example,) = tagged_examples(treebank, encoder().tokenizer, Random(0))
    assert (example.mentions[:, 1] <= example.mentions[:, 0]).all()
    assert (example.mentions[:, 0] <= example.mentions[:, 2]).all()


def test_tags_without_a_beginning_begin_a_name() -> None:
    assert names_of(tagged(2, 2, 0, 3), ["Ines", "Okoro", "of", "Veldt"]) == [(0, 2, 0), (3, 4, 1)]


def test_a_name_is_of_one_kind_though_its_words_disagree() -> None:
    assert names_of(tagged(5, 4, 6, 0, 1, 1), ["Port", "of", "Odrin", "where", "Ada", "Bo"]) == [
        (0, 3, 2),
        (4, 5, 0),
        (5, 6, 0),
    ]
    assert names_of(tagged(), []) == []


def test_a_name_is_of_the_kind_that_it_mostly_is_in_the_text() -> None:
    forms = ["Odrin", "and", "Odrin", "and", "Odrin", "and", "Odrin", "and", "Odrin"]
    assert {kind for *_, kind in names_of(tagged(1, 0, 1, 0, 1, 0, 1, 0, 5), forms)} == {0}


def test_a_comma_is_no_part_of_a_name() -> None:
    assert names_of(tagged(0, 1, 2, 0, 1), ["in", "Odrin", ",", "and", ","]) == [(1, 2, 0)]


def test_a_word_of_which_little_is_known_is_no_part_of_a_name() -> None:
    scores = tagged(1, 2, 0)
    scores[2] = 0.6
    scores[2, 0] = 0.5
    assert names_of(scores, ["Ines", "Okoro", "said"]) == [(0, 2, 0)]


def tagged(*tags: int) -> FloatArray:
    """Scores that say plainly which tag each word has."""
    scores = np.full((len(tags), 2 * len(NAMES) + 1), -5.0, np.float32)
    scores[np.arange(len(tags)), list(tags)] = 5
    return scores


def test_the_metrics_are_those_of_the_shared_task() -> None:
    """The worked example of Pradhan et al. (2014), "Scoring Coreference Partitions of Predicted Mentions"."""
    tally = Tally()
    tally.add([["a", "b", "c"], ["d", "e", "f", "g"]], [["a", "b"], ["c", "d"], ["f", "g", "h", "i"]])
    assert tally.prf("muc")[:2] == pytest.approx((2 / 5, 2 / 5))
    assert tally.prf("b3")[:2] == pytest.approx((4 / 8, 35 / 84))
    assert tally.prf("ceafe")[:2] == pytest.approx((1.3 / 3, 1.3 / 2))
    assert tally.prf("mention")[:2] == pytest.approx((6 / 8, 6 / 7))
