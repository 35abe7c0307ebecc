"""From a made-up corpus to a shipped model: prepare, train, go on after a stop, export, read."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

torch = pytest.importorskip("torch", reason="training needs the extra: pip install onrecord[train]")
pytest.importorskip("onnx", reason="training needs the extra: pip install onrecord[train]")
pytest.importorskip("safetensors", reason="training needs the extra: pip install onrecord[train]")

from safetensors.torch import save_file  # noqa: E402

from onrecord.reading.attribution import Thresholds, attributions  # noqa: E402
from onrecord.reading.encoder import encoder  # noqa: E402
from onrecord.reading.windows import words  # noqa: E402
from training import corpora  # noqa: E402
from training.__main__ import main  # noqa: E402
from training.augment import augmented, reordered  # noqa: E402
from training.evaluate import tables, tagger  # noqa: E402
from training.examples import examples, paragraphs  # noqa: E402
from training.export import export  # noqa: E402
from training.network import Network, Shape, chain_loss  # noqa: E402

ARTICLE = """published: 2031-04-02
outlet: The Quay
style: invented for this test
---
<c1>“The crane is safe,”</c1> <s1>Ines Okoro</s1> <q1>said</q1>. <s2>The port</s2> <q2>denies</q2> <c2>any leak</c2>.

<c3>“We will walk,”</c3> <s3>Tam Reed</s3> <q3>warned</q3>.
---
1 | Ines Okoro | named | asserts
2 | port | unnamed | denies
3 | Tam Reed | named | threatens
"""
TINY = {"width": 24, "layers": 1, "heads": 2, "inner": 48, "roles": 16}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for split in ("own", "dev"):
        (tmp_path / "house" / split).mkdir(parents=True)
        (tmp_path / "house" / split / "quay.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_tags_become_spans(folder: Path) -> None:
    (article,) = corpora.house(folder / "house" / "own")
    first = article.attributions[0]
    assert [article.text[s:e] for s, e in first.source] == ["Ines Okoro"]
    assert [article.text[s:e] for s, e in first.content] == ["“The crane is safe,”"]
    assert (first.speaker, first.named) == ("Ines Okoro", True)


def test_tags_that_cross_are_refused_by_name(folder: Path) -> None:
    (folder / "house" / "own" / "bad.txt").write_text(ARTICLE.replace("</s1>", ""), encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.txt"):
        list(corpora.house(folder / "house" / "own"))


@pytest.mark.parametrize("seed", range(30))
def test_changed_articles_keep_the_words_of_each_role(folder: Path, seed: int) -> None:
    (article,) = corpora.house(folder / "house" / "own")
    changed = augmented(article, Random(seed), [])
    for before, after in zip(article.attributions, changed.attributions, strict=True):
        kept = [c.lower() for s, e in after.source for c in changed.text[s:e] if c.isalpha()]
        assert kept == [c.lower() for s, e in before.source for c in article.text[s:e] if c.isalpha()]
        kept = [c for s, e in after.content for c in changed.text[s:e] if c.isalpha()]
        assert kept == [c for s, e in before.content for c in article.text[s:e] if c.isalpha()]


def test_a_turned_statement_names_its_speaker_first(folder: Path) -> None:
    (article,) = corpora.house(folder / "house" / "own")
    changed = reordered(article, Random(0), 1.0)
    a = changed.attributions[0]
    assert a.content[0][0] > a.cue[0][0]
    assert changed.text[slice(*a.content[0])] == "“The crane is safe.”"


def test_chain_loss_is_the_negative_log_likelihood_of_the_tags() -> None:
    torch.manual_seed(0)
    scores, transition = torch.randn(1, 3, 7), torch.randn(7, 7)
    mask = torch.ones(1, 3)
    total = 0.0
    for a in range(7):
        for b in range(7):
            for c in range(7):
                loss = chain_loss(scores, torch.tensor([[a, b, c]]), mask, transition)
                total += float(torch.exp(-loss[0]))
    assert abs(total - 1) < 1e-4


def test_a_person_with_a_corpus_can_rebuild_a_model_and_go_on_after_a_stop(folder: Path) -> None:
    run = CliRunner()
    work = folder / "work"
    prepared = run.invoke(
        main, ["prepare", "--house", str(folder / "house"), "--out", str(work)], catch_exceptions=False
    )
    assert "train: 1 articles, 3 attributions" in prepared.output
    start, tokenizer = folder / "start.safetensors", folder / "tokenizer.json"
    tokenizer.write_text(encoder().tokenizer.to_str(), encoding="utf-8")
    save_file(named_weights(Shape()), start)
    command = [
        "train",
        str(work),
        "--start",
        str(start),
        "--tokenizer",
        str(tokenizer),
        "--set",
        "pieces=400",
    ]
    first = run.invoke(main, [*command, "--set", "epochs=1"], catch_exceptions=False)
    assert "epoch 1: loss" in first.output
    second = run.invoke(main, [*command, "--set", "epochs=2"], catch_exceptions=False)
    assert "epoch 2: loss" in second.output
    assert "epoch 1: loss" not in second.output


@pytest.mark.parametrize(("float32", "share"), [(True, 1e-5), (False, 0.03)])
def test_the_exported_graph_gives_what_the_network_gives(folder: Path, float32: bool, share: float) -> None:
    """For the words that are asked for; with int8 weights but for an error that is small beside the scores' spread."""
    import onnxruntime

    torch.manual_seed(3)
    network = Network(Shape(**TINY)).eval()
    export(network, folder, Thresholds(), "test", float32=float32)
    session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), providers=["CPUExecutionProvider"])
    ids = torch.randint(1000, 2000, (1, 40))
    features = torch.randint(0, 2, (1, 40, 3))
    wanted = torch.tensor((1, 2, 5, 38))
    feed = {"ids": ids, "features": features, "wanted": wanted}
    (scores,) = session.run(None, {name: value.numpy() for name, value in feed.items()})
    with torch.no_grad():
        expected = torch.cat(network(ids, features), -1)[:, wanted].numpy()
    assert scores.shape == expected.shape
    assert abs(scores - expected).mean() < share * expected.std()


def test_a_network_learns_an_article_by_heart(folder: Path) -> None:
    from training.train import Settings, train

    (article,) = corpora.house(folder / "house" / "own")
    torch.manual_seed(1)
    settings = Settings(epochs=60, rate=3e-3, head_rate=3e-3, augment=0, masked=0, house=4, average=0.9, dropout=0.0)
    network = Network(Shape(**TINY), 0.0)
    tokenizer = encoder().tokenizer
    trained = train([article], [], tokenizer, network, settings, [], folder / "model.ckpt")
    text = words(tokenizer, article.text, paragraphs(article.text))
    found = attributions(text, tables(trained, text), tagger(trained), Thresholds())
    assert [[s.of(article.text) for s in a.source] for a in found] == [
        ["Ines Okoro"],
        ["The port"],
        ["Tam Reed"],
    ]
    assert [s.of(article.text) for s in found[1].content] == ["any leak"]
    assert len(list(examples(article, tokenizer, Random(0)))) == 1


def named_weights(shape: Shape) -> dict[str, Any]:
    """Random weights under the names of all-MiniLM-L6-v2's file, with one layer's worth of numbers for all six."""
    made = {
        "embeddings.word_embeddings.weight": torch.randn(shape.vocabulary, shape.width) * 0.02,
        "embeddings.position_embeddings.weight": torch.randn(shape.positions, shape.width) * 0.02,
        "embeddings.token_type_embeddings.weight": torch.zeros(2, shape.width),
        "embeddings.LayerNorm.weight": torch.ones(shape.width),
        "embeddings.LayerNorm.bias": torch.zeros(shape.width),
    }
    sizes = {
        "attention.self.query": (shape.width, shape.width), "attention.self.key": (shape.width, shape.width),
        "attention.self.value": (shape.width, shape.width), "attention.output.dense": (shape.width, shape.width),
        "intermediate.dense": (shape.inner, shape.width), "output.dense": (shape.width, shape.inner),
    }  # fmt: skip
    for i in range(shape.layers):
        for name, size in sizes.items():
            made[f"encoder.layer.{i}.{name}.weight"] = torch.randn(size) * 0.02
            made[f"encoder.layer.{i}.{name}.bias"] = torch.zeros(size[0])
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            made[f"encoder.layer.{i}.{name}.weight"] = torch.ones(shape.width)
            made[f"encoder.layer.{i}.{name}.bias"] = torch.zeros(shape.width)
    return made
